//! Units and what becomes of them: values and rules.

use std::collections::{HashMap, HashSet};

use base::{Error, FieldError, Result};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An agency, office, ward or centre. Immutable but for corrections and its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Unit {
    /// Its id.
    pub(crate) id: Uuid,
    /// The unit it belongs to.
    pub(crate) parent: Option<Uuid>,
    /// What sort of unit.
    pub(crate) kind: Kind,
    /// Official code, such as 23617.
    pub(crate) code: Option<String>,
    /// Name in full: `Phòng Kinh tế thị xã An Khê`.
    pub(crate) name: String,
    /// How it is called within its place: `Phòng Kinh tế`.
    pub(crate) short_name: Option<String>,
    /// First day on which it holds.
    pub(crate) from: NaiveDate,
    /// First day on which it does not hold any more.
    pub(crate) to: Option<NaiveDate>,
    /// Counts corrections, so that nobody overwrites what they have not seen.
    pub(crate) revision: i32,
}

/// Those of some units that lie below none of the others.
pub(crate) fn tops(units: &[Unit]) -> Vec<Uuid> {
    let is_top = |unit: &&Unit| !units.iter().any(|other| Some(other.id) == unit.parent);
    units.iter().filter(is_top).map(|unit| unit.id).collect()
}

impl Unit {
    /// Whether it holds on that day.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        holds(self.from, self.to, day)
    }

    /// Last day on which it holds.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        self.to.and_then(|to| to.pred_opt())
    }
}

/// A unit to choose from many: what one sees of it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// As a [`Unit`] has them.
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
}

impl Choice {
    /// Whether it holds on that day.
    pub(crate) fn holds_on(&self, day: NaiveDate) -> bool {
        holds(self.from, self.to, day)
    }

    /// Last day on which it holds.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        self.to.and_then(|to| to.pred_opt())
    }
}

impl From<&Unit> for Choice {
    fn from(unit: &Unit) -> Self {
        Self { id: unit.id, name: unit.name.clone(), from: unit.from, to: unit.to }
    }
}

impl<'a> From<&'a Choice> for (Uuid, &'a str) {
    fn from(unit: &'a Choice) -> Self {
        (unit.id, &unit.name)
    }
}

impl<'a> From<&'a Unit> for (Uuid, &'a str) {
    fn from(unit: &'a Unit) -> Self {
        (unit.id, &unit.name)
    }
}

/// Whether what begins and ends on those days holds on a day.
fn holds(from: NaiveDate, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from <= day && to.is_none_or(|to| day < to)
}

/// What sort of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = UnitKind)]
pub(crate) enum Kind {
    /// People's committee of a province or, until 2025, a district or town.
    Authority,
    /// Ward or commune.
    Commune,
    /// Office or department of an authority.
    Office,
    /// Public service unit: centre, school, station.
    Service,
    /// Organ of the party.
    Party,
    /// Fatherland Front and mass organisations.
    Front,
    /// Enterprise or cooperative.
    Enterprise,
    /// Anything else.
    Other,
}

impl Kind {
    /// All of them, in the order in which people choose.
    pub(crate) const ALL: [Self; 8] = [
        Self::Authority,
        Self::Commune,
        Self::Office,
        Self::Service,
        Self::Party,
        Self::Front,
        Self::Enterprise,
        Self::Other,
    ];

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Commune => "commune",
            Self::Office => "office",
            Self::Service => "service",
            Self::Party => "party",
            Self::Front => "front",
            Self::Enterprise => "enterprise",
            Self::Other => "other",
        }
    }

    /// The kind of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// An act by which units become others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Succession {
    /// Its id.
    pub(crate) id: Uuid,
    /// Number and symbol of the act: `1664/NQ-UBTVQH15`.
    pub(crate) act: String,
    /// Day of the act.
    pub(crate) act_on: NaiveDate,
    /// First day on which the successors act.
    pub(crate) effective_on: NaiveDate,
    /// What else one should know.
    pub(crate) note: Option<String>,
    /// How much of whom goes where.
    pub(crate) shares: Vec<Share>,
}

/// A part of one predecessor that goes to one successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    /// The predecessor.
    pub(crate) from: Uuid,
    /// The successor.
    pub(crate) to: Uuid,
    /// Millionths of the predecessor.
    pub(crate) millionths: i64,
}

/// All of a unit, in millionths.
pub(crate) const WHOLE: i64 = reporting::WHOLE as i64;

impl Succession {
    /// Those that end by it: a predecessor that is a successor too goes on.
    pub(crate) fn ending(&self) -> Vec<Uuid> {
        let successors: HashSet<_> = self.shares.iter().map(|share| share.to).collect();
        let mut ending: Vec<_> = self.shares.iter().map(|share| share.from).collect();
        ending.sort();
        ending.dedup();
        ending.retain(|unit| !successors.contains(unit));
        ending
    }

    /// Checks it against the units that it names.
    ///
    /// # Errors
    /// [`Error::Invalid`], field by field: `from`, `to`, `shares`, `effective_on`.
    pub(crate) fn check(&self, units: &HashMap<Uuid, Unit>) -> Result<()> {
        let mut wrong = Vec::new();
        let mut whole: HashMap<Uuid, i64> = HashMap::new();
        for share in &self.shares {
            *whole.entry(share.from).or_default() += share.millionths;
            if share.millionths <= 0 {
                wrong.push(FieldError::new("shares", "share-range"));
            }
        }
        if whole.is_empty() {
            wrong.push(FieldError::new("from", "choose"));
        }
        if whole.values().any(|sum| *sum != WHOLE) {
            wrong.push(FieldError::new("shares", "share-sum"));
        }
        let day_before = self.effective_on.pred_opt().unwrap_or(self.effective_on);
        let holds = |unit: &Uuid, day| units.get(unit).is_some_and(|unit| unit.holds_on(day));
        if !whole.keys().all(|unit| holds(unit, day_before)) {
            wrong.push(FieldError::new("from", "not-holding"));
        }
        if !self.shares.iter().all(|share| holds(&share.to, self.effective_on)) {
            wrong.push(FieldError::new("to", "not-holding"));
        }
        let goes_on = |unit: &Uuid| {
            units.get(unit).is_some_and(|unit| unit.to.is_none_or(|to| to == self.effective_on))
        };
        if !self.ending().iter().all(goes_on) {
            wrong.push(FieldError::new("from", "ends-otherwise"));
        }
        wrong.dedup();
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Units in their order, each with its depth below the first ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree(Vec<(usize, Unit)>);

impl Tree {
    /// Puts each below its parent, siblings in the order given. One whose parent is not among them stands at the top.
    pub(crate) fn new(units: Vec<Unit>) -> Self {
        let known: HashSet<_> = units.iter().map(|unit| unit.id).collect();
        let mut below: HashMap<Option<Uuid>, Vec<Unit>> = HashMap::new();
        for unit in units {
            below.entry(unit.parent.filter(|parent| known.contains(parent))).or_default().push(unit);
        }
        let mut ordered = Vec::with_capacity(known.len());
        let mut waiting: Vec<_> =
            below.remove(&None).unwrap_or_default().into_iter().rev().map(|unit| (0, unit)).collect();
        while let Some((depth, unit)) = waiting.pop() {
            let children = below.remove(&Some(unit.id)).unwrap_or_default();
            waiting.extend(children.into_iter().rev().map(|child| (depth + 1, child)));
            ordered.push((depth, unit));
        }
        Self(ordered)
    }

    /// Each unit with its depth, parents before children.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Unit)> {
        self.0.iter().map(|(depth, unit)| (*depth, unit))
    }
}
