//! What is handed in about indicators.

use base::Result;
use reporting::{Figure, OverTime, OverUnits};
use uuid::Uuid;
use web::Form;

use super::model::Kind;
use super::rules::{OVER_TIME, OVER_UNITS, Rules};

/// Longest note, in letters.
pub(crate) const NOTE: usize = 1_000;

/// A value of a unit and year.
#[derive(Clone, Debug)]
pub(crate) struct NewValue {
    /// Id that the form proposed, so that the form sent twice makes one value.
    pub(crate) key: Option<Uuid>,
    pub(crate) unit: Uuid,
    pub(crate) year: i32,
    /// `None` takes the value before back.
    pub(crate) value: Option<f64>,
    pub(crate) note: Option<String>,
    /// How many values of the cell the person saw.
    pub(crate) seen: i32,
}

impl NewValue {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let year = form.number("year");
        if !(2000..=2100).contains(&year) {
            form.wrong("year", "year");
        }
        let value = form.amount("value");
        let note = form.optional("note", NOTE);
        if value.is_none() && note.is_none() {
            // A value is taken back for a reason.
            form.wrong("note", "required");
        }
        let input = Self {
            key: form.id("key"),
            unit: unit.unwrap_or_default(),
            year,
            value,
            note,
            seen: form.number("seen"),
        };
        form.finish(input)
    }
}

/// Widest that a figure may be from the one before without a word, in percent.
const MOST_JUMP: i32 = 100_000;

/// How an indicator is counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewRules {
    pub(crate) kind: Kind,
    pub(crate) rules: Rules,
    /// What the person saw.
    pub(crate) revision: i32,
}

impl NewRules {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let kind = form.choice("kind", |name| Kind::ALL.into_iter().find(|kind| kind.name() == name));
        let over_time = form.choice("over_time", |name| named(&OVER_TIME, name));
        let over_units = form.choice("over_units", |name| named(&OVER_UNITS, name));
        let [least, most] =
            ["least", "most"].map(|field| form.figure(field).map(Figure::from_ten_thousandths));
        if least.zip(most).is_some_and(|(least, most)| most < least) {
            form.wrong("most", "amount-order");
        }
        let jump = form.number("jump");
        if !(1..=MOST_JUMP).contains(&jump) {
            form.wrong("jump", "jump");
        }
        let rules = Rules {
            over_time: over_time.unwrap_or(OverTime::Latest),
            over_units: over_units.unwrap_or(OverUnits::Add),
            least,
            most,
            jump: jump.unsigned_abs(),
        };
        let input = Self { kind: kind.unwrap_or(Kind::Number), rules, revision: form.number("revision") };
        form.finish(input)
    }
}

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule)
}
