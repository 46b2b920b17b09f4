//! What units say of an indicator. Pure.

use reporting::{Figure, Quantity, Weighted};

use crate::indicators::{Indicator, Kind};

/// What stands in a cell. Nothing is not zero, and what does not concern the unit is neither.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) state: CellState,
    /// The number, or the part of a share; one for yes and zero for no; the step of a scale, from one. With a state that has none,
    /// none.
    pub(crate) value: Option<Figure>,
    /// The whole of a share, or how many a mean is of.
    pub(crate) whole: Option<Figure>,
    /// What is told in words instead.
    pub(crate) words: Option<String>,
    pub(crate) note: Option<String>,
}

/// The states of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) enum CellState {
    #[default]
    NotReported,
    Value,
    Estimate,
    NotApplicable,
}

impl CellState {
    /// All of them, in the order in which people choose.
    pub(crate) const ALL: [Self; 4] = [Self::NotReported, Self::Value, Self::Estimate, Self::NotApplicable];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotReported => "not_reported",
            Self::Value => "value",
            Self::Estimate => "estimate",
            Self::NotApplicable => "not_applicable",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Cell {
    /// As an indicator of that kind has it, which may have become another since it was typed: a number is of no whole, a
    /// share of nobody knows what was not reported, nor was an answer that is neither yes nor no.
    pub(crate) fn of_kind(self, kind: Kind) -> Self {
        let fitting = self.without_others(kind);
        let is_told = match kind {
            Kind::Text => fitting.words.is_some(),
            Kind::Number => fitting.value.is_some(),
            Kind::Share | Kind::Mean => fitting.value.is_some() && fitting.whole.is_some(),
            Kind::YesNo => fitting.value.is_some_and(|value| whole_number(value).is_some_and(|one| one <= 1)),
            Kind::Scale => fitting.value.is_some_and(|value| whole_number(value).is_some_and(|one| one >= 1)),
        };
        let is_owed = matches!(fitting.state, CellState::Value | CellState::Estimate) && !is_told;
        if is_owed { Self::default() } else { fitting }
    }

    /// Without what an indicator of that kind does not have.
    pub(crate) fn without_others(mut self, kind: Kind) -> Self {
        if !kind.has_whole() {
            self.whole = None;
        }
        match kind {
            Kind::Text => self.value = None,
            _ => self.words = None,
        }
        self
    }

    /// Whether an indicator can have it: of a scale only its steps, of a question yes or no, of a mean how many.
    pub(crate) fn fits(&self, indicator: &Indicator) -> bool {
        let most = match indicator.kind {
            Kind::Number | Kind::Share | Kind::Text => return true,
            Kind::Mean => return self.whole.is_none_or(|whole| whole_number(whole).is_some()),
            Kind::YesNo => 1,
            Kind::Scale => u32::try_from(indicator.steps.len()).unwrap_or(u32::MAX),
        };
        let least = u32::from(indicator.kind == Kind::Scale);
        self.value.is_none_or(|value| whole_number(value).is_some_and(|one| (least..=most).contains(&one)))
    }

    /// As it is added up.
    pub(crate) fn counted(&self, kind: Kind) -> reporting::Cell {
        let value = self.value.unwrap_or_default();
        let quantity = match (kind, self.whole) {
            // Of those who answer, how many say yes.
            (Kind::YesNo, _) => {
                Quantity::Share { part: value, whole: Figure::from_ten_thousandths(Figure::ONE) }
            }
            (Kind::Mean, Some(of)) => {
                let weighted = whole_number(of).and_then(|of| Weighted::new(value, of));
                weighted.map_or(Quantity::Plain(value), Quantity::Weighted)
            }
            (_, Some(whole)) => Quantity::Share { part: value, whole },
            (_, None) => Quantity::Plain(value),
        };
        match self.state {
            CellState::NotReported => reporting::Cell::NotReported,
            CellState::NotApplicable => reporting::Cell::NotApplicable,
            CellState::Value => reporting::Cell::Value(quantity),
            CellState::Estimate => reporting::Cell::Estimate(quantity),
        }
    }

    /// One that was worked out.
    pub(crate) fn of(counted: reporting::Cell) -> Self {
        let (value, whole) = match counted.quantity() {
            None => (None, None),
            Some(Quantity::Plain(value)) => (Some(value), None),
            Some(Quantity::Share { part, whole }) => (Some(part), Some(whole)),
            Some(Quantity::Weighted(one)) => (Some(one.value()), None),
        };
        let state = match counted {
            reporting::Cell::Value(_) => CellState::Value,
            reporting::Cell::Estimate(_) => CellState::Estimate,
            reporting::Cell::NotApplicable => CellState::NotApplicable,
            reporting::Cell::NotReported => CellState::NotReported,
        };
        Self { state, value, whole, ..Self::default() }
    }
}

/// A figure that counts things, where it is one.
pub(crate) fn whole_number(figure: Figure) -> Option<u32> {
    let count = figure.ten_thousandths();
    if count % Figure::ONE == 0 { u32::try_from(count / Figure::ONE).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::indicators::testing::two;

    fn figure(number: i64) -> Option<Figure> {
        Some(Figure::from_ten_thousandths(number * Figure::ONE))
    }

    fn cell(value: Option<Figure>, whole: Option<Figure>, words: Option<&str>) -> Cell {
        Cell { state: CellState::Value, value, whole, words: words.map(str::to_owned), note: None }
    }

    #[test]
    fn what_was_typed_for_another_kind_is_not_counted() {
        for (kind, is, of) in [
            (Kind::Number, cell(figure(3), figure(4), None), cell(figure(3), None, None)),
            (Kind::Share, cell(figure(3), figure(4), None), cell(figure(3), figure(4), None)),
            (Kind::Share, cell(figure(3), None, None), Cell::default()),
            (Kind::Mean, cell(figure(3), None, None), Cell::default()),
            (Kind::YesNo, cell(figure(1), None, None), cell(figure(1), None, None)),
            (Kind::YesNo, cell(figure(3), None, None), Cell::default()),
            (Kind::YesNo, cell(figure(-1), None, None), Cell::default()),
            (Kind::Scale, cell(figure(0), None, None), Cell::default()),
            (Kind::Scale, cell(figure(2), None, None), cell(figure(2), None, None)),
            (Kind::Text, cell(figure(2), None, None), Cell::default()),
            (Kind::Text, cell(figure(2), None, Some("Tốt")), cell(None, None, Some("Tốt"))),
            (Kind::Number, cell(None, None, Some("Tốt")), Cell::default()),
        ] {
            assert_eq!(is.clone().of_kind(kind), of, "{kind:?} {is:?}");
        }
        let none = Cell { state: CellState::NotApplicable, ..Cell::default() };
        assert_eq!(none.clone().of_kind(Kind::Text), none);
    }

    #[test]
    fn a_scale_has_its_steps() {
        let id = Uuid::from_u128(1);
        let number = two([id, Uuid::nil()]).remove(&id).expect("made");
        let of = |kind, steps: &[&str]| Indicator {
            kind,
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
            ..number.clone()
        };
        let half = Some(Figure::from_ten_thousandths(Figure::ONE / 2));
        let scale = of(Kind::Scale, &["Thấp", "Vừa", "Cao"]);
        for (indicator, value, fits) in [
            (&scale, figure(1), true),
            (&scale, figure(3), true),
            (&scale, figure(4), false),
            (&scale, figure(0), false),
            (&scale, half, false),
            (&of(Kind::YesNo, &[]), figure(0), true),
            (&of(Kind::YesNo, &[]), figure(2), false),
            (&of(Kind::Number, &[]), half, true),
        ] {
            assert_eq!(cell(value, None, None).fits(indicator), fits, "{:?} {value:?}", indicator.kind);
        }
        assert!(!cell(figure(4), half, None).fits(&of(Kind::Mean, &[])), "of half a household");
    }

    #[test]
    fn answers_and_means_are_counted() {
        let one = Figure::from_ten_thousandths(Figure::ONE);
        let yes = cell(figure(1), None, None).counted(Kind::YesNo);
        assert_eq!(yes, reporting::Cell::Value(Quantity::Share { part: one, whole: one }));
        let mean = cell(figure(4), figure(9), None).counted(Kind::Mean);
        let weighted = Weighted::new(figure(4).expect("a figure"), 9).expect("small");
        assert_eq!(mean, reporting::Cell::Value(Quantity::Weighted(weighted)));
    }
}
