//! What is handed in about indicators.

use base::Result;
use reporting::{Figure, Formula, OverTime, OverUnits};
use uuid::Uuid;
use web::Form;

use super::kind::Kind;
use super::model::{Baseline, PartOf, Target};
use super::rules::{OVER_TIME, OVER_UNITS, Rules};
use super::source::{MOST_OPERANDS, OfTasks, Source, WorkedOut, letter};

/// Longest name of an indicator, in letters.
pub(crate) const NAME: usize = 300;
/// Longest unit of measure and step of a scale, in letters.
pub(crate) const SHORT: usize = 60;
/// Steps of a scale.
const STEPS: std::ops::RangeInclusive<usize> = 2..=12;
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
#[derive(Clone, Debug)]
pub(crate) struct NewRules {
    pub(crate) kind: Kind,
    /// Of a scale.
    pub(crate) steps: Vec<String>,
    pub(crate) rules: Rules,
    /// What the person saw.
    pub(crate) revision: i32,
}

impl NewRules {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let kind = form.choice("kind", Kind::named);
        let steps = steps(form, kind);
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
        let kind = kind.unwrap_or(Kind::Number);
        let input = Self { kind, steps, rules: rules.fitting(kind), revision: form.number("revision") };
        form.finish(input)
    }
}

/// Steps of a scale, one in a line, from the least.
fn steps(form: &mut Form, kind: Option<Kind>) -> Vec<String> {
    if kind != Some(Kind::Scale) {
        return Vec::new();
    }
    let lines = form.raw("steps").lines().map(web::form::line).filter(|line| !line.is_empty());
    let steps: Vec<_> = lines.collect();
    let are_same = (1..steps.len()).any(|at| steps[..at].contains(&steps[at]));
    if !STEPS.contains(&steps.len()) || are_same || steps.iter().any(|step| step.chars().count() > SHORT) {
        form.wrong("steps", "steps");
    }
    steps
}

/// Where the figures of an indicator come from.
#[derive(Clone, Debug)]
pub(crate) struct NewSource {
    pub(crate) source: Source,
    /// What the person saw.
    pub(crate) revision: i32,
}

impl NewSource {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let source = match form.text("source").as_str() {
            "typed" => Source::Typed,
            "formula" => worked_out(form).map(Source::Formula).unwrap_or_default(),
            name => match OfTasks::named(name) {
                Some(of) => Source::Tasks(of),
                None => {
                    form.wrong("source", "choose");
                    Source::Typed
                }
            },
        };
        let input = Self { source, revision: form.number("revision") };
        form.finish(input)
    }
}

/// A formula with its operands, `operand.A` and on.
fn worked_out(form: &mut Form) -> Option<WorkedOut> {
    let text = form.text("formula");
    let formula = Formula::read(&text);
    if formula.is_err() {
        form.wrong("formula", "formula");
    }
    let ids = (0..MOST_OPERANDS).map(|place| form.id(&format!("operand.{}", letter(place))));
    let mut ids: Vec<_> = ids.collect();
    while ids.last() == Some(&None) {
        ids.pop();
    }
    let operands: Option<Vec<_>> = ids.into_iter().collect();
    if operands.is_none() {
        form.wrong("formula", "formula-letter");
    }
    Some(WorkedOut { text, formula: formula.ok()?, operands: operands? })
}

/// Where an indicator stands: of which other it is a part, and what there was before.
#[derive(Clone, Debug)]
pub(crate) struct NewPlace {
    pub(crate) part_of: Option<PartOf>,
    pub(crate) baseline: Option<Baseline>,
    /// What the person saw.
    pub(crate) revision: i32,
}

impl NewPlace {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let part_of = part_of(form);
        let baseline = form.amount("baseline");
        let year = Some(form.number("baseline_year")).filter(|year| *year != 0);
        if year.is_some_and(|year| !(1900..=2100).contains(&year)) {
            form.wrong("baseline_year", "year");
        }
        if baseline.is_none() && year.is_some() {
            form.wrong("baseline", "required");
        }
        let baseline = baseline.map(|value| Baseline { value, year });
        let input = Self { part_of, baseline, revision: form.number("revision") };
        form.finish(input)
    }
}

fn part_of(form: &mut Form) -> Option<PartOf> {
    let by = form.optional("part_by", SHORT);
    form.id("part_of").map(|whole| PartOf { whole, by })
}

/// An indicator that no plan sets: an authority's own, or a part of another.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// Id that the form proposed, so that the form sent twice makes one.
    pub(crate) key: Option<Uuid>,
    /// Whose it is; of a part, whoever has the whole.
    pub(crate) unit: Option<Uuid>,
    pub(crate) part_of: Option<PartOf>,
    pub(crate) name: String,
    pub(crate) measured_in: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) steps: Vec<String>,
    pub(crate) is_up: bool,
    /// What is to be reached, where that is said.
    pub(crate) target: Option<Target>,
}

impl Own {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let part_of = part_of(form);
        let unit = form.id("unit");
        if unit.is_none() && part_of.is_none() {
            form.wrong("unit", "choose");
        }
        let kind = form.choice("kind", Kind::named);
        let steps = steps(form, kind);
        let [low, high] = ["low", "high"].map(|field| form.amount(field));
        if low.zip(high).is_some_and(|(low, high)| high < low) {
            form.wrong("high", "amount-order");
        }
        let year = Some(form.number("year")).filter(|year| *year != 0);
        if year.is_some_and(|year| !(2000..=2100).contains(&year)) {
            form.wrong("year", "year");
        }
        if year.is_some() && low.or(high).is_none() {
            form.wrong("low", "required");
        }
        let is_up = form.choice("direction", |name| ["up", "down"].contains(&name).then_some(name == "up"));
        let input = Self {
            key: form.id("key"),
            unit,
            part_of,
            name: form.required("name", NAME),
            measured_in: form.optional("measured_in", SHORT),
            kind: kind.unwrap_or(Kind::Number),
            steps,
            is_up: is_up.unwrap_or(true),
            target: low.or(high).map(|_| Target { year, low, high }),
        };
        form.finish(input)
    }
}

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule)
}
