//! The pages of a review.

use std::collections::{HashMap, HashSet};

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use crate::access::{Signed, office};
use crate::plan::draft::{Draft, DutyFacts, Item, Name, Standing, Taker};
use crate::plan::forms::{MODES, NAME, RECURRENCES, WORDS};
use crate::plan::loading::{Earlier, Loaded, Work};
use crate::plan::model::Review;
use crate::plan::names::Answer;
use crate::plan::steps::Step;
use crate::plan::view::summary;
use crate::readings::{self, Finding, Sort, State, anchor};
use crate::tasks::Task;
use crate::units::{Kind, Tree, Unit};

/// A part of the review; each is a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    About,
    Names,
    Duties,
    Targets,
    Reporting,
    Repairs,
    Clauses,
    Save,
}

impl Part {
    /// All of them, in the order in which they are gone through: a scan error mended early is mended everywhere.
    pub(crate) const ALL: [Self; 8] = [
        Self::About,
        Self::Repairs,
        Self::Names,
        Self::Duties,
        Self::Targets,
        Self::Reporting,
        Self::Clauses,
        Self::Save,
    ];

    /// In addresses and, after `review-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Names => "names",
            Self::Duties => "duties",
            Self::Targets => "targets",
            Self::Reporting => "reporting",
            Self::Repairs => "repairs",
            Self::Clauses => "clauses",
            Self::Save => "save",
        }
    }

    /// The part of that name, else the first.
    pub(crate) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|part| part.name() == name).unwrap_or(Self::About)
    }
}

/// A form that comes back.
pub(crate) struct Typed {
    /// Of which item, and what was to be done.
    pub(crate) item: String,
    pub(crate) what: String,
    pub(crate) form: Value,
    pub(crate) wrong: Vec<FieldError>,
}

/// What of a part is shown.
pub(crate) struct Shown {
    pub(crate) part: Part,
    /// Only what nobody has decided about.
    pub(crate) only_open: bool,
    /// The item whose form is open.
    pub(crate) edit: String,
    pub(crate) typed: Option<Typed>,
    /// Open tasks of the units that would lead, where it is about to be kept.
    pub(crate) existing: Vec<Task>,
    /// Units to which the person may give work, likewise.
    pub(crate) own: HashSet<Uuid>,
}

/// The form that takes a document; `units` are those whose plans one runs, ended ones too.
pub(crate) fn new(signed: &Signed, key: Uuid, limit: u64, units: Vec<Unit>, wrong: &[FieldError]) -> Value {
    context! {
        office => office(signed, "plans"),
        key => key.to_string(),
        limit,
        units => choices(&Tree::new(units)),
        form => Form::default().shown(wrong),
    }
}

/// A document that is being read, or that could not be.
pub(crate) fn waiting(signed: &Signed, loaded: &Loaded) -> Value {
    let (state, error) = match loaded.upload.as_ref().map(|upload| &upload.state) {
        None => ("gone", None),
        Some(State::Failed(code)) => ("failed", Some(code.clone())),
        Some(_) => ("reading", None),
    };
    let progress = loaded.upload.as_ref().map(readings::progress_values).unwrap_or_default();
    context! {
        office => office(signed, "plans"),
        review => loaded.review.id.to_string(),
        file => loaded.review.file_name,
        state,
        error,
        ..progress
    }
}

