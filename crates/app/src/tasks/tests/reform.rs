//! What units that have ended led and helped with goes to others.

use axum::http::StatusCode;
use base::Actor;
use db::testing::each_database;

use super::{Town, rows, task, town};
use crate::access::Scope;
use crate::tasks::actions::{self, NewSeries, NewTask};
use crate::tasks::model::Mode;
use crate::tasks::series::Every;
use crate::tasks::store;
use crate::testing::Program;
use crate::units::testing::{ended_unit, unit};

#[tokio::test]
async fn help_goes_over_with_the_lead_and_the_first_lead_is_told() {
    each_database(async |db| {
        let program = Program::new(db);
        let Town { town, office, officer, coordinator, .. } = town(&program).await;
        let [first, second] = [
            ended_unit(&program.app, "Phường Ngô Mây", Some(town)).await,
            ended_unit(&program.app, "Phường Tây Sơn", Some(town)).await,
        ];
        let next = unit(&program.app, "Phường An Khê", Some(town)).await;
        let new = |lead, others: &[_]| NewTask {
            id: None,
            origin: None,
            title: "Vệ sinh môi trường".to_owned(),
            deliverable: None,
            lead,
            others: others.iter().map(|unit| (*unit, Mode::Cooperate)).collect(),
            due_on: Some("2026-12-31".parse().expect("a day")),
            series: None,
        };
        let tx = program.app.db.write(Actor::System).await.expect("writes");
        let led = actions::found(&tx, new(first, &[office, second])).await.expect("found");
        let helped = actions::found(&tx, new(office, &[first, second])).await.expect("found");
        let series = NewSeries {
            task: new(office, &[second, first]),
            every: Every::Year,
            month_day: None,
            first_on: "2027-01-01".parse().expect("a day"),
            last_on: None,
        };
        actions::found_series(&tx, series).await.expect("set up");
        tx.commit().await.expect("commits");

        let page = program.get(&coordinator.cookie, "/bo/tasks/unowned").await;
        for words in ["Phường Ngô Mây <span", "Phường Tây Sơn <span", "Đang phối hợp trong 2 nhiệm vụ"]
        {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        let fields = [
            (format!("to.{first}"), next.to_string()),
            (format!("to.{second}"), next.to_string()),
            ("words".to_owned(), "Theo 1664/NQ-UBTVQH15".to_owned()),
        ];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = program.post(&coordinator.cookie, "/bo/tasks/handovers", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);

        let tx = db.read().await.expect("reads");
        let after = task(db, led).await;
        assert_eq!((after.lead, after.first_lead), (next, Some(first)));
        // One unit takes part in one way.
        assert_eq!(store::helping(&tx, led).await.expect("read"), [office]);
        assert_eq!(task(db, helped).await.first_lead, None);
        assert_eq!(store::helping(&tx, helped).await.expect("read"), [next]);
        let today = "2026-12-01".parse().expect("a day");
        let series = store::series_to_come(&tx, &Scope::All, today).await.expect("read");
        assert_eq!((series[0].lead, series[0].helping.as_slice()), (office, [next].as_slice()));
        drop(tx);
        let page = program.get(&coordinator.cookie, "/bo/tasks/unowned").await;
        assert!(page.body.contains("Mọi nhiệm vụ chưa hoàn thành đều có đơn vị"), "{}", page.body);
        let page = program.get(&officer.cookie, &format!("/bo/tasks/{helped}")).await;
        assert!(page.body.contains("Phường Ngô Mây → Phường An Khê"), "{}", page.body);
        let list = program.get(&coordinator.cookie, "/bo/tasks").await;
        assert!(list.body.contains("trước là Phường Ngô Mây"), "{}", list.body);
        // Nothing is left to hand over: nothing more is written.
        let events = rows(db, "task_events").await;
        assert_eq!(
            program.post(&coordinator.cookie, "/bo/tasks/handovers", &fields).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(rows(db, "task_events").await, events);
    })
    .await;
}
