//! What is wrong or strange in a return, before it is submitted. Pure.

use std::cmp::Ordering;

use reporting::Figure;
use uuid::Uuid;

use super::cell::{Cell, CellState};
use crate::indicators::Kind;

/// Something about one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) indicator: Uuid,
    pub(crate) what: What,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Nothing is said: neither a figure nor that it does not concern the unit.
    Missing,
    /// A share of nobody knows what.
    NoWhole,
    /// More of it than the whole.
    PartAboveWhole,
    /// Below zero, where there cannot be less than none.
    Negative,
    /// Less or more than a figure of the indicator can be.
    OutOfRange,
    /// Less than what had come already in the period before, of the same year.
    Falls,
    /// Much more or less than in the period before.
    Jump,
    /// Another figure than those of the units below come to.
    NotOfBelow,
    /// Another figure than the parts into which it is divided.
    NotOfParts,
    /// More than that among which it is.
    AboveWhole,
    /// Something is there, and its work has not begun.
    WorkNotBegun,
    /// Nothing is there, and its work is done.
    WorkDone,
}

impl What {
    /// As keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoWhole => "no-whole",
            Self::PartAboveWhole => "part-above-whole",
            Self::Negative => "negative",
            Self::OutOfRange => "out-of-range",
            Self::Falls => "falls",
            Self::Jump => "jump",
            Self::NotOfBelow => "not-of-below",
            Self::NotOfParts => "not-of-parts",
            Self::AboveWhole => "above-whole",
            Self::WorkNotBegun => "work-not-begun",
            Self::WorkDone => "work-done",
        }
    }

    /// Whether a note explains it away; else it is to be mended.
    pub(crate) fn can_be_explained(self) -> bool {
        matches!(
            self,
            Self::Falls
                | Self::Jump
                | Self::NotOfBelow
                | Self::NotOfParts
                | Self::WorkNotBegun
                | Self::WorkDone
        )
    }
}

/// An indicator of a return, what stands there, and what stood there in the period before.
pub(crate) struct Asked<'a> {
    pub(crate) indicator: Uuid,
    pub(crate) kind: Kind,
    /// What a figure is at least and at most.
    pub(crate) range: (Option<Figure>, Option<Figure>),
    /// How far a figure may be from the one before without a word, in percent of it.
    pub(crate) jump: u32,
    /// Whether it cannot have become less since the period before.
    pub(crate) only_grows: bool,
    pub(crate) cell: &'a Cell,
    pub(crate) before: Option<&'a Cell>,
    /// Figure, or part and whole, that those of the units below come to.
    pub(crate) below: Option<Sums>,
    /// What the parts come to into which it is divided, by each way to divide it.
    pub(crate) parts: Vec<Sums>,
    /// That of which it is a part.
    pub(crate) part_of: Option<&'a Cell>,
    /// What is done of the work that the same clause asks of the unit; none where it asks none.
    pub(crate) work: Option<Work>,
}

/// A figure, or part and whole.
pub(crate) type Sums = (Figure, Option<Figure>);

/// How far the work of a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Nothing was begun.
    NotBegun,
    /// Something of it is under way.
    UnderWay,
    /// Something of it is done.
    Done,
}

/// All that is to be said about some cells, in their order; what a note explains is left out.
pub(crate) fn findings<'a>(asked: impl IntoIterator<Item = Asked<'a>>) -> Vec<Finding> {
    let of = |one: &Asked<'_>| {
        let what = found(one)?;
        let is_explained = what.can_be_explained() && one.cell.note.is_some();
        (!is_explained).then_some(Finding { indicator: one.indicator, what })
    };
    asked.into_iter().filter_map(|one| of(&one)).collect()
}

fn found(asked: &Asked<'_>) -> Option<What> {
    let cell = asked.cell;
    if cell.state == CellState::NotReported {
        return Some(What::Missing);
    }
    wrong_figure(asked).or_else(|| unlike_work(asked)).or_else(|| strange_figure(asked))
}

