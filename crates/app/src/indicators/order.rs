//! In which order indicators stand.

use super::model::Indicator;

/// What plans set in the order of their clauses, then the others as they were added; each before its parts.
pub(crate) fn as_planned(mut all: Vec<Indicator>) -> Vec<Indicator> {
    // An id is made when its indicator is, to the millisecond.
    all.sort_by_cached_key(|one| {
        let path = one.origin.as_ref().map(|origin| place(&origin.clause_path));
        (path.is_none(), path, one.id)
    });
    in_order(&all).into_iter().cloned().collect()
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

/// Where a clause stands in its plan: `II.10/1` after `II.9`, and `IX` after `V`.
fn place(path: &str) -> Vec<(u32, String)> {
    let of = |part: &str| number(part).map_or((u32::MAX, part.to_owned()), |number| (number, String::new()));
    path.split(['.', '/']).map(of).collect()
}

fn number(part: &str) -> Option<u32> {
    part.parse().ok().or_else(|| roman(part))
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
    use crate::indicators::model::Origin;
    use crate::indicators::testing::two;
    use uuid::Uuid;

    #[test]
    fn clauses_are_counted_and_not_spelled() {
        let one = two([1, 2].map(Uuid::from_u128)).remove(&Uuid::from_u128(1)).expect("made");
        let paths = ["I", "II.2/1", "II.2/4", "II.10", "IV", "V.1/a", "V.1/b", "IX", "XL", "A", "C"];
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
}
