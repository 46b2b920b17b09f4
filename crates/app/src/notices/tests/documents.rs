//! What is told about documents that came in.

use db::sea_orm::{ConnectionTrait, Statement};
use db::testing::each_database;
use uuid::Uuid;

use super::{told, town};
use crate::incoming::testing::entered;
use crate::incoming::{PASSED, State};
use crate::notices::actions;
use crate::people::testing::session;
use crate::testing::Program;

#[tokio::test]
async fn to_whom_a_document_is_passed_on_is_told_once() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let there = town(&program).await;
        let clerk = session(app, there.coordinator.id).await;
        let (document, _) = entered(app, there.town, State::Accepted).await;
        let pass = async |revision: &str, to: String| {
            let fields = [("revision", revision), ("to", &to)];
            let answer = program.post(&clerk, &format!("/bo/incoming/{document}/passing"), &fields).await;
            assert_eq!(answer.status, 303, "{}", answer.body);
        };
        // The jobs as the worker would do them, and once more each.
        let tell = async || {
            let tx = db.read().await.expect("reads");
            let sql = format!(
                "SELECT CAST(payload AS text) AS payload FROM jobs WHERE kind = '{PASSED}' ORDER BY id"
            );
            let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await;
            drop(tx);
            for row in rows.expect("rows") {
                let payload: String = row.try_get("", "payload").expect("a payload");
                let event: Uuid = serde_json::from_str(&payload).expect("an id");
                for _ in 0..2 {
                    actions::document_passed(app, event).await.expect("told");
                }
            }
        };
        pass("1", format!("unit:{}", there.office)).await;
        tell().await;
        assert_eq!(told(db, &there.officer).await, ["passed_on"]);
        assert_eq!(told(db, &there.leader).await, ["passed_on"]);
        assert_eq!(told(db, &there.coordinator).await, [""; 0]);
        let page = program.get(&session(app, there.officer.id).await, "/bo/notices").await;
        assert!(page.body.contains(&format!("href=\"/bo/incoming/{document}\"")), "{}", page.body);
        // Passed on to a person, who alone is told; what it was before is past.
        pass("2", format!("person:{}", there.leader.id)).await;
        tell().await;
        assert_eq!(told(db, &there.officer).await, ["passed_on"]);
        assert_eq!(told(db, &there.leader).await, ["passed_on"; 2]);
    })
    .await;
}
