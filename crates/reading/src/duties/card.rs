//! Lines that describe a piece of work: `Đơn vị chủ trì: …`, `Thời gian hoàn thành: …`, `Sản phẩm: …`. They stand in
//! clauses of their own below the work, or behind it in the same paragraph.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::Kind;
use regex::Regex;

use crate::deadlines;
use crate::model::{Confidence, Duty};
use crate::plan::Plan;
use crate::text::{Text, pattern, trim};
use crate::units;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Lead,
    Cooperate,
    Follow,
    Time,
    Deliverable,
    Funding,
}

static LABELS: LazyLock<Vec<(Label, Regex)>> = LazyLock::new(|| {
    let agency = r"(?:(?:cac )?(?:co quan|don vi|to chuc|bo phan|nguoi)(?:,? (?:co quan|don vi|dia phuong|ca nhan))* )?";
    let label =
        |words: &str| pattern(&format!(r"(?:^|[.;,(\n–-])\s*(?:[-+*•]\s*)?(?P<label>(?:{words})\s*:)"));
    vec![
        (
            Label::Lead,
            label(&format!(
                r"{agency}(?:duoc giao )?(?:dau moi(?: thuc hien| tham muu)?|chu tri(?:,? (?:thuc hien|tham muu|trien khai|soan thao|xay dung|theo doi))*)|(?:co quan|don vi|to chuc|bo phan)(?:,? (?:co quan|don vi|ca nhan))* (?:thuc hien|chiu trach nhiem(?: chinh)?|duoc phan cong|tham muu)|phan cong(?: thuc hien| chu tri)?|giao chu tri"
            )),
        ),
        (
            Label::Cooperate,
            label(&format!(r"{agency}(?:cung )?(?:tham gia )?phoi hop(?: thuc hien| xay dung)?")),
        ),
        (
            Label::Follow,
            label(&format!(r"{agency}(?:theo doi|giam sat|kiem tra)(?:, (?:giam sat|danh gia|don doc))*")),
        ),
        (
            Label::Time,
            label(
                r"(?:(?:thoi gian|thoi han|tien do|lo trinh|moc thoi gian|han)(?:,? (?:hoan thanh|thuc hien|trinh|ban hanh|trien khai|bao cao|du kien|xong|va|tien do))*|hoan thanh)",
            ),
        ),
        (
            Label::Deliverable,
            label(
                r"(?:du kien )?(?:san pham|ket qua|dau ra)(?:,? (?:du kien|dau ra|hoan thanh|can dat|dat duoc|chinh|cuoi cung|thuc hien|phai dat|ket qua|san pham))*",
            ),
        ),
        (Label::Funding, label(r"(?:du kien )?(?:nguon )?kinh phi(?: thuc hien| du kien)?|nguon von")),
    ]
});

/// A label, where the piece with it begins, and what stands after it.
struct Field {
    label: Label,
    start: usize,
    value: Range<usize>,
}

/// The labelled pieces of a text in order.
fn fields(text: &str) -> Vec<Field> {
    if !text.contains(':') {
        return Vec::new();
    }
    let folded = Text::new(text);
    let mut starts: Vec<(Label, Range<usize>)> = Vec::new();
    for (label, rule) in LABELS.iter() {
        for captures in rule.captures_iter(folded.folded()) {
            let Some(found) = captures.name("label") else { continue };
            let range = folded.original_range(found.range());
            if starts.iter().all(|(_, other)| range.end <= other.start || other.end <= range.start) {
                starts.push((*label, range));
            }
        }
    }
    starts.sort_by_key(|(_, range)| range.start);
    let ends: Vec<usize> = starts.iter().skip(1).map(|(_, range)| range.start).chain([text.len()]).collect();
    let value = |range: Range<usize>| {
        let range = trim(text, range, |letter| letter.is_whitespace() || ".;,-–+(*•".contains(letter));
        // The bracket that the label stood behind closes here.
        let piece = &text[range.clone()];
        let stray = piece.ends_with(')') && piece.matches(')').count() > piece.matches('(').count();
        if stray { range.start..range.end - 1 } else { range }
    };
    starts
        .into_iter()
        .zip(ends)
        .map(|((label, range), end)| Field { label, start: range.start, value: value(range.end..end) })
        .collect()
}

/// The lines of every clause.
pub(super) struct Cards<'a> {
    plan: &'a Plan<'a>,
    fields: Vec<Vec<Field>>,
    /// For each clause the clauses whose fields describe it, itself included.
    sources: Vec<Vec<usize>>,
    /// Work that is told by its lines alone, in one numbered clause beside others.
    alone: Vec<bool>,
}

