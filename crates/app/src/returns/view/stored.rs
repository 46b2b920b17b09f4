//! What stands in a return, for the script of its page.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Shown, texts};
use crate::returns::forms::CELL_FIELDS;

/// The fields of cells and passages as they stand, each with the number of its last change, by id; of those to which the names
/// of fields belong.
pub(crate) fn stored<'a>(shown: &Shown, fields: impl Iterator<Item = &'a str>) -> HashMap<Uuid, Value> {
    let of = |id: Uuid| {
        let cell = shown.contents.cells.iter().find(|cell| cell.indicator == id).map(|told| {
            let fields: HashMap<_, _> = CELL_FIELDS.into_iter().zip(texts(&told.cell)).collect();
            json!({ "number": told.number, "fields": fields })
        });
        let passage = || shown.passages.iter().find(|passage| passage.section == id);
        cell.or_else(|| {
            passage().map(|one| {
                let words = documents::narrative::normal(&one.words);
                json!({ "number": one.number, "fields": { "words": words } })
            })
        })
    };
    let ids = fields.filter_map(|field| field.split_once('.')?.1.parse::<Uuid>().ok());
    ids.filter_map(|id| Some((id, of(id)?))).collect()
}
