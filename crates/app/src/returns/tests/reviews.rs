//! Years that were reported to whom a unit came after.

use super::*;
use crate::units::testing::{became, unit_from};

#[tokio::test]
async fn a_ward_gathers_what_was_reported_to_the_town_before_it() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let four = [("state", "value"), ("value", "4"), ("seen", "0")];
        let sent = town.fill(&town.officer, &four, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

        let reform = "2025-07-01";
        let east = unit_from(app, "Phường Đông", None, reform).await;
        let west = unit_from(app, "Phường Tây", None, reform).await;
        let office = unit_from(app, "Phòng Kinh tế phường", Some(east), reform).await;
        became(app, town.town, &[(east, 500_000), (west, 500_000)]).await;
        became(app, town.office, &[(office, 750_000), (west, 250_000)]).await;
        let coordinator = somebody(app, Role::Coordinator, Some(east)).await;
        let today = web::format::day_of(app.db.clock().now());
        let (after, run) = regime(app, east, &[town.indicator], today).await;
        let runs = store::runs(&db.read().await.expect("reads"), &[after]).await.expect("read");
        let period = town.whole().await.run.period;
        let review = runs.iter().find(|(_, run)| run.is_review() && run.period.covers(period));
        let path = format!("/bo/periods/{}/figures", review.expect("a review").1.id);
        let shows = async |figure: &str| {
            let statements = db.statements();
            let page = town.program.get(&coordinator.cookie, &path).await;
            assert!(db.statements() - statements <= 12);
            page.body.contains(&format!("<strong>{figure} mô hình</strong>"))
        };
        assert!(!shows("3").await, "another plan");
        let (plan, _) = plan::testing::kept(app, east).await;
        for id in [after, town.whole().await.regime.id] {
            testing::of_plan(app, id, plan).await;
        }
        assert!(shows("3").await, "three quarters are the ward's today");
        let of_one = format!("{path}?indicator={}", town.indicator);
        let page = town.program.get(&coordinator.cookie, &of_one).await;
        assert!(page.body.contains("Phòng Kinh tế phường"), "{}", page.body);
        assert!(!page.body.contains("Phường Tây"), "the rest is another's: {}", page.body);

        // The town asked for the same once more: what it asked for last counts.
        db.clock.advance(chrono::TimeDelta::minutes(1));
        let (again, _) = testing::asked(app, town.town, town.office, &[town.indicator]).await;
        testing::of_plan(app, testing::found(app, again).await.regime.id, plan).await;
        let twice =
            [(format!("state.{}", town.indicator), "value"), (format!("value.{}", town.indicator), "8")];
        let twice =
            [(&*twice[0].0, twice[0].1), (&*twice[1].0, twice[1].1), ("do", "submit"), ("revision", "1")];
        let sent = town.program.post(&town.officer.cookie, &format!("/bo/returns/{again}"), &twice).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(shows("6").await);

        // What was asked for the ward itself stands in the place of what was asked before.
        let opened = town.program.post(&coordinator.cookie, &format!("/bo/periods/{run}/opening"), &[]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        assert!(!shows("3").await);
    })
    .await;
}
