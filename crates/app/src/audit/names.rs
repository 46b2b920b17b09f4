//! The names of what events are about, looked up for many events at once.

use std::collections::HashMap;

use base::Result;
use db::audit::Entry;
use db::sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use crate::access::{Right, Signed};
use crate::units::Unit;
use crate::{indicators, people, plan, tasks, units};

/// Names by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) units: HashMap<Uuid, Unit>,
    /// Titles of the tasks that the reader may see.
    pub(crate) tasks: HashMap<Uuid, String>,
    /// Numbers of the plans, and names of the indicators, for a reader who may see them.
    pub(crate) plans: HashMap<Uuid, String>,
    pub(crate) indicators: HashMap<Uuid, String>,
    /// Whether the reader may open the pages of people.
    pub(crate) opens_people: bool,
}

/// A name, and the page of the thing where the reader has one.
pub(crate) type Named = (String, Option<String>);

impl Names {
    /// Looks up every id that stands in the events, and one besides, in a statement for each kind of thing.
    pub(crate) async fn of(
        connection: &impl ConnectionTrait,
        signed: &Signed,
        entries: &[Entry],
        besides: Option<Uuid>,
    ) -> Result<Self> {
        let ids = ids(entries, besides);
        let tasks = match signed.may(Right::SeeTasks) {
            true => tasks::titles(connection, &signed.scope(Right::SeeTasks), &ids).await?,
            false => HashMap::new(),
        };
        let (plans, indicators) = match signed.may(Right::SeePlans) {
            true => (plan::titles(connection, &ids).await?, indicators::titles(connection, &ids).await?),
            false => Default::default(),
        };
        Ok(Self {
            people: people::names(connection, &ids).await?,
            units: units::among_ids(connection, &ids).await?,
            tasks,
            plans,
            indicators,
            opens_people: signed.may(Right::RunPeople),
        })
    }

    /// The thing of an id, whichever it is.
    pub(crate) fn find(&self, id: Uuid) -> Option<Named> {
        if let Some(name) = self.people.get(&id) {
            return Some((name.clone(), self.opens_people.then(|| format!("/bo/people/{id}"))));
        }
        if let Some(unit) = self.units.get(&id) {
            return Some((unit.name.clone(), Some(format!("/bo/units/{id}"))));
        }
        [(&self.tasks, "tasks"), (&self.plans, "plans"), (&self.indicators, "indicators")]
            .into_iter()
            .find_map(|(names, place)| Some((names.get(&id)?.clone(), Some(format!("/bo/{place}/{id}")))))
    }
}

/// `unit:0199…` as its kind and its id.
pub(crate) fn part(text: &str) -> (&str, Option<Uuid>) {
    let (kind, id) = text.split_once(':').unwrap_or((text, ""));
    (kind, id.parse().ok())
}

/// Most ids that are looked up; an event that was forged with more keeps them as ids.
const MOST: usize = 10_000;

fn ids(entries: &[Entry], besides: Option<Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<_> = besides.into_iter().collect();
    for entry in entries {
        ids.extend([part(&entry.actor).1, part(&entry.subject).1, entry.unit].into_iter().flatten());
        within(&entry.detail, &mut ids);
    }
    ids.sort();
    ids.dedup();
    ids.truncate(MOST);
    ids
}

fn within(value: &Value, ids: &mut Vec<Uuid>) {
    match value {
        Value::String(text) => ids.extend(text.parse::<Uuid>()),
        Value::Array(values) => values.iter().for_each(|value| within(value, ids)),
        Value::Object(fields) => fields.values().for_each(|value| within(value, ids)),
        _ => {}
    }
}
