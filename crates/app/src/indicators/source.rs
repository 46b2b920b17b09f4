//! Where the figures of an indicator come from: what units say, what is counted from their tasks, or other figures. Pure.

use std::collections::HashMap;

use reporting::{Exact, Formula, Measure, in_percent};
use uuid::Uuid;

use super::kind::Kind;
use super::model::Indicator;

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Source {
    /// Units say them.
    #[default]
    Typed,
    /// Counted from the tasks that a unit leads for the plan.
    Tasks(OfTasks),
    /// Worked out of others.
    Formula(WorkedOut),
}

/// What is counted from tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum OfTasks {
    /// Those that were done within the period.
    Done,
    /// Of those, the ones done in time.
    OnTime,
    /// Of all, the ones done by the end of the period.
    Finished,
    /// Those whose last day is past at the end of the period, or today, and that are not done.
    Overdue,
}

/// A formula over other indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WorkedOut {
    /// As it was typed: `A / B * 100`.
    pub(crate) text: String,
    pub(crate) formula: Formula,
    /// A, B, C and so on.
    pub(crate) operands: Vec<Uuid>,
}

/// Most indicators of which one is worked out.
pub(crate) const MOST_OPERANDS: usize = 6;

/// The letter of an operand.
pub(crate) fn letter(place: usize) -> char {
    ('A'..='Z').nth(place).unwrap_or('Z')
}

impl OfTasks {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Done, Self::OnTime, Self::Finished, Self::Overdue];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Done => "tasks_done",
            Self::OnTime => "tasks_on_time",
            Self::Finished => "tasks_finished",
            Self::Overdue => "tasks_overdue",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What comes of the count.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Done | Self::Overdue => Kind::Number,
            Self::OnTime | Self::Finished => Kind::Share,
        }
    }
}

impl Source {
    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Tasks(of) => of.name(),
            Self::Formula(_) => "formula",
        }
    }

    pub(crate) fn formula(&self) -> Option<&WorkedOut> {
        match self {
            Self::Formula(worked_out) => Some(worked_out),
            _ => None,
        }
    }
}

impl WorkedOut {
    /// The indicator of a letter.
    pub(crate) fn operand(&self, of: char) -> Option<Uuid> {
        let place = ('A'..='Z').position(|letter| letter == of)?;
        self.operands.get(place).copied()
    }

    /// What it comes to, where `of` says what the others come to, of a share the part of one.
    pub(crate) fn value(
        &self,
        indicators: &HashMap<Uuid, Indicator>,
        of: &impl Fn(Uuid) -> Option<Exact>,
    ) -> Option<Exact> {
        self.formula.value(&|letter| {
            let operand = self.operand(letter)?;
            let exact = of(operand)?;
            let is_percent = indicators.get(&operand).is_some_and(|one| one.kind.is_percent());
            if is_percent { in_percent(exact) } else { Some(exact) }
        })
    }
}

/// Why figures cannot be worked out so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A letter of which nobody said what it is.
    Letter,
    /// Of words and steps nothing is worked out, nor of another authority's figures.
    Operand,
    /// It would be worked out of itself.
    Circle,
    /// Formulas over formulas over formulas, which nobody follows any more.
    Deep,
    /// Hectares and households are not added.
    Unlike,
    /// It comes to another measure than the indicator has.
    Measure,
}

impl Fault {
    /// As errors write it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Letter => "formula-letter",
            Self::Operand => "formula-operand",
            Self::Circle => "formula-circle",
            Self::Deep => "formula-deep",
            Self::Unlike => "formula-unlike",
            Self::Measure => "formula-measure",
        }
    }
}

/// Looks a formula over that an indicator shall have; `all` are those of its unit.
///
/// # Errors
/// [`Fault`], the first there is.
pub(crate) fn look_over(
    it: &Indicator,
    new: &WorkedOut,
    all: &HashMap<Uuid, Indicator>,
) -> Result<(), Fault> {
    let letters = new.formula.letters();
    if letters.is_empty() || letters.iter().any(|letter| new.operand(*letter).is_none()) {
        return Err(Fault::Letter);
    }
    if new.operands.iter().any(|id| !all.get(id).is_some_and(|one| one.kind.is_counted())) {
        return Err(Fault::Operand);
    }
    if leads_to(&new.operands, it.id, all) {
        return Err(Fault::Circle);
    }
    // Those that are worked out of this one already come on top of it.
    let above = all.values().map(|one| steps_to(one, it.id, all)).max().unwrap_or_default();
    let below = new.operands.iter().filter_map(|id| all.get(id)).map(|one| depth(one, all)).max();
    if above + 1 + below.unwrap_or_default() > DEEPEST {
        return Err(Fault::Deep);
    }
    let measure = |text: Option<&str>| Measure::read(text.unwrap_or_default());
    let of = |letter| {
        let operand = new.operand(letter).and_then(|id| all.get(&id));
        measure(operand.filter(|one| !one.kind.is_percent()).and_then(|one| one.measured_in.as_deref()))
    };
    match new.formula.measure(&of) {
        Err(_) => Err(Fault::Unlike),
        Ok(found) if found != measure(it.measured_in.as_deref()) => Err(Fault::Measure),
        Ok(_) => Ok(()),
    }
}

/// Formulas below one another, at most.
const DEEPEST: usize = 5;

/// How many formulas stand below one another from an indicator on; there is no circle.
fn depth(one: &Indicator, all: &HashMap<Uuid, Indicator>) -> usize {
    let Some(of) = one.source.formula() else { return 0 };
    let below = of.operands.iter().filter_map(|id| all.get(id)).map(|one| depth(one, all));
    1 + below.max().unwrap_or_default()
}

