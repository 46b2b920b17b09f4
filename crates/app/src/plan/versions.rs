//! A newer version of a plan beside the one it replaces: which clause is which, and which duties are the same. Pure.

use std::collections::{HashMap, HashSet};

use base::{Error, Result};
use uuid::Uuid;

use super::model::{Plan, PlanClause, PlanDuty, Review};
use crate::tasks::Words;

/// What became of the clauses of the earlier version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// For each clause of the newer one: the earlier it is.
    pub(crate) was: Vec<Option<Was>>,
    /// Clauses of the earlier one that are not there any more.
    pub(crate) gone: Vec<usize>,
}

/// The earlier clause that a newer one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Was {
    /// Its place among the earlier clauses.
    pub(crate) at: usize,
    /// Whether its words changed.
    pub(crate) is_changed: bool,
}

/// A plan is replaced once, by a plan of the same unit.
///
/// # Errors
/// [`Error::Invalid`] for `replaces`.
pub(crate) fn may_replace(review: &Review, earlier: &Plan, newer: Option<&Plan>) -> Result<()> {
    if earlier.unit != review.unit {
        return Err(Error::invalid("replaces", "choose"));
    }
    if newer.is_some() {
        return Err(Error::invalid("replaces", "replaced-already"));
    }
    Ok(())
}

/// Finds each newer clause (path and words) among the earlier: by its place and words, by its words alone, by its place
/// with words much alike, and at last by words very much alike.
pub(crate) fn compare(earlier: &[PlanClause], newer: &[(&str, &str)]) -> Comparison {
    let old: Vec<_> = earlier.iter().map(|clause| Words::new(&clause.words)).collect();
    let new: Vec<_> = newer.iter().map(|(_, words)| Words::new(words)).collect();
    let mut free: HashSet<usize> = (0..earlier.len()).collect();
    let mut was = vec![None; newer.len()];
    let by_path: HashMap<&str, usize> =
        earlier.iter().enumerate().map(|(at, clause)| (clause.path.as_str(), at)).collect();
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, words) in old.iter().enumerate().rev() {
        by_words.entry(words.folded()).or_default().push(at);
    }
    let same_place = |at: usize| by_path.get(newer[at].0).copied();
    type Rule<'a> = &'a dyn Fn(usize, &HashSet<usize>) -> Option<usize>;
    let rules: [Rule<'_>; 4] = [
        &|at, free| same_place(at).filter(|one| free.contains(one) && old[*one].folded() == new[at].folded()),
        &|at, free| by_words.get(new[at].folded())?.iter().rev().find(|one| free.contains(one)).copied(),
        &|at, free| same_place(at).filter(|one| free.contains(one) && old[*one].likeness(&new[at]) >= ALIKE),
        &|at, free| {
            if free.len() > MANY {
                return None;
            }
            let likely = free.iter().map(|one| (old[*one].likeness(&new[at]), *one));
            let best = likely.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
            best.filter(|(alike, _)| *alike >= VERY_ALIKE).map(|(_, one)| one)
        },
    ];
    for rule in rules {
        for at in 0..newer.len() {
            if was[at].is_none()
                && let Some(one) = rule(at, &free)
            {
                free.remove(&one);
                was[at] = Some(Was { at: one, is_changed: old[one].folded() != new[at].folded() });
            }
        }
    }
    let mut gone: Vec<_> = free.into_iter().collect();
    gone.sort_unstable();
    Comparison { was, gone }
}

/// The earlier duty that a newer one of the same clause is: led by one of the same units, in words much alike.
pub(crate) fn same_duty<'a>(
    earlier: &'a [PlanDuty],
    clause: Uuid,
    words: &str,
    leads: &[Uuid],
) -> Option<&'a PlanDuty> {
    let words = Words::new(words);
    earlier
        .iter()
        .filter(|duty| duty.clause == clause && duty.leads().iter().any(|unit| leads.contains(unit)))
        .map(|duty| (Words::new(&duty.words).likeness(&words), duty))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, duty)| duty)
}

/// From which share of words on two texts in the same place are versions of one another.
const ALIKE: f64 = 0.5;
/// The same for texts in different places.
const VERY_ALIKE: f64 = 0.8;

/// With more clauses left over than this the documents are not versions of one another, and comparing each with each takes
/// too long.
const MANY: usize = 400;

#[cfg(test)]
mod tests {
    use documents::Span;
    use reading::model::Role;

    use super::*;

    fn clause(number: u128, path: &str, words: &str) -> PlanClause {
        PlanClause {
            id: Uuid::from_u128(number),
            first: Uuid::from_u128(number),
            path: path.to_owned(),
            depth: 1,
            kind: "item".to_owned(),
            role: Role::Task,
            words: words.to_owned(),
            span: Span::new(0, 1),
        }
    }

    #[test]
    fn clauses_are_found_again() {
        let earlier = [
            clause(1, "1", "Xây dựng hai mô hình trồng rau trong nhà lưới"),
            clause(2, "2", "Tập huấn cho nông dân mỗi năm một lần"),
            clause(3, "3", "Báo cáo"),
            clause(4, "4", "Bỏ nội dung này"),
        ];
        let newer = [
            ("1", "Xây dựng bốn mô hình trồng rau trong nhà lưới"),
            ("2", "Lập cơ sở dữ liệu giống cây của địa phương"),
            ("3", "Tập huấn cho nông dân mỗi năm một lần"),
            ("4", "Báo cáo"),
        ];
        let found = compare(&earlier, &newer);
        let was = |at, is_changed| Some(Was { at, is_changed });
        assert_eq!(found.was, [was(0, true), None, was(1, false), was(2, false)]);
        assert_eq!(found.gone, [3]);
    }

    #[test]
    fn every_clause_is_found_once() {
        let earlier = [clause(1, "1", "Tuyên truyền"), clause(2, "2", "Tuyên truyền")];
        let found = compare(&earlier, &[("1", "Tuyên truyền"), ("5", "Tuyên truyền"), ("6", "Tuyên truyền")]);
        assert_eq!(found.was.iter().flatten().map(|was| was.at).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(found.gone, [0; 0]);
    }

    #[test]
    fn a_duty_stays_with_its_unit() {
        let (clause, unit, other) = (Uuid::from_u128(1), Uuid::from_u128(7), Uuid::from_u128(8));
        let duty = PlanDuty {
            id: Uuid::from_u128(2),
            clause,
            words: "Chủ trì tập huấn cho nông dân".to_owned(),
            span: Span::new(0, 1),
            units: vec![(unit, reading::model::Mode::Lead)],
        };
        let duties = [duty];
        let found = |words, leads: &[Uuid]| same_duty(&duties, clause, words, leads).is_some();
        assert!(found("Chủ trì tập huấn cho toàn thể nông dân", &[unit]));
        assert!(!found("Chủ trì tập huấn cho toàn thể nông dân", &[other]));
        assert!(!found("Mua sắm thiết bị", &[unit]));
    }
}
