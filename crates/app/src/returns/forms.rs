//! What is handed in about regimes and returns: one input for each use.

mod acts;
mod evidence;
mod once;

use base::Result;
use documents::narrative;
use reporting::{Cycle, Due, Figure, Window};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::Form;
pub(crate) use web::form::wrong;

use super::cell::{Cell, CellState};
use super::model::{Asked, Recurring, Rule};
use crate::units::Kind;

pub(crate) use acts::{NewAct, NewAsk, Verb};
pub(crate) use evidence::NewProofs;

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

/// How often a rule asks, as the database and texts write it.
pub(crate) fn rule_name(rule: &Rule) -> &'static str {
    match rule {
        Rule::Recurring(rule) => cycle_name(rule.cycle),
        Rule::Once(once) if once.is_theme => "theme",
        Rule::Once(_) => "once",
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
    /// The plan that asks for it; what is asked once may have none.
    pub(crate) plan: Option<Uuid>,
    pub(crate) unit: Uuid,
    /// The regime that it answers.
    pub(crate) above: Option<Uuid>,
    pub(crate) title: String,
    pub(crate) rule: Rule,
    pub(crate) asked: Asked,
    /// What is measured, where it is not all that the plan measures.
    pub(crate) indicators: Option<Vec<Uuid>>,
    pub(crate) sections: Vec<NewSection>,
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
        let rule = Recurring {
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
            plan,
            unit: unit.unwrap_or_default(),
            title,
            rule: Rule::Recurring(rule),
            asked: Asked::Kinds(asked),
            // A program that says nothing of it asks for all that the plan measures.
            indicators: (form.text("chooses") == "1").then(|| ids(form, "indicators")),
            sections: sections(form),
            receivers: lines(form, "receivers"),
        };
        if input.sections.is_empty() && input.indicators.as_ref().is_some_and(Vec::is_empty) {
            form.wrong("sections", "nothing-asked");
        }
        form.finish(input)
    }
}

/// The ids that were ticked.
fn ids(form: &Form, field: &str) -> Vec<Uuid> {
    form.all(field).iter().filter_map(|id| id.parse().ok()).collect()
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
        let due = Due::every_year(month, day, is_strictly_before);
        if form.text(&field("next_year")) == "1" { due.and_then(Due::a_year_later) } else { due }
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

/// A section of an outline, with the path of the clause of the plan that it tells about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewSection {
    pub(crate) title: String,
    pub(crate) clause: Option<String>,
}

/// `Kết quả chuyển đổi số | IV.2`: one section in each line, behind a bar the clause.
fn sections(form: &mut Form) -> Vec<NewSection> {
    let lines = lines(form, "sections");
    let read = |line: &String| match line.rsplit_once('|') {
        Some((title, clause)) => {
            let clause = Some(clause.trim().to_owned()).filter(|clause| !clause.is_empty());
            NewSection { title: title.trim().to_owned(), clause }
        }
        None => NewSection { title: line.clone(), clause: None },
    };
    let read: Vec<_> = lines.iter().map(read).collect();
    if read.iter().any(|section| section.title.is_empty()) {
        form.wrong("sections", "section-without-title");
    }
    read
}

/// A section as a line of the form has it.
pub(crate) fn section_line(title: &str, clause: Option<&str>) -> String {
    clause.map_or_else(|| title.to_owned(), |clause| format!("{title} | {clause}"))
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
    let words = narrative::normal(&form.lines(field));
    if words.chars().count() > PASSAGE {
        form.wrong(field, "too-long");
    }
    words
}
