//! Rows of task tables that lost their columns on the way out of a PDF: `2. Mở lớp … Sở Y tế UBND các xã Kế hoạch 6/2026`.
//!
//! What is left of the columns are the ends of printed lines: a cell with units begins and ends with a line, and units
//! of one cell have a mark or `và` between them.

use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::Kind;
use regex::Regex;

use crate::deadlines;
use crate::model::{Confidence, Due, Duty, Role};
use crate::plan::{Plan, locate};
use crate::text::{Text, before, pattern, trim};
use crate::units::Found;

/// A cell: where it stands and the units in it.
struct Cell {
    range: Range<usize>,
    units: Vec<String>,
    group: bool,
}

/// The duty of a row without columns. `is_table`: rows before it were duties, so that this one is too.
pub(super) fn duty(plan: &Plan, place: usize, is_table: bool) -> Option<Duty> {
    const SHORTEST: usize = 12;
    let clause = plan.clause(place);
    let fits = clause.kind == Kind::Row && clause.columns.is_empty() && plan.is_leaf(place);
    if !fits || plan.roles[place] != Role::Task {
        return None;
    }
    let text = plan.text(place);
    let cells = cells(plan, place);
    let first = cells.iter().position(|cell| cell.range.start >= SHORTEST);
    let Some(first) = first else { return is_table.then(|| whole(plan, place)) };
    let lead = &cells[first];
    let directly = |cell: &&Cell| text[lead.range.end..cell.range.start].trim().is_empty();
    let helps = cells.get(first + 1).filter(directly);
    let work = trim(text, 0..lead.range.start, char::is_whitespace);
    let rest = trim(text, helps.map_or(lead.range.end, |cell| cell.range.end)..text.len(), is_blank);
    let (product, due) = product_and_time(&text[rest]);
    Some(Duty {
        units: lead.units.clone(),
        cooperating: helps.map(|cell| cell.units.clone()).unwrap_or_default(),
        group: lead.group,
        text: text[work.clone()].to_owned(),
        due,
        deliverable: product,
        span: locate(&clause.passage, &work),
        ..whole(plan, place)
    })
}

fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, ',' | ';' | '.')
}

/// The whole row, of which a person has to say who does it.
fn whole(plan: &Plan, place: usize) -> Duty {
    let passage = &plan.clause(place).passage;
    Duty {
        clause: plan.path(place),
        text: passage.text.clone(),
        due: product_and_time(&passage.text).1,
        span: locate(passage, &(0..passage.text.len())),
        confidence: Confidence::Unsure,
        ..Duty::default()
    }
}

static OPEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:trinh|cua|voi|cho|va|tai|do|boi|tu|theo|giao|ve)\s*$"));

/// The cells of a row that hold nothing but units, in order.
fn cells(plan: &Plan, place: usize) -> Vec<Cell> {
    let text = plan.text(place);
    let mut cells: Vec<Cell> = Vec::new();
    for name in &plan.named(place).names {
        let start = name.with_title.start;
        let between = cells.last().and_then(|cell| text.get(cell.range.end..start)).map(vietnamese::fold);
        let joined = between.as_deref().map(str::trim);
        match joined {
            Some("," | ";" | "va" | ", va" | "; va" | ", cac") => {
                cells.last_mut().into_iter().for_each(|cell| cell.add(text, name))
            }
            Some("") => cells.push(Cell::of(text, name)),
            _ if plan.begins_line(place, start) && !OPEN.is_match(&before(text, start)) => {
                cells.push(Cell::of(text, name));
            }
            _ => {}
        }
    }
    // A unit within the work is followed by more words of its sentence; the next cell begins with a capital.
    let ends = |at: usize| {
        let end = cells[at].range.end;
        plan.ends_line(place, end) || text[end..].trim_start().starts_with(char::is_uppercase)
    };
    let kept: Vec<bool> = (0..cells.len()).map(ends).collect();
    let mut kept = kept.into_iter();
    cells.retain(|_| kept.next().unwrap_or(false));
    cells
}

impl Cell {
    fn of(text: &str, name: &Found) -> Self {
        Self { range: name.with_title.start..name.range.end, units: vec![name.name(text)], group: name.group }
    }

    fn add(&mut self, text: &str, name: &Found) {
        self.range.end = name.range.end;
        self.units.push(name.name(text));
        self.group |= name.group;
    }
}

static LAST_YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b20\d\d(?:~20\d\d)?\W*$"));

/// What stands behind the units: what is to come out of the work, and at the end by when.
fn product_and_time(rest: &str) -> (Option<String>, Option<Due>) {
    let text = Text::new(rest);
    let last = deadlines::find(&text).pop().filter(|found| rest[found.range.end..].trim().len() < 12);
    let start = last.as_ref().map(|found| found.range.start).or_else(|| Some(text.find(&LAST_YEARS)?.start));
    let product = rest[..start.unwrap_or(rest.len())].trim().trim_end_matches([',', ';']);
    let due = start.and_then(|start| deadlines::of_cell(&rest[start..]));
    ((!product.is_empty()).then(|| product.to_owned()), due)
}
