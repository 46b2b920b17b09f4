//! What is told at a glance. Pure.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::indicators::AtUnit;
use crate::tasks::Counts;

/// Something that a unit shows everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Shown {
    /// What was reached of an indicator.
    Indicator(Uuid),
    /// How the tasks of a plan stand.
    Plan(Uuid),
}

/// What is to change so that everybody sees what is ticked: first what is to be shown, then what is not any more. `before` is what was
/// shown when the form was made: what others changed since stays as they left it.
pub(crate) fn changes(
    now: &HashSet<Shown>,
    before: &HashSet<Shown>,
    ticked: &HashSet<Shown>,
) -> [Vec<Shown>; 2] {
    let mut show: Vec<_> =
        ticked.iter().filter(|one| !before.contains(one) && !now.contains(one)).copied().collect();
    let mut hide: Vec<_> =
        before.iter().filter(|one| !ticked.contains(one) && now.contains(one)).copied().collect();
    show.sort();
    hide.sort();
    [show, hide]
}

/// The official count: completed on time and late, open within term and overdue.
pub(crate) fn two_by_two(counts: Counts) -> [usize; 4] {
    [counts.on_time, counts.late, counts.within + counts.due_soon, counts.overdue]
}

/// How the tasks of a unit stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ByUnit {
    /// Of the unit with all below it.
    pub(crate) all: Counts,
    /// Of those that it leads itself.
    pub(crate) own: Counts,
    /// Of each unit right below, with all below that.
    pub(crate) below: Vec<(Uuid, Counts)>,
}

impl ByUnit {
    /// From the counts of what a unit leads itself and of those right below it.
    pub(crate) fn of(own: Counts, below: &HashMap<Uuid, Counts>) -> Self {
        let all = below.values().fold(own, |all, one| all.plus(*one));
        Self { all, own, below: below.iter().map(|(id, one)| (*id, *one)).collect() }
    }
}

/// The places of those that a chart shows, at most `most`: where there are more, those with the most overdue, and then with the most
/// tasks. They stay in their order.
pub(crate) fn drawn(counts: &[Counts], most: usize) -> Vec<usize> {
    let mut places: Vec<_> = (0..counts.len()).collect();
    if counts.len() > most {
        places.sort_by_key(|at| std::cmp::Reverse((counts[*at].overdue, counts[*at].all())));
        places.truncate(most);
        places.sort_unstable();
    }
    places
}

/// The least and the most that is wanted, where a bar can tell how far it is: more is better, and the least is above nought.
pub(crate) fn wanted(one: &AtUnit) -> Option<(f64, f64)> {
    let target = one.target()?;
    let least = target.low.filter(|least| *least > 0.0)?;
    let tells = one.indicator.is_better_up() && one.is_of_whole();
    tells.then(|| (least, target.high.unwrap_or(least).max(least)))
}

/// The indicator whose years are drawn: the one that is asked for, else the first with several, else the first with any.
pub(crate) fn chosen(all: &[AtUnit], asked: Option<Uuid>) -> Option<&AtUnit> {
    let with = |least: usize| all.iter().find(|one| one.years.len() >= least);
    let asked = all.iter().find(|one| Some(one.indicator.id) == asked && !one.years.is_empty());
    asked.or_else(|| with(2)).or_else(|| with(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(on_time: usize, late: usize, within: usize, overdue: usize) -> Counts {
        Counts { on_time, late, within, due_soon: 0, overdue }
    }

    #[test]
    fn a_tick_changes_what_its_form_was_about() {
        let one = |id: u128| Shown::Indicator(Uuid::from_u128(id));
        let set = |ids: &[u128]| ids.iter().copied().map(one).collect::<HashSet<_>>();
        for (now, before, ticked, show, hide) in [
            (vec![], vec![], vec![1], vec![1], vec![]),
            (vec![1], vec![1], vec![], vec![], vec![1]),
            (vec![1], vec![1], vec![1], vec![], vec![]),
            // Sent twice.
            (vec![1], vec![], vec![1], vec![], vec![]),
            (vec![], vec![1], vec![], vec![], vec![]),
            // Somebody else showed 2 meanwhile, and hid 3.
            (vec![1, 2], vec![1, 3], vec![1, 3], vec![], vec![]),
        ] {
            let changed = changes(&set(&now), &set(&before), &set(&ticked));
            let ids = |ids: Vec<u128>| ids.into_iter().map(one).collect::<Vec<_>>();
            assert_eq!(changed, [ids(show), ids(hide)], "{now:?} {before:?} {ticked:?}");
        }
    }

    #[test]
    fn all_tasks_of_a_unit_are_its_own_and_those_below() {
        let id = Uuid::from_u128;
        let below = HashMap::from([(id(2), counts(1, 0, 2, 2)), (id(3), counts(1, 1, 0, 0))]);
        let by_unit = ByUnit::of(counts(1, 0, 2, 0), &below);
        assert_eq!((by_unit.all, by_unit.own), (counts(3, 1, 4, 2), counts(1, 0, 2, 0)));
        assert_eq!(by_unit.below.len(), 2);
        assert_eq!(ByUnit::of(Counts::default(), &HashMap::new()), ByUnit::default());
    }

    #[test]
    fn a_chart_of_many_shows_those_that_are_late() {
        let all = [counts(1, 0, 0, 0), counts(0, 0, 0, 5), counts(9, 0, 0, 0), counts(0, 0, 0, 7)];
        assert_eq!(drawn(&all, 4), [0, 1, 2, 3]);
        assert_eq!(drawn(&all, 3), [1, 2, 3]);
        assert_eq!(drawn(&all, 2), [1, 3]);
        assert!(drawn(&[], 2).is_empty());
        assert_eq!(two_by_two(Counts { due_soon: 1, ..counts(1, 2, 3, 4) }), [1, 2, 4, 4]);
    }
}