/// One part of a review beside the document.
pub(crate) fn page(view: &View, signed: &Signed, review: &Review, work: &Work, shown: Shown) -> Value {
    let draft = &work.draft;
    let open = draft.open();
    let count = |part: Part| match part {
        Part::Names => open.names,
        Part::Duties => open.duties,
        Part::Targets => open.targets,
        Part::Reporting => open.reporting,
        Part::Repairs => open.repairs,
        Part::About | Part::Clauses | Part::Save => 0,
    };
    // Saving has its button above.
    let parts: Vec<_> = Part::ALL
        .iter()
        .filter(|part| **part != Part::Save)
        .map(|part| context! { name => part.name(), open => count(*part) })
        .collect();
    let sure = match Step::sure(draft) {
        Some(Step::Sure { items, names }) => items.len() + names.len(),
        _ => 0,
    };
    let wants = |standing: Standing| !shown.only_open || standing == Standing::Open;
    let form = shown.typed.as_ref().map(|typed| &typed.form).cloned();
    let edit = shown.typed.as_ref().map_or(&shown.edit, |typed| &typed.item);
    let one = OneOf { work, edit, form: form.as_ref() };
    let items: Vec<Value> = match shown.part {
        Part::Names => {
            let names = draft.names.iter().zip(1..).filter(|(name, _)| !shown.only_open || name.answer.is_none());
            names.map(|(name, number)| one.name(name, number)).collect()
        }
        Part::Duties => {
            draft.duties.iter().filter(|item| wants(item.standing)).map(|item| one.duty(item)).collect()
        }
        Part::Targets => draft
            .targets
            .iter()
            .filter(|item| wants(item.standing))
            .map(|item| {
                let facts = &item.facts;
                context! { low => facts.low, high => facts.high, measure => facts.measure, unit => facts.unit,
                bound => facts.bound, by => facts.by, words => draft.mended(&item.clause, &facts.words),
                ..one.common(item, Finding::Target) }
            })
            .collect(),
        Part::Repairs => draft
            .repairs
            .iter()
            .filter(|item| wants(item.standing))
            .map(|item| {
                let place = |(span, clause): (&documents::Span, &String)| context! { at => anchor(*span, Sort::Repair), clause };
                let places: Vec<_> = item.facts.places.iter().zip(&item.facts.clauses).map(place).collect();
                context! { seen => item.facts.seen, meant => item.facts.meant, places, ..one.common(item, Finding::Duty) }
            })
            .collect(),
        Part::Reporting => {
            let words = readings::Words { texts: view.texts(), language: view.language };
            let rule = |item: &Item<_>| context! { rule => readings::reporting(words, Some(&item.facts)), ..one.common(item, Finding::Reporting) };
            draft.reporting.iter().map(rule).collect()
        }
        Part::Clauses => draft.clauses.iter().map(|item| one.clause(item)).collect(),
        Part::About | Part::Save => Vec::new(),
    };
    let about = &draft.about;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    context! {
        office => office(signed, "plans"),
        id => review.id.to_string(),
        revision => review.revision,
        file => review.file_name,
        part => shown.part.name(),
        only_open => shown.only_open,
        parts,
        open => open.sum(),
        sure,
        last => work.steps.last().map(Step::name),
        steps => work.steps.len(),
        owner => work.owner.name,
        on => work.on.to_string(),
        about => context! {
            number => about.number, kind => about.kind, title => about.title, issuer => about.issuer,
            issued_on => day(about.issued_on), signer => about.signer,
            first_year => about.first_year.map(|year| year.to_string()), last_year => about.last_year.map(|year| year.to_string()),
        },
        alike => work.alike.iter().map(|plan| context! {
            id => plan.id.to_string(), number => plan.about.number, title => plan.about.title,
            issued_on => day(plan.about.issued_on), chosen => review.replaces == Some(plan.id),
            may_replace => plan.unit == review.unit,
        }).collect::<Vec<_>>(),
        replaces => review.replaces.map(|id| id.to_string()),
        versions => work.earlier.as_ref().map(|earlier| compared(draft, earlier)),
        summary => summary::summary(work, &shown.existing, &shown.own),
        items,
        units => if matches!(shown.part, Part::Names | Part::Duties) && !edit.is_empty() { choices(&held(work)) } else { Vec::new() },
        kinds => Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        modes => MODES.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        recurrences => RECURRENCES.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        limits => context! { name => NAME, words => WORDS },
        form => form.unwrap_or_else(|| Form::default().shown(&[])),
        failed => shown.typed.as_ref().map(|typed| typed.what.clone()),
        wrong => shown.typed.as_ref().and_then(|typed| typed.wrong.first()).map(|wrong| wrong.code.clone()),
        source => readings::source(view, &work.outcome),
    }
}

/// What the page shows of one item.
struct OneOf<'a> {
    work: &'a Work,
    /// The item whose form is open.
    edit: &'a str,
    form: Option<&'a Value>,
}

