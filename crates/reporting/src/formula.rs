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

    /// What it comes to; none where a figure is missing, something is divided by nothing, or the numbers grow beyond all that
    /// is reported.
    pub fn value(&self, of: &impl Fn(char) -> Option<Exact>) -> Option<Exact> {
        fn value(node: &Node, of: &impl Fn(char) -> Option<Exact>) -> Option<Exact> {
            match node {
                Node::Number(number) => Some(*number),
                Node::Letter(letter) => of(*letter),
                Node::Negative(node) => Exact::zero().checked_sub(&value(node, of)?),
                Node::Of(operator, left, right) => {
                    let (left, right) = (value(left, of)?, value(right, of)?);
                    match operator {
                        Operator::Plus => left.checked_add(&right),
                        Operator::Minus => left.checked_sub(&right),
                        Operator::Times => left.checked_mul(&right),
                        Operator::Over if right.is_zero() => None,
                        Operator::Over => left.checked_div(&right),
                    }
                }
            }
        }
        value(&self.0, of)
    }

    /// What it comes to of cells. As long as one of them is owed, it is; where one does not concern the unit, or there is nothing
    /// to divide by, neither does it; of an estimate comes an estimate. `percent` says of which letters the percent counts, as
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
