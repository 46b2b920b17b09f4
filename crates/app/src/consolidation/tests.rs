//! From returns to a signed report, through the pages.

mod plans;
mod reform;

use axum::http::StatusCode;
use db::testing::each_database;
use documents::Limits;
use documents::check::{self, Rule};
use documents::write::Layout;
use uuid::Uuid;

use super::model::{Kind, State};
use super::store;
use super::testing::{Town, shown};
use crate::access::Role;
use crate::indicators::testing::kinds;
use crate::people::testing::{Somebody, somebody};
use crate::returns;
use crate::testing::Program;
use crate::units::testing::unit;

/// Says that lines hold words, or show which.
fn says(lines: &[String], words: &str) -> bool {
    lines.iter().any(|line| line.contains(words))
}

#[tokio::test]
async fn a_draft_tells_what_was_sent_and_what_was_not() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let program = &town.program;
        let cookie = &town.coordinator.cookie;
        let id = town.begin("report").await;
        let path = format!("/bo/consolidations/{id}/draft.docx");
        let draft = shown(&program.fetch(cookie, &path).await);
        assert!(says(&draft, "Có 0 trên 1 báo cáo"), "{draft:#?}");
        assert!(says(&draft, "Chưa có báo cáo của: Phòng Kinh tế"));

        town.report("Đã có **ba** mô hình.\n- Rau sạch").await;
        // The figures are those of now; words are taken in when somebody says so.
        let draft = shown(&program.fetch(cookie, &path).await);
        assert!(says(&draft, "1.234,5") && !says(&draft, "Rau sạch"), "{draft:#?}");
        let page = program.get(cookie, &format!("/bo/consolidations/{id}")).await;
        assert!(page.body.contains("thêm 1, sửa 0, rút 0"), "{}", page.body);
        assert_eq!(town.step(&town.other, id, "review").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(town.step(&town.coordinator, id, "refresh").await.status, StatusCode::SEE_OTHER);

        let bytes = program.fetch(cookie, &path).await;
        let draft = shown(&bytes);
        for words in [
            "ỦY BAN NHÂN DÂN",
            "BÁO CÁO",
            "I. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
            "Đã hoàn thành 1 nhiệm vụ",
            "Phòng Kinh tế|1|",
            "II. KẾT QUẢ THEO CHỈ TIÊU",
            "Có 1 trên 1 báo cáo",
            "1.234,5",
            "III. ",
            "Đã có ba mô hình.",
            "- Rau sạch",
            "SỐ LIỆU CỦA TỪNG ĐƠN VỊ",
        ] {
            assert!(says(&draft, words), "{words} is missing in {draft:#?}");
        }
        assert!(!says(&draft, "Chưa có báo cáo của"));
        // What is still to come is all that is missing in its layout.
        let broken = check::docx(&bytes, &Layout::decree_30(), &Limits::default()).expect("a Word file");
        let rules: Vec<_> = broken.iter().map(|one| one.rule).collect();
        assert_eq!(rules, [Rule::Signature], "{broken:?}");
        assert!(program.fetch(cookie, &path.replace("docx", "pdf")).await.starts_with(b"%PDF-1.7"));

        // Totals are of all units, so they are for those who see all of them.
        for who in [&town.officer.cookie, ""] {
            for page in ["", "/words", "/figures", "/template", "/draft.docx"] {
                let answer = program.get(who, &format!("/bo/consolidations/{id}{page}")).await;
                assert_ne!(answer.status, StatusCode::OK, "{page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn pages_ask_the_database_a_few_times() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let id = town.begin("report").await;
        for (page, most) in [("", 20), ("/figures", 10), ("/words", 10), ("/template", 18)] {
            let before = db.statements();
            let path = format!("/bo/consolidations/{id}{page}");
            let answer = town.program.get(&town.coordinator.cookie, &path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            let count = db.statements() - before;
            assert!(count <= most, "{page}: {count} statements");
        }
        let figures =
            town.program.get(&town.coordinator.cookie, &format!("/bo/consolidations/{id}/figures")).await;
        assert!(figures.body.contains("1.234,5"), "{}", figures.body);
        assert!(figures.body.contains(&format!("/bo/returns/{}", town.returned)));
    })
    .await;
}

#[tokio::test]
async fn steps_and_words_of_units_stand_in_the_document() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let office = unit(&program.app, "Phòng Kinh tế", Some(town)).await;
        let kinds = kinds(&program.app, town).await;
        let [scale, text] = [kinds[2], kinds[3]];
        let (returned, period) = returns::testing::asked(&program.app, town, office, &[scale, text]).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        let coordinator = somebody(&program.app, Role::Coordinator, Some(town)).await;
        let typed = [
            (format!("state.{scale}"), "value"),
            (format!("value.{scale}"), "2"),
            (format!("state.{text}"), "value"),
            (format!("text.{text}"), "Rau an toàn"),
        ];
        let typed: Vec<_> = typed.iter().map(|(field, value)| (field.as_str(), *value)).collect();
        let path = format!("/bo/returns/{returned}");
        let sent = [&typed[..], &[("do", "submit"), ("revision", "1")]].concat();
        let sent = program.post(&officer.cookie, &path, &sent).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let path = format!("/bo/periods/{period}/consolidations");
        let begun = program.post(&coordinator.cookie, &path, &[("kind", "report")]).await;
        let draft =
            shown(&program.fetch(&coordinator.cookie, &format!("{}/draft.docx", begun.place())).await);
        assert!(says(&draft, "Vừa: 1") && says(&draft, "1 đơn vị có báo cáo bằng lời"), "{draft:#?}");
        let unit = draft.iter().find(|line| line.starts_with("Phòng Kinh tế|") && line.contains("Vừa"));
        assert!(unit.is_some_and(|line| line.contains("Rau an toàn")), "{draft:#?}");
        let page = program.get(&coordinator.cookie, &format!("{}/figures", begun.place())).await;
        assert!(page.body.contains("Vừa: 1") && page.body.contains("1 đơn vị có báo cáo bằng lời"));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_next_finds_it_on_the_desk() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        town.let_leader_sign().await;
        let desk = async |who: &Somebody| {
            let statements = db.statements();
            let page = town.program.get(&who.cookie, "/bo").await.body;
            assert!(db.statements() - statements <= 14, "{}", db.statements() - statements);
            ["chờ soát xét", "chờ ký", "chờ cấp số"].map(|awaits| page.contains(awaits))
        };
        let all = async || [desk(&town.coordinator).await, desk(&town.other).await, desk(&town.leader).await];
        let nothing = [false; 3];
        assert_eq!(all().await, [nothing; 3]);
        let id = town.begin("report").await;
        // Nobody reviews what they wrote; a leader may review too.
        let [own, other, leader] = all().await;
        assert_eq!((own, other), (nothing, [true, false, false]));
        assert!(!leader[1] && !leader[2]);
        assert_eq!(town.step(&town.other, id, "review").await.status, StatusCode::SEE_OTHER);
        assert_eq!(all().await, [nothing, nothing, [false, true, false]]);
        assert_eq!(town.step(&town.leader, id, "signature").await.status, StatusCode::SEE_OTHER);
        let [own, other, leader] = all().await;
        assert_eq!((own, other, leader[1]), ([false, false, true], [false, false, true], false));
        assert_eq!(desk(&town.officer).await, nothing);
    })
    .await;
}

