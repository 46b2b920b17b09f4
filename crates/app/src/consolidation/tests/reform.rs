//! What was reported to a town that became wards stands in the documents of the wards.

use axum::http::StatusCode;
use db::testing::each_database;
use uuid::Uuid;

use super::{says, shown};
use crate::access::Role;
use crate::consolidation::store;
use crate::consolidation::testing::Town;
use crate::people::testing::{Somebody, somebody};
use crate::returns;
use crate::units::testing::{became, unit_from};

/// The ward that took over from the town, and who coordinates it.
struct Ward {
    town: Town,
    coordinator: Somebody,
    /// The review that gathers the year of the town, and the year after that.
    review: Uuid,
    next: Uuid,
}

impl Ward {
    /// Three quarters of what the town's office did are the ward's; the rest went to another.
    async fn new(town: Town) -> Self {
        let app = &town.program.app;
        let reform = "2025-07-01";
        let east = unit_from(app, "Phường Đông", None, reform).await;
        let west = unit_from(app, "Phường Tây", None, reform).await;
        let office = unit_from(app, "Phòng Kinh tế phường", Some(east), reform).await;
        let whole = returns::testing::found(app, town.returned).await;
        became(app, town.town, &[(east, 500_000), (west, 500_000)]).await;
        became(app, whole.it.unit, &[(office, 750_000), (west, 250_000)]).await;
        let coordinator = somebody(app, Role::Coordinator, Some(east)).await;
        let plan = whole.regime.origin.as_ref().expect("of a plan").plan;
        let measured = town.fields[0].strip_prefix("state.").and_then(|id| id.parse().ok()).expect("an id");
        let today = web::format::day_of(app.db.clock().now());
        let (regime, _) = returns::testing::regime(app, east, &[measured], today).await;
        returns::testing::of_plan(app, regime, plan).await;
        let tx = app.db.read().await.expect("reads");
        let runs = returns::runs(&tx, &[regime]).await.expect("read");
        drop(tx);
        let year = whole.run.period;
        let review = runs.iter().find(|(_, run)| run.is_review() && run.period.covers(year));
        let next = runs.iter().find(|(_, run)| !run.is_review() && run.period.before() == Some(year));
        let [review, next] = [review, next].map(|run| run.expect("there").1.id);
        Self { coordinator, review, next, town }
    }

    async fn begin(&self, period: Uuid, kind: &str) -> Uuid {
        let path = format!("/bo/periods/{period}/consolidations");
        let answer = self.town.program.post(&self.coordinator.cookie, &path, &[("kind", kind)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.place().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id")
    }
}

#[tokio::test]
async fn a_review_tells_what_the_town_was_told() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình rau sạch.").await;
        let year = returns::testing::found(&town.program.app, town.returned).await.run.period;
        let ward = Ward::new(town).await;
        let id = ward.begin(ward.review, "review").await;
        let (program, cookie) = (&ward.town.program, &ward.coordinator.cookie);
        let draft = shown(&program.fetch(cookie, &format!("/bo/consolidations/{id}/draft.docx")).await);
        assert!(says(&draft, "Đã có ba mô hình rau sạch."), "{draft:#?}");
        assert!(says(&draft, &format!("Phòng Kinh tế (năm {year}):")), "{draft:#?}");
        let path = format!("/bo/consolidations/{id}/words");
        let statements = db.statements();
        let page = program.get(cookie, &path).await;
        assert!(db.statements() - statements <= 11, "{}", db.statements() - statements);
        assert!(page.body.contains(&format!("Phòng Kinh tế · Năm {year}")), "{}", page.body);

        // It stands under the heading of the same name; an editor puts it elsewhere.
        let narrative = async || {
            let tx = db.read().await.expect("reads");
            store::narrative(&tx, id).await.expect("there")
        };
        let passage = narrative().await.passages[0].clone();
        let tx = db.read().await.expect("reads");
        let sections =
            returns::sections(&tx, returns::run(&tx, ward.review).await.expect("there").0.id).await;
        let sections = sections.expect("read");
        let elsewhere =
            returns::sections(&tx, returns::run(&tx, ward.town.period).await.expect("there").0.id).await;
        let elsewhere = elsewhere.expect("read")[0].id.to_string();
        drop(tx);
        assert_eq!(passage.section, sections[0].id);
        let path = format!("{}/{}", path.replace("/words", "/passages"), passage.id);
        let to = async |section: &str| {
            let fields = [("do", "to"), ("revision", "1"), ("section", section)];
            program.post(cookie, &path, &fields).await.status
        };
        assert_eq!(to("").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(to(&elsewhere).await, StatusCode::NOT_FOUND);
        assert_eq!(narrative().await.passages[0], passage);
        assert_eq!(to(&sections[1].id.to_string()).await, StatusCode::SEE_OTHER);
        let moved = narrative().await;
        assert_eq!((moved.passages[0].section, moved.passages[0].revision), (sections[1].id, 2));
        assert!(moved.unused().is_empty());
        assert_eq!(
            to(&sections[0].id.to_string()).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "it was moved since"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_another_wards_today_is_not_told() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình rau sạch.").await;
        let app = &town.program.app;
        let west = unit_from(app, "Phường Tây", None, "2025-07-01").await;
        let whole = returns::testing::found(app, town.returned).await;
        became(app, whole.it.unit, &[(west, 1_000_000)]).await;
        let east = unit_from(app, "Phường Đông", None, "2025-07-01").await;
        became(app, town.town, &[(east, 500_000), (west, 500_000)]).await;
        let coordinator = somebody(app, Role::Coordinator, Some(east)).await;
        let today = web::format::day_of(app.db.clock().now());
        let (regime, _) = returns::testing::regime(app, east, &[], today).await;
        returns::testing::of_plan(app, regime, whole.regime.origin.expect("of a plan").plan).await;
        let runs = returns::runs(&db.read().await.expect("reads"), &[regime]).await.expect("read");
        let review = runs.iter().find(|(_, run)| run.is_review() && run.period.covers(whole.run.period));
        let path = format!("/bo/periods/{}/consolidations", review.expect("there").1.id);
        let answer = town.program.post(&coordinator.cookie, &path, &[("kind", "review")]).await;
        let path = format!("{}/words", answer.place());
        let page = town.program.get(&coordinator.cookie, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(!page.body.contains("rau sạch"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn the_year_before_is_what_the_ward_has_of_the_towns() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let ward = Ward::new(town).await;
        let (program, cookie) = (&ward.town.program, &ward.coordinator.cookie);
        let opened = program.post(cookie, &format!("/bo/periods/{}/opening", ward.next), &[]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let id = ward.begin(ward.next, "report").await;
        let statements = db.statements();
        let page = program.get(cookie, &format!("/bo/consolidations/{id}/figures")).await;
        assert!(db.statements() - statements <= 12, "{}", db.statements() - statements);
        assert!(page.body.contains("925,875") || page.body.contains("925,88"), "{}", page.body);
    })
    .await;
}