impl OneOf<'_> {
    fn common<F>(&self, item: &Item<F>, finding: Finding) -> Value {
        context! {
            id => item.id,
            clause => item.clause,
            at => anchor(item.span, Sort::Finding(finding)),
            confidence => item.confidence,
            standing => item.standing,
            is_edited => item.is_edited,
            edit => item.id == self.edit,
        }
    }

    fn name(&self, name: &Name, number: usize) -> Value {
        let id = format!("name-{number}");
        context! {
            edit => id == self.edit,
            id,
            key => name.key,
            printed => name.printed,
            full => (name.full != name.printed).then_some(&name.full),
            leads => name.leads,
            helps => name.helps,
            confidence => name.proposal.confidence,
            proposal => self.answer(&name.proposal.answer),
            answer => name.answer.as_ref().map(|answer| self.answer(answer)),
        }
    }

    /// Whom a name stands for, in words.
    fn answer(&self, answer: &Answer) -> Value {
        match answer {
            Answer::Units(ids) => {
                let units: Vec<_> = ids.iter().filter_map(|id| self.unit(*id)).map(named).collect();
                context! { is => "units", units }
            }
            Answer::New { name, kind } => context! { is => "new", name, kind },
            Answer::Nobody => context! { is => "nobody" },
        }
    }

    fn duty(&self, item: &Item<DutyFacts>) -> Value {
        let (draft, facts) = (&self.work.draft, &item.facts);
        let is_near = |other: &&Item<DutyFacts>| {
            other.id != item.id
                && other.standing != Standing::Dropped
                && parent(&other.clause) == parent(&item.clause)
        };
        let near = draft.duties.iter().filter(is_near).take(12);
        let near: Vec<_> = near.map(|other| context! { id => other.id, clause => other.clause, words => short(&other.facts.words) }).collect();
        let leads = draft.takers(&facts.lead);
        context! {
            words => draft.mended(&item.clause, &facts.words),
            lead => self.takers(&facts.lead),
            cooperating => self.takers(&facts.cooperating),
            tasks => leads.units.len() + leads.new.len(),
            mode => facts.mode,
            due_on => facts.due_on.map(|day| day.to_string()),
            every => facts.every,
            month_day => facts.month_day.map(|(month, day)| format!("{month:02}-{day:02}")),
            deliverable => facts.deliverable,
            is_known => self.work.known(item).is_some(),
            near => if item.id == self.edit { near } else { Vec::new() },
            form => self.form.filter(|_| item.id == self.edit),
            ..self.common(item, Finding::Duty)
        }
    }

    fn takers(&self, takers: &[Taker]) -> Vec<Value> {
        let taker = |taker: &Taker| match taker {
            Taker::Unit(id) => {
                Some(context! { value => format!("unit:{id}"), words => self.unit(*id)?.name })
            }
            Taker::Name(key) => {
                let name = self.work.draft.names.iter().find(|name| name.key == *key)?;
                let answer = name.answer.as_ref().map(|answer| self.answer(answer));
                Some(
                    context! { value => format!("name:{key}"), words => name.printed, answer, is_open => name.answer.is_none() },
                )
            }
        };
        takers.iter().filter_map(taker).collect()
    }

    fn clause(&self, item: &Item<crate::plan::draft::Clause>) -> Value {
        context! {
            path => item.clause,
            depth => item.facts.depth.min(6),
            role => item.facts.role,
            words => self.work.draft.mended(&item.clause, &item.facts.words),
            form => self.form.filter(|_| item.id == self.edit),
            ..self.common(item, Finding::Duty)
        }
    }

    fn unit(&self, id: Uuid) -> Option<&Unit> {
        self.work.units.iter().find(|unit| unit.id == id)
    }
}

/// What a newer version changes.
fn compared(draft: &Draft, earlier: &Earlier) -> Value {
    let (newer, found) = (draft.newer(), &earlier.compared);
    let changed = found.was.iter().zip(&newer).filter_map(|(was, (path, words))| {
        let was = was.filter(|was| was.is_changed)?;
        let before = &earlier.clauses[was.at];
        Some(context! { path, words, before => before.words, before_path => before.path })
    });
    let added = found.was.iter().zip(&newer).filter(|(was, _)| was.is_none());
    let gone = found.gone.iter().map(|at| &earlier.clauses[*at]);
    context! {
        number => earlier.plan.about.number,
        same => found.was.iter().flatten().filter(|was| !was.is_changed).count(),
        changed => changed.collect::<Vec<_>>(),
        added => added.map(|(_, (path, words))| context! { path, words }).collect::<Vec<_>>(),
        gone => gone.map(|clause| context! { path => clause.path, words => clause.words }).collect::<Vec<_>>(),
    }
}

/// The units that may be meant: those of the day of the plan.
fn held(work: &Work) -> Tree {
    Tree::new(work.units.iter().filter(|unit| unit.holds_on(work.on)).cloned().collect())
}

fn choices(tree: &Tree) -> Vec<Value> {
    tree.iter().map(|(depth, unit)| context! { depth, ..named(unit) }).collect()
}

fn named(unit: &Unit) -> Value {
    context! { id => unit.id.to_string(), name => unit.name, last_day => unit.last_day().map(|day| day.to_string()) }
}

fn parent(path: &str) -> &str {
    path.rfind(['.', '/']).map_or("", |at| &path[..at])
}

/// The first words of a text.
pub(super) fn short(text: &str) -> String {
    readings::excerpt(text, 160)
}

/// By id, for what names units.
pub(super) type Units = HashMap<Uuid, Unit>;
