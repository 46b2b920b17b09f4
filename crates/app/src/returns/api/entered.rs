//! What programs put into a return: the form of the page in other clothes, so that one reader checks both.

use base::{Error, FieldError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use web::Form;
use web::problem::Clash;

use super::shapes::{ReturnCellState, ReturnDetail};
use crate::returns::forms::CELL_FIELDS;

/// Figures and words of a return.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCells {
    #[serde(default)]
    cells: Vec<NewCell>,
    #[serde(default)]
    passages: Vec<NewPassage>,
}

/// A figure as it shall be.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCell {
    indicator: Uuid,
    state: ReturnCellState,
    /// The number, or the part of a share, with four decimals at most; 1 for yes and 0 for no; the step of a scale, from 1. Only
    /// where the state has one.
    value: Option<f64>,
    /// The whole of a share, or how many a mean is of.
    whole: Option<f64>,
    /// What is told in words instead.
    #[schema(max_length = 1000)]
    text: Option<String>,
    #[schema(max_length = 1000)]
    note: Option<String>,
    /// The `number` of the cell that was seen.
    seen: i32,
}

/// What is told under a heading, as it shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassage {
    section: Uuid,
    /// Each line is a paragraph; `- ` begins an item of a list, `+ ` one below it, `1. ` a numbered one; `**bold**`, `*italic*`.
    #[schema(max_length = 20000)]
    words: String,
    /// The `number` of the passage that was seen.
    seen: i32,
}

/// That a return is to be sent in.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSubmission {
    /// The revision of the return that was seen.
    revision: i32,
    /// A word to the office.
    #[schema(max_length = 4000)]
    words: Option<String>,
}

impl NewCells {
    /// As the page would send it.
    pub(super) fn form(&self) -> Form {
        let mut form = Form::default();
        for cell in &self.cells {
            let typed = Form::of(cell);
            for field in CELL_FIELDS.into_iter().chain(["seen"]) {
                form.put(format!("{field}.{}", cell.indicator), typed.raw(field));
            }
        }
        for passage in &self.passages {
            form.put(format!("words.{}", passage.section), &passage.words);
            form.put(format!("seen.{}", passage.section), &passage.seen.to_string());
        }
        form
    }

    /// What was sent and what stands there, for each that somebody changed meanwhile.
    pub(super) fn clashes(&self, wrong: &[FieldError], stands: &ReturnDetail) -> Vec<Clash> {
        let clash = |wrong: &FieldError| {
            let id: Uuid = wrong.field.split_once('.')?.1.parse().ok()?;
            let cell = self.cells.iter().find(|cell| cell.indicator == id).map(|cell| json!(cell));
            let words = self.passages.iter().find(|passage| passage.section == id);
            let sent = cell.or_else(|| Some(json!({ "section": id, "words": words?.words })))?;
            Some(Clash { field: named(&wrong.field), sent, stored: stands.part(id).unwrap_or(Value::Null) })
        };
        wrong.iter().filter_map(clash).collect()
    }
}

/// Whether nothing is wrong but that others changed something meanwhile.
pub(super) fn is_clash(wrong: &[FieldError]) -> bool {
    wrong.iter().all(|wrong| wrong.code == "cell-changed")
}

/// What is wrong, at the names that the interface has.
pub(super) fn renamed(error: Error) -> Error {
    match error {
        Error::Invalid(wrong) => Error::Invalid(
            wrong.into_iter().map(|wrong| FieldError::new(named(&wrong.field), wrong.code)).collect(),
        ),
        other => other,
    }
}

/// `value.<id>` of the page is `cells.<id>.value` here.
fn named(field: &str) -> String {
    match field.split_once('.') {
        Some(("words", id)) => format!("passages.{id}.words"),
        Some((field, id)) => format!("cells.{id}.{field}"),
        None => field.to_owned(),
    }
}
