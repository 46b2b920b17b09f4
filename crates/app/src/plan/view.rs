//! What the templates show.

pub(crate) mod review;
#[cfg(test)]
pub(crate) mod samples;
mod summary;

use std::collections::HashMap;

use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Language, View};

use super::model::{Plan, PlanClause, PlanDuty, Review};
use crate::access::{Right, Signed, office};
use crate::readings;
use crate::tasks::{Counts, Task};
use review::{Units, short};

/// What the page of a plan is made of.
pub(crate) struct Shown {
    pub(crate) plan: Plan,
    /// The versions that it replaces; tasks that were carried on name one of them.
    pub(crate) earlier: Vec<Uuid>,
    /// The version that replaces it.
    pub(crate) newer: Option<Plan>,
    pub(crate) clauses: Vec<PlanClause>,
    pub(crate) duties: Vec<PlanDuty>,
    /// How the tasks stand, by the first version of each clause.
    pub(crate) counts: HashMap<Uuid, Counts>,
    /// Place of the clause that was chosen.
    pub(crate) chosen: Option<usize>,
    /// Its tasks.
    pub(crate) tasks: Vec<Task>,
    pub(crate) today: NaiveDate,
}

/// All plans, and documents under review.
pub(crate) fn list(
    signed: &Signed,
    language: Language,
    plans: &[Plan],
    reviews: &[Review],
    units: &Units,
) -> Value {
    let unit = |id: &Uuid| units.get(id).map(|unit| unit.name.clone()).unwrap_or_default();
    let replaced: Vec<_> = plans.iter().filter_map(|plan| plan.replaces).collect();
    context! {
        office => office(signed, "plans"),
        may_run => signed.may(Right::RunPlans),
        plans => plans.iter().map(|plan| context! {
            id => plan.id.to_string(),
            number => plan.about.number,
            kind => plan.about.kind,
            title => short(&plan.about.title),
            unit => unit(&plan.unit),
            issued_on => plan.about.issued_on.map(|day| day.to_string()),
            last_year => plan.about.last_year.map(|year| year.to_string()),
            is_replaced => replaced.contains(&plan.id),
        }).collect::<Vec<_>>(),
        reviews => reviews.iter().map(|review| context! {
            id => review.id.to_string(),
            file => review.file_name,
            unit => unit(&review.unit),
            begun => web::format::instant(language, review.recorded_at),
        }).collect::<Vec<_>>(),
    }
}

/// A plan, with one of its clauses.
pub(crate) fn plan(view: &View, signed: &Signed, shown: &Shown, units: &Units) -> Value {
    let Shown { plan, clauses, duties, .. } = shown;
    let about = &plan.about;
    let below = totals(clauses, &shown.counts);
    let words = readings::Words { texts: view.texts(), language: view.language };
    let tree = clauses.iter().zip(&below).enumerate().map(|(at, (clause, counts))| {
        context! {
            id => clause.id.to_string(),
            path => clause.path,
            depth => clause.depth.min(6),
            words => readings::excerpt(&clause.words, 110),
            counts => shown_counts(*counts),
            is_chosen => shown.chosen == Some(at),
        }
    });
    let unit =
        |id: &Uuid| units.get(id).map(|unit| context! { id => unit.id.to_string(), name => unit.name });
    let chosen = shown.chosen.map(|at| {
        let clause = &clauses[at];
        let above: Vec<_> = above(clauses, at).into_iter().map(|at| context! { id => clauses[at].id.to_string(), path => clauses[at].path, words => short(&clauses[at].words) }).collect();
        let duty = |duty: &PlanDuty| {
            let takers = duty.units.iter().filter_map(|(id, mode)| Some(context! { mode, ..unit(id)? }));
            context! { words => duty.words, units => takers.collect::<Vec<_>>() }
        };
        context! {
            id => clause.id.to_string(),
            path => clause.path,
            role => clause.role,
            words => clause.words,
            above,
            duties => duties.iter().filter(|duty| duty.clause == clause.id).map(duty).collect::<Vec<_>>(),
            tasks => shown.tasks.iter().map(|task| context! {
                id => task.id.to_string(), title => short(&task.title), state => task.state.name(),
                standing => task.standing(shown.today).name(),
                due_on => task.due_on.map(|day| day.to_string()), period => task.period(), lead => unit(&task.lead),
            }).collect::<Vec<_>>(),
        }
    });
    context! {
        office => office(signed, "plans"),
        may_set_up => signed.may(Right::RunTasks),
        id => plan.id.to_string(),
        number => about.number,
        kind => about.kind,
        title => about.title,
        issuer => about.issuer,
        issued_on => about.issued_on.map(|day| day.to_string()),
        signer => about.signer,
        first_year => about.first_year.map(|year| year.to_string()),
        last_year => about.last_year.map(|year| year.to_string()),
        owner => unit(&plan.unit),
        replaces => plan.replaces.map(|id| id.to_string()),
        newer => shown.newer.as_ref().map(|newer| context! { id => newer.id.to_string(), number => newer.about.number }),
        reporting => readings::reporting(words, plan.reporting.as_ref()),
        file => plan.file_name,
        tree => tree.collect::<Vec<_>>(),
        counts => shown_counts(all(shown.counts.values())),
        all_tasks => std::iter::once(&plan.id).chain(&shown.earlier).map(|id| format!("plan={id}")).collect::<Vec<_>>().join("&"),
        duty_count => duties.len(),
        chosen,
    }
}

fn shown_counts(counts: Counts) -> Option<Value> {
    (counts.all() > 0).then(|| context! {
        all => counts.all(), done => counts.done(), overdue => counts.overdue, due_soon => counts.due_soon,
        percent => counts.done() * 100 / counts.all(),
    })
}

/// Each clause with all that is below it.
fn totals(clauses: &[PlanClause], counts: &HashMap<Uuid, Counts>) -> Vec<Counts> {
    let total = |(at, clause): (usize, &PlanClause)| {
        let below = clauses[at + 1..].iter().take_while(|other| other.depth > clause.depth);
        all(std::iter::once(clause).chain(below).filter_map(|one| counts.get(&one.first)))
    };
    clauses.iter().enumerate().map(total).collect()
}

fn all<'a>(counts: impl Iterator<Item = &'a Counts>) -> Counts {
    counts.fold(Counts::default(), |sum, one| sum.plus(*one))
}

/// Places of the clauses above one, the outermost first.
fn above(clauses: &[PlanClause], at: usize) -> Vec<usize> {
    let mut above = Vec::new();
    let mut depth = clauses[at].depth;
    for place in (0..at).rev() {
        if clauses[place].depth < depth {
            depth = clauses[place].depth;
            above.push(place);
        }
    }
    above.reverse();
    above
}
