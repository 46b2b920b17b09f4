//! A unit's own plan, from the duties that it was given to a signed document.

use axum::http::StatusCode;
use db::testing::{TestDb, each_database};
use documents::Limits;
use documents::check::{self, Rule};
use documents::write::Layout;
use uuid::Uuid;

use super::{says, shown};
use crate::access::Role;
use crate::consolidation::model::{Kind, State, Subject};
use crate::consolidation::store;
use crate::people::testing::{Somebody, somebody};
use crate::testing::{Answer, Program};
use crate::units::testing::{ended_unit, unit};
use crate::{issuing, plan, tasks};

/// A commune to which a town's plan gave two duties, and which helps with a third.
struct Commune {
    program: Program,
    town: Uuid,
    commune: Uuid,
    idle: Uuid,
    plan: Uuid,
    task: Uuid,
    of_town: Somebody,
    writer: Somebody,
    reader: Somebody,
    leader: Somebody,
}

impl Commune {
    async fn new(db: &TestDb) -> Self {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Ủy ban nhân dân thị xã Sông Trà", None).await;
        let commune = unit(app, "Ủy ban nhân dân xã Thành An", Some(town)).await;
        let office = unit(app, "Phòng Kinh tế", Some(town)).await;
        let idle = unit(app, "Trung tâm Y tế", Some(town)).await;
        let (plan, clauses) = plan::testing::kept_with(app, town, 2).await;
        let day = Some("2027-06-30".parse().expect("a day"));
        // Written down in another order than that of the plan.
        let of = |at: usize| (plan, clauses[at]);
        let task = tasks::testing::given(app, commune, of(1), "Nuôi cấy mô cây giống.", day, &[office]).await;
        tasks::testing::given(app, commune, of(0), "Ủ phân vi sinh tại hộ", None, &[]).await;
        tasks::testing::given(app, office, of(1), "Mở lớp tập huấn", day, &[commune]).await;
        let done = "2026-01-05".parse().expect("a day");
        tasks::testing::done_for(app, commune, of(0), done).await;
        let leader = somebody(app, Role::Leader, Some(commune)).await;
        issuing::testing::may_sign(app, commune, leader.id).await;
        Self {
            of_town: somebody(app, Role::Coordinator, Some(town)).await,
            writer: somebody(app, Role::Coordinator, Some(commune)).await,
            reader: somebody(app, Role::Coordinator, Some(commune)).await,
            leader,
            town,
            commune,
            idle,
            plan,
            task,
            program,
        }
    }

    fn path(&self) -> String {
        format!("/bo/plans/{}/unit-plans", self.plan)
    }

    async fn begin(&self, who: &Somebody, unit: Uuid) -> Answer {
        let unit = unit.to_string();
        self.program.post(&who.cookie, &self.path(), &[("unit", unit.as_str())]).await
    }

    async fn begun(&self) -> Uuid {
        let answer = self.begin(&self.writer, self.commune).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.place().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id")
    }

    async fn step(&self, who: &Somebody, id: Uuid, step: &str) -> Answer {
        let tx = self.program.app.db.read().await.expect("reads");
        let revision = store::find(&tx, id).await.expect("there").revision.to_string();
        drop(tx);
        let fields = [("revision", revision.as_str()), ("words", "Lý do")];
        self.program.post(&who.cookie, &format!("/bo/consolidations/{id}/{step}"), &fields).await
    }
}

