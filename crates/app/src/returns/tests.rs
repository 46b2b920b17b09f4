mod asking;
mod evidence;
mod kinds;
mod once;
mod outcomes;
mod reviews;
mod workbook;

use std::collections::HashMap;

use axum::http::StatusCode;
use db::testing::{TestDb, count, each_database};
use uuid::Uuid;

use super::model::{RunState, State};
use super::periods::days_changed;
use super::store;
use super::testing::{self, asked, regime};
use crate::access::{Role, Scope};
use crate::indicators::testing::indicator;
use crate::people::testing::{Somebody, session, somebody};
use crate::plan;
use crate::testing::{Answer, Program};
use crate::units::testing::{divided, ended_unit, unit};

/// A town with an office, an indicator, an open period, and those who work with it.
struct Town {
    program: Program,
    town: Uuid,
    office: Uuid,
    indicator: Uuid,
    id: Uuid,
    period: Uuid,
    officer: Somebody,
    coordinator: Somebody,
}

impl Town {
    async fn new(db: &TestDb) -> Self {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        let office = unit(app, "Phòng Kinh tế", Some(town)).await;
        let indicator = indicator(app, town).await;
        let (id, period) = asked(app, town, office, &[indicator]).await;
        Self {
            town,
            office,
            indicator,
            id,
            period,
            officer: somebody(app, Role::Officer, Some(office)).await,
            coordinator: somebody(app, Role::Coordinator, Some(town)).await,
            program,
        }
    }

    fn path(&self) -> String {
        format!("/bo/returns/{}", self.id)
    }

    /// Sends fields of the one cell: `value`, `state`, `seen` and so on.
    async fn fill(&self, who: &Somebody, cell: &[(&str, &str)], rest: &[(&str, &str)]) -> Answer {
        let named: Vec<_> =
            cell.iter().map(|(name, value)| (format!("{name}.{}", self.indicator), *value)).collect();
        let cell: Vec<_> = named.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        self.program.post(&who.cookie, &self.path(), &[&cell[..], rest].concat()).await
    }

    async fn act(&self, who: &Somebody, what: &str, fields: &[(&str, &str)]) -> Answer {
        self.program.post(&who.cookie, &format!("{}/{what}", self.path()), fields).await
    }

    async fn whole(&self) -> store::Whole {
        store::whole(&self.program.app.db.read().await.expect("reads"), self.id).await.expect("there")
    }
}

#[tokio::test]
async fn the_rule_of_a_plan_becomes_periods_to_its_last_year() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Ủy ban nhân dân thị xã Sông Trà", None).await;
        let (office, ward) =
            (unit(app, "Phòng Kinh tế", Some(town)).await, unit(app, "Phòng Nội vụ", Some(town)).await);
        ended_unit(app, "Phòng cũ", Some(town)).await;
        unit(app, "Tổ của phòng", Some(office)).await;
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let document = include_str!("../../../../samples/an-khe/ke-hoach.txt");
        let review = plan::testing::review(&program, &coordinator.cookie, town, document).await;
        let accepted = [("do", "accept"), ("item", "reporting")];
        plan::testing::step(&program, &coordinator.cookie, review, &accepted).await;
        let plan = plan::testing::keep(&program, &coordinator.cookie, review).await;
        let form = program.get(&coordinator.cookie, &format!("/bo/regimes/new?plan={plan}")).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.body);
        let fields = fields_of(&form.body);
        let is = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        assert_eq!((is("due_day"), is("due_month"), is("cycle")), (Some("15"), Some("11"), Some("year")));
        assert_eq!((is("due_strictly_before"), is("reviews")), (Some("1"), Some("1, 3, 5")));
        assert_eq!((is("first_year"), is("last_year")), (Some("2023"), Some("2035")));

        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = program.post(&coordinator.cookie, "/bo/regimes", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let again = program.post(&coordinator.cookie, "/bo/regimes", &fields).await;
        assert_eq!(again.place(), answer.place(), "the same form twice is one regime");
        assert_eq!(count(&db.read().await.expect("reads"), "regimes").await, 1);

        let id: Uuid = answer.place().trim_start_matches("/bo/regimes/").parse().expect("an id");
        let tx = db.read().await.expect("reads");
        let runs = store::runs(&tx, &[id]).await.expect("read");
        drop(tx);
        let of_2026 = runs.iter().find(|(_, run)| run.period.to_string() == "2026").expect("there").1.clone();
        assert_eq!(of_2026.due_on.to_string(), "2026-11-13", "the 14th is a Saturday");
        assert_eq!(
            (of_2026.first_on.to_string(), of_2026.last_on.to_string()),
            ("2025-11-01".into(), "2026-10-31".into())
        );
        let page = program.get(&coordinator.cookie, answer.place()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);

        let opened =
            program.post(&coordinator.cookie, &format!("/bo/periods/{}/opening", of_2026.id), &[]).await;
        assert_eq!(opened.place(), format!("/bo/periods/{}", of_2026.id));
        let returns =
            store::of_run(&db.read().await.expect("reads"), of_2026.id, &Scope::All).await.expect("read");
        let mut asked: Vec<_> = returns.iter().map(|one| one.unit).collect();
        asked.sort();
        let mut below = vec![office, ward];
        below.sort();
        assert_eq!(asked, below, "right below, and holding");
    })
    .await;
}

