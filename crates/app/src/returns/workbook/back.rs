//! The workbook as it comes back: the form of the page, with the cell of each field.

use std::collections::HashMap;

use base::FieldError;
use documents::workbook::{Grid, Refused, Value};
use uuid::Uuid;
use web::{Form, Language, View};

use super::{
    ABOUT_PERIOD, ABOUT_RETURN, ABOUT_UNIT, ABOUT_VERSION, About, ID, MARK, NOTE, SEEN, STATE, VALUE,
    VERSION, WAS, WHOLE, WORDS, read_back,
};
use crate::indicators::{Indicator, Kind};
use crate::returns::cell::CellState;
use crate::returns::view::Shown;

/// Why a workbook is not the one that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It cannot be read at all.
    Unread(Refused),
    /// A workbook, but not one of ours.
    NotOurs,
    /// Of a layout that is no longer, or not yet, known.
    OtherLayout,
    /// Of another return; of which, as it says itself.
    OtherReturn { unit: String, period: String },
    /// The return is not in the unit's hands any more.
    Closed,
}

impl Refusal {
    /// Its name in texts.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Unread(refused) => refused.code(),
            Self::NotOurs => "not-ours",
            Self::OtherLayout => "other-layout",
            Self::OtherReturn { .. } => "other-return",
            Self::Closed => "closed",
        }
    }
}

/// Where something is wrong in a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) sheet: String,
    /// `E7`; of a row that is not there, nothing.
    pub(crate) cell: String,
    /// Which row it is, as a reader knows it.
    pub(crate) row: String,
    /// What stands there.
    pub(crate) stands: String,
    pub(crate) code: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Back {
    /// As the page would have sent it.
    pub(crate) form: Form,
    places: HashMap<String, Wrong>,
}

/// Reads what came back for a return.
///
/// # Errors
/// [`Refusal`] where it is not a workbook of this return.
pub(crate) fn back(view: &View, grids: &[Grid], shown: &Shown) -> Result<Back, Refusal> {
    let about = grids.iter().find(|grid| grid.text(0, 0) == MARK).ok_or(Refusal::NotOurs)?;
    if about.text(ABOUT_VERSION, 0) != VERSION {
        return Err(Refusal::OtherLayout);
    }
    if about.text(ABOUT_RETURN, 0) != shown.whole.it.id.to_string() {
        let text = |row| about.text(row, 0).to_owned();
        return Err(Refusal::OtherReturn { unit: text(ABOUT_UNIT), period: text(ABOUT_PERIOD) });
    }
    if !shown.may_write() {
        return Err(Refusal::Closed);
    }
    let back = Back { form: Form::default(), places: HashMap::new() };
    let mut reader = Reader { back, states: states(view), answers: answers(view), shown };
    let mut left = asked(shown);
    for (grid, row, about) in grids.iter().flat_map(rows) {
        let known = left.remove(&about);
        reader.row(grid, row, about, known.as_deref());
    }
    let mut left: Vec<_> = left.into_iter().collect();
    left.sort_by(|one, other| one.1.cmp(&other.1));
    for (about, name) in left {
        reader.wrong(about, "", "", &name, "workbook-row-gone");
    }
    Ok(reader.back)
}

/// What a return asks for, each with its name.
fn asked(shown: &Shown) -> HashMap<About, String> {
    let indicators = &shown.contents.indicators;
    let name = |id: &Uuid| indicators.get(id).map(|one| one.name.clone()).unwrap_or_default();
    let cells = shown.contents.cells.iter().filter(|told| shown.contents.is_typed(told.indicator));
    let cells = cells.map(|told| (About::Cell(told.indicator), name(&told.indicator)));
    let passages = shown.passages.iter().map(|one| (About::Passage(one.section), one.title.clone()));
    cells.chain(passages).collect()
}

/// The rows of a sheet that say what they are about.
fn rows(grid: &Grid) -> impl Iterator<Item = (&Grid, u32, About)> {
    let rows = grid.cells.keys().filter(|(_, column)| *column == u32::from(ID)).map(|(row, _)| *row);
    rows.filter_map(move |row| Some((grid, row, About::read(grid.text(row, ID.into()))?)))
}

/// The words of each language for each state, without marks and case: who types instead of choosing is understood too.
fn states(view: &View) -> HashMap<String, CellState> {
    let word = |language, state: CellState| {
        vietnamese::fold(&view.texts().get(language, &format!("cell-state-{}", state.name())))
    };
    let all = |language| CellState::ALL.map(|state| (word(language, state), state));
    Language::ALL.into_iter().flat_map(all).collect()
}

/// The words of each language for yes and no, likewise.
fn answers(view: &View) -> HashMap<String, &'static str> {
    let word = |language, key| vietnamese::fold(&view.texts().get(language, key));
    let both = |language| [(word(language, "cell-answer-yes"), "1"), (word(language, "cell-answer-no"), "0")];
    Language::ALL.into_iter().flat_map(both).collect()
}

struct Reader<'a> {
    back: Back,
    states: HashMap<String, CellState>,
    answers: HashMap<String, &'static str>,
    shown: &'a Shown,
}

