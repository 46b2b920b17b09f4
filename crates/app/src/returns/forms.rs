//! What is handed in about regimes and returns: one input for each use.

mod evidence;

pub(crate) use evidence::NewProofs;

use base::{Error, FieldError, Result};
use chrono::NaiveDate;
use documents::narrative;
use reporting::{Cycle, Due, Figure, Window};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::Form;

use super::cell::{Cell, CellState};
use super::model::{Rule, Step};
use crate::units::Kind;

/// Longest title and line, in letters.
pub(crate) const TITLE: usize = 300;
/// Longest note of a figure, in letters.
pub(crate) const NOTE: usize = 1_000;
/// Longest reason, in letters.
pub(crate) const WORDS: usize = 4_000;
/// Longest passage, in letters.
pub(crate) const PASSAGE: usize = 20_000;
/// Most sections of an outline, and most receivers.
const MOST_LINES: usize = 40;
/// The fields of a cell, each followed by its id; as marks know it.
pub(crate) const CELL_FIELDS: [&str; 5] = ["state", "value", "whole", "text", "note"];
/// Days before the due one beyond which no period opens.
const MOST_DAYS_OPEN: i32 = 365;
/// Ten-thousandths beyond which a figure is a slip: a hundred thousand milliards.
const MOST: i64 = MOST_OF_ONE * Figure::ONE;
/// The same in ones.
pub(crate) const MOST_OF_ONE: i64 = 100_000_000_000_000;

/// How often, as forms and the database write it.
pub(crate) fn cycle_name(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => "month",
        Cycle::Quarter => "quarter",
        Cycle::HalfYear => "half_year",
        Cycle::NineMonths => "nine_months",
        Cycle::Year => "year",
    }
}

/// The cycle of that name.
pub(crate) fn cycle_named(name: &str) -> Option<Cycle> {
    Cycle::ALL.into_iter().find(|cycle| cycle_name(*cycle) == name)
}

/// A regime to be set up.
#[derive(Clone, Debug)]
pub(crate) struct NewRegime {
    pub(crate) key: Option<Uuid>,
    pub(crate) plan: Uuid,
    pub(crate) unit: Uuid,
    /// The regime that it answers.
    pub(crate) above: Option<Uuid>,
    pub(crate) title: String,
    pub(crate) rule: Rule,
    pub(crate) asked: Vec<Kind>,
    pub(crate) sections: Vec<String>,
    pub(crate) receivers: Vec<String>,
}

impl NewRegime {
    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let (plan, unit) = (form.id("plan"), form.id("unit"));
        if plan.is_none() {
            form.wrong("plan", "choose");
        }
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let title = form.required("title", TITLE);
        let cycle = form.choice("cycle", cycle_named);
        let window = window(form);
        let due_of = |form: &mut Form, name| due(form, cycle.unwrap_or(Cycle::Year), name);
        let due = due_of(form, "due");
        let sends = if form.text("sends_day").is_empty() { None } else { due_of(form, "sends") };
        let [first_year, last_year] = ["first_year", "last_year"].map(|field| {
            let year = form.number(field);
            if !(2000..=2100).contains(&year) {
                form.wrong(field, "year");
            }
            year
        });
        if last_year < first_year || last_year > first_year + 50 {
            form.wrong("last_year", "years-order");
        }
        let opens_before = form.number("opens_before");
        if !(1..=MOST_DAYS_OPEN).contains(&opens_before) {
            form.wrong("opens_before", "days-open");
        }
        let asked: Vec<_> = form.all("asked").iter().filter_map(|name| Kind::named(name)).collect();
        if asked.is_empty() {
            form.wrong("asked", "choose");
        }
        let rule = Rule {
            cycle: cycle.unwrap_or(Cycle::Year),
            first_year,
            last_year,
            reviews: reviews(form),
            window: window.unwrap_or(Window::CALENDAR),
            due: due.unwrap_or(Due::LAST_DAY),
            sends,
            opens_before: opens_before.unsigned_abs(),
        };
        if due.is_some() && rule.sends_too_early() {
            form.wrong("sends_day", "sends-too-early");
        }
        let input = Self {
            key: form.id("key"),
            above: form.id("above"),
            plan: plan.unwrap_or_default(),
            unit: unit.unwrap_or_default(),
            title,
            rule,
            asked,
            sections: lines(form, "sections"),
            receivers: lines(form, "receivers"),
        };
        form.finish(input)
    }
}

