//! What keeping a reviewed document comes to, with work that seems to be there already.

use minijinja::{Value, context};

use super::review::short;
use crate::plan::draft::{DutyFacts, Item, Standing};
use crate::plan::loading::Work;
use crate::plan::names::Answer;
use crate::tasks::{Task, Words};

/// What would be kept now.
pub(super) fn summary(work: &Work, existing: &[Task]) -> Value {
    let draft = &work.draft;
    let accepted = draft.duties.iter().filter(|duty| duty.standing == Standing::Accepted);
    let (mut duties, mut tasks, mut known, mut without) = (0, 0, 0, Vec::new());
    for duty in accepted {
        duties += 1;
        let leads = draft.takers(&duty.facts.lead);
        match leads.units.len() + leads.new.len() {
            _ if work.known(duty).is_some() => known += 1,
            0 => without
                .push(context! { id => duty.id, clause => duty.clause, words => short(&duty.facts.words) }),
            count => tasks += count,
        }
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
