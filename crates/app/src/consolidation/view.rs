//! What the templates show.

mod matrix;
mod plans;
#[cfg(test)]
mod samples;

use std::collections::HashMap;

use base::FieldError;
use chrono::{DateTime, Utc};
use minijinja::{Value, context};
use reporting::Period;
use uuid::Uuid;
use web::{Form, View};

use super::actions::{Composed, Owner};
use super::content::Matter;
use super::forms::{PASSAGE, REASON, TEMPLATE};
use super::found::{About, Found};
use super::model::{Consolidation, Kind, State};
use super::narrative::{Narrative, Passage, Source};
use super::store::NewTemplate;
use super::template::{Fault, Inset};
use crate::access::{Signed, office};
use crate::issuing::{Document, Standing};
use crate::returns::{self, Regime, Run, Section};
use crate::units::Unit;

pub(crate) use matrix::{figures, matrix};
pub(crate) use plans::{UnitPlans, unit_plans};
#[cfg(test)]
pub(crate) use samples::{duties as sample_duties, material as sample_material, samples};

/// What somebody may do to a consolidation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct May {
    pub(crate) write: bool,
    pub(crate) review: bool,
    pub(crate) sign: bool,
}

/// What all its pages show.
fn head(view: &View, signed: &Signed, found: &Found, may: May, here: &str) -> Value {
    let it = &found.it;
    context! {
        office => office(signed, found.about.place()),
        here,
        id => it.id.to_string(),
        kind => it.kind.name(),
        state => it.state.name(),
        revision => it.revision,
        top => top(view, &found.about, it.kind),
        may_write => may.write && it.state == State::Draft,
    }
}

/// What it is about, what is above it, its parts, and where its template comes from.
fn top(view: &View, about: &About, kind: Kind) -> Value {
    let crumb = |path: String, name: String| context! { path, name };
    match about {
        About::Period(period) => {
            let (regime, run) = &**period;
            let (path, name) = (format!("/bo/periods/{}", run.id), returns::named(view, run.period));
            context! {
                name,
                crumbs => [
                    crumb("/bo/returns".to_owned(), view.text("office-returns")),
                    crumb(path.clone(), format!("{}, {name}", regime.title)),
                    crumb(format!("{path}/consolidations"), view.text("consolidations")),
                ],
                parts => ["overview", "figures", "words", "template"],
                templates => format!("/bo/regimes/{}/templates/{}", regime.id, kind.name()),
            }
        }
        About::Duties { plan, number, unit, name } => {
            let path = format!("/bo/plans/{plan}");
            context! {
                name,
                crumbs => [
                    crumb("/bo/plans".to_owned(), view.text("office-plans")),
                    crumb(path.clone(), number.clone()),
                    crumb(format!("{path}/unit-plans"), view.text("unit-plans")),
                ],
                parts => ["overview", "template"],
                templates => format!("/bo/units/{unit}/plan-template"),
            }
        }
    }
}

/// What the page of a consolidation is made of.
pub(crate) struct Shown {
    pub(crate) composed: Composed,
    pub(crate) may: May,
    /// How the reader signs for the unit.
    pub(crate) standings: Vec<Standing>,
    pub(crate) signature_lines: Vec<String>,
    /// Whether the reader wrote it.
    pub(crate) is_author: bool,
    pub(crate) history: Vec<(String, Uuid, Option<String>, DateTime<Utc>)>,
    pub(crate) people: HashMap<Uuid, String>,
    /// What was signed of it.
    pub(crate) document: Option<Document>,
    pub(crate) key: Uuid,
}