/// The fields of the form in a page, as a browser would send them untouched.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("action=\"/bo/regimes\"").expect("a form").1;
    let form = form.split_once("</form>").expect("its end").0;
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let Some(name) = attribute(tag, "name") else { continue };
        let is_ticked = tag.contains(" checked");
        let is_tick = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if tag.starts_with("input") && (!is_tick || is_ticked) {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("textarea") {
            fields.push((name, tag.split_once('>').map_or("", |(_, text)| text).to_owned()));
        } else if tag.starts_with("select") {
            let rest = form.split_once(&format!("name=\"{name}\"")).expect("itself").1;
            let rest = rest.split_once("</select>").expect("its end").0;
            let chosen = rest.split('<').find(|option| option.contains(" selected"));
            fields.push((name, chosen.and_then(|option| attribute(option, "value")).unwrap_or_default()));
        }
    }
    fields
}

#[tokio::test]
async fn a_return_is_filled_sent_given_back_sent_again_and_accepted() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert!(page.status == StatusCode::OK && page.body.contains("mô hình rau sạch"), "{}", page.body);
        // Nothing is no figure: it is not sent.
        let early = town
            .fill(&town.officer, &[("state", "not_reported")], &[("do", "submit"), ("revision", "1")])
            .await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(town.whole().await.it.state, State::Draft);

        let zero = [("state", "not_reported"), ("value", "0"), ("seen", "0")];
        let key = Uuid::from_u128(71).to_string();
        let submit = [("do", "submit"), ("revision", "1"), ("key", key.as_str())];
        for _ in 0..2 {
            // Sent twice, it is sent once.
            let sent = town.fill(&town.officer, &zero, &submit).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        let whole = town.whole().await;
        assert_eq!((whole.it.state, whole.it.revision, whole.it.is_by_office), (State::Submitted, 2, false));
        let late = town.fill(&town.officer, &[("state", "value"), ("value", "3"), ("seen", "1")], &[]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not with the unit any more");

        let none = town.act(&town.coordinator, "giving-back", &[("revision", "2")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a return needs a reason");
        let back = [("revision", "2"), ("words", "Thiếu mô hình ở xã")];
        assert_eq!(town.act(&town.coordinator, "giving-back", &back).await.status, StatusCode::SEE_OTHER);
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert!(page.body.contains("Thiếu mô hình ở xã"), "{}", page.body);

        let two = [("state", "estimate"), ("value", "2,5"), ("seen", "1")];
        let sent = town.fill(&town.officer, &two, &[("do", "submit"), ("revision", "3")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let accepted = town.act(&town.coordinator, "acceptance", &[("revision", "4")]).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
        let whole = town.whole().await;
        let kinds: Vec<_> = whole.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["ask", "submit", "give-back", "submit", "accept"]);
        assert_eq!(whole.it.state, State::Accepted);
        // Both figures stay.
        assert_eq!(count(&db.read().await.expect("reads"), "return_cell_changes").await, 2);
    })
    .await;
}

#[tokio::test]
async fn nobody_accepts_what_they_sent_and_the_office_is_marked() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let cell = [("state", "not_applicable"), ("value", "")];
        let sent = town.fill(&town.coordinator, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(town.whole().await.it.is_by_office);
        let own = town.act(&town.coordinator, "acceptance", &[("revision", "2")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        let other = somebody(&town.program.app, Role::Coordinator, Some(town.town)).await;
        assert_eq!(town.act(&other, "acceptance", &[("revision", "2")]).await.status, StatusCode::SEE_OTHER);
        // The office of the unit that reports is not the one to which it reports.
        let below = somebody(&town.program.app, Role::Coordinator, Some(town.office)).await;
        let refused = town.act(&below, "giving-back", &[("revision", "3"), ("words", "x")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_typed_a_figure_does_not_accept_it_either() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let typed = [("state", "value"), ("value", "3"), ("seen", "0")];
        assert_eq!(town.fill(&town.coordinator, &typed, &[]).await.status, StatusCode::SEE_OTHER);
        // The officer corrects it and presses the button.
        let corrected = [("state", "value"), ("value", "4"), ("seen", "1")];
        let sent = town.fill(&town.officer, &corrected, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.program.get(&town.coordinator.cookie, &town.path()).await;
        assert!(page.body.contains("đã nhập số liệu của báo cáo này"), "{}", page.body);
        let own = town.act(&town.coordinator, "acceptance", &[("revision", "2")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.body.contains("không tự tiếp nhận được"), "{}", own.body);
        let other = somebody(&town.program.app, Role::Coordinator, Some(town.town)).await;
        let before = db.statements();
        let page = town.program.get(&other.cookie, &town.path()).await;
        assert!(page.status == StatusCode::OK && db.statements() - before <= 8);
        assert_eq!(town.act(&other, "acceptance", &[("revision", "2")]).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn the_board_says_what_came_back_and_why() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let cell = [("state", "value"), ("value", "3"), ("seen", "0")];
        for (revision, why) in [("1", "Thiếu số"), ("3", "Sai đơn vị tính")] {
            town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", revision)]).await;
            let sent = (revision.parse::<i32>().expect("a number") + 1).to_string();
            let back =
                town.act(&town.coordinator, "giving-back", &[("revision", &sent), ("words", why)]).await;
            assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
        }
        let board = format!("/bo/periods/{}", town.period);
        let before = db.statements();
        let page = town.program.get(&town.coordinator.cookie, &board).await;
        assert!(db.statements() - before <= 6);
        let today = web::format::date(web::Language::Vi, &web::format::day_of(db.clock().now()).to_string());
        assert!(page.body.contains(&format!("Trả lại ngày {today}: Sai đơn vị tính")), "{}", page.body);
        assert!(!page.body.contains("Thiếu số"), "the last reason: {}", page.body);
        // Sent again, it is back no more.
        town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "5")]).await;
        let page = town.program.get(&town.coordinator.cookie, &board).await;
        assert!(!page.body.contains("Sai đơn vị tính"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn two_who_change_the_same_cell_see_each_other() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let first = [("state", "value"), ("value", "3"), ("seen", "0")];
        assert_eq!(town.fill(&town.officer, &first, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            town.fill(&town.officer, &first, &[]).await.status,
            StatusCode::SEE_OTHER,
            "the same is no change"
        );
        let second = [("state", "value"), ("value", "4"), ("seen", "0")];
        let late = town.fill(&town.coordinator, &second, &[]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What was typed is there, and what stands there, and the number that makes the next save a knowing one.
        let seen = format!("name=\"seen.{}\" value=\"1\"", town.indicator);
        assert!(late.body.contains("value=\"4\"") && late.body.contains("3 mô hình"), "{}", late.body);
        assert!(late.body.contains(&seen), "{}", late.body);
        let tx = db.read().await.expect("reads");
        let cells = store::cells(&tx, &store::whole(&tx, town.id).await.expect("there")).await.expect("read");
        assert_eq!(
            (cells[0].number, cells[0].cell.value.map(|value| value.ten_thousandths())),
            (1, Some(30_000))
        );
    })
    .await;
}

#[tokio::test]
async fn what_nobody_touched_is_no_wish() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let shown = ["not_reported", "", "", "", ""].map(str::to_owned);
        let was = super::forms::mark(&shown);
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert!(
            page.body.contains(&format!("name=\"was.{}\" value=\"{was}\"", town.indicator)),
            "{}",
            page.body
        );
        // Meanwhile the office types a figure; then the officer sends the page as it was, with words of their own.
        let first = [("state", "value"), ("value", "3"), ("seen", "0")];
        assert_eq!(town.fill(&town.coordinator, &first, &[]).await.status, StatusCode::SEE_OTHER);
        let section = {
            let tx = db.read().await.expect("reads");
            store::passages(&tx, &town.whole().await).await.expect("read")[0].section
        };
        let untouched =
            [("state", "not_reported"), ("value", ""), ("note", ""), ("seen", "0"), ("was", was.as_str())];
        let (words, seen) = (format!("words.{section}"), format!("seen.{section}"));
        let own = [(words.as_str(), "Đã xong"), (seen.as_str(), "0")];
        let kept = town.fill(&town.officer, &untouched, &own).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        // Where another field of the page is refused, what nobody touched is shown as it stands now.
        let late =
            town.fill(&town.officer, &untouched, &[(words.as_str(), "Khác"), (seen.as_str(), "0")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("aria-label=\"mô hình rau sạch\" value=\"3\""), "{}", late.body);
        let tx = db.read().await.expect("reads");
        let cells = store::cells(&tx, &town.whole().await).await.expect("read");
        assert_eq!(
            (cells[0].number, cells[0].cell.value.map(|value| value.ten_thousandths())),
            (1, Some(30_000))
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_changes_nothing() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let cases: [&[(&str, &str)]; 8] = [
            &[("state", "value"), ("value", "")],
            &[("state", "value"), ("value", "=1+1")],
            &[("state", "value"), ("value", "1.5")],
            &[("state", "value"), ("value", "0,00001")],
            &[("state", "value"), ("value", "999.999.999.999.999.999")],
            &[("state", "not_applicable"), ("value", "3")],
            &[("state", "x"), ("value", "3")],
            &[("state", "value"), ("value", "3"), ("seen", "7")],
        ];
        for cell in cases {
            let answer = town.fill(&town.officer, cell, &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{cell:?}");
        }
        for field in ["state.x", "words.x"] {
            let answer = town.program.post(&town.officer.cookie, &town.path(), &[(field, "value")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        }
        for field in ["state", "words"] {
            let field = format!("{field}.{}", Uuid::nil());
            let answer = town.program.post(&town.officer.cookie, &town.path(), &[(&field, "value")]).await;
            let is_refused =
                [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer.status);
            assert!(is_refused, "no such cell, no such section: {}", answer.status);
        }
        // Less than none there is not, and half as much again is to be explained.
        let negative = [("state", "value"), ("value", "-1"), ("seen", "0")];
        let answer = town.fill(&town.officer, &negative, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(town.whole().await.it.state, State::Draft);
        for (due_on, status) in [
            ("2026-11-13", StatusCode::UNPROCESSABLE_ENTITY),
            ("2029-01-01", StatusCode::UNPROCESSABLE_ENTITY),
            ("2026-12-01", StatusCode::SEE_OTHER),
        ] {
            let fields = [("revision", "1"), ("words", "Mưa lũ"), ("due_on", due_on)];
            assert_eq!(town.act(&town.coordinator, "extension", &fields).await.status, status, "{due_on}");
        }
        let it = town.whole().await.it;
        assert_eq!(
            (it.first_due_on.to_string(), it.due_on.to_string()),
            ("2026-11-13".into(), "2026-12-01".into())
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_adds_up_for_the_units_then_and_today() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let path = format!("/bo/periods/{}/figures", town.period);
        let of_one = format!("{path}?indicator={}", town.indicator);
        let cell = [("state", "value"), ("value", "3"), ("seen", "0")];
        town.fill(&town.officer, &cell, &[]).await;
        let page = town.program.get(&town.coordinator.cookie, &path).await;
        assert!(
            !page.body.contains("<strong>3 mô hình</strong>"),
            "it is still in the unit's hands: {}",
            page.body
        );
        town.fill(&town.officer, &[("state", "estimate"), ("value", "3"), ("seen", "1")], &[]).await;
        let sent = town.fill(&town.officer, &[], &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let before = db.statements();
        let page = town.program.get(&town.coordinator.cookie, &path).await;
        assert!(db.statements() - before <= 8);
        for shown in ["<strong>3 mô hình</strong>", "1 số ước tính"] {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        // One cell behind the figure leads to the return.
        let page = town.program.get(&town.coordinator.cookie, &of_one).await;
        assert!(
            page.body.contains(&format!(
                "<a href=\"{}#cell-{}\">Phòng Kinh tế</a>",
                town.path(),
                town.indicator
            )),
            "{}",
            page.body
        );
        // Totals are for those who see all of it.
        assert_eq!(town.program.get(&town.officer.cookie, &path).await.status, StatusCode::NOT_FOUND);

        divided(&town.program.app, town.office).await;
        let page = town.program.get(&town.coordinator.cookie, &format!("{of_one}&units=today")).await;
        assert_eq!(page.body.matches("<strong>1,5 mô hình</strong>").count(), 2, "{}", page.body);
        assert!(page.body.contains("<strong>3 mô hình</strong>"), "the total stays: {}", page.body);
    })
    .await;
}

#[tokio::test]
async fn pages_of_words_are_kept() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let passages = {
            let tx = db.read().await.expect("reads");
            store::passages(&tx, &town.whole().await).await.expect("read")
        };
        let words = "ượ ".repeat(super::forms::PASSAGE / 3);
        let names: Vec<_> = passages.iter().map(|passage| format!("words.{}", passage.section)).collect();
        let fields: Vec<_> = names.iter().map(|name| (name.as_str(), words.as_str())).collect();
        let kept = town.program.post(&town.officer.cookie, &town.path(), &fields).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let longer = format!("{words}{words}");
        let refused = town.program.post(&town.officer.cookie, &town.path(), &[(&names[0], &longer)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let tx = db.read().await.expect("reads");
        let passages = store::passages(&tx, &town.whole().await).await.expect("read");
        assert!(passages.iter().all(|passage| passage.words == words.trim() && passage.number == 1));
    })
    .await;
}

#[tokio::test]
async fn words_keep_the_looks_of_the_form_and_nothing_else() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let passages = async || {
            let tx = db.read().await.expect("reads");
            store::passages(&tx, &town.whole().await).await.expect("read")
        };
        let section = passages().await[0].section;
        let (name, seen) = (format!("words.{section}"), format!("seen.{section}"));
        let typed = "**Kết\u{200b} quả:** đạt\r\n\r\n• một\r\n\t+ hai\r\n<script>alert(1)</script> <b style=\"color:red\">x</b>";
        for number in ["0", "1"] {
            let fields = [(name.as_str(), typed), (seen.as_str(), number)];
            let kept = town.program.post(&town.officer.cookie, &town.path(), &fields).await;
            assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        }
        let kept = passages().await;
        let normal = "**Kết quả:** đạt\n- một\n  + hai\n<script>alert(1)</script> <b style=\"color:red\">x</b>";
        assert_eq!((kept[0].words.as_str(), kept[0].number), (normal, 1), "the same again is no change");
        let cell = [("state", "not_applicable"), ("seen", "0")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.program.get(&town.coordinator.cookie, &town.path()).await;
        let told = "<p><b>Kết quả:</b> đạt</p><ul><li>một<ul><li>hai</li></ul></li></ul><p>&lt;script&gt;";
        assert!(page.body.contains(told), "{}", page.body);
        assert!(!page.body.contains("<b style") && !page.body.contains("<script>alert"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_is_answered_with_what_others_put_there() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let id = town.indicator;
        let keep = async |who: &Somebody, value: &str| {
            let [state, number, seen] = ["state", "value", "seen"].map(|name| format!("{name}.{id}"));
            let fields = [(state.as_str(), "value"), (number.as_str(), value), (seen.as_str(), "0")];
            town.program.post(&who.cookie, &format!("{}/cells", town.path()), &fields).await
        };
        let first = keep(&town.officer, "3").await.json();
        assert_eq!((&first["numbers"][id.to_string()], &first["now"]), (&1.into(), &serde_json::json!({})));
        let late = keep(&town.coordinator, "4").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let now = &late.json()["now"][id.to_string()];
        assert_eq!((&now["number"], &now["fields"]["value"]), (&1.into(), &"3".into()));
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_locked_period_changes() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let step = async |what: &str, fields: &[(&str, &str)]| {
            let path = format!("/bo/periods/{}/{what}", town.period);
            town.program.post(&town.coordinator.cookie, &path, fields).await.status
        };
        let key = Uuid::from_u128(72).to_string();
        for _ in 0..2 {
            let sent = step("locking", &[("revision", "1"), ("key", &key)]).await;
            assert_eq!(sent, StatusCode::SEE_OTHER, "sent twice, it is locked once");
        }
        assert_eq!(step("locking", &[("revision", "1")]).await, StatusCode::UNPROCESSABLE_ENTITY);
        let cell = [("state", "value"), ("value", "3"), ("seen", "0")];
        for rest in [&[][..], &[("do", "submit"), ("revision", "1")]] {
            let late = town.fill(&town.officer, &cell, rest).await;
            assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{rest:?}");
        }
        let longer = [("revision", "1"), ("words", "Mưa lũ"), ("due_on", "2026-12-01")];
        let late = town.act(&town.coordinator, "extension", &longer).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(count(&db.read().await.expect("reads"), "return_cells").await, 0);

        assert_eq!(
            step("unlocking", &[("revision", "2")]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "for a reason"
        );
        let why = [("revision", "2"), ("words", "Bổ sung số liệu")];
        assert_eq!(step("unlocking", &why).await, StatusCode::SEE_OTHER);
        assert_eq!(town.fill(&town.officer, &cell, &[]).await.status, StatusCode::SEE_OTHER);
        let page = town.program.get(&town.coordinator.cookie, &format!("/bo/periods/{}", town.period)).await;
        assert!(page.body.contains("Bổ sung số liệu"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn pages_take_few_statements() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let (plan, _) = crate::plan::testing::kept(&town.program.app, town.town).await;
        let of = testing::found(&town.program.app, town.id).await;
        testing::of_plan(&town.program.app, of.regime.id, plan).await;
        let statements = async |who: &Somebody, path: &str| {
            let before = db.statements();
            let page = town.program.get(&who.cookie, path).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            db.statements() - before
        };
        let back = [("state", "value"), ("value", "2"), ("seen", "0")];
        town.fill(&town.officer, &back, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(statements(&town.officer, &town.path()).await, 8, "goal 8");
        assert!(statements(&town.coordinator, &format!("/bo/periods/{}", town.period)).await <= 6);
        assert!(statements(&town.coordinator, "/bo/returns").await <= 6);
    })
    .await;
}

#[tokio::test]
async fn periods_open_by_themselves_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Thị xã", None).await;
        unit(app, "Phòng Kinh tế", Some(town)).await;
        let today = web::format::day_of(app.db.clock().now());
        let (id, _) = regime(app, town, &[], today).await;
        let states = async || {
            let runs = store::runs(&db.read().await.expect("reads"), &[id]).await.expect("read");
            runs.into_iter().map(|(_, run)| (run.period.to_string(), run.state)).collect::<HashMap<_, _>>()
        };
        // What was due before it was set up asks nobody by itself.
        super::periods::open_due(app.clone()).await.expect("opened");
        assert!(states().await.values().all(|state| *state == RunState::Coming));
        db.clock.set("2027-10-01T01:00:00Z".parse().expect("an instant"));
        for _ in 0..2 {
            super::periods::open_due(app.clone()).await.expect("opened");
        }
        let states = states().await;
        let open: Vec<_> = states.iter().filter(|(_, state)| **state == RunState::Open).collect();
        assert_eq!(open.len(), 1, "{states:?}");
        assert_eq!(states["2027"], RunState::Open);
        // What has ended opens nothing any more.
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let cookie = session(app, coordinator.id).await;
        for _ in 0..2 {
            let ended = program.post(&cookie, &format!("/bo/regimes/{id}/end"), &[]).await;
            assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
        }
        db.clock.set("2028-10-02T01:00:00Z".parse().expect("an instant"));
        super::periods::open_due(app.clone()).await.expect("opened");
        assert_eq!(count(&db.read().await.expect("reads"), "returns").await, 1);
    })
    .await;
}

#[tokio::test]
async fn days_off_move_the_last_days_of_what_is_to_come() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let regime = town.whole().await.regime.id;
        let runs = async || store::runs(&db.read().await.expect("reads"), &[regime]).await.expect("read");
        let due = async |year: &str| {
            let runs = runs().await;
            let run = runs.iter().find(|(_, run)| run.period.to_string() == year).expect("there");
            (run.1.opens_on.to_string(), run.1.due_on.to_string())
        };
        let (open, coming) = (due("2026").await, due("2028").await);
        assert_eq!(coming, ("2028-09-30".to_owned(), "2028-11-14".to_owned()), "strictly before the 15th");
        for day in ["2026-11-13", "2028-11-14", "2028-11-13"] {
            crate::calendar::testing::day_off(app, town.town, day.parse().expect("a day")).await;
        }
        days_changed(app, town.town).await.expect("runs");
        assert_eq!(due("2028").await, ("2028-09-26".to_owned(), "2028-11-10".to_owned()), "a Friday");
        assert_eq!(due("2026").await, open, "what is open stays");
        // Run once more it changes nothing, and so writes nothing.
        let before = count(&db.read().await.expect("reads"), "audit_events").await;
        days_changed(app, town.town).await.expect("runs");
        assert_eq!(count(&db.read().await.expect("reads"), "audit_events").await, before);
    })
    .await;
}

#[tokio::test]
async fn who_is_asked_asks_on_and_sees_what_it_comes_to() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let groups = [unit(app, "Tổ 1", Some(town.office)).await, unit(app, "Tổ 2", Some(town.office)).await];
        let head = somebody(app, Role::Coordinator, Some(town.office)).await;
        let above = town.whole().await.regime;
        // Without a plan there is none to ask on for; the form needs both.
        let (plan, _) = plan::testing::kept(app, town.town).await;
        testing::of_plan(app, above.id, plan).await;
        let address = format!("/bo/regimes/new?plan={plan}&above={}", above.id);
        let page = town.program.get(&head.cookie, &format!("/bo/regimes/{}", above.id)).await;
        assert!(page.body.contains(&address.replace('&', "&amp;")), "{}", page.body);
        let form = town.program.get(&head.cookie, &address).await;
        let mut fields = fields_of(&form.body);
        let is = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
        assert_eq!((is("due_day").as_deref(), is("sends_day").as_deref()), (Some("8"), Some("15")));
        fields.iter_mut().find(|(name, _)| name == "unit").expect("a choice").1 = town.office.to_string();
        let with = |name: &str, value: &str| {
            let mut fields = fields.clone();
            fields.iter_mut().find(|(field, _)| field == name).expect("a field").1 = value.to_owned();
            fields
        };
        let send = async |who: &Somebody, fields: &[(String, String)]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            town.program.post(&who.cookie, "/bo/regimes", &fields).await
        };
        for (who, fields) in [
            // Not one of those that are asked, not of that plan, and not before the reports are there.
            (&town.coordinator, with("unit", &town.town.to_string())),
            (&head, with("sends_day", "1")),
            // Its periods would be none of those above.
            (&head, with("cycle", "quarter")),
        ] {
            assert_eq!(send(who, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let set_up = send(&head, &fields).await;
        assert_eq!(set_up.status, StatusCode::SEE_OTHER, "{}", set_up.body);
        let again = send(&head, &with("key", &app.db.next_id().to_string())).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "everybody below would count twice");
        let page = town.program.get(&head.cookie, set_up.place()).await;
        assert!(page.body.contains(&format!("/bo/regimes/{}", above.id)), "{}", page.body);
        let id: Uuid = set_up.place().trim_start_matches("/bo/regimes/").parse().expect("an id");
        let runs = store::runs(&db.read().await.expect("reads"), &[id]).await.expect("read");
        let period = town.whole().await.run.period;
        let run = &runs.iter().find(|(_, run)| run.period == period).expect("the same period").1;
        assert!(run.due_on < run.sends_on.expect("a day"));
        let board = town.program.post(&head.cookie, &format!("/bo/periods/{}/opening", run.id), &[]).await;
        assert_eq!(board.status, StatusCode::SEE_OTHER);

        // One sends four, one has five that are not sent yet.
        let below = store::of_run(&db.read().await.expect("reads"), run.id, &Scope::All).await.expect("read");
        for (unit, (value, act)) in groups.iter().zip([("4", "submit"), ("5", "save")]) {
            let one = below.iter().find(|one| one.unit == *unit).expect("asked");
            let officer = somebody(app, Role::Officer, Some(*unit)).await;
            let fields = [("state", "value"), ("value", value), ("seen", "0")]
                .map(|(name, value)| (format!("{name}.{}", town.indicator), value));
            let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            let rest = [("do", act), ("revision", "1")];
            let path = format!("/bo/returns/{}", one.id);
            let sent = town.program.post(&officer.cookie, &path, &[&fields[..], &rest].concat()).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        }
        let statements = db.statements();
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert_eq!(db.statements() - statements, 8, "goal 8, also with units below");
        assert!(page.body.contains("Đơn vị trực thuộc (1): 4 mô hình"), "{}", page.body);
        // Another figure is to be explained.
        let submit = [("do", "submit"), ("revision", "1")];
        let five = [("state", "value"), ("value", "5"), ("seen", "0")];
        let other = town.fill(&town.officer, &five, &submit).await;
        assert!(other.body.contains("Khác với số cộng từ các đơn vị trực thuộc"), "{}", other.body);
        let four = [("state", "value"), ("value", "4"), ("seen", "1")];
        assert_eq!(town.fill(&town.officer, &four, &submit).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_review_gathers_what_was_reported_for_the_years() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let whole = town.whole().await;
        let runs = store::runs(&db.read().await.expect("reads"), &[whole.regime.id]).await.expect("read");
        let review = runs.iter().find(|(_, run)| run.is_review() && run.period.covers(whole.run.period));
        let review = review.expect("a review").1.id;
        let path = format!("/bo/periods/{review}");
        let four = [("state", "value"), ("value", "4"), ("seen", "0")];
        let sent = town.fill(&town.officer, &four, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.program.get(&town.coordinator.cookie, &path).await;
        assert!(page.body.contains(&format!("{path}/figures")), "{}", page.body);
        let page = town.program.get(&town.coordinator.cookie, &format!("{path}/figures")).await;
        assert!(page.body.contains("<strong>4 mô hình</strong>"), "{}", page.body);
        let of_one = format!("{path}/figures?indicator={}", town.indicator);
        let page = town.program.get(&town.coordinator.cookie, &of_one).await;
        assert!(
            page.body.contains("Phòng Kinh tế") && page.body.contains("Lấy số của kỳ cuối"),
            "{}",
            page.body
        );
        // Nobody is asked for it.
        let opened = town.program.post(&town.coordinator.cookie, &format!("{path}/opening"), &[]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER);
        assert!(
            store::of_run(&db.read().await.expect("reads"), review, &Scope::All)
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}
