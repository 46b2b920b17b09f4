//! What stands in `samples/an-khe`.

use base::{Error, Result};
use chrono::NaiveDate;
use rust_embed::Embed;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{catalogue, incoming, reports};

/// Its files: read from disk in development, inside the binary in release.
#[derive(Embed)]
#[folder = "../../samples/an-khe"]
struct Files;

/// Units, acts of the reform, people.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Town {
    pub(super) unit: Vec<Unit>,
    pub(super) succession: Vec<Succession>,
    pub(super) person: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    /// Its name in these files.
    pub(super) key: String,
    pub(super) parent: Option<String>,
    pub(super) name: String,
    pub(super) short: Option<String>,
    pub(super) kind: String,
    pub(super) code: Option<String>,
    pub(super) from: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Succession {
    pub(super) act: String,
    pub(super) act_on: NaiveDate,
    pub(super) effective_on: NaiveDate,
    pub(super) note: Option<String>,
    /// From, to, percent.
    pub(super) shares: Vec<(String, String, u32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) role: String,
    pub(super) unit: Option<String>,
    pub(super) from: NaiveDate,
}

/// What happened to tasks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) routine: Vec<Routine>,
    pub(super) task: Vec<Task>,
    pub(super) hand_over: Vec<HandOver>,
    pub(super) new: Vec<New>,
    pub(super) value: Vec<Value>,
}

/// Runs of recurring work that were done without ado.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Routine {
    pub(super) clause: String,
    pub(super) by: String,
    pub(super) confirmed_by: String,
    /// Runs due before it.
    pub(super) until: NaiveDate,
    pub(super) words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Task {
    pub(super) clause: String,
    /// Units that led it at first; the same happened to the task of each.
    pub(super) lead: Vec<String>,
    pub(super) acts: Vec<Act>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    pub(super) on: NaiveDate,
    pub(super) by: String,
    #[serde(rename = "do")]
    pub(super) verb: String,
    pub(super) words: Option<String>,
    pub(super) percent: Option<i32>,
    pub(super) done_on: Option<NaiveDate>,
    pub(super) due_on: Option<NaiveDate>,
    #[serde(default)]
    pub(super) files: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HandOver {
    pub(super) on: NaiveDate,
    pub(super) by: String,
    pub(super) reason: String,
    pub(super) units: Vec<(String, String)>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    pub(super) on: NaiveDate,
    pub(super) by: String,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) due_on: NaiveDate,
}

/// What was reached of a target.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Value {
    pub(super) on: NaiveDate,
    pub(super) by: String,
    /// The clause that set the target.
    pub(super) clause: String,
    pub(super) unit: String,
    pub(super) year: i32,
    pub(super) value: f64,
    pub(super) note: String,
}

/// The file that names units and people.
pub(super) fn town() -> Result<Town> {
    parsed("town.toml")
}

/// The file that tells what happened.
pub(super) fn story() -> Result<Story> {
    parsed("tasks.toml")
}

/// The file that tells who reported what.
pub(super) fn reports() -> Result<reports::Story> {
    parsed("reports.toml")
}

/// The file that tells what came in.
pub(super) fn incoming() -> Result<incoming::Story> {
    parsed("arrivals.toml")
}

/// The file that names what is counted besides the plan's targets.
pub(super) fn catalogue() -> Result<catalogue::Catalogue> {
    parsed("indicators.toml")
}

/// A file as it is.
pub(super) fn bytes(name: &str) -> Result<Vec<u8>> {
    let file = Files::get(name).ok_or_else(|| anyhow::anyhow!("samples/an-khe/{name} is missing"))?;
    Ok(file.data.into_owned())
}

fn parsed<T: DeserializeOwned>(name: &str) -> Result<T> {
    toml::from_slice(&bytes(name)?).map_err(Error::internal)
}