/// How many formulas lie between an indicator and one that it is worked out of; 0 where it is not.
fn steps_to(one: &Indicator, to: Uuid, all: &HashMap<Uuid, Indicator>) -> usize {
    let Some(of) = one.source.formula() else { return 0 };
    let nearest = of.operands.iter().filter_map(|id| {
        let further = all.get(id).map(|one| steps_to(one, to, all)).unwrap_or_default();
        if *id == to || further > 0 { Some(1 + further) } else { None }
    });
    nearest.max().unwrap_or_default()
}

/// Whether one is among those that some are worked out of, however far.
fn leads_to(from: &[Uuid], to: Uuid, all: &HashMap<Uuid, Indicator>) -> bool {
    let mut met: Vec<Uuid> = from.to_vec();
    let mut at = 0;
    while let Some(one) = met.get(at).copied() {
        if one == to {
            return true;
        }
        let next = all.get(&one).and_then(|one| one.source.formula()).map(|of| of.operands.clone());
        for operand in next.into_iter().flatten() {
            if !met.contains(&operand) {
                met.push(operand);
            }
        }
        at += 1;
    }
    false
}

/// Some indicators with all that they are worked out of, each once: first come those asked for.
pub(crate) fn with_operands(asked: &[Uuid], all: &HashMap<Uuid, Indicator>) -> Vec<Uuid> {
    let mut with: Vec<Uuid> = Vec::new();
    let mut wanted = asked.to_vec();
    while !wanted.is_empty() {
        let mut next = Vec::new();
        for one in wanted {
            if !with.contains(&one) {
                with.push(one);
                next.extend(
                    all.get(&one)
                        .and_then(|one| one.source.formula())
                        .into_iter()
                        .flat_map(|of| of.operands.iter()),
                );
            }
        }
        wanted = next;
    }
    with
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::testing::two;

    fn worked_out(text: &str, operands: &[u128]) -> WorkedOut {
        WorkedOut {
            text: text.to_owned(),
            formula: Formula::read(text).expect("a formula"),
            operands: operands.iter().copied().map(Uuid::from_u128).collect(),
        }
    }

    /// Numbers in those measures, and what some of them are worked out of.
    fn all(measures: &[&str], formulas: &[(u128, WorkedOut)]) -> HashMap<Uuid, Indicator> {
        let mut all = HashMap::new();
        for (id, measured_in) in (1..).map(Uuid::from_u128).zip(measures) {
            let made = two([id, Uuid::nil()]).remove(&id).expect("made");
            all.insert(id, Indicator { measured_in: Some((*measured_in).to_owned()), ..made });
        }
        for (id, formula) in formulas {
            let one = all.get_mut(&Uuid::from_u128(*id)).expect("there");
            one.source = Source::Formula(formula.clone());
        }
        all
    }

    #[test]
    fn a_formula_is_looked_over() {
        let all = all(&["ha", "hộ", "ha/hộ", "%", "ha"], &[(5, worked_out("A*2", &[1]))]);
        for (it, text, operands, fault) in [
            (3, "A / B", &[1, 2][..], None),
            (4, "A / B * 100", &[1, 5], None),
            (3, "A / C", &[1, 2], Some(Fault::Letter)),
            (3, "2 * 3", &[1], Some(Fault::Letter)),
            (3, "A / B", &[1, 9], Some(Fault::Operand)),
            (1, "A + B", &[1, 5], Some(Fault::Circle)),
            (1, "A", &[5], Some(Fault::Circle)),
            (3, "A + B", &[1, 2], Some(Fault::Unlike)),
            (4, "A / B", &[1, 2], Some(Fault::Measure)),
        ] {
            let it = &all[&Uuid::from_u128(it)];
            assert_eq!(look_over(it, &worked_out(text, operands), &all).err(), fault, "{text} {operands:?}");
        }
    }

    #[test]
    fn formulas_stand_below_one_another_five_deep() {
        // Each from the third on is worked out of the one before.
        let chain: Vec<_> = (3..8).map(|id| (id, worked_out("A", &[id - 1]))).collect();
        let all = all(&["ha"; 9], &chain);
        let look =
            |it: u128, of: u128| look_over(&all[&Uuid::from_u128(it)], &worked_out("A", &[of]), &all).err();
        assert_eq!(look(8, 6), None);
        assert_eq!(look(8, 7), Some(Fault::Deep));
        assert_eq!(look(2, 9), Some(Fault::Deep), "five are worked out of it already");
    }

    #[test]
    fn nothing_is_worked_out_of_words() {
        let mut all = all(&["ha", "ha"], &[]);
        all.get_mut(&Uuid::from_u128(2)).expect("there").kind = Kind::Text;
        let it = all[&Uuid::from_u128(1)].clone();
        assert_eq!(look_over(&it, &worked_out("A", &[2]), &all), Err(Fault::Operand));
    }

    #[test]
    fn what_is_asked_for_brings_what_it_is_made_of() {
        let all =
            all(&["ha", "ha", "ha", "ha"], &[(3, worked_out("A+B", &[1, 4])), (4, worked_out("A", &[2]))]);
        let ids: Vec<_> = with_operands(&[Uuid::from_u128(3), Uuid::from_u128(1)], &all)
            .iter()
            .map(Uuid::as_u128)
            .collect();
        assert_eq!(ids, [3, 1, 4, 2]);
    }
}
