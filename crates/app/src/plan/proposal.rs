//! What the reader found, as the draft with which a review begins. Pure.

use chrono::{Datelike, NaiveDate};
use reading::Reading;
use reading::model::{Confidence, Due, Duty, Header, Repair, Target};

use super::draft::{About, Clause, Draft, DutyFacts, Item, Misread, Name, Standing, Taker, TargetFacts};
use super::names::{Match, key};

impl Draft {
    /// What the reader proposed, before anybody decided; `find` says whom a name, written out, stands for.
    pub(crate) fn new(reading: &Reading, find: &dyn Fn(&str, bool) -> Match) -> Self {
        Self {
            about: about(&reading.document, reading),
            names: names(reading, find),
            clauses: reading.clauses.iter().map(clause).collect(),
            duties: (1..).zip(&reading.duties).map(|(number, found)| duty(number, found)).collect(),
            targets: (1..).zip(&reading.targets).map(|(number, found)| target(number, found)).collect(),
            reporting: reading.reporting.as_ref().map(|rule| Item {
                id: "reporting".to_owned(),
                clause: rule.clause.clone(),
                span: rule.span,
                confidence: rule.confidence,
                standing: Standing::Open,
                is_edited: false,
                facts: rule.clone(),
            }),
            repairs: (1..)
                .zip(crate::readings::repair_kinds(&reading.repairs))
                .map(|(number, kind)| misread(number, &kind))
                .collect(),
        }
    }
}

fn about(header: &Header, reading: &Reading) -> About {
    let horizon = reading.horizon.as_ref();
    About {
        number: header.number_and_symbol().unwrap_or_default(),
        kind: sentence_case(header.kind.as_deref().unwrap_or_default()),
        title: header.title.clone().unwrap_or_default(),
        issuer: header.issuer.clone(),
        issued_on: header.date.as_deref().and_then(web::form::day),
        signer: header.signature.name.clone(),
        first_year: horizon.and_then(|horizon| horizon.from),
        last_year: horizon.map(|horizon| horizon.to),
    }
}

/// Every name that leads or helps in a duty, in the order in which they are first named.
fn names(reading: &Reading, find: &dyn Fn(&str, bool) -> Match) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for duty in &reading.duties {
        let takers = duty
            .units
            .iter()
            .map(|name| (name, true))
            .chain(duty.cooperating.iter().map(|name| (name, false)));
        for (printed, leads) in takers {
            let mention = reading.units.iter().find(|unit| unit.name == *printed);
            let full =
                mention.map_or_else(|| reading::units::full_name(printed), |unit| unit.full_name.clone());
            let group = mention.map_or(leads && duty.group, |unit| unit.group);
            let key = key(&full);
            let at = names.iter().position(|name| name.key == key).unwrap_or_else(|| {
                let proposal = find(&full, group);
                names.push(Name {
                    key,
                    printed: printed.clone(),
                    full,
                    leads: 0,
                    helps: 0,
                    proposal,
                    answer: None,
                });
                names.len() - 1
            });
            if leads {
                names[at].leads += 1;
            } else {
                names[at].helps += 1;
            }
        }
    }
    names
}

fn clause(found: &reading::model::Clause) -> Item<Clause> {
    let kind = serde_json::to_value(found.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
    Item {
        id: format!("clause-{}", found.path),
        clause: found.path.clone(),
        span: found.span,
        confidence: Confidence::Sure,
        standing: Standing::Accepted,
        is_edited: false,
        facts: Clause {
            kind: kind.unwrap_or_default(),
            role: found.role,
            depth: found.depth,
            words: found.text.clone(),
        },
    }
}

fn duty(number: usize, found: &Duty) -> Item<DutyFacts> {
    let takers = |names: &[String]| -> Vec<Taker> {
        names.iter().map(|name| Taker::Name(key(&reading::units::full_name(name)))).collect()
    };
    let due = found.due.clone().unwrap_or_default();
    Item {
        id: format!("duty-{number}"),
        clause: found.clause.clone(),
        span: found.span,
        confidence: found.confidence,
        standing: Standing::Open,
        is_edited: false,
        facts: DutyFacts {
            words: found.text.clone(),
            lead: takers(&found.units),
            cooperating: takers(&found.cooperating),
            mode: found.mode,
            due_on: due.until.as_deref().and_then(web::form::day),
            every: due.recurrence,
            month_day: month_day(&due),
            deliverable: found.deliverable.clone(),
        },
    }
}

/// The month and day of a recurring deadline, already the last one in time.
fn month_day(due: &Due) -> Option<(u32, u32)> {
    let (month, day) = due.month_day.as_deref()?.split_once('-')?;
    // Any year will do: what counts is the day before.
    let named = NaiveDate::from_ymd_opt(2023, month.parse().ok()?, day.parse().ok()?)?;
    let last = if due.strictly_before { named.pred_opt()? } else { named };
    Some((last.month(), last.day()))
}

fn target(number: usize, found: &Target) -> Item<TargetFacts> {
    Item {
        id: format!("target-{number}"),
        clause: found.clause.clone(),
        span: found.span,
        confidence: found.confidence,
        standing: Standing::Open,
        is_edited: false,
        facts: TargetFacts {
            words: found.text.clone(),
            measure: found.measure.clone(),
            unit: found.unit.clone(),
            low: found.low,
            high: found.high,
            bound: found.bound,
            by: found.by,
        },
    }
}

fn misread(number: usize, kind: &[&Repair]) -> Item<Misread> {
    Item {
        id: format!("repair-{number}"),
        clause: kind[0].clause.clone(),
        span: kind[0].span,
        confidence: crate::readings::repair_level(kind).unwrap_or_default(),
        standing: Standing::Open,
        is_edited: false,
        facts: Misread {
            seen: kind[0].seen.clone(),
            meant: kind[0].meant.clone(),
            clauses: kind.iter().map(|repair| repair.clause.clone()).collect(),
            places: kind.iter().map(|repair| repair.span).collect(),
        },
    }
}

/// `KẾ HOẠCH` as `Kế hoạch`.
fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
}