/// What cannot be.
fn wrong_figure(asked: &Asked<'_>) -> Option<What> {
    let (value, whole) = (asked.cell.value?, asked.cell.whole);
    if asked.kind.has_whole() && whole.is_none() {
        return Some(What::NoWhole);
    }
    if asked.kind == Kind::Share && whole.is_some_and(|whole| value > whole) {
        return Some(What::PartAboveWhole);
    }
    let (least, most) = asked.range;
    if least.is_some_and(|least| is_beyond(asked, least) == Some(Ordering::Less)) {
        return Some(if least == Some(Figure::default()) { What::Negative } else { What::OutOfRange });
    }
    if most.is_some_and(|most| is_beyond(asked, most) == Some(Ordering::Greater)) {
        return Some(What::OutOfRange);
    }
    // Where there can be less than none, a part can be more than all.
    let is_counted_up = least.is_some_and(|least| least >= Figure::default());
    let above = asked.part_of.and_then(|of| of.value).filter(|of| is_counted_up && value > *of);
    above.map(|_| What::AboveWhole)
}

/// What is to be explained.
fn strange_figure(asked: &Asked<'_>) -> Option<What> {
    let cell = asked.cell;
    let sums = (cell.value?, cell.whole);
    if asked.below.is_some_and(|below| below != sums) {
        return Some(What::NotOfBelow);
    }
    if asked.parts.iter().any(|parts| *parts != sums) {
        return Some(What::NotOfParts);
    }
    if asked.only_grows && asked.before.and_then(|before| before.value).is_some_and(|before| sums.0 < before)
    {
        return Some(What::Falls);
    }
    let is_measured = matches!(asked.kind, Kind::Number | Kind::Share | Kind::Mean);
    let jumps = is_measured && asked.before.is_some_and(|before| jumps(asked.kind, cell, before, asked.jump));
    jumps.then_some(What::Jump)
}

/// What the unit's own work says otherwise: more than before and nothing begun, or nothing at all and something done.
fn unlike_work(asked: &Asked<'_>) -> Option<What> {
    let cell = asked.cell;
    let is_told = asked.kind == Kind::Number || asked.kind == Kind::Share || asked.kind == Kind::YesNo;
    if !is_told {
        return None;
    }
    let value = cell.value.unwrap_or_default();
    let before = asked.before.and_then(|before| before.value);
    match asked.work? {
        // What was there before anybody reported needs no work of now.
        Work::NotBegun if before.is_some_and(|before| value > before) => Some(What::WorkNotBegun),
        Work::Done if value == Figure::default() => Some(What::WorkDone),
        _ => None,
    }
}

/// How a figure stands to a bound; of a share, its percent does. None where the whole is nothing.
fn is_beyond(asked: &Asked<'_>, bound: Figure) -> Option<Ordering> {
    let number = |figure: Figure| i128::from(figure.ten_thousandths());
    let (value, bound) = (number(asked.cell.value?), number(bound));
    match asked.cell.whole.map(number).filter(|_| asked.kind == Kind::Share) {
        None => Some(value.cmp(&bound)),
        Some(whole) if whole > 0 => Some((value * 100 * i128::from(Figure::ONE)).cmp(&(bound * whole))),
        Some(_) => None,
    }
}

/// Whether one figure is further from another than so many percent; of shares, the shares are compared. Nothing is far from zero:
/// whatever begins, begins there.
fn jumps(kind: Kind, now: &Cell, before: &Cell, percent: u32) -> bool {
    let fraction = |cell: &Cell| {
        let number = |figure: Figure| i128::from(figure.ten_thousandths());
        Some((number(cell.value?), cell.whole.filter(|_| kind == Kind::Share).map_or(1, number)))
    };
    let (Some((now, of)), Some((before, of_before))) = (fraction(now), fraction(before)) else {
        return false;
    };
    // Both over the same denominator.
    let (now, before) = (now * of_before, before * of);
    before != 0 && (now - before).abs() * 100 > before.abs() * i128::from(percent)
}

#[cfg(test)]
mod tests;
