//! Scan errors against their labels: what was seen and what was meant, compared by the syllables that differ.

use serde_json::Value;

use super::score::{Score, plain};

/// One point an error found and mended rightly; a repair of what is no error costs one.
pub(crate) fn score(reading: &Value, facts: &Value) -> Score {
    let mut score = Score::new("repairs");
    let empty = Vec::new();
    let mut proposed: Vec<(String, Change)> =
        reading["repairs"].as_array().unwrap_or(&empty).iter().map(change).collect();
    for error in facts["scan_errors"].as_array().unwrap_or(&empty) {
        let (clause, wanted) = change(error);
        for _ in 0..error["count"].as_u64().unwrap_or(1) {
            let place = |one: &(String, Change)| one.1 == wanted && (clause.is_empty() || one.0 == clause);
            let found = proposed.iter().position(place).map(|position| proposed.remove(position));
            score.count(found.is_some(), || format!("{clause} not mended: {wanted:?}"));
        }
    }
    for (clause, change) in proposed {
        score.count(false, || format!("{clause} is no error: {change:?}"));
    }
    score
}

/// The syllables that differ, seen and meant.
type Change = (Vec<String>, Vec<String>);

fn change(one: &Value) -> (String, Change) {
    let words = |name: &str| -> Vec<String> {
        plain(one[name].as_str().unwrap_or_default()).split(' ').map(str::to_owned).collect()
    };
    let (mut seen, mut meant) = (words("seen"), words("meant"));
    while seen.len() > 1 && seen.last() == meant.last() {
        seen.pop();
        meant.pop();
    }
    while seen.len() > 1 && !meant.is_empty() && seen[0] == meant[0] {
        seen.remove(0);
        meant.remove(0);
    }
    (one["clause"].as_str().unwrap_or_default().to_owned(), (seen, meant))
}
