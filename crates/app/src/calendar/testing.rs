//! Days off for tests.

use chrono::NaiveDate;
use uuid::Uuid;

use super::actions;
use super::forms::NewDays;
use crate::AppState;
use crate::access::{Grant, Role, Signed};
use crate::people::testing::somebody;

/// A day off of a unit; its id.
pub(crate) async fn day_off(app: &AppState, unit: Uuid, day: NaiveDate) -> Uuid {
    let person = somebody(app, Role::Coordinator, Some(unit)).await;
    let grants = vec![Grant { role: Role::Coordinator, unit: Some(unit) }];
    let signed = Signed::new(person.id, String::new(), String::new(), grants);
    let id = app.db.next_id();
    let name = "Ngày nghỉ".to_owned();
    let new = NewDays { key: Some(id), unit, first_on: day, last_on: day, is_worked: false, name };
    actions::add(app, &signed, new).await.expect("added");
    id
}