#[tokio::test]
async fn a_commune_makes_its_plan_of_what_it_was_given() {
    each_database(async |db| {
        let town = Commune::new(db).await;
        let page = town.program.get(&town.writer.cookie, &town.path()).await;
        assert!(page.body.contains("xã Thành An") && !page.body.contains("Phòng Kinh tế"), "{}", page.body);
        let page = town.program.get(&town.of_town.cookie, &town.path()).await;
        assert!(
            page.body.contains("Phòng Kinh tế") && !page.body.contains("Trung tâm Y tế"),
            "{}",
            page.body
        );
        let id = town.begun().await;
        let cookie = &town.writer.cookie;
        let bytes = town.program.fetch(cookie, &format!("/bo/consolidations/{id}/draft.docx")).await;
        let draft = shown(&bytes);
        for words in [
            "KẾ HOẠCH",
            "Triển khai thực hiện Kế hoạch số 15/KH-UBND của Ủy ban nhân dân thị xã Sông Trà",
            "chủ trì 2 nhiệm vụ, phối hợp thực hiện 1 nhiệm vụ",
            "- Nuôi cấy mô cây giống (thời hạn: 30/6/2027).",
            "1. Nhiệm vụ phối hợp",
            "- Mở lớp tập huấn (chủ trì: Phòng Kinh tế; thời hạn: 30/6/2027).",
            "PHÂN CÔNG NHIỆM VỤ",
            "1|Ủ phân vi sinh tại hộ|1|Ủy ban nhân dân xã Thành An||",
            "2|Nuôi cấy mô cây giống.|2|Ủy ban nhân dân xã Thành An|Phòng Kinh tế|30/6/2027",
            "3|Mở lớp tập huấn|2|Phòng Kinh tế|Ủy ban nhân dân xã Thành An|30/6/2027",
            "Đối với 1 nhiệm vụ chưa ghi thời hạn",
        ] {
            assert!(says(&draft, words), "{words} is missing in {draft:#?}");
        }
        // What is done already is no duty any more.
        assert!(!says(&draft, "Báo cáo kết quả trồng rau sạch"), "{draft:#?}");
        let broken = check::docx(&bytes, &Layout::decree_30(), &Limits::default()).expect("a Word file");
        let rules: Vec<_> = broken.iter().map(|one| one.rule).collect();
        assert_eq!(rules, [Rule::Signature], "{broken:?}");
        // It has no returns: nothing to look at, nothing to take in.
        for page in ["figures", "words"] {
            let path = format!("/bo/consolidations/{id}/{page}");
            assert_eq!(town.program.get(cookie, &path).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(town.step(&town.writer, id, "refresh").await.status, StatusCode::NOT_FOUND);
        let page = town.program.get(cookie, &format!("/bo/consolidations/{id}")).await;
        assert!(page.body.contains("1 nhiệm vụ chưa có thời hạn"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn its_signature_keeps_the_duties_and_the_next_takes_its_place() {
    each_database(async |db| {
        let town = Commune::new(db).await;
        let id = town.begun().await;
        assert_eq!(town.step(&town.writer, id, "review").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(town.step(&town.reader, id, "review").await.status, StatusCode::SEE_OTHER);
        // A duty that changes between review and signature is seen.
        let tx = db.read().await.expect("reads");
        let scope = crate::access::Scope::All;
        let revision = tasks::find(&tx, town.task, &scope).await.expect("there").revision.to_string();
        drop(tx);
        let later = [("revision", revision.as_str()), ("due_on", "2027-09-30"), ("words", "Giống về muộn")];
        let path = format!("/bo/tasks/{}/extension", town.task);
        let answer = town.program.post(&town.writer.cookie, &path, &later).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let answer = town.step(&town.leader, id, "signature").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains("đã khác so với lúc soát xét"), "{}", answer.body);
        assert_eq!(town.step(&town.leader, id, "reopening").await.status, StatusCode::SEE_OTHER);
        assert_eq!(town.step(&town.reader, id, "review").await.status, StatusCode::SEE_OTHER);
        let answer = town.step(&town.leader, id, "signature").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);

        let app = &town.program.app;
        let tx = db.read().await.expect("reads");
        let document = issuing::of_origin(&tx, id).await.expect("read").expect("signed");
        assert_eq!((document.unit, document.symbol.as_str()), (town.commune, "KH-UBND"));
        let kept = app.files.get(&document.snapshot).await.expect("kept");
        let made_of = &serde_json::from_slice::<serde_json::Value>(&kept).expect("JSON")["made_of"];
        assert_eq!(made_of["led"][1]["task"], town.task.to_string());
        assert_eq!(made_of["led"][1]["due_on"], "2027-09-30");
        assert_eq!(made_of["plan"], town.plan.to_string());
        drop(tx);

        let again = town.begun().await;
        let tx = db.read().await.expect("reads");
        let next = store::find(&tx, again).await.expect("there");
        assert_eq!((next.replaces, next.state), (Some(id), State::Draft));
        assert_eq!(next.subject, Subject::Duties { plan: town.plan, unit: town.commune });
        drop(tx);
        // One at a time is in hand.
        let answer = town.begin(&town.reader, town.commune).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("act-error"), "{}", answer.body);
        let page = town.program.get(&town.writer.cookie, &town.path()).await;
        assert!(page.body.contains(&again.to_string()) && page.body.contains("KH-UBND"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn it_is_for_units_with_duties_and_their_own_people() {
    each_database(async |db| {
        let town = Commune::new(db).await;
        let answer = town.begin(&town.of_town, town.idle).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("chưa giao nhiệm vụ nào"), "{}", answer.body);
        assert_eq!(town.begin(&town.writer, town.town).await.status, StatusCode::NOT_FOUND);
        let answer = town.begin(&town.of_town, town.town).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("kế hoạch của chính đơn vị"), "{}", answer.body);
        let ended = ended_unit(&town.program.app, "Ủy ban nhân dân xã Tú An", Some(town.town)).await;
        let answer = town.begin(&town.of_town, ended).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("đã kết thúc hoạt động"), "{}", answer.body);
        assert_eq!(town.begin(&town.leader, town.commune).await.status, StatusCode::FORBIDDEN);
        let stranger = somebody(&town.program.app, Role::Coordinator, Some(town.idle)).await;
        assert_eq!(town.begin(&stranger, town.commune).await.status, StatusCode::NOT_FOUND);
        let nobody = town.program.post(&town.writer.cookie, &town.path(), &[("unit", "x")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let tx = db.read().await.expect("reads");
        let made = store::of_plans(&tx, plan::all_versions(town.plan), &[town.commune, town.idle]).await;
        assert_eq!(made.expect("read"), []);
        let id = {
            drop(tx);
            town.begun().await
        };
        for page in ["", "/template", "/draft.docx"] {
            let path = format!("/bo/consolidations/{id}{page}");
            assert_eq!(town.program.get(&stranger.cookie, &path).await.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

#[tokio::test]
async fn the_authority_above_may_say_what_such_plans_look_like() {
    each_database(async |db| {
        let town = Commune::new(db).await;
        let set = async |who: &Somebody, unit: Uuid, words: &str, from: &str| {
            let path = format!("/bo/units/{unit}/plan-template");
            let answer =
                town.program.post(&who.cookie, &path, &[("template", words), ("from_on", from)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            assert!(town.program.get(&who.cookie, &path).await.body.contains("Từ ngày"));
        };
        let template = async |id| {
            let tx = db.read().await.expect("reads");
            store::find(&tx, id).await.expect("there").template
        };
        set(&town.of_town, town.town, "Loại: Kế hoạch\nTrích yếu: Của thị xã", "2020-01-01").await;
        set(&town.writer, town.commune, "Loại: Kế hoạch\nTrích yếu: Sau này", "2099-01-01").await;
        let id = town.begun().await;
        assert_eq!(template(id).await, "Loại: Kế hoạch\nTrích yếu: Của thị xã");
        let path = format!("/bo/units/{}/plan-template", town.town);
        let words = [("template", "Trích yếu: A"), ("from_on", "2020-01-01")];
        assert_eq!(town.program.post(&town.writer.cookie, &path, &words).await.status, StatusCode::NOT_FOUND);
        // Those of periods know no such kind.
        let (regime, _) = crate::returns::testing::regime(
            &town.program.app,
            town.town,
            &[],
            "2026-01-01".parse().expect("a day"),
        )
        .await;
        let path = format!("/bo/regimes/{regime}/templates/{}", Kind::Plan.name());
        assert_eq!(town.program.get(&town.of_town.cookie, &path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn its_pages_ask_the_database_a_few_times() {
    each_database(async |db| {
        let town = Commune::new(db).await;
        let id = town.begun().await;
        for (path, most) in [
            (town.path(), 12),
            (format!("/bo/consolidations/{id}"), 25),
            (format!("/bo/consolidations/{id}/template"), 19),
        ] {
            let before = db.statements();
            let answer = town.program.get(&town.writer.cookie, &path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            let count = db.statements() - before;
            assert!(count <= most, "{path}: {count} statements");
        }
    })
    .await;
}