/// The days that figures are about: as a decree has it, as the calendar has it, or its own.
fn window(form: &mut Form) -> Option<Window> {
    match form.text("window").as_str() {
        "decree" => Some(Window::DECREE_09_2019),
        "calendar" => Some(Window::CALENDAR),
        "own" => {
            let number = |name| u32::try_from(form.number(name)).unwrap_or(u32::MAX);
            let window = Window::new(number("closes_on"), number("closes_months_before"));
            if window.is_none() {
                form.wrong("closes_on", "day-of-month");
            }
            window
        }
        _ => {
            form.wrong("window", "choose");
            None
        }
    }
}

/// A last day whose fields begin with that name.
fn due(form: &mut Form, cycle: Cycle, name: &str) -> Option<Due> {
    let field = |rest: &str| format!("{name}_{rest}");
    let is_strictly_before = form.text(&field("strictly_before")) == "1";
    let day = u32::try_from(form.number(&field("day"))).unwrap_or_default();
    let due = if cycle == Cycle::Year {
        let month = u32::try_from(form.number(&field("month"))).unwrap_or_default();
        Due::every_year(month, day, is_strictly_before)
    } else {
        Due::new(form.number(&field("months_after")), day, is_strictly_before)
    };
    if due.is_none() {
        form.wrong(&field("day"), "day-of-month");
    }
    due
}

/// `1, 3, 5`
fn reviews(form: &mut Form) -> Vec<i32> {
    let text = form.text("reviews");
    let mut years = Vec::new();
    for one in text.split([',', ';', ' ']).filter(|one| !one.is_empty()) {
        match one.parse() {
            Ok(year @ 1..=50) if years.len() < 20 => years.push(year),
            _ => form.wrong("reviews", "years-after"),
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// One thing in each line of a field.
fn lines(form: &mut Form, field: &str) -> Vec<String> {
    let lines: Vec<_> =
        form.raw(field).lines().map(web::form::line).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_LINES || lines.iter().any(|line| line.chars().count() > TITLE) {
        form.wrong(field, "too-long");
    }
    lines
}

/// What somebody typed into a return. Fields that did not come stay as they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entered {
    pub(crate) cells: Vec<EnteredCell>,
    pub(crate) passages: Vec<EnteredPassage>,
}

/// A cell as it shall be.
#[derive(Clone, Debug)]
pub(crate) struct EnteredCell {
    pub(crate) indicator: Uuid,
    pub(crate) cell: Cell,
    /// How many changes of it the person saw.
    pub(crate) seen: i32,
}

/// A passage as it shall be.
#[derive(Clone, Debug)]
pub(crate) struct EnteredPassage {
    pub(crate) section: Uuid,
    pub(crate) words: String,
    /// How many changes of it the person saw.
    pub(crate) seen: i32,
}

impl Entered {
    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let mut entered = Self::default();
        for (id, state) in form.starting("state.") {
            let Ok(indicator) = id.parse::<Uuid>() else {
                form.wrong("act", "choose");
                continue;
            };
            let texts = CELL_FIELDS.map(|field| form.text(&format!("{field}.{id}")));
            if is_as_shown(form, &id, &texts) {
                continue;
            }
            let (value, whole) = (figure(form, &format!("value.{id}")), figure(form, &format!("whole.{id}")));
            let words = form.optional(&format!("text.{id}"), NOTE);
            let note = form.optional(&format!("note.{id}"), NOTE);
            let is_told = value.is_some() || words.is_some();
            let seen = form.number(&format!("seen.{id}"));
            let field = format!("state.{id}");
            let Some(state) = CellState::named(&state) else {
                form.wrong(&field, "choose");
                continue;
            };
            // Who types a number need not say that it is one.
            let state = match state {
                CellState::NotReported if is_told => CellState::Value,
                state => state,
            };
            let has_value = matches!(state, CellState::Value | CellState::Estimate);
            if has_value && !is_told && form.text(&format!("value.{id}")).is_empty() {
                form.wrong(&format!("value.{id}"), "required");
            }
            if !has_value && (is_told || whole.is_some()) {
                form.wrong(&field, "state-without-value");
            }
            let cell = Cell { state, value, whole, words, note };
            entered.cells.push(EnteredCell { indicator, cell, seen });
        }
        for (id, _) in form.starting("words.") {
            let Ok(section) = id.parse::<Uuid>() else {
                form.wrong("act", "choose");
                continue;
            };
            let words = passage(form, &format!("words.{id}"));
            if is_as_shown(form, &id, std::slice::from_ref(&words)) {
                continue;
            }
            entered.passages.push(EnteredPassage {
                section,
                words,
                seen: form.number(&format!("seen.{id}")),
            });
        }
        form.finish(entered)
    }
}

/// Whether nobody touched what was shown, so that it is no wish of anybody's; then the form forgets it, and shows what stands
/// there where it comes back.
fn is_as_shown(form: &mut Form, id: &str, texts: &[String]) -> bool {
    let is_same = form.text(&format!("was.{id}")) == mark(texts);
    if is_same {
        form.forget(&format!(".{id}"));
    }
    is_same
}

/// A mark of what is shown, by which it is known again.
pub(crate) fn mark(texts: &[String]) -> String {
    let hash = Sha256::digest(texts.join("\u{1f}"));
    hex::encode(&hash[..8])
}

/// A number with four decimals at most, exactly; none where nothing was typed.
fn figure(form: &mut Form, field: &str) -> Option<Figure> {
    let figure = form.figure(field)?;
    if figure.unsigned_abs() > MOST.unsigned_abs() {
        form.wrong(field, "amount");
    }
    Some(Figure::from_ten_thousandths(figure))
}

/// What is told in words, in the form in which it is kept. Space before a line may mean something.
fn passage(form: &mut Form, field: &str) -> String {
    let indent = |line: &str| if line.starts_with(char::is_whitespace) { "  " } else { "" };
    let lines = form.raw(field).lines().map(|line| format!("{}{}", indent(line), web::form::line(line)));
    let words = narrative::normal(&lines.collect::<Vec<_>>().join("\n"));
    if words.chars().count() > PASSAGE {
        form.wrong(field, "too-long");
    }
    words
}

/// Something done to a return or to a period.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewAct {
    pub(crate) key: Option<Uuid>,
    /// What the person saw.
    pub(crate) revision: i32,
    pub(crate) words: Option<String>,
    /// Of an extension.
    pub(crate) due_on: Option<NaiveDate>,
}

