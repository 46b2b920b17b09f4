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
use crate::text::{Text, after, before, pattern, trim};
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

static BEFORE_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^ (?:20\d\d|\d{1,2}/20\d\d|quy [iv\d]|thang \d|truoc |nam 20|hang |thuong xuyen|giai doan 20)")
});

fn is_before_time(text: &str, name: &Found) -> bool {
    BEFORE_TIME.is_match(&after(text, name.range.end))
}

/// The cells of a row that hold nothing but units, in order.
fn cells(plan: &Plan, place: usize) -> Vec<Cell> {
    let text = plan.text(place);
    let mut cells: Vec<Cell> = Vec::new();
    // A unit within a line, which the next one or a time shows to be a cell.
    let mut within: Option<&Found> = None;
    for name in &plan.named(place).names {
        let start = name.with_title.start;
        let between = cells.last().and_then(|cell| text.get(cell.range.end..start)).map(vietnamese::fold);
        let joined = between.as_deref().map(str::trim);
        let beside = within.take().filter(|above| text[above.range.end..start].trim().is_empty());
        match joined {
            Some("," | ";" | "va" | ", va" | "; va" | ", cac") => {
                cells.last_mut().into_iter().for_each(|cell| cell.add(text, name));
            }
            Some("") => cells.push(Cell::of(text, name)),
            _ if beside.is_none() && OPEN.is_match(&before(text, start)) => {}
            _ if beside.is_some() || plan.begins_line(place, start) || is_before_time(text, name) => {
                cells.extend(beside.into_iter().chain([name]).map(|name| Cell::of(text, name)));
            }
            _ => within = Some(name),
        }
    }
    // A unit within the work is followed by more words of its sentence; the next cell begins with a capital.
    let ends = |at: usize| {
        let end = cells[at].range.end;
        let rest = text[end..].trim_start();
        plan.ends_line(place, end)
            || rest.starts_with(|sign: char| sign.is_uppercase() || sign.is_ascii_digit())
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
    let found = deadlines::find(&text);
    let named = |product: &str| (!product.is_empty()).then(|| product.to_owned());
    // The time may stand before what comes out or behind it.
    let first = found.first().filter(|found| rest[..found.range.start].trim().is_empty());
    if let Some(first) = first.filter(|first| !rest[first.range.end..].trim().is_empty()) {
        let product = rest[first.range.end..].trim();
        return (named(product), deadlines::of_cell(&rest[..first.range.end]));
    }
    let last = found.last().filter(|found| rest[found.range.end..].trim().len() < 12);
    let start = last.map(|found| found.range.start).or_else(|| Some(text.find(&LAST_YEARS)?.start));
    let product = rest[..start.unwrap_or(rest.len())].trim().trim_end_matches([',', ';']);
    (named(product), start.and_then(|start| deadlines::of_cell(&rest[start..])))
}
