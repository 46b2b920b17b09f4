use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use crate::{Cell, Figure, Quantity};

mod read;
#[cfg(test)]
mod tests;

/// A number without rounding.
pub type Exact = Ratio<i128>;

/// How a figure is worked out of others, each of which has a letter: `A / B * 100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula(Node);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Number(Exact),
    Letter(char),
    Negative(Box<Self>),
    Of(Operator, Box<Self>, Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

/// Why a text is no formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Something else was expected there; the count of letters before it.
    At(usize),
    /// Longer or with more brackets in brackets than anybody writes.
    TooLong,
}

/// What is added or taken away is not of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike(pub Measure, pub Measure);

impl Formula {
    /// Reads `A / B * 100`: capital letters for figures, numbers with a point or a comma, `+ - * / × ÷ :` and brackets.
    ///
    /// # Errors
    /// [`Unread`], with the place of what is wrong.
    pub fn read(text: &str) -> Result<Self, Unread> {
        read::read(text).map(Self)
    }

    /// The letters that stand in it.
    pub fn letters(&self) -> BTreeSet<char> {
        fn gather(node: &Node, letters: &mut BTreeSet<char>) {
            match node {
                Node::Number(_) => {}
                Node::Letter(letter) => drop(letters.insert(*letter)),
                Node::Negative(of) => gather(of, letters),
                Node::Of(_, left, right) => {
                    gather(left, letters);
                    gather(right, letters);
                }
            }
        }
        let mut letters = BTreeSet::new();
        gather(&self.0, &mut letters);
        letters
    }

    /// What it comes to; none where figures are missing, something is divided by nothing, or the numbers grow beyond all that is
    /// reported. What is missing adds nothing to a figure and takes nothing away from it, but nothing is multiplied or divided by it.
    pub fn value(&self, of: &impl Fn(char) -> Option<Exact>) -> Option<Exact> {
        match self.0.worth(of)? {
            Worth::Fixed(number) | Worth::Known(number) => Some(number),
            Worth::Missing => None,
        }
    }

    /// What it comes to of cells. As long as one of them is owed, it is; what does not concern the unit adds nothing; where nothing
    /// else is there, or nothing to divide by, it does not concern the unit either; of an estimate comes an estimate. `percent` says of which letters the percent counts, as
    /// shares are read.
    pub fn cell(&self, of: &impl Fn(char) -> Cell, percent: &impl Fn(char) -> bool) -> Cell {
        let cells: Vec<_> = self.letters().into_iter().map(of).collect();
        if cells.contains(&Cell::NotReported) {
            return Cell::NotReported;
        }
        let exact = |letter| {
            let exact = of(letter).quantity()?.exact()?;
            if percent(letter) { in_percent(exact) } else { Some(exact) }
        };
        let Some(figure) = self.value(&exact).and_then(rounded) else { return Cell::NotApplicable };
        let is_estimate = cells.iter().any(|cell| matches!(cell, Cell::Estimate(_)));
        let quantity = Quantity::Plain(figure);
        if is_estimate { Cell::Estimate(quantity) } else { Cell::Value(quantity) }
    }

    /// In what its figure is measured.
    ///
    /// # Errors
    /// [`Unlike`] where hectares would be added to households.
    pub fn measure(&self, of: &impl Fn(char) -> Measure) -> Result<Measure, Unlike> {
        fn measure(node: &Node, of: &impl Fn(char) -> Measure) -> Result<Measure, Unlike> {
            match node {
                Node::Number(_) => Ok(Measure::default()),
                Node::Letter(letter) => Ok(of(*letter)),
                Node::Negative(node) => measure(node, of),
                Node::Of(operator, left, right) => {
                    let (left, right) = (measure(left, of)?, measure(right, of)?);
                    match operator {
                        Operator::Times => Ok(left.times(&right, 1)),
                        Operator::Over => Ok(left.times(&right, -1)),
                        Operator::Plus | Operator::Minus if left == right => Ok(left),
                        Operator::Plus | Operator::Minus => Err(Unlike(left, right)),
                    }
                }
            }
        }
        measure(&self.0, of)
    }
}

