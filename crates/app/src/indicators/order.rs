//! In which order indicators stand.

use std::cmp::Reverse;

use uuid::Uuid;

use super::model::Indicator;

/// What plans set in the order of their clauses, then the others as they were added; each before its parts.
pub(crate) fn as_planned(mut all: Vec<Indicator>) -> Vec<Indicator> {
    all.sort_by_cached_key(of_clauses);
    in_order(&all).into_iter().cloned().collect()
}

/// The same plan by plan, the latest first.
pub(crate) fn by_plan(mut all: Vec<Indicator>) -> Vec<Indicator> {
    // An id begins with the time at which its plan was kept; none is less than any.
    all.sort_by_cached_key(|one| (Reverse(one.origin.as_ref().map(|origin| origin.plan)), of_clauses(one)));
    in_order(&all).into_iter().cloned().collect()
}

/// An id is made when its indicator is, to the millisecond.
fn of_clauses(one: &Indicator) -> (bool, Option<Vec<Part>>, Uuid) {
    let path = one.origin.as_ref().map(|origin| place(&origin.clause_path));
    (path.is_none(), path, one.id)
}

/// Each before its parts.
fn in_order(all: &[Indicator]) -> Vec<&Indicator> {
    let whole = |one: &Indicator| one.part_of.as_ref().map(|part| part.whole);
    let is_there = |id| all.iter().any(|one| one.id == id);
    let tops = all.iter().filter(|one| !whole(one).is_some_and(is_there));
    tops.flat_map(|top| {
        let parts = all.iter().filter(move |one| whole(one) == Some(top.id));
        std::iter::once(top).chain(parts)
    })
    .collect()
}

/// A part of a clause's path: its letters as Vietnamese orders them, its number, and which of several alike it is.
type Part = (Vec<u8>, u32, u32);

/// Where a clause stands in its plan: `II.10/1` after `II.9`, `IX` after `V`, `Đ10` after `Đ9` and `đ` before `e`.
fn place(path: &str) -> Vec<Part> {
    let of = |part: &str| {
        let (part, copy) = part.split_once('~').unwrap_or((part, ""));
        let copy = copy.parse().unwrap_or_default();
        if let Some(number) = roman(part) {
            return (Vec::new(), number, copy);
        }
        let letters = part.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let number = part[letters.len()..].parse().unwrap_or_default();
        let letters = if letters.is_empty() { Vec::new() } else { vietnamese::sort::sort_key(letters) };
        (letters, number, copy)
    };
    path.split(['.', '/']).map(of).collect()
}

/// The number of a Roman one up to 89; `C` and `D` are letters among others.
fn roman(part: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = part
        .chars()
        .map(|letter| match letter {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            'L' if part.len() > 1 => Some(50),
            _ => None,
        })
        .collect();
    let digits = digits.filter(|digits| !digits.is_empty())?;
    let before_more = |at: usize| digits.get(at + 1).is_some_and(|next| *next > digits[at]);
    let all = 0..digits.len();
    let less: u32 = all.clone().filter(|at| before_more(*at)).map(|at| digits[at]).sum();
    let more: u32 = all.filter(|at| !before_more(*at)).map(|at| digits[at]).sum();
    more.checked_sub(less)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::model::{Origin, PartOf};
    use crate::indicators::testing::two;

    #[test]
    fn clauses_are_counted_and_not_spelled() {
        let one = two([1, 2].map(Uuid::from_u128)).remove(&Uuid::from_u128(1)).expect("made");
        let paths = [
            "I", "II.2/1", "II.2/4", "II.2~2", "II.10", "IV", "V.1/a", "V.1/d", "V.1/đ", "V.1/e", "IX", "XL",
            "A", "C", "Đ9", "Đ10", "PL2", "PL10",
        ];
        let set = |(number, path): (u128, &&str)| {
            let origin = Origin {
                plan: Uuid::nil(),
                plan_number: String::new(),
                clause: Uuid::nil(),
                clause_path: (*path).to_owned(),
            };
            // Ids of one millisecond say nothing about the order.
            Indicator { id: Uuid::from_u128(100 - number), origin: Some(origin), ..one.clone() }
        };
        let mut all: Vec<_> = (0..).zip(&paths).map(set).collect();
        all.push(one.clone());
        all.reverse();
        let ordered = as_planned(all);
        let ordered: Vec<_> =
            ordered.iter().map(|one| one.origin.as_ref().map(|origin| origin.clause_path.as_str())).collect();
        let expected: Vec<_> = paths.into_iter().map(Some).chain([None]).collect();
        assert_eq!(ordered, expected);
    }

    #[test]
    fn a_part_stands_below_its_whole_whoever_thought_of_it() {
        let one = two([1, 2].map(Uuid::from_u128)).remove(&Uuid::from_u128(1)).expect("made");
        let of_plan = |id: u128, plan: u128| {
            let origin = Origin {
                plan: Uuid::from_u128(plan),
                plan_number: String::new(),
                clause: Uuid::nil(),
                clause_path: "I".to_owned(),
            };
            Indicator { id: Uuid::from_u128(id), origin: Some(origin), ..one.clone() }
        };
        let own = |id: u128, whole: Option<u128>| Indicator {
            id: Uuid::from_u128(id),
            part_of: whole.map(|whole| PartOf { whole: Uuid::from_u128(whole), by: None }),
            ..one.clone()
        };
        let all = vec![own(5, None), own(4, Some(1)), of_plan(1, 1), of_plan(2, 2)];
        let ids = |all: Vec<Indicator>| all.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>();
        assert_eq!(ids(by_plan(all)), [2, 1, 4, 5]);
    }
}
