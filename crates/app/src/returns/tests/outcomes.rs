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
        assert!(list.contains("chưa có số liệu") && one.contains("0/1 đơn vị đủ số liệu"), "{one}");

        let cell = [("state", "value"), ("value", "4"), ("seen", "0")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(count().await > 3);
        let link = format!("/bo/periods/{}/figures?indicator={}", town.period, town.indicator);
        let (list, one) = shown(&town).await;
        assert!(list.contains("4 mô hình") && !list.contains("đơn vị đủ số liệu"), "{list}");
        assert!(one.contains("4 mô hình") && one.contains("1/1 đơn vị đủ số liệu"), "{one}");
        assert!(one.contains(&link) && list.contains(">đạt<"), "{list}");
        // The officer of one unit does not see what all came to.
        for path in ["/bo/indicators", &format!("/bo/indicators/{}", town.indicator)] {
            let page = town.program.get(&town.officer.cookie, path).await;
            assert!(!page.body.contains("4 mô hình") && !page.body.contains(&link), "{}", page.body);
        }

        // In the unit's hands again it says nothing.
        let back = [("revision", "2"), ("words", "Thiếu số")];
        assert_eq!(town.act(&town.coordinator, "giving-back", &back).await.status, StatusCode::SEE_OTHER);
        assert!(count().await > 3);
        assert!(shown(&town).await.1.contains("0/1 đơn vị đủ số liệu"));
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
        let there = async || db::testing::count(&db.read().await.expect("reads"), "indicator_outcomes").await;
        // What there was before the plan says nothing about how it is counted.
        let place = [("baseline", "1"), ("baseline_year", "2022"), ("revision", "1")];
        let path = format!("/bo/indicators/{}/place", town.indicator);
        let changed = town.program.post(&town.coordinator.cookie, &path, &place).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(there().await, 1);
        let rules = [
            ("kind", "number"),
            ("over_time", "sum"),
            ("over_units", "alone"),
            ("jump", "50"),
            ("revision", "2"),
        ];
        let path = format!("/bo/indicators/{}/rules", town.indicator);
        let changed = town.program.post(&town.coordinator.cookie, &path, &rules).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        assert_eq!(there().await, 0, "what was counted by the rules before");
        counted(app.clone()).await.expect("counted");
        assert_eq!(there().await, 1);
    })
    .await;
}

#[tokio::test]
async fn months_of_a_year_are_told_as_the_year() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let tx = app.db.housekeeping().await.expect("writes");
        let of_year = "UPDATE indicators SET over_time = 'sum'";
        db::sea_orm::ConnectionTrait::execute_unprepared(&tx, of_year).await.expect("ruled");
        tx.commit().await.expect("commits");
        let months = testing::monthly(app, town.town, town.office, &[town.indicator]).await;
        for (month, value) in months.iter().zip(["4", "5"]) {
            let fields = [
                (format!("state.{}", town.indicator), "value"),
                (format!("value.{}", town.indicator), value),
            ];
            let fields = [
                (&*fields[0].0, fields[0].1),
                (&*fields[1].0, fields[1].1),
                ("do", "submit"),
                ("revision", "1"),
            ];
            let path = format!("/bo/returns/{month}");
            let sent = town.program.post(&town.officer.cookie, &path, &fields).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
            counted(app.clone()).await.expect("counted");
            db.clock.advance(chrono::TimeDelta::minutes(2));
        }
        let tx = app.db.read().await.expect("reads");
        let all = crate::indicators::outcomes(&tx, town.indicator).await.expect("read");
        let of_months: Vec<_> = all.iter().filter(|one| one.periods == 2).collect();
        assert_eq!(of_months.len(), 1, "{all:?}");
        assert_eq!((of_months[0].value, of_months[0].said), (Some(9.0), 1));
        drop(tx);
        assert!(shown(&town).await.1.contains("tính từ 2 kỳ"));
    })
    .await;
}
