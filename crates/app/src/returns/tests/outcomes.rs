//! What reports come to stands on the pages of indicators.

use super::*;
use crate::returns::outcomes::count as counted;

/// What the list of indicators shows, and the page of the one.
async fn shown(town: &Town) -> (String, String) {
    let page = async |path: &str| {
        let page = town.program.get(&town.coordinator.cookie, path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.body
    };
    (page("/bo/indicators").await, page(&format!("/bo/indicators/{}", town.indicator)).await)
}

#[tokio::test]
async fn what_was_sent_is_what_was_reached_of_an_indicator() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let count = async || {
            db.clock.advance(chrono::TimeDelta::minutes(2));
            let before = db.statements();
            counted(app.clone()).await.expect("counted");
            db.statements() - before
        };
        assert!(count().await > 3, "the period was never counted");
        assert_eq!(count().await, 3, "nothing happened since");
        let (list, one) = shown(&town).await;
        assert!(list.contains("chưa có số liệu") && one.contains("0/1 đơn vị có số liệu"), "{one}");

        let cell = [("state", "value"), ("value", "4"), ("seen", "0")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(count().await > 3);
        let link = format!("/bo/periods/{}/figures?indicator={}", town.period, town.indicator);
        let (list, one) = shown(&town).await;
        assert!(list.contains("4 mô hình") && !list.contains("đơn vị có số liệu"), "{list}");
        assert!(one.contains("4 mô hình") && one.contains("1/1 đơn vị có số liệu"), "{one}");
        assert!(one.contains(&link) && list.contains("đạt"), "{list}");
        // The officer of one unit does not see what the others reported.
        let page =
            town.program.get(&town.officer.cookie, &format!("/bo/indicators/{}", town.indicator)).await;
        assert!(page.body.contains("4 mô hình") && !page.body.contains(&link), "{}", page.body);

        // In the unit's hands again it says nothing.
        let back = [("revision", "2"), ("words", "Thiếu số")];
        assert_eq!(town.act(&town.coordinator, "giving-back", &back).await.status, StatusCode::SEE_OTHER);
        assert!(count().await > 3);
        assert!(shown(&town).await.1.contains("0/1 đơn vị có số liệu"));
    })
    .await;
}

#[tokio::test]
async fn what_is_counted_otherwise_is_counted_again() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        counted(app.clone()).await.expect("counted");
        db.clock.advance(chrono::TimeDelta::minutes(2));
        let rules = [
            ("kind", "number"),
            ("over_time", "sum"),
            ("over_units", "alone"),
            ("jump", "50"),
            ("revision", "1"),
        ];
        let path = format!("/bo/indicators/{}/rules", town.indicator);
        let changed = town.program.post(&town.coordinator.cookie, &path, &rules).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        let there = async || db::testing::count(&db.read().await.expect("reads"), "indicator_outcomes").await;
        assert_eq!(there().await, 0, "what was counted by the rules before");
        counted(app.clone()).await.expect("counted");
        assert_eq!(there().await, 1);
    })
    .await;
}
