//! What is wrong or strange in a return, before it is submitted. Pure.

use std::cmp::Ordering;

use reporting::Figure;
use uuid::Uuid;

use super::cell::{Cell, CellState};

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
        }
    }

    /// Whether a note explains it away; else it is to be mended.
    pub(crate) fn can_be_explained(self) -> bool {
        matches!(self, Self::Falls | Self::Jump | Self::NotOfBelow)
    }
}

/// An indicator of a return, what stands there, and what stood there in the period before.
pub(crate) struct Asked<'a> {
    pub(crate) indicator: Uuid,
    pub(crate) is_share: bool,
    /// What a figure is at least and at most.
    pub(crate) range: (Option<Figure>, Option<Figure>),
    /// How far a figure may be from the one before without a word, in percent of it.
    pub(crate) jump: u32,
    /// Whether it cannot have become less since the period before.
    pub(crate) only_grows: bool,
    pub(crate) cell: &'a Cell,
    pub(crate) before: Option<&'a Cell>,
    /// Figure, or part and whole, that those of the units below come to.
    pub(crate) below: Option<(Figure, Option<Figure>)>,
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
    let value = cell.value?;
    if asked.is_share && cell.whole.is_none() {
        return Some(What::NoWhole);
    }
    if cell.whole.is_some_and(|whole| value > whole) {
        return Some(What::PartAboveWhole);
    }
    if asked.below.is_some_and(|below| below != (value, cell.whole)) {
        return Some(What::NotOfBelow);
    }
    if asked.only_grows && asked.before.and_then(|before| before.value).is_some_and(|before| value < before) {
        return Some(What::Falls);
    }
    let (least, most) = asked.range;
    if least.is_some_and(|least| is_beyond(cell, least) == Some(Ordering::Less)) {
        return Some(if least == Some(Figure::default()) { What::Negative } else { What::OutOfRange });
    }
    if most.is_some_and(|most| is_beyond(cell, most) == Some(Ordering::Greater)) {
        return Some(What::OutOfRange);
    }
    let jumps = asked.before.is_some_and(|before| jumps(cell, before, asked.jump));
    jumps.then_some(What::Jump)
}

/// How a figure stands to a bound; of a share, its percent does. None where the whole is nothing.
fn is_beyond(cell: &Cell, bound: Figure) -> Option<Ordering> {
    let number = |figure: Figure| i128::from(figure.ten_thousandths());
    let (value, bound) = (number(cell.value?), number(bound));
    match cell.whole.map(number) {
        None => Some(value.cmp(&bound)),
        Some(whole) if whole > 0 => Some((value * 100 * i128::from(Figure::ONE)).cmp(&(bound * whole))),
        Some(_) => None,
    }
}