impl<'a> Cards<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        let is_text = |place: usize| plan.clause(place).kind != Kind::Row;
        let fields = (0..plan.len())
            .map(|place| if is_text(place) { fields(plan.text(place)) } else { Vec::new() })
            .collect();
        let mut cards =
            Self { plan, fields, sources: vec![Vec::new(); plan.len()], alone: vec![false; plan.len()] };
        cards.alone = (0..plan.len()).map(|place| cards.stands_alone(place)).collect();
        let mut families: HashMap<Option<usize>, Family> = HashMap::new();
        for place in (0..plan.len()).filter(|place| cards.is_line(*place) && cards.leads_line(*place)) {
            families.entry(plan.clause(place).parent).or_default().leading_lines += 1;
        }
        for place in 0..plan.len() {
            let parent = plan.clause(place).parent;
            let family = families.entry(parent).or_default();
            let owner = if cards.is_line(place) {
                cards.owner(parent, family)
            } else {
                family.last_work = Some(place);
                Some(place)
            };
            if let Some(owner) = owner {
                cards.sources[owner].push(place);
            }
        }
        cards
    }

    /// Whether a clause is nothing but such lines.
    pub(super) fn is_line(&self, place: usize) -> bool {
        !self.alone[place] && self.begins_with_label(place)
    }

    /// `3. Đơn vị chủ trì: …; thời gian: …; sản phẩm: …` after `2. …`, which has its own: nothing of it describes 2.
    fn stands_alone(&self, place: usize) -> bool {
        let clause = self.plan.clause(place);
        let numbered = clause.kind == Kind::Item && self.begins_with_label(place);
        let whole = self.leads_line(place) && self.fields[place].len() > 1;
        let beside = |other: usize| {
            let other = self.plan.clause(other);
            other.parent == clause.parent && other.kind == Kind::Item
        };
        numbered
            && whole
            && (0..place)
                .rev()
                .find(|other| self.plan.clause(*other).parent == clause.parent)
                .is_some_and(beside)
    }

    fn begins_with_label(&self, place: usize) -> bool {
        self.fields[place].first().is_some_and(|field| {
            self.plan.text(place)[..field.start].chars().all(|letter| !letter.is_alphanumeric())
        })
    }

    /// Whether lines name who leads this clause's work.
    pub(super) fn leads(&self, place: usize) -> bool {
        self.of(place).any(|(_, field)| field.label == Label::Lead)
    }

    /// The work itself: the clause's words up to the first label.
    pub(super) fn work(&self, place: usize) -> Range<usize> {
        let text = self.plan.text(place);
        let end = self.fields[place].first().map_or(text.len(), |field| field.start);
        trim(text, 0..end, |letter| letter.is_whitespace() || "(-–+".contains(letter))
    }

    /// Adds to a duty what the lines say.
    pub(super) fn complete(&self, place: usize, mut duty: Duty) -> Duty {
        for (source, field) in self.of(place) {
            let value = &self.plan.text(source)[field.value.clone()];
            match field.label {
                Label::Lead if duty.units.is_empty() || duty.heading.is_none() => {
                    let listed = units::list(value);
                    duty.group |= listed.group;
                    duty.leads_explicitly = true;
                    duty.confidence = if listed.known { Confidence::Sure } else { Confidence::Unsure };
                    duty.units = listed.names;
                }
                Label::Cooperate => duty.cooperating = units::list(value).names,
                Label::Time => duty.due = deadlines::of_cell(value).or(duty.due),
                Label::Deliverable => {
                    duty.deliverable = Some(value.to_owned()).filter(|value| !value.is_empty())
                }
                Label::Lead | Label::Follow | Label::Funding => (),
            }
        }
        duty
    }

    fn of(&self, place: usize) -> impl Iterator<Item = (usize, &Field)> {
        self.sources[place]
            .iter()
            .flat_map(|source| self.fields[*source].iter().map(|field| (*source, field)))
    }

    /// The clause a line describes: the one before it among its siblings, or its parent. The parent, where the lines
    /// stand once below several pieces of its content.
    fn owner(&self, parent: Option<usize>, family: &Family) -> Option<usize> {
        let (Some(before), Some(parent)) = (family.last_work, parent) else {
            return family.last_work.or(parent);
        };
        let section = matches!(self.plan.clause(parent).kind, Kind::Section | Kind::Part | Kind::Annex);
        let speaks = self.plan.text(parent).split_whitespace().nth(5).is_some();
        Some(if family.leading_lines < 2 && !section && speaks { parent } else { before })
    }

    fn leads_line(&self, place: usize) -> bool {
        self.fields[place].iter().any(|field| field.label == Label::Lead)
    }
}

/// What is known of the clauses below one clause while they are read in order.
#[derive(Default)]
struct Family {
    /// The last that is no line.
    last_work: Option<usize>,
    /// Lines that name who leads, among all.
    leading_lines: usize,
}
