//! What keeping a reviewed document comes to, with work that seems to be there already.

use std::collections::HashSet;

use minijinja::{Value, context};
use uuid::Uuid;

use super::review::short;
use crate::plan::draft::{DutyFacts, Item, Standing};
use crate::plan::loading::Work;
use crate::plan::model::PlanDuty;
use crate::plan::names::Answer;
use crate::tasks::{Task, Words};

/// What would be kept now.
pub(super) fn summary(work: &Work, existing: &[Task], own: &HashSet<Uuid>) -> Value {
    let draft = &work.draft;
    let accepted = draft.duties.iter().filter(|duty| duty.standing == Standing::Accepted);
    let (mut duties, mut tasks, mut known, mut outside, mut without) = (0, 0, 0, 0, Vec::new());
    for duty in accepted {
        duties += 1;
        let leads = draft.takers(&duty.facts.lead);
        if leads.units.is_empty() && leads.new.is_empty() {
            without
                .push(context! { id => duty.id, clause => duty.clause, words => short(&duty.facts.words) });
        }
        let before = work.known(duty).map(PlanDuty::leads).unwrap_or_default();
        known += usize::from(!before.is_empty());
        let (within, elsewhere): (Vec<&Uuid>, Vec<&Uuid>) =
            leads.units.iter().filter(|unit| !before.contains(unit)).partition(|unit| own.contains(unit));
        tasks += within.len() + leads.new.len();
        outside += elsewhere.len();
    }
    let twins: Vec<_> = twins(work, existing)
        .into_iter()
        .map(|(duty, task)| {
            let words = short(&duty.facts.words);
            context! { id => duty.id, clause => duty.clause, words, task => task.id.to_string(), title => short(&task.title) }
        })
        .collect();
    context! {
        twins,
        clauses => draft.clauses.len(),
        duties,
        tasks,
        outside,
        known,
        without,
        targets => draft.targets.iter().filter(|target| target.standing == Standing::Accepted).count(),
        reporting => draft.reporting.as_ref().is_some_and(|rule| rule.standing == Standing::Accepted),
        repairs => draft.repairs.iter().filter(|repair| repair.standing == Standing::Accepted).count(),
        new_units => draft.names.iter().filter(|name| matches!(name.answer, Some(Answer::New { .. }))).count(),
    }
}

/// Duties about to become tasks, each with an open task of a unit that would lead it, in words much alike. What the version
/// before knew already is none.
fn twins<'work>(work: &'work Work, existing: &'work [Task]) -> Vec<(&'work Item<DutyFacts>, &'work Task)> {
    let known: Vec<_> = existing.iter().map(|task| (task, Words::new(&task.title))).collect();
    let mut twins = Vec::new();
    for duty in work.draft.duties.iter().filter(|duty| duty.standing == Standing::Accepted) {
        if work.known(duty).is_some() {
            continue;
        }
        let (leads, words) = (work.draft.takers(&duty.facts.lead).units, Words::new(&duty.facts.words));
        let twin = known
            .iter()
            .find(|(task, title)| leads.contains(&task.lead) && title.likeness(&words) >= Words::ALIKE);
        twins.extend(twin.map(|(task, _)| (duty, *task)));
    }
    twins
}