#[tokio::test]
async fn words_are_cut_joined_left_out_and_taken_in() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Một\n- Hai").await;
        let id = town.begin("report").await;
        let narrative = async || {
            let tx = db.read().await.expect("reads");
            store::narrative(&tx, id).await.expect("there")
        };
        let cookie = &town.coordinator.cookie;
        let first = narrative().await.passages[0].clone();
        let path = format!("/bo/consolidations/{id}/passages/{}", first.id);
        let cut = [("do", "write"), ("revision", "1"), ("named", "1"), ("words", "Một\r\n---\r\nHai, sửa")];
        assert_eq!(town.program.post(cookie, &path, &cut).await.status, StatusCode::SEE_OTHER);
        let words: Vec<_> = narrative().await.passages.iter().map(|one| one.words.clone()).collect();
        assert_eq!(words, ["Một", "Hai, sửa"]);

        // Whoever saw the passage before that changes nothing, and gets back what they typed.
        let late = [("do", "write"), ("revision", "1"), ("words", "Ba")];
        let answer = town.program.post(&town.other.cookie, &path, &late).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(">Ba</textarea>"), "{}", answer.body);
        let empty = [("do", "write"), ("revision", "2"), ("words", " ")];
        assert_eq!(town.program.post(cookie, &path, &empty).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(narrative().await.passages.len(), 2);

        let second = narrative().await.passages[1].clone();
        let of = |id: Uuid, passage: Uuid| format!("/bo/consolidations/{id}/passages/{passage}");
        for (passage, act) in [(second.id, "up"), (second.id, "down"), (second.id, "join")] {
            let revision = narrative().await.passage(passage).expect("there").revision.to_string();
            let act = [("do", act), ("revision", revision.as_str())];
            assert_eq!(town.program.post(cookie, &of(id, passage), &act).await.status, StatusCode::SEE_OTHER);
        }
        let joined = narrative().await;
        assert_eq!(joined.passages[0].words, "Một\nHai, sửa");
        let revision = joined.passages[0].revision.to_string();
        let out = [("do", "leave-out"), ("revision", revision.as_str())];
        assert_eq!(town.program.post(cookie, &of(id, first.id), &out).await.status, StatusCode::SEE_OTHER);
        let unused = narrative().await.unused().first().map(|source| source.id).expect("listed");
        let page = town.program.get(cookie, &format!("/bo/consolidations/{id}/words")).await;
        assert!(page.body.contains("Chưa dùng: 1"), "{}", page.body);

        let it = store::find(&db.read().await.expect("reads"), id).await.expect("there");
        let revision = it.revision.to_string();
        let path = format!("/bo/consolidations/{id}/sources/{unused}");
        let answer = town.program.post(cookie, &path, &[("revision", revision.as_str())]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(narrative().await.unused().is_empty());
        // An officer sees nothing of it, a leader does not write.
        for who in [&town.officer, &town.leader] {
            let answer = town.program.post(&who.cookie, &path, &[("revision", revision.as_str())]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
    })
    .await;
}

#[tokio::test]
async fn a_template_is_changed_for_one_document_and_for_a_regime() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let id = town.begin("report").await;
        let it = async |id| store::find(&db.read().await.expect("reads"), id).await.expect("there");
        let cookie = &town.coordinator.cookie;
        let path = format!("/bo/consolidations/{id}/template");
        for wrong in ["", "Trích yếu: A\n\n[[Không có]]"] {
            let answer = town.program.post(cookie, &path, &[("revision", "1"), ("template", wrong)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert_eq!(it(id).await.template, Kind::Report.supplied());
        // What there is no figure of is found when it is filled in, and keeps the document from being reviewed.
        let unknown = "Trích yếu: {{ không_có }}";
        let answer = town.program.post(cookie, &path, &[("revision", "1"), ("template", unknown)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = town.program.get(cookie, &format!("/bo/consolidations/{id}")).await;
        assert!(page.body.contains("không có số liệu nào tên như vậy"), "{}", page.body);
        assert_eq!(town.step(&town.other, id, "review").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            town.program.get(cookie, &format!("/bo/consolidations/{id}/draft.pdf")).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );

        // The regime's template is what is begun with from its day on.
        let whole = returns::testing::found(&town.program.app, town.returned).await;
        let of = |kind: &str| format!("/bo/regimes/{}/templates/{kind}", whole.regime.id);
        let new = [("template", "Trích yếu: Đôn đốc"), ("from_on", "2020-01-01"), ("for", "regime")];
        let answer = town.program.post(cookie, &of("reminder"), &new).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let reminder = town.begin("reminder").await;
        assert_eq!(it(reminder).await.template, "Trích yếu: Đôn đốc");
        let later = [("template", "Trích yếu: Sau này"), ("from_on", "2099-01-01")];
        assert_eq!(town.program.post(cookie, &of("submission"), &later).await.status, StatusCode::SEE_OTHER);
        let submission = town.begin("submission").await;
        assert_eq!(it(submission).await.template, Kind::Submission.supplied());
        let supplied = [("do", "supplied"), ("from_on", "2020-01-02")];
        assert_eq!(town.program.post(cookie, &of("reminder"), &supplied).await.status, StatusCode::SEE_OTHER);
        let page = town.program.get(cookie, &of("reminder")).await;
        assert!(page.body.contains("Từ ngày"), "{}", page.body);
        for who in [&town.officer, &town.leader] {
            assert_eq!(
                town.program.post(&who.cookie, &of("reminder"), &new).await.status,
                StatusCode::FORBIDDEN
            );
        }
        assert_eq!(town.program.get(cookie, &of("nothing")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_review_gathers_and_a_period_to_come_tells_nothing() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let whole = returns::testing::found(&town.program.app, town.returned).await;
        let runs = returns::runs(&db.read().await.expect("reads"), &[whole.regime.id]).await.expect("read");
        let find = |is_review: bool| {
            let it = |(_, run): &&(Uuid, returns::Run)| run.is_review() == is_review && run.id != town.period;
            runs.iter().rfind(it).map(|(_, run)| run.id).expect("a period")
        };
        let cookie = &town.coordinator.cookie;
        let review = format!("/bo/periods/{}/consolidations", find(true));
        assert!(town.program.get(cookie, &review).await.body.contains("value=\"final\""));
        let answer = town.program.post(cookie, &review, &[("kind", "final")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let draft = shown(&town.program.fetch(cookie, &format!("{}/draft.docx", answer.place())).await);
        assert!(says(&draft, "Tổng kết thực hiện Kế hoạch"), "{draft:#?}");
        let coming = format!("/bo/periods/{}/consolidations", find(false));
        assert!(!town.program.get(cookie, &coming).await.body.contains("value=\"report\""));
        let answer = town.program.post(cookie, &coming, &[("kind", "report")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn figures_of_what_was_signed_stay_as_they_were() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let (id, _) = town.signed().await;
        let path = format!("/bo/consolidations/{id}/figures");
        let page = town.program.get(&town.coordinator.cookie, &path).await;
        assert!(page.body.contains("1.234,5"), "{}", page.body);
        // The return goes back, and nothing of it counts any more.
        let whole = returns::testing::found(&town.program.app, town.returned).await;
        let revision = whole.it.revision.to_string();
        let back = [("revision", revision.as_str()), ("words", "Thiếu")];
        let give_back = format!("/bo/returns/{}/giving-back", town.returned);
        let answer = town.program.post(&town.coordinator.cookie, &give_back, &back).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let now = format!("/bo/periods/{}/figures", town.period);
        let page = town.program.get(&town.coordinator.cookie, &now).await;
        assert!(!page.body.contains("1.234,5"), "{}", page.body);
        let before = db.statements();
        let page = town.program.get(&town.coordinator.cookie, &path).await;
        assert!(db.statements() - before <= 10, "{} statements", db.statements() - before);
        for there in ["1.234,5", "đúng như lúc ký", &now, &format!("/bo/returns/{}", town.returned)] {
            assert!(page.body.contains(there), "{there} is missing in {}", page.body);
        }
        assert_eq!(town.program.get(&town.officer.cookie, &path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn nobody_reviews_or_signs_what_they_wrote() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let id = town.begin("report").await;
        let state = async || store::find(&db.read().await.expect("reads"), id).await.expect("there").state;
        let own = town.step(&town.coordinator, id, "review").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.body.contains("Người soạn không tự soát xét"), "{}", own.body);
        assert_eq!(town.step(&town.leader, id, "signature").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(state().await, State::Draft);
        assert_eq!(town.step(&town.other, id, "review").await.status, StatusCode::SEE_OTHER);
        assert_eq!(state().await, State::Reviewed);
        // Nobody writes on what was reviewed; it is given back first.
        let path = format!("/bo/consolidations/{id}/template");
        let revision = "2";
        let write = [("revision", revision), ("template", "Trích yếu: A")];
        let answer = town.program.post(&town.coordinator.cookie, &path, &write).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Who has no standing does not sign, nor who has no right.
        let answer = town.step(&town.leader, id, "signature").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains("không phải người ký") || answer.body.contains("chưa được ghi"),
            "{}",
            answer.body
        );
        assert_eq!(town.step(&town.other, id, "signature").await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.step(&town.leader, id, "reopening").await.status, StatusCode::SEE_OTHER);
        assert_eq!(state().await, State::Draft);
    })
    .await;
}

#[tokio::test]
async fn what_is_signed_says_what_was_reviewed() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        town.let_leader_sign().await;
        let id = town.begin("report").await;
        assert_eq!(town.step(&town.other, id, "review").await.status, StatusCode::SEE_OTHER);
        // A return goes back to its unit between review and signature.
        let whole = returns::testing::found(&town.program.app, town.returned).await;
        let revision = whole.it.revision.to_string();
        let back = [("revision", revision.as_str()), ("words", "Thiếu")];
        let path = format!("/bo/returns/{}/giving-back", town.returned);
        let answer = town.program.post(&town.coordinator.cookie, &path, &back).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let answer = town.step(&town.leader, id, "signature").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("đã khác so với lúc soát xét"), "{}", answer.body);
        let tx = db.read().await.expect("reads");
        assert_eq!(store::find(&tx, id).await.expect("there").state, State::Reviewed);
        assert_eq!(crate::issuing::of_origin(&tx, id).await.expect("read"), None);
    })
    .await;
}
