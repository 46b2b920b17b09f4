//! Counting what is right, and naming what is not.

use serde_json::Value;

/// How much of one kind of thing was read as labelled.
pub(crate) struct Score {
    /// `clauses`, `targets` …
    pub(crate) measure: &'static str,
    /// Points reached.
    pub(crate) right: usize,
    /// Points there were: one a labelled thing, and one for each thing read that is not there.
    pub(crate) of: usize,
    /// What is not right, one line each.
    pub(crate) misses: Vec<String>,
}

impl Score {
    /// Nothing counted yet.
    pub(crate) fn new(measure: &'static str) -> Self {
        Self { measure, right: 0, of: 0, misses: Vec::new() }
    }

    /// Counts one point, reached or not.
    pub(crate) fn count(&mut self, right: bool, miss: impl FnOnce() -> String) {
        self.of += 1;
        if right {
            self.right += 1;
        } else {
            self.misses.push(miss());
        }
    }

    /// Counts a field that is labelled: the same value, or the same words.
    pub(crate) fn field(&mut self, place: &str, name: &str, labelled: &Value, read: &Value) {
        self.count(same(labelled, read), || format!("{place} {name}: labelled {labelled}, read {read}"));
    }
}

/// The same value; texts by their words, lists as they stand, null like absent or empty.
pub(crate) fn same(labelled: &Value, read: &Value) -> bool {
    match (labelled, read) {
        (Value::String(labelled), Value::String(read)) => plain(labelled) == plain(read),
        (Value::Number(labelled), Value::Number(read)) => labelled.as_f64() == read.as_f64(),
        (Value::Array(labelled), Value::Array(read)) => {
            labelled.len() == read.len() && labelled.iter().zip(read).all(|(one, other)| same(one, other))
        }
        (Value::Null, Value::Array(list)) | (Value::Array(list), Value::Null) => list.is_empty(),
        (Value::Null, Value::String(text)) => text.is_empty(),
        (Value::Bool(false), Value::Null) => true,
        _ => labelled == read,
    }
}

/// A text as it is compared: lower case, one tone placement, one space between words, no closing mark.
pub(crate) fn plain(text: &str) -> String {
    let text = vietnamese::nfc(text).to_lowercase();
    let text = vietnamese::place_tones(&text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches([';', '.', ',', ':']).to_owned()
}
