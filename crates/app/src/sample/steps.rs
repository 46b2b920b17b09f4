//! What happens in the sample on each day.

use std::collections::BTreeMap;

use base::Result;
use chrono::{Datelike, Days, NaiveDate};

use super::script::{self, Act, HandOver, New, Routine, Story, Town, Value};
use super::{catalogue, incoming, reports};

/// Days after which the plan is taken in, and on which recurring work is looked after in a month.
const PLAN_AFTER: u64 = 11;
const REPORTED_ON: u32 = 20;
const CONFIRMED_ON: u32 = 24;

/// Something that happens on a day.
pub(super) enum Step {
    /// The plan is taken in and kept.
    Plan,
    /// What is counted besides its targets is added.
    Count(catalogue::Counted),
    /// Recurring work has its runs.
    Runs,
    Report(Routine),
    Confirm(Routine),
    Act {
        clause: String,
        lead: String,
        act: Act,
    },
    Succeed(script::Succession),
    HandOver(HandOver),
    New(New),
    Value(Value),
    /// Periods open whose day has come.
    Periods,
    SetUp(reports::Regime),
    End(reports::Regime),
    Fill(reports::Report),
    Handle(reports::Act),
    Settle(reports::Office),
    Document(reports::Document),
    UnitPlan(reports::UnitPlan),
    Arrive(incoming::Arrival),
}

/// All of it from the first day on, in order; routines up to today.
pub(super) fn steps(
    town: Town,
    story: Story,
    reports: reports::Story,
    (first, today): (NaiveDate, NaiveDate),
) -> Result<BTreeMap<NaiveDate, Vec<Step>>> {
    let mut steps: BTreeMap<NaiveDate, Vec<Step>> = BTreeMap::new();
    let mut add = |on: NaiveDate, step| steps.entry(on).or_default().push(step);
    add(first + Days::new(PLAN_AFTER), Step::Plan);
    for one in script::catalogue()?.indicator {
        add(first + Days::new(PLAN_AFTER), Step::Count(one));
    }
    for on in first.iter_days().take_while(|on| *on <= today) {
        match on.day() {
            1 if on.month() % 3 == 1 => {
                add(on, Step::Runs);
                add(on, Step::Periods);
            }
            REPORTED_ON => story.routine.iter().for_each(|routine| add(on, Step::Report(routine.clone()))),
            CONFIRMED_ON => story.routine.iter().for_each(|routine| add(on, Step::Confirm(routine.clone()))),
            _ => {}
        }
    }
    for succession in town.succession {
        add(succession.act_on, Step::Succeed(succession));
    }
    for task in &story.task {
        for (lead, act) in task.lead.iter().flat_map(|lead| task.acts.iter().map(move |act| (lead, act))) {
            add(act.on, Step::Act { clause: task.clause.clone(), lead: lead.clone(), act: act.clone() });
        }
    }
    for one in story.hand_over {
        add(one.on, Step::HandOver(one));
    }
    for one in story.new {
        add(one.on, Step::New(one));
    }
    for one in story.value {
        add(one.on, Step::Value(one));
    }
    for one in reports.regime {
        if let Some(ends_on) = one.ends_on {
            add(ends_on, Step::End(one.clone()));
        }
        add(one.on, Step::SetUp(one));
    }
    for one in reports.report {
        add(one.on, Step::Fill(one));
    }
    for one in reports.act {
        add(one.on, Step::Handle(one));
    }
    for one in reports.office {
        add(one.on, Step::Settle(one));
    }
    for one in reports.document {
        add(one.on, Step::Document(one));
    }
    for one in reports.plan {
        add(one.on, Step::UnitPlan(one));
    }
    for one in script::incoming()?.arrival {
        add(one.on, Step::Arrive(one));
    }
    Ok(steps)
}