/// What a part of a formula comes to.
enum Worth {
    /// The same for everybody.
    Fixed(Exact),
    Known(Exact),
    Missing,
}

impl Node {
    /// None beyond all numbers.
    fn worth(&self, of: &impl Fn(char) -> Option<Exact>) -> Option<Worth> {
        use Worth::{Fixed, Known, Missing};
        Some(match self {
            Self::Number(number) => Fixed(*number),
            Self::Letter(letter) => of(*letter).map_or(Missing, Known),
            Self::Negative(node) => match node.worth(of)? {
                Fixed(number) => Fixed(Exact::zero().checked_sub(&number)?),
                Known(number) => Known(Exact::zero().checked_sub(&number)?),
                Missing => Missing,
            },
            Self::Of(operator, left, right) => match (left.worth(of)?, right.worth(of)?) {
                (Fixed(left), Fixed(right)) => operator.of(left, right)?.map_or(Missing, Fixed),
                (Fixed(left) | Known(left), Fixed(right) | Known(right)) => {
                    operator.of(left, right)?.map_or(Missing, Known)
                }
                (Known(left), Missing) if operator.adds() => Known(left),
                (Missing, Known(right)) if operator.adds() => {
                    operator.of(Exact::zero(), right)?.map_or(Missing, Known)
                }
                _ => Missing,
            },
        })
    }
}

impl Operator {
    fn adds(self) -> bool {
        matches!(self, Self::Plus | Self::Minus)
    }

    /// None beyond all numbers, and nothing where something is divided by nothing.
    #[expect(clippy::option_option, reason = "beyond all numbers is not the same as nothing")]
    fn of(self, left: Exact, right: Exact) -> Option<Option<Exact>> {
        match self {
            Self::Plus => left.checked_add(&right).map(Some),
            Self::Minus => left.checked_sub(&right).map(Some),
            Self::Times => left.checked_mul(&right).map(Some),
            Self::Over if right.is_zero() => Some(None),
            Self::Over => left.checked_div(&right).map(Some),
        }
    }
}

/// A part of one in percent; none beyond all numbers.
pub fn in_percent(part: Exact) -> Option<Exact> {
    part.checked_mul(&Exact::from_integer(100))
}

/// To the nearest ten-thousandth, halves away from zero; none beyond all figures.
fn rounded(number: Exact) -> Option<Figure> {
    let count = number.checked_mul(&Exact::from_integer(Figure::ONE.into()))?.round();
    i64::try_from(count.to_integer()).ok().map(Figure::from_ten_thousandths)
}

/// In what something is measured: `ha/hộ` is hectares over households. What is counted in percent or in times has no measure,
/// nor has a plain number.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Measure(BTreeMap<String, i32>);

impl Measure {
    /// Reads a unit of measure as it stands in a plan.
    pub fn read(text: &str) -> Self {
        let mut measure = Self::default();
        for (part, power) in text.split('/').zip(std::iter::once(1).chain(std::iter::repeat(-1))) {
            let name = part.trim().to_lowercase();
            if !matches!(name.as_str(), "" | "%" | "lần") {
                measure = measure.times(&Self(BTreeMap::from([(name, 1)])), power);
            }
        }
        measure
    }

    fn times(mut self, other: &Self, power: i32) -> Self {
        for (name, of) in &other.0 {
            let count = self.0.entry(name.clone()).or_default();
            *count = count.saturating_add(of.saturating_mul(power));
        }
        self.0.retain(|_, power| *power != 0);
        self
    }
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (above, below): (Vec<_>, Vec<_>) = self.0.iter().partition(|(_, power)| **power > 0);
        let told = |(name, power): &(&String, &i32)| match power.unsigned_abs() {
            1 => (*name).clone(),
            power => format!("{name}^{power}"),
        };
        let join = |names: &[(&String, &i32)], by| names.iter().map(told).collect::<Vec<_>>().join(by);
        match (above.is_empty(), below.is_empty()) {
            (true, true) => write!(f, "–"),
            (false, true) => write!(f, "{}", join(&above, "·")),
            (true, false) => write!(f, "1/{}", join(&below, "/")),
            (false, false) => write!(f, "{}/{}", join(&above, "·"), join(&below, "/")),
        }
    }
}