/// Whether one figure is further from another than so many percent; of shares, the shares are compared. Nothing is far from zero:
/// whatever begins, begins there.
fn jumps(now: &Cell, before: &Cell, percent: u32) -> bool {
    let fraction = |cell: &Cell| {
        let number = |figure: Figure| i128::from(figure.ten_thousandths());
        Some((number(cell.value?), cell.whole.map_or(1, number)))
    };
    let (Some((now, of)), Some((before, of_before))) = (fraction(now), fraction(before)) else {
        return false;
    };
    // Both over the same denominator.
    let (now, before) = (now * of_before, before * of);
    before != 0 && (now - before).abs() * 100 > before.abs() * i128::from(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(state: CellState, value: Option<i64>, whole: Option<i64>) -> Cell {
        let figure = |number: i64| Figure::from_ten_thousandths(number * Figure::ONE);
        Cell { state, value: value.map(figure), whole: whole.map(figure), note: None }
    }

    #[test]
    fn what_is_wrong_with_a_cell() {
        use CellState::{Estimate, NotApplicable, NotReported, Value};
        for (now, before, what) in [
            ((NotReported, None, None), None, Some(What::Missing)),
            ((NotApplicable, None, None), Some((Value, Some(9), None)), None),
            ((Value, Some(0), None), None, None),
            ((Value, Some(-1), None), None, Some(What::Negative)),
            ((Value, Some(3), Some(4)), None, None),
            ((Value, Some(4), Some(4)), None, None),
            ((Estimate, Some(5), Some(4)), None, Some(What::PartAboveWhole)),
            ((Value, Some(15), None), Some((Value, Some(10), None)), None),
            ((Value, Some(16), None), Some((Value, Some(10), None)), Some(What::Jump)),
            ((Value, Some(5), None), Some((Value, Some(10), None)), None),
            ((Value, Some(4), None), Some((Value, Some(10), None)), Some(What::Jump)),
            ((Value, Some(99), None), Some((Value, Some(0), None)), None),
            ((Value, Some(99), None), Some((NotReported, None, None)), None),
            // 40 % of 200 after 50 % of 10: ten points less, not sixteen times as many.
            ((Value, Some(80), Some(200)), Some((Value, Some(5), Some(10))), None),
            ((Value, Some(40), Some(200)), Some((Value, Some(5), Some(10))), Some(What::Jump)),
        ] {
            let made = |(state, value, whole)| cell(state, value, whole);
            let (now, before) = (made(now), before.map(made));
            let asked = || Asked {
                indicator: Uuid::nil(),
                is_share: now.whole.is_some(),
                range: (Some(Figure::default()), None),
                jump: 50,
                only_grows: false,
                cell: &now,
                before: before.as_ref(),
                below: None,
            };
            let found: Vec<_> = findings([asked()]).into_iter().map(|finding| finding.what).collect();
            assert_eq!(found, Vec::from_iter(what), "{now:?} {before:?}");
            let told = Cell { note: Some("Mở rộng vùng trồng".to_owned()), ..now.clone() };
            let found = findings([Asked { cell: &told, ..asked() }]);
            assert_eq!(found.is_empty(), what.is_none_or(What::can_be_explained), "{now:?} {before:?}");
        }
        let grows = cell(Value, Some(-3), None);
        let asked = |is_share| Asked {
            indicator: Uuid::nil(),
            is_share,
            range: (None, None),
            jump: 50,
            only_grows: false,
            cell: &grows,
            before: None,
            below: None,
        };
        assert_eq!(findings([asked(false)]), []);
        assert_eq!(findings([asked(true)])[0].what, What::NoWhole);
    }

    #[test]
    fn what_the_units_below_come_to_is_kept_or_explained() {
        let figure = |number: i64| Figure::from_ten_thousandths(number * Figure::ONE);
        let found = |cell: &Cell, below| {
            let asked = Asked {
                indicator: Uuid::nil(),
                is_share: cell.whole.is_some(),
                range: (None, None),
                jump: 50,
                only_grows: false,
                cell,
                before: None,
                below,
            };
            findings([asked]).first().map(|finding| finding.what)
        };
        let nine = cell(CellState::Value, Some(9), None);
        assert_eq!(found(&nine, Some((figure(9), None))), None);
        assert_eq!(found(&nine, Some((figure(8), None))), Some(What::NotOfBelow));
        assert_eq!(
            found(&Cell { note: Some("Thêm hai hộ".to_owned()), ..nine.clone() }, Some((figure(8), None))),
            None
        );
        let share = cell(CellState::Estimate, Some(3), Some(4));
        assert_eq!(found(&share, Some((figure(3), Some(figure(4))))), None);
        assert_eq!(found(&share, Some((figure(3), Some(figure(5))))), Some(What::NotOfBelow));
    }

    #[test]
    fn the_rules_of_an_indicator_count() {
        let figure = |number: i64| Some(Figure::from_ten_thousandths(number * Figure::ONE));
        let found = |now: i64, before: i64, range, jump, only_grows| {
            let [now, before] = [now, before].map(|number| cell(CellState::Value, Some(number), None));
            let asked = Asked {
                indicator: Uuid::nil(),
                is_share: false,
                range,
                jump,
                only_grows,
                cell: &now,
                before: Some(&before),
                below: None,
            };
            findings([asked]).first().map(|finding| finding.what)
        };
        let range = (figure(2), figure(20));
        assert_eq!(found(1, 2, range, 50, false), Some(What::OutOfRange));
        assert_eq!(found(21, 20, range, 50, false), Some(What::OutOfRange));
        assert_eq!(found(2, 2, range, 50, false), None);
        assert_eq!(found(12, 10, range, 10, false), Some(What::Jump));
        assert_eq!(found(11, 10, range, 10, false), None);
        assert_eq!(found(9, 10, range, 50, true), Some(What::Falls));
        // 250 of 300 are 83 %: of a share the percent counts.
        let share = cell(CellState::Value, Some(250), Some(300));
        assert_eq!(is_beyond(&share, Figure::from_ten_thousandths(100 * Figure::ONE)), Some(Ordering::Less));
        assert_eq!(
            is_beyond(&share, Figure::from_ten_thousandths(83 * Figure::ONE)),
            Some(Ordering::Greater)
        );
        assert_eq!(found(10, 10, range, 50, true), None);
    }
}
