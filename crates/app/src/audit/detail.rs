//! What was noted with an event, in words.

use minijinja::{Value as Shown, context};
use serde_json::{Map, Value};
use web::View;

use super::names::{Named, Names};

/// A thing that was noted: the fields that lead to it, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) labels: Vec<String>,
    pub(crate) pieces: Vec<Named>,
}

/// Fields whose values have words of their own, with what the keys of those begin with.
const WORDS: [(&str, &str); 4] =
    [("role", "role"), ("kind", "unit-kind"), ("step", "step-of"), ("every", "recurrence")];
/// Lines that an event shows at most; each is looked at in what is downloaded too.
const MOST: usize = 200;

/// A line for each thing that was noted.
pub(crate) fn lines(view: &View, detail: &Value, names: &Names) -> Vec<Line> {
    let mut lines = Vec::new();
    match detail {
        Value::Object(fields) => object(view, fields, &[], names, &mut lines),
        other => lines.push(Line { labels: Vec::new(), pieces: vec![(other.to_string(), None)] }),
    }
    lines.truncate(MOST);
    lines
}

impl Line {
    /// For the template.
    pub(crate) fn shown(&self) -> Shown {
        let piece = |(text, link): &Named| context! { text, link };
        context! {
            labels => self.labels.join(" · "),
            pieces => self.pieces.iter().map(piece).collect::<Vec<_>>(),
        }
    }

    /// In one line of text.
    pub(crate) fn text(&self) -> String {
        let pieces: Vec<_> = self.pieces.iter().map(|(text, _)| text.as_str()).collect();
        format!("{}: {}", self.labels.join(" · "), pieces.join(", "))
    }
}

fn object(view: &View, fields: &Map<String, Value>, above: &[String], names: &Names, lines: &mut Vec<Line>) {
    for (field, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
        let labels: Vec<_> = above.iter().cloned().chain([label(view, field)]).collect();
        match value {
            Value::Object(fields) => object(view, fields, &labels, names, lines),
            Value::Array(values) => lines.extend(values.iter().enumerate().map(|(place, value)| {
                let labels = labels.iter().cloned().chain([(place + 1).to_string()]).collect();
                Line { labels, pieces: pieces(view, field, value, names) }
            })),
            scalar => lines.push(Line { labels, pieces: vec![piece(view, field, scalar, names)] }),
        }
    }
}

/// The text of a field; its own name where a later version wrote it.
fn label(view: &View, field: &str) -> String {
    known(view, "audit-field", field).unwrap_or_else(|| field.to_owned())
}

fn pieces(view: &View, field: &str, value: &Value, names: &Names) -> Vec<Named> {
    match value {
        Value::Array(values) => values.iter().map(|value| piece(view, field, value, names)).collect(),
        scalar => vec![piece(view, field, scalar, names)],
    }
}

fn piece(view: &View, field: &str, value: &Value, names: &Names) -> Named {
    match value {
        Value::String(text) => match text.parse().ok().and_then(|id| names.find(id)) {
            Some(named) => named,
            None => (written(view, field, text), None),
        },
        // Millionths of a unit.
        Value::Number(share) if field == "shares" => match share.as_f64() {
            Some(share) => (format!("{}%", web::format::number(view.language, share / 10_000.0)), None),
            None => (share.to_string(), None),
        },
        other => (other.to_string(), None),
    }
}

/// A day as people write it, a word of ours in the language of the page, anything else as it was noted.
fn written(view: &View, field: &str, text: &str) -> String {
    let is_day = text.len() == 10 && text.is_ascii() && web::form::day(text).is_some();
    if is_day && text.as_bytes()[4] == b'-' {
        return web::format::date(view.language, text);
    }
    let words = WORDS.into_iter().find(|(name, _)| *name == field);
    words.and_then(|(_, start)| known(view, start, text)).unwrap_or_else(|| text.to_owned())
}

/// A text that there is, of a name as the code writes it.
fn known(view: &View, start: &str, name: &str) -> Option<String> {
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let key = format!("{start}-{}", name.replace('_', "-"));
    Some(view.text(&key)).filter(|text| is_name && *text != key)
}
