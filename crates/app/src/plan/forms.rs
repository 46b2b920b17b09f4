//! What is handed in about plans: one input for each use.

use base::{Error, FieldError, Result};
use chrono::NaiveDate;
use reading::model::{Mode, Recurrence};
use uuid::Uuid;
use web::Form;

use super::draft::{About, Draft, DutyFacts, Taker, TargetFacts};
use super::names::Answer;
use super::steps::Step;
use crate::readings::Arrival;
use crate::units::Kind;

/// Longest number of a document and longest name, in letters.
pub(crate) const NAME: usize = 200;
/// Longest title or sentence, in letters.
pub(crate) const WORDS: usize = 5_000;

/// A document to be reviewed.
pub(crate) struct NewReview {
    /// Id that the form proposed, so that the form sent twice begins one review.
    pub(crate) key: Option<Uuid>,
    pub(crate) unit: Uuid,
    pub(crate) arrival: Arrival,
}

impl NewReview {
    /// # Errors
    /// [`Error::Invalid`] for `unit`.
    pub(crate) fn read(arrival: Arrival) -> Result<Self> {
        let field = |name: &str| arrival.fields.iter().find(|(field, _)| field == name)?.1.parse().ok();
        let unit = field("unit").ok_or_else(|| Error::invalid("unit", "choose"))?;
        // The key is that of the review; the reading gets an id of its own.
        Ok(Self { key: arrival.key, unit, arrival: Arrival { key: None, ..arrival } })
    }
}

/// A step, as the form of an item or of a whole part says it.
///
/// # Errors
/// [`Error::Invalid`], field by field; [`Error::NotFound`] for an item that is not there.
pub(crate) fn step(form: &mut Form, draft: &Draft) -> Result<Step> {
    let item = form.text("item");
    match form.text("do").as_str() {
        "accept" => Ok(Step::Accept { items: form.all("item") }),
        "drop" => Ok(Step::Drop { items: form.all("item") }),
        "reopen" => Ok(Step::Reopen { items: form.all("item") }),
        "sure" => Step::sure(draft).ok_or_else(|| Error::invalid("do", "nothing-sure")),
        "about" => about(form),
        "name" => name(form, draft),
        "clause" => {
            let words = form.required("words", WORDS);
            form.finish(Step::Clause { item, words })
        }
        "duty" => duty(form, item, draft),
        "target" => target(form, item, draft),
        "merge" => Ok(Step::Merge { item, with: form.text("with") }),
        "split" => {
            let rest = form.required("rest", WORDS);
            form.finish(Step::Split { item, rest })
        }
        _ => Err(Error::invalid("do", "invalid")),
    }
}

fn about(form: &mut Form) -> Result<Step> {
    let about = About {
        number: form.required("number", NAME),
        kind: form.required("kind", NAME),
        title: form.required("title", WORDS),
        issuer: form.optional("issuer", NAME),
        issued_on: optional_day(form, "issued_on"),
        signer: form.optional("signer", NAME),
        first_year: year(form, "first_year"),
        last_year: year(form, "last_year"),
    };
    if about.first_year.zip(about.last_year).is_some_and(|(first, last)| first > last) {
        form.wrong("last_year", "year-order");
    }
    form.finish(Step::About { about })
}

fn name(form: &mut Form, draft: &Draft) -> Result<Step> {
    let key = form.text("key");
    let name = draft.names.iter().find(|name| name.key == key).ok_or(Error::NotFound)?;
    let answer = match form.text("answer").as_str() {
        "proposal" => name.proposal.answer.clone(),
        "nobody" => Answer::Nobody,
        "new" => {
            let kind = form.choice("kind", Kind::named).unwrap_or(Kind::Other);
            Answer::New { name: form.required("name", NAME), kind: kind.name().to_owned() }
        }
        _ => {
            let units: Vec<_> = form.all("unit").iter().filter_map(|id| id.parse().ok()).collect();
            if units.is_empty() {
                form.wrong("unit", "choose");
            }
            Answer::Units(units)
        }
    };
    form.finish(Step::Name { key, answer })
}

