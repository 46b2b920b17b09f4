//! What units say of an indicator. Pure.

use reporting::{Figure, Quantity};

use crate::indicators::Kind;

/// What stands in a cell. Nothing is not zero, and what does not concern the unit is neither.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) state: CellState,
    /// The number, or the part of a share. With a state that has none, none.
    pub(crate) value: Option<Figure>,
    /// The whole of a share.
    pub(crate) whole: Option<Figure>,
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
    /// As an indicator of that kind has it, which may have become another since it was typed: a number is of no whole, and a
    /// share of nobody knows what was not reported.
    pub(crate) fn of_kind(self, kind: Kind) -> Self {
        match kind {
            Kind::Number => Self { whole: None, ..self },
            Kind::Share if self.value.is_some() && self.whole.is_none() => Self::default(),
            Kind::Share => self,
        }
    }

    /// As it is added up.
    pub(crate) fn counted(&self) -> reporting::Cell {
        let quantity = match (self.value, self.whole) {
            (Some(part), Some(whole)) => Quantity::Share { part, whole },
            (value, _) => Quantity::Plain(value.unwrap_or_default()),
        };
        match self.state {
            CellState::NotReported => reporting::Cell::NotReported,
            CellState::NotApplicable => reporting::Cell::NotApplicable,
            CellState::Value => reporting::Cell::Value(quantity),
            CellState::Estimate => reporting::Cell::Estimate(quantity),
        }
    }
}