/// Where it is, what is left to do, and its files.
pub(crate) fn overview(
    view: &View,
    signed: &Signed,
    shown: &Shown,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let Composed { found, matter, narrative, said, document, .. } = &shown.composed;
    let news = narrative.news(said);
    let event = |(kind, person, words, at): &(String, Uuid, Option<String>, DateTime<Utc>)| {
        let at = web::format::instant(view.language, *at);
        context! { kind, person => shown.people.get(person), words, at }
    };
    // Each change of words is one more: what matters are the steps.
    let steps = shown.history.iter().filter(|(kind, ..)| kind != "write");
    let state = found.it.state;
    let standings = shown.standings.iter().zip(&shown.signature_lines);
    context! {
        title => document.as_ref().ok().map(|document| document.title.replace('\n', " ")),
        faults => faults(document.as_ref().err()),
        news => (!news.is_none()).then(|| context! {
            added => news.added, changed => news.changed, gone => news.gone,
        }),
        unused => narrative.unused().len(),
        owing => match matter {
            Matter::Period(material) => Some(material.owing().len()),
            Matter::Duties(_) => None,
        },
        unasked => match matter {
            Matter::Period(material) => {
                let named = material.unasked().map(|period| returns::named(view, period));
                Some(named.collect::<Vec<_>>().join("; ")).filter(|named| !named.is_empty())
            }
            Matter::Duties(_) => None,
        },
        duties => match matter {
            Matter::Period(_) => None,
            Matter::Duties(duties) => Some(context! {
                led => duties.led.len(), helped => duties.helped.len(), without_term => duties.without_term(),
            }),
        },
        is_author => shown.is_author,
        may_review => shown.may.review && state == State::Draft,
        may_reopen => shown.may.review && state == State::Reviewed,
        may_sign => shown.may.sign && state == State::Reviewed,
        standings => standings
            .map(|(one, line)| context! { id => one.id.to_string(), line })
            .collect::<Vec<_>>(),
        document => shown.document.as_ref().map(|one| context! {
            id => one.id.to_string(), code => one.code(), state => one.state.name(),
        }),
        history => steps.map(event).collect::<Vec<_>>(),
        key => shown.key.to_string(),
        limits => context! { words => REASON },
        form => form.shown(wrong),
        ..head(view, signed, found, shown.may, "overview")
    }
}

fn faults(faults: Option<&Vec<Fault>>) -> Vec<Value> {
    let fault =
        |fault: &Fault| context! { line => fault.line, kind => fault.kind.name(), words => fault.words };
    faults.map(|faults| faults.iter().map(fault).collect()).unwrap_or_default()
}

/// What the editor is made of.
pub(crate) struct Words {
    pub(crate) found: Found,
    pub(crate) narrative: Narrative,
    pub(crate) sections: Vec<Section>,
    pub(crate) units: HashMap<Uuid, Unit>,
    /// The periods of the returns, where there are several.
    pub(crate) periods: HashMap<Uuid, Period>,
    pub(crate) may: May,
    pub(crate) key: Uuid,
}

/// Passages in order, each with where it comes from, and what is not used. `at`: the passage or section whose form comes back.
pub(crate) fn words(
    view: &View,
    signed: &Signed,
    words: &Words,
    (at, form): (Option<Uuid>, &Form),
    wrong: &[FieldError],
) -> Value {
    let narrative = &words.narrative;
    let alike = narrative.alike();
    let unit = |source: &Source| {
        words.units.get(&source.said.unit).map(|unit| unit.name.as_str()).unwrap_or_default()
    };
    let source = |source: &Source| {
        context! {
            id => source.id.to_string(),
            unit => unit(source),
            period => words.periods.get(&source.said.returned).map(|period| returns::named(view, *period)),
            returned => source.said.returned.to_string(),
            told => returns::narrated(&source.said.words),
            group => alike.get(&source.id).map(|group| group + 1),
        }
    };
    let of = |passage: &Passage| {
        let origins = narrative.sources.iter().filter(|source| passage.origins.contains(&source.id));
        let is_as_told = matches!(
            origins.clone().collect::<Vec<_>>()[..],
            [only] if only.said.words == passage.words
        );
        let is_back = at == Some(passage.id);
        context! {
            id => passage.id.to_string(),
            revision => passage.revision,
            words => if is_back { form.raw("words") } else { passage.words.as_str() },
            now => is_back.then(|| returns::narrated(&passage.words)),
            told => returns::narrated(&passage.words),
            is_named => passage.is_named,
            is_as_told,
            is_back,
            origins => origins.map(source).collect::<Vec<_>>(),
        }
    };
    let unused = narrative.unused();
    let section = |section: &Section| {
        let passages = narrative.passages.iter().filter(|passage| passage.section == section.id);
        let left = unused.iter().filter(|source| source.said.section == section.id);
        context! {
            id => section.id.to_string(),
            title => section.title,
            clause => section.clause.as_ref().map(|(_, path)| path),
            passages => passages.map(of).collect::<Vec<_>>(),
            unused => left.map(|one| source(one)).collect::<Vec<_>>(),
            is_back => at == Some(section.id),
        }
    };
    context! {
        sections => words.sections.iter().map(section).collect::<Vec<_>>(),
        key => words.key.to_string(),
        limits => context! { words => PASSAGE },
        form => form.shown(wrong),
        ..head(view, signed, &words.found, words.may, "words")
    }
}

