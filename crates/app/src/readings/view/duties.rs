//! Duties by unit, in the order in which the units are first named.

use std::collections::HashMap;

use minijinja::Value;
use reading::Reading;
use serde::Serialize;

use super::parts::excerpt;
use crate::readings::marks::{Finding, Sort, anchor};

/// How many duties are shown unfolded.
const UNFOLDED: usize = 24;

/// A unit and what it has to do.
#[derive(Debug, Serialize)]
pub(super) struct Group<'a> {
    /// Its name as printed; none where the text does not say who.
    pub(super) unit: Option<&'a str>,
    /// Its name written out, where that is another.
    full_name: Option<&'a str>,
    /// Stands for several units.
    several: bool,
    open: bool,
    duties: Vec<Value>,
}

/// A duty of two units stands with both; links from the source lead to the first.
pub(super) fn groups(reading: &Reading) -> Vec<Group<'_>> {
    let full_names: HashMap<&str, &str> =
        reading.units.iter().map(|unit| (unit.name.as_str(), unit.full_name.as_str())).collect();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut shown = 0;
    for (duty, number) in reading.duties.iter().zip(1..) {
        let names: Vec<Option<&str>> = match duty.units.as_slice() {
            [] => vec![None],
            units => units.iter().map(|unit| Some(unit.as_str())).collect(),
        };
        for (place, unit) in names.into_iter().enumerate() {
            let at = groups.iter().position(|group| group.unit == unit).unwrap_or_else(|| {
                let full_name =
                    unit.and_then(|name| full_names.get(name).copied().filter(|full| *full != name));
                groups.push(Group {
                    unit,
                    full_name,
                    several: duty.group,
                    open: shown < UNFOLDED,
                    duties: Vec::new(),
                });
                groups.len() - 1
            });
            shown += 1;
            groups[at].duties.push(minijinja::context! {
                id => (place == 0).then(|| format!("duty-{number}")),
                at => anchor(duty.span, Sort::Finding(Finding::Duty)),
                clause => duty.clause,
                text => excerpt(&duty.text, 240),
                mode => duty.mode,
                due => duty.due,
                deliverable => duty.deliverable,
                cooperating => duty.cooperating,
                confidence => duty.confidence,
            });
        }
    }
    groups
}
