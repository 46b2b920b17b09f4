//! What came in, in the sample: from whom, to whom it was passed on, and a slip that was put right.

use base::Result;
use chrono::NaiveDate;
use serde::Deserialize;

use super::play::Player;
use super::script;
use crate::evidence::Arrived;
use crate::incoming::{self, Channel, Entry, NewAct, NewCorrection, NewEntry, To};

/// What stands in `arrivals.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) arrival: Vec<Arrival>,
}

/// A document that came in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Arrival {
    pub(super) on: NaiveDate,
    by: String,
    unit: String,
    channel: String,
    sender: String,
    code: String,
    dated: NaiveDate,
    title: String,
    due_on: Option<NaiveDate>,
    /// In the folder `evidence`.
    file: Option<String>,
    /// The unit to which it was passed on.
    to: Option<String>,
    /// The subject that was typed at first, and why it was put right.
    slip: Option<String>,
    #[serde(default)]
    reason: String,
}

impl Player {
    pub(super) async fn arrive(&self, told: &Arrival) -> Result<()> {
        let signed = self.signed(&told.by).await?;
        let entry = Entry {
            arrived_on: told.on,
            sender: told.sender.clone(),
            code: told.code.clone(),
            document_on: Some(told.dated),
            kind: String::new(),
            title: told.title.clone(),
            due_on: told.due_on,
            words: None,
        };
        let typed = Entry { title: told.slip.clone().unwrap_or(entry.title.clone()), ..entry.clone() };
        let new = NewEntry {
            key: None,
            unit: self.unit(&told.unit)?,
            channel: Channel::named(&told.channel)
                .ok_or_else(|| anyhow::anyhow!("nothing comes by {}", told.channel))?,
            entry: typed,
            to: told.to.as_deref().map(|to| Ok::<_, base::Error>(To::Unit(self.unit(to)?))).transpose()?,
        };
        let mut files = Vec::new();
        if let Some(name) = &told.file {
            files.push(Arrived::of(&self.app, name, script::bytes(&format!("evidence/{name}"))?).await?);
        }
        let id = incoming::register(&self.app, &signed, new, &files).await?;
        if told.slip.is_none() {
            return Ok(());
        }
        let act = NewAct { key: None, revision: 1, words: Some(told.reason.clone()) };
        incoming::correct(&self.app, &signed, id, NewCorrection { act, entry }, &[]).await
    }
}
