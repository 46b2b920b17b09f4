//! A plan on its way to be kept: what the reader proposed, as far as a person has decided about it. Pure.

use chrono::NaiveDate;
use documents::Span;
use reading::model::{Bound, Confidence, Mode, Recurrence, Reporting, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::names::{Answer, Match};

/// A document under review.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What the plan calls itself.
    pub(crate) about: About,
    /// Names of those who have to do something, each once.
    pub(crate) names: Vec<Name>,
    pub(crate) clauses: Vec<Item<Clause>>,
    pub(crate) duties: Vec<Item<DutyFacts>>,
    pub(crate) targets: Vec<Item<TargetFacts>>,
    pub(crate) reporting: Option<Item<Reporting>>,
    /// Scan errors, those that are seen and meant alike together.
    pub(crate) repairs: Vec<Item<Misread>>,
}

/// Something proposed, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item<F> {
    /// `duty-3`; what was split off it is `duty-3.1`.
    pub(crate) id: String,
    /// Path of its clause; empty outside of all.
    pub(crate) clause: String,
    /// Its sentence in the source.
    pub(crate) span: Span,
    /// How sure the reader was.
    pub(crate) confidence: Confidence,
    pub(crate) standing: Standing,
    /// Whether a person changed it.
    pub(crate) is_edited: bool,
    pub(crate) facts: F,
}

/// What was decided about something proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    /// Nothing yet.
    Open,
    /// It is kept.
    Accepted,
    /// It is left out.
    Dropped,
}

/// What the plan calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// `15/KH-UBND`
    pub(crate) number: String,
    /// `Kế hoạch`
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) issuer: Option<String>,
    pub(crate) issued_on: Option<NaiveDate>,
    pub(crate) signer: Option<String>,
    pub(crate) first_year: Option<i32>,
    pub(crate) last_year: Option<i32>,
}

/// A name in the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    /// Under which all its spellings meet.
    pub(crate) key: String,
    /// As first printed, and written out.
    pub(crate) printed: String,
    pub(crate) full: String,
    /// In how many duties it leads, and in how many it helps.
    pub(crate) leads: usize,
    pub(crate) helps: usize,
    pub(crate) proposal: Match,
    /// What a person said.
    pub(crate) answer: Option<Answer>,
}

/// A clause of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) kind: String,
    pub(crate) role: Role,
    pub(crate) depth: u8,
    pub(crate) words: String,
}

/// Work that units have to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DutyFacts {
    pub(crate) words: String,
    /// Each that leads gets a task of its own.
    pub(crate) lead: Vec<Taker>,
    pub(crate) cooperating: Vec<Taker>,
    pub(crate) mode: Mode,
    /// Last day in time, where it is done once.
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) every: Option<Recurrence>,
    /// Month and day of a recurring one.
    pub(crate) month_day: Option<(u32, u32)>,
    pub(crate) deliverable: Option<String>,
}

/// Who takes part: a name of the document, or a unit that a person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Taker {
    /// The key of a [`Name`].
    Name(String),
    /// A unit.
    Unit(Uuid),
}

/// What is to be reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct TargetFacts {
    /// The whole sentence.
    pub(crate) words: String,
    pub(crate) measure: String,
    pub(crate) unit: Option<String>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) bound: Option<Bound>,
    pub(crate) by: Option<i32>,
}

/// A scan error: syllables as seen and as meant, and the clauses in which they stand so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) seen: String,
    pub(crate) meant: String,
    pub(crate) clauses: Vec<String>,
    pub(crate) places: Vec<Span>,
}

/// Who a duty falls to, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Takers {
    /// Units, each once.
    pub(crate) units: Vec<Uuid>,
    /// Keys of names that stand for units to be added.
    pub(crate) new: Vec<String>,
    /// Names that nobody has said anything of.
    pub(crate) open: Vec<String>,
}

impl Draft {
    /// Those who take part, through what was said of their names.
    pub(crate) fn takers(&self, takers: &[Taker]) -> Takers {
        let mut found = Takers::default();
        for taker in takers {
            match taker {
                Taker::Unit(unit) => found.units.push(*unit),
                Taker::Name(key) => match self.answer(key) {
                    Some(Answer::Units(units)) => found.units.extend(units),
                    Some(Answer::New { .. }) => found.new.push(key.clone()),
                    Some(Answer::Nobody) => {}
                    None => found.open.push(key.clone()),
                },
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.units.retain(|unit| seen.insert(*unit));
        found
    }

    /// What a person said of a name.
    pub(crate) fn answer(&self, key: &str) -> Option<&Answer> {
        self.names.iter().find(|name| name.key == key)?.answer.as_ref()
    }

    /// Words of a clause with the scan errors mended that were accepted.
    pub(crate) fn mended(&self, clause: &str, words: &str) -> String {
        let accepted = self.repairs.iter().filter(|repair| {
            repair.standing == Standing::Accepted && repair.facts.clauses.iter().any(|one| one == clause)
        });
        accepted.fold(words.to_owned(), |words, repair| {
            whole_words(&words, &repair.facts.seen, &repair.facts.meant)
        })
    }

    /// Accepted duties that nobody leads.
    pub(crate) fn unled(&self) -> Vec<String> {
        let nobody_leads = |duty: &&Item<DutyFacts>| {
            let leads = self.takers(&duty.facts.lead);
            duty.standing == Standing::Accepted && leads.units.is_empty() && leads.new.is_empty()
        };
        self.duties.iter().filter(nobody_leads).map(|duty| duty.id.clone()).collect()
    }

    /// Path and words of each clause as it would be kept.
    pub(crate) fn newer(&self) -> Vec<(String, String)> {
        let clause =
            |item: &Item<Clause>| (item.clause.clone(), self.mended(&item.clause, &item.facts.words));
        self.clauses.iter().map(clause).collect()
    }

    /// How many things of each part are undecided: names, duties, targets, reporting, repairs.
    pub(crate) fn open(&self) -> Open {
        fn open<F>(items: &[Item<F>]) -> usize {
            items.iter().filter(|item| item.standing == Standing::Open).count()
        }
        Open {
            names: self.names.iter().filter(|name| name.answer.is_none()).count(),
            duties: open(&self.duties),
            targets: open(&self.targets),
            reporting: self.reporting.iter().filter(|rule| rule.standing == Standing::Open).count(),
            repairs: open(&self.repairs),
        }
    }
}

/// How many things are undecided, part by part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Open {
    pub(crate) names: usize,
    pub(crate) duties: usize,
    pub(crate) targets: usize,
    pub(crate) reporting: usize,
    pub(crate) repairs: usize,
}

impl Open {
    /// All of them.
    pub(crate) fn sum(self) -> usize {
        self.names + self.duties + self.targets + self.reporting + self.repairs
    }
}

/// Puts `meant` for `seen` where it stands as whole words.
fn whole_words(words: &str, seen: &str, meant: &str) -> String {
    let mut mended = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(seen).filter(|_| !seen.is_empty()) {
        let (before, after) = (&rest[..at], &rest[at + seen.len()..]);
        let is_whole = !before.chars().next_back().is_some_and(char::is_alphanumeric)
            && !after.chars().next().is_some_and(char::is_alphanumeric);
        mended.push_str(before);
        mended.push_str(if is_whole { meant } else { seen });
        rest = after;
    }
    mended + rest
}