/// The template of one document, with what is wrong with it and what may stand in it.
pub(crate) fn template(
    view: &View,
    signed: &Signed,
    composed: &Composed,
    may: May,
    key: Uuid,
    (form, wrong, typed_faults): (&Form, &[FieldError], Vec<Fault>),
) -> Value {
    let found = &composed.found;
    let is_back = !form.raw("template").is_empty();
    let faults = if is_back { faults(Some(&typed_faults)) } else { faults(composed.document.as_ref().err()) };
    context! {
        template => if is_back { form.raw("template") } else { found.it.template.as_str() },
        faults,
        facts => super::content::known(view, &composed.matter),
        insets => Inset::names(found.it.kind == Kind::Plan),
        key => key.to_string(),
        limits => context! { template => TEMPLATE },
        form => form.shown(wrong),
        ..head(view, signed, found, may, "template")
    }
}

/// What the page of a regime's templates is made of.
pub(crate) struct Versions {
    pub(crate) owner: Owner,
    pub(crate) kind: Kind,
    pub(crate) versions: Vec<NewTemplate>,
    /// What holds today.
    pub(crate) template: String,
    pub(crate) people: HashMap<Uuid, String>,
    pub(crate) may_run: bool,
    pub(crate) today: chrono::NaiveDate,
    pub(crate) key: Uuid,
}

/// Where the templates of a kind stand.
pub(crate) fn versions_path(owner: &Owner, kind: Kind) -> String {
    match owner {
        Owner::Regime(regime) => format!("/bo/regimes/{}/templates/{}", regime.id, kind.name()),
        Owner::Unit(unit) => format!("/bo/units/{}/plan-template", unit.id),
    }
}

/// The templates of a regime or of a unit, with the form for the next.
pub(crate) fn versions(
    view: &View,
    signed: &Signed,
    shown: &Versions,
    (form, wrong, typed_faults): (&Form, &[FieldError], Vec<Fault>),
) -> Value {
    let is_back = !form.raw("template").is_empty();
    let of_regime = match &shown.owner {
        Owner::Regime(regime) => Some(regime),
        Owner::Unit(_) => None,
    };
    let version = |one: &NewTemplate| {
        context! {
            from => one.from_on.to_string(),
            is_own => one.regime.is_some(),
            is_supplied => one.words.is_empty(),
            words => one.words,
            person => shown.people.get(&one.person),
            at => web::format::instant(view.language, one.recorded_at),
        }
    };
    context! {
        office => office(signed, if of_regime.is_some() { "returns" } else { "plans" }),
        path => versions_path(&shown.owner, shown.kind),
        regime => of_regime.map(|regime| context! { id => regime.id.to_string(), title => regime.title }),
        unit => match &shown.owner {
            Owner::Regime(_) => None,
            Owner::Unit(unit) => Some(context! { id => unit.id.to_string(), name => unit.name }),
        },
        kind => shown.kind.name(),
        kinds => Kind::OF_PERIODS.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        template => if is_back { form.raw("template") } else { shown.template.as_str() },
        faults => faults(Some(&typed_faults)),
        versions => shown.versions.iter().map(version).collect::<Vec<_>>(),
        insets => Inset::names(shown.kind == Kind::Plan),
        may_run => shown.may_run,
        today => shown.today.to_string(),
        key => shown.key.to_string(),
        limits => context! { template => TEMPLATE },
        form => form.shown(wrong),
    }
}

/// What is made of a period, and what can be begun. `codes`: of those that are signed.
pub(crate) fn list(
    view: &View,
    signed: &Signed,
    (regime, run, unit): (&Regime, &Run, &str),
    (made, codes): (&[Consolidation], &HashMap<Uuid, String>),
    may: May,
    next_id: impl Fn() -> Uuid,
) -> Value {
    let line = |one: &Consolidation| {
        let code = codes.get(&one.id);
        context! { id => one.id.to_string(), kind => one.kind.name(), state => one.state.name(), code }
    };
    let of = |kind: &Kind| made.iter().filter(|one| one.kind == *kind).collect::<Vec<_>>();
    let kinds = Kind::of_period(run.is_review()).iter();
    let kinds = kinds.filter(|kind| of(kind).iter().all(|one| one.state == State::Signed));
    let begin = |kind: &Kind| {
        context! { name => kind.name(), key => next_id().to_string(), is_again => !of(kind).is_empty() }
    };
    context! {
        office => office(signed, "returns"),
        period => context! { id => run.id.to_string(), name => returns::named(view, run.period) },
        regime => context! { id => regime.id.to_string(), title => regime.title },
        unit,
        made => made.iter().map(line).collect::<Vec<_>>(),
        kinds => kinds.map(begin).collect::<Vec<_>>(),
        may_write => may.write && run.may_be_told(),
    }
}
