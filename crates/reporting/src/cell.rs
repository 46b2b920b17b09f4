use crate::Exact;

/// A number as people report it, exact to four decimals; held as ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Figure(i64);

impl Figure {
    /// Ten-thousandths of one.
    pub const ONE: i64 = 10_000;

    /// From ten-thousandths.
    pub const fn from_ten_thousandths(count: i64) -> Self {
        Self(count)
    }

    /// In ten-thousandths.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The nearest number that a spreadsheet and a page can show.
    #[allow(clippy::cast_precision_loss, reason = "it is shown, not counted with")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A number that adds up.
    Plain(Figure),
    /// A share: so much of a whole. Shares are never averaged; parts and wholes are added.
    Share {
        /// Numerator.
        part: Figure,
        /// Denominator.
        whole: Figure,
    },
    /// A number that counts with a weight, as a mean of many.
    Weighted(Weighted),
}

impl Quantity {
    /// The number, of a share the part of one; none where its whole is nothing.
    pub fn exact(self) -> Option<Exact> {
        let exact = |figure: Figure| i128::from(figure.ten_thousandths());
        match self {
            Self::Plain(figure) => Some(Exact::new(exact(figure), Figure::ONE.into())),
            Self::Share { part, whole } => {
                (whole != Figure::default()).then(|| Exact::new(exact(part), exact(whole)))
            }
            Self::Weighted(one) => Some(Exact::new(exact(one.value()), Figure::ONE.into())),
        }
    }
}

/// A number with a weight, small enough that a country's sum of them is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighted {
    value: Figure,
    weight: u32,
}

impl Weighted {
    /// None where the number is beyond 100,000,000,000.
    pub fn new(value: Figure, weight: u32) -> Option<Self> {
        let most = 100_000_000_000 * Figure::ONE;
        (-most..=most).contains(&value.0).then_some(Self { value, weight })
    }

    /// The number.
    pub fn value(self) -> Figure {
        self.value
    }

    /// What it counts for.
    pub fn weight(self) -> u32 {
        self.weight
    }
}

/// The figure of one unit in one period. The four states are never mixed up: zero is a value, and what was not reported is
/// not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Reported.
    Value(Quantity),
    /// Reported for the time being; the final one will take its place.
    Estimate(Quantity),
    /// Does not concern the unit.
    NotApplicable,
    /// Owed.
    NotReported,
}

impl Cell {
    /// The quantity, final or not.
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Self::Value(quantity) | Self::Estimate(quantity) => Some(quantity),
            Self::NotApplicable | Self::NotReported => None,
        }
    }
}