fn duty(form: &mut Form, item: String, draft: &Draft) -> Result<Step> {
    let before = &draft.duties.iter().find(|duty| duty.id == item).ok_or(Error::NotFound)?.facts;
    let (lead, mut cooperating) = (takers(form, "lead", draft), takers(form, "cooperating", draft));
    cooperating.retain(|taker| !lead.contains(taker));
    if lead.is_empty() {
        form.wrong("lead", "choose");
    }
    let every = form.text("every");
    let facts = DutyFacts {
        words: form.required("words", WORDS),
        lead,
        cooperating,
        mode: form.choice("mode", mode_named).unwrap_or(before.mode),
        due_on: optional_day(form, "due_on"),
        every: recurrence_named(&every),
        month_day: month_day(form),
        deliverable: form.optional("deliverable", NAME),
    };
    if facts.every.is_none() && !every.is_empty() {
        form.wrong("every", "choose");
    }
    form.finish(Step::Duty { item, facts })
}

/// Ticked names and units, and one unit more.
fn takers(form: &mut Form, field: &str, draft: &Draft) -> Vec<Taker> {
    let mut takers: Vec<Taker> = Vec::new();
    for value in form.all(field).into_iter().chain([form.text(&format!("{field}_more"))]) {
        let taker = match value.split_once(':') {
            Some(("name", key)) if draft.names.iter().any(|name| name.key == key) => {
                Taker::Name(key.to_owned())
            }
            Some(("unit", id)) => match id.parse() {
                Ok(id) => Taker::Unit(id),
                Err(_) => continue,
            },
            _ => continue,
        };
        if !takers.contains(&taker) {
            takers.push(taker);
        }
    }
    takers
}

fn target(form: &mut Form, item: String, draft: &Draft) -> Result<Step> {
    let before = &draft.targets.iter().find(|target| target.id == item).ok_or(Error::NotFound)?.facts;
    let facts = TargetFacts {
        words: before.words.clone(),
        measure: form.required("measure", NAME),
        unit: form.optional("unit", NAME),
        low: form.amount("low"),
        high: form.amount("high"),
        bound: before.bound,
        by: year(form, "by"),
    };
    if facts.low.zip(facts.high).is_some_and(|(low, high)| low > high) {
        form.wrong("high", "amount-order");
    }
    form.finish(Step::Target { item, facts })
}

fn optional_day(form: &mut Form, name: &str) -> Option<NaiveDate> {
    if form.text(name).is_empty() { None } else { Some(form.date(name)) }
}

fn year(form: &mut Form, name: &str) -> Option<i32> {
    let text = form.text(name);
    let year = text.parse().ok().filter(|year| (1900..=2200).contains(year));
    if year.is_none() && !text.is_empty() {
        form.wrong(name, "year");
    }
    year
}

/// `15/11`.
fn month_day(form: &mut Form) -> Option<(u32, u32)> {
    let text = form.text("month_day");
    let parts = text.split_once(['/', '-']);
    let parts = parts.and_then(|(day, month)| Some((month.trim().parse().ok()?, day.trim().parse().ok()?)));
    let is_day = |(month, day): &(u32, u32)| NaiveDate::from_ymd_opt(2023, *month, *day).is_some();
    let found = parts.filter(is_day);
    if found.is_none() && !text.is_empty() {
        form.wrong("month_day", "month-day");
    }
    found
}

/// All ways in which a unit takes part first, with the names under which forms and texts know them.
pub(crate) const MODES: [(Mode, &str); 4] = [
    (Mode::Lead, "lead"),
    (Mode::Cooperate, "cooperate"),
    (Mode::Advise, "advise"),
    (Mode::Follow, "follow"),
];

fn mode_named(name: &str) -> Option<Mode> {
    MODES.into_iter().find(|(_, other)| *other == name).map(|(mode, _)| mode)
}

/// All recurrences, with the names under which forms and texts know them.
pub(crate) const RECURRENCES: [(Recurrence, &str); 5] = [
    (Recurrence::Monthly, "monthly"),
    (Recurrence::Quarterly, "quarterly"),
    (Recurrence::HalfYearly, "half-yearly"),
    (Recurrence::Yearly, "yearly"),
    (Recurrence::Continuous, "continuous"),
];

fn recurrence_named(name: &str) -> Option<Recurrence> {
    RECURRENCES.into_iter().find(|(_, other)| *other == name).map(|(recurrence, _)| recurrence)
}

/// What is wrong, for a page that shows it.
pub(crate) fn wrong(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(wrong) => Ok(wrong),
        Error::Conflict => Ok(vec![FieldError::new("revision", "changed-meanwhile")]),
        fault => Err(fault),
    }
}
