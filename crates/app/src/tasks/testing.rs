//! Tasks for tests.

use base::Actor;
use chrono::NaiveDate;
use db::Event;
use uuid::Uuid;

use super::actions::{self, NewTask};
use super::model::{Mode, Origin, State, Task};
use super::series::{Every, Series};
use super::store::{self, Happened};
use crate::AppState;
use crate::evidence::{self, Arrived, Kind};

/// A task of a unit that has not been begun, due at the end of November 2026.
pub(crate) async fn task(app: &AppState, lead: Uuid) -> Uuid {
    task_in(app, lead, State::NotStarted).await
}

/// A task of a unit in a state, without the events that led there.
pub(crate) async fn task_in(app: &AppState, lead: Uuid, state: State) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let task = Task { id: tx.next_id(), origin: None, series: None, ..made(lead, state) };
    store::add(&tx, &task, &[]).await.expect("added");
    tx.record(Event::new("test.task", "test"));
    tx.commit().await.expect("commits");
    task.id
}

/// A task that a clause asks of a unit and that was done on a day.
pub(crate) async fn done_for(app: &AppState, lead: Uuid, (plan, clause): (Uuid, Uuid), on: NaiveDate) {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let made = made(lead, State::ConfirmedDone);
    let origin = made.origin.clone().map(|origin| Origin { plan, clause, duty: None, ..origin });
    let task = Task { id: tx.next_id(), origin, series: None, done_on: Some(on), ..made };
    store::add(&tx, &task, &[]).await.expect("added");
    tx.record(Event::new("test.task", "test"));
    tx.commit().await.expect("commits");
}

/// An open task that a clause asks of a unit, with which others help; its id.
pub(crate) async fn given(
    app: &AppState,
    lead: Uuid,
    (plan, clause): (Uuid, Uuid),
    title: &str,
    due_on: Option<NaiveDate>,
    helpers: &[Uuid],
) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let made = made(lead, State::NotStarted);
    let origin = made.origin.clone().map(|origin| Origin { plan, clause, duty: None, ..origin });
    let (id, title) = (tx.next_id(), title.to_owned());
    let task = Task { id, origin, series: None, title, due_on, done_on: None, ..made };
    let others: Vec<_> = helpers.iter().map(|unit| (*unit, Mode::Cooperate)).collect();
    store::add(&tx, &task, &others).await.expect("added");
    tx.record(Event::new("test.task", "test"));
    tx.commit().await.expect("commits");
    id
}

/// Evidence of a task, with its event.
pub(crate) async fn proven(app: &AppState, task: Uuid) -> Uuid {
    let stored = app.files.put_bytes("Biên bản".as_bytes()).await.expect("put");
    let (name, kind) = ("biên bản.txt".to_owned(), Kind::Text);
    let file = Arrived { file: stored.hash, name, kind, bytes: stored.size };
    let tx = app.db.write(Actor::System).await.expect("writes");
    let id = evidence::add(&tx, &file).await.expect("added");
    let happened =
        Happened { id: tx.next_id(), kind: "comment".to_owned(), at: tx.now(), ..Happened::default() };
    store::add_event(&tx, task, &happened).await.expect("added");
    store::add_evidence(&tx, task, happened.id, id).await.expect("added");
    tx.record(Event::new("test.task", "test"));
    tx.commit().await.expect("commits");
    id
}

/// A run of recurring work of a unit.
pub(crate) async fn run_of_series(app: &AppState, lead: Uuid) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let series = Series { id: tx.next_id(), ..series(lead) };
    store::add_series(&tx, &series).await.expect("added");
    let run = Some((series.id, "2026".to_owned()));
    let task = Task { id: tx.next_id(), origin: None, series: run, ..made(lead, State::NotStarted) };
    store::add(&tx, &task, &[]).await.expect("added");
    tx.record(Event::new("test.task", "test"));
    tx.commit().await.expect("commits");
    task.id
}

/// A task as a plan sets it up.
pub(crate) async fn found(app: &AppState, lead: Uuid) -> Uuid {
    found_as(app, lead, "Tập huấn trồng rau sạch").await
}

/// The same with a title.
pub(crate) async fn found_as(app: &AppState, lead: Uuid, title: &str) -> Uuid {
    let tx = app.db.write(Actor::System).await.expect("writes");
    let new = NewTask {
        id: None,
        origin: None,
        title: title.to_owned(),
        deliverable: None,
        lead,
        others: Vec::new(),
        due_on: Some("2026-11-30".parse().expect("a day")),
        series: None,
    };
    let id = actions::found(&tx, new).await.expect("found");
    tx.commit().await.expect("commits");
    id
}

/// A task that stands in no database.
pub(crate) fn made(lead: Uuid, state: State) -> Task {
    let day = |day: &str| Some(day.parse().expect("a day"));
    Task {
        id: Uuid::from_u128(5),
        origin: Some(Origin {
            plan: Uuid::nil(),
            plan_number: "15/KH-UBND".to_owned(),
            clause: Uuid::nil(),
            clause_path: "II.1".to_owned(),
            duty: Some(Uuid::nil()),
        }),
        series: Some((Uuid::nil(), "2026".to_owned())),
        title: "Báo cáo kết quả trồng rau sạch".to_owned(),
        deliverable: Some("Báo cáo".to_owned()),
        lead,
        first_lead: None,
        state,
        first_due_on: day("2026-11-14"),
        due_on: day("2026-11-30"),
        done_on: day("2026-11-20"),
        progress: 40,
        revision: 2,
    }
}

/// Recurring work that stands in no database.
pub(crate) fn series(lead: Uuid) -> Series {
    Series {
        id: Uuid::from_u128(6),
        origin: None,
        title: "Báo cáo kết quả trồng rau sạch".to_owned(),
        deliverable: None,
        lead,
        helping: Vec::new(),
        every: Every::Year,
        month_day: Some((11, 15)),
        first_on: "2024-01-01".parse().expect("a day"),
        last_on: None,
    }
}
