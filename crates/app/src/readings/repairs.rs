//! Scan errors as a person decides about them: those that are seen and meant alike stand together and are accepted
//! together. Pure.

use std::collections::HashMap;

use reading::model::{Confidence, Repair};

/// Which kinds of scan errors are to be mended in a download.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// All that are sure.
    sure: bool,
    /// By their place among [`kinds`].
    kinds: Vec<usize>,
}

impl Accepted {
    /// From a query, `repair=0&repair=3` or `repair=sure`; anything else in it accepts nothing.
    pub(crate) fn from_query(query: &[(String, String)]) -> Self {
        let values = || query.iter().filter(|(name, _)| name == "repair").map(|(_, value)| value.as_str());
        Self {
            sure: values().any(|value| value == "sure"),
            kinds: values().filter_map(|value| value.parse().ok()).collect(),
        }
    }

    /// The accepted ones among the proposals.
    pub(crate) fn among<'a>(&self, repairs: &'a [Repair]) -> Vec<&'a Repair> {
        let kinds = kinds(repairs).into_iter().enumerate();
        let accepted = kinds.filter(|(place, kind)| {
            self.kinds.contains(place) || self.sure && level(kind) == Some(Confidence::Sure)
        });
        accepted.flat_map(|(_, kind)| kind).collect()
    }
}

/// The proposals, those of one kind together, in the order of the first of each.
pub(crate) fn kinds(repairs: &[Repair]) -> Vec<Vec<&Repair>> {
    let mut kinds: Vec<Vec<&Repair>> = Vec::new();
    let mut places = HashMap::new();
    for repair in repairs {
        let place = *places.entry((&repair.seen, &repair.meant)).or_insert(kinds.len());
        if place == kinds.len() {
            kinds.push(Vec::new());
        }
        kinds[place].push(repair);
    }
    kinds
}

/// How sure a kind is: as sure as the least sure of its places, in the words of the page.
pub(crate) fn level(kind: &[&Repair]) -> Option<Confidence> {
    kind.iter().map(|repair| level_of(repair)).min()
}

/// How sure one proposal is.
pub(crate) fn level_of(repair: &Repair) -> Confidence {
    match repair.confidence {
        sure if sure >= 0.95 => Confidence::Sure,
        likely if likely >= 0.8 => Confidence::Likely,
        _ => Confidence::Unsure,
    }
}