impl Reader<'_> {
    fn row(&mut self, grid: &Grid, row: u32, about: About, name: Option<&str>) {
        let (number, name) = ((row + 1).to_string(), name.map(str::to_owned));
        for (field, column) in about.fields() {
            let letter = char::from(b'A' + u8::try_from(column).unwrap_or(25));
            let place = Wrong {
                sheet: grid.name.clone(),
                cell: format!("{letter}{number}"),
                row: name.clone().unwrap_or_default(),
                stands: stands(grid.cells.get(&(row, column.into()))),
                ..Wrong::default()
            };
            self.back.places.entry(field).or_insert(place);
        }
        if name.is_none() {
            // Copied from another row, or from another return.
            self.wrong(about, &grid.name, &number, grid.text(row, 0), "workbook-row-twice");
            return;
        }
        match about {
            About::Cell(id) => self.cell(grid, row, id),
            About::Passage(id) => self.words(grid, row, WORDS, format!("words.{id}")),
        }
        let (About::Cell(id) | About::Passage(id)) = about;
        for (field, column) in [("seen", SEEN), ("was", WAS)] {
            self.back.form.put(format!("{field}.{id}"), grid.text(row, column.into()));
        }
    }

    fn cell(&mut self, grid: &Grid, row: u32, id: Uuid) {
        let indicator = self.shown.contents.indicators.get(&id);
        let kind = indicator.map_or(Kind::Number, |one| one.kind);
        let is_number = kind.is_counted() && kind != Kind::YesNo;
        if !is_number {
            self.said(grid, row, id, kind, indicator);
        }
        for (field, column) in [("value", VALUE), ("whole", WHOLE)].into_iter().skip(usize::from(!is_number))
        {
            let field = format!("{field}.{id}");
            let stands = grid.cells.get(&(row, column.into()));
            match figure(stands) {
                Ok(figure) => self.back.form.put(field, &figure),
                Err(code) => self.back.form.wrong(&field, code),
            }
        }
        let state = grid.cells.get(&(row, STATE.into()));
        let known = match state {
            // Whoever empties the cell says nothing.
            None => Some(CellState::default()),
            Some(Value::Text(text)) => self.states.get(&vietnamese::fold(text.trim())).copied(),
            Some(_) => None,
        };
        // What is no state is told as such.
        self.back.form.put(format!("state.{id}"), known.map_or("?", CellState::name));
        self.words(grid, row, NOTE, format!("note.{id}"));
    }

    /// What is chosen or told in words: an answer, a step, or the words themselves.
    fn said(&mut self, grid: &Grid, row: u32, id: Uuid, kind: Kind, indicator: Option<&Indicator>) {
        if kind == Kind::Text {
            return self.words(grid, row, VALUE, format!("text.{id}"));
        }
        let field = format!("value.{id}");
        let said = stands(grid.cells.get(&(row, VALUE.into())));
        let folded = vietnamese::fold(said.trim());
        let steps = indicator.map(|one| one.steps.as_slice()).unwrap_or_default();
        // As it stands there, else without marks where that is one step only.
        let step = || {
            let alike: Vec<_> =
                (0..steps.len()).filter(|at| vietnamese::fold(&steps[*at]) == folded).collect();
            let same = steps.iter().position(|step| step == said.trim());
            same.or_else(|| if let [one] = alike[..] { Some(one) } else { None })
        };
        let known = match kind {
            _ if folded.is_empty() => Some(String::new()),
            Kind::YesNo => self.answers.get(&folded).map(|answer| (*answer).to_owned()),
            _ => step().map(|step| (step + 1).to_string()),
        };
        match known {
            Some(known) => self.back.form.put(field, &known),
            None => self.back.form.wrong(&field, "choose"),
        }
    }

    /// Words; a number among them is one as it is typed.
    fn words(&mut self, grid: &Grid, row: u32, column: u16, field: String) {
        let cell = grid.cells.get(&(row, column.into()));
        if matches!(cell, Some(Value::Moment)) {
            self.back.form.wrong(&field, "workbook-words-day");
        }
        self.back.form.put(field, &stands(cell));
    }

    fn wrong(&mut self, about: About, sheet: &str, row: &str, name: &str, code: &str) {
        let field = format!("row.{}.{row}", about.written());
        let cell = if row.is_empty() { String::new() } else { format!("A{row}") };
        let place = Wrong { sheet: sheet.to_owned(), cell, row: name.to_owned(), ..Wrong::default() };
        self.back.places.insert(field.clone(), place);
        self.back.form.wrong(&field, code);
    }
}

/// A figure as one types it; nothing where nothing stands there.
fn figure(value: Option<&Value>) -> Result<String, &'static str> {
    match value {
        None => Ok(String::new()),
        Some(Value::Text(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => read_back(*number).ok_or("workbook-decimals"),
        Some(Value::Moment) => Err("workbook-day"),
        Some(Value::Truth(_) | Value::Fault) => Err("amount"),
    }
}

/// What stands in a cell, as words.
fn stands(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => read_back(*number).unwrap_or_else(|| number.to_string()),
        Some(Value::Truth(truth)) => truth.to_string(),
        Some(Value::Fault) => "#".to_owned(),
        Some(Value::Moment) | None => String::new(),
    }
}

impl Back {
    /// What is wrong, by sheet and cell in their order.
    pub(crate) fn told(&self, wrong: &[FieldError]) -> Vec<Wrong> {
        let place = |error: &FieldError| {
            let place = self.places.get(&error.field).cloned().unwrap_or_default();
            Wrong { code: error.code.clone(), ..place }
        };
        let mut told: Vec<_> = wrong.iter().map(place).collect();
        let row = |cell: &str| cell.get(1..).and_then(|row| row.parse::<u32>().ok());
        told.sort_by_key(|wrong| (wrong.sheet.clone(), row(&wrong.cell), wrong.cell.clone()));
        told
    }
}