/// What can be done to a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Submit,
    GiveBack,
    Accept,
    Extend,
}

impl Verb {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Submit, Self::GiveBack, Self::Accept, Self::Extend];

    /// Its form on the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::GiveBack => "give-back",
            Self::Accept => "accept",
            Self::Extend => "extend",
        }
    }
}

impl NewAct {
    /// # Errors
    /// [`Error::Invalid`], field by field: a return and an extension need a reason.
    pub(crate) fn read(form: &mut Form, verb: Verb) -> Result<Self> {
        let needs_reason = matches!(verb, Verb::GiveBack | Verb::Extend);
        let due_on = (verb == Verb::Extend).then(|| form.date("due_on"));
        Self::with(form, needs_reason, due_on)
    }

    /// The same of a period: to unlock it needs a reason.
    ///
    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn of_step(form: &mut Form, step: Step) -> Result<Self> {
        Self::with(form, step == Step::Unlock, None)
    }

    /// The same of a file that is withdrawn.
    ///
    /// # Errors
    /// [`Error::Invalid`], field by field.
    pub(crate) fn of_withdrawal(form: &mut Form) -> Result<Self> {
        Self::with(form, false, None)
    }

    fn with(form: &mut Form, needs_reason: bool, due_on: Option<NaiveDate>) -> Result<Self> {
        let words =
            if needs_reason { Some(form.required("words", WORDS)) } else { form.optional("words", WORDS) };
        let input = Self { key: form.id("key"), revision: form.number("revision"), words, due_on };
        form.finish(input)
    }
}

/// What is wrong, for the page that shows it.
pub(crate) fn wrong(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(wrong) => Ok(wrong),
        Error::Conflict => Ok(vec![FieldError::new("act", "changed-meanwhile")]),
        fault => Err(fault),
    }
}
