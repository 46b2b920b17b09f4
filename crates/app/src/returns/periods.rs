//! The verbs of regimes and periods.

use std::collections::HashMap;

use base::{Actor, Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use uuid::Uuid;

use super::forms::{NewAct, NewAsk, NewRegime, NewSection};
use super::model::{Asked, Happened, Origin, Regime, Return, Rule, Run, RunState, Section, State, Step};
use super::{model, store};
use crate::access::{Right, Signed};
use crate::indicators::Indicator;
use crate::{AppState, calendar, indicators, plan, units};

/// Sets a regime up with all its periods, as a plan says it or otherwise; gives its id.
///
/// # Errors
/// [`Error::Invalid`] for `unit` where the person does not run it or it does not hold today, [`Error::NotFound`] where there
/// is no such plan, [`Error::Conflict`] where the key is that of another.
pub(crate) async fn set_up(app: &AppState, signed: &Signed, new: NewRegime) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    let today = web::format::day_of(tx.now());
    let is_own = units::is_within(&tx, new.unit, &signed.scope(Right::RunReturns)).await?;
    if !is_own {
        return Err(Error::invalid("unit", "choose"));
    }
    let unit = units::find(&tx, new.unit).await?;
    if !unit.holds_on(today) {
        return Err(Error::invalid("unit", "choose"));
    }
    let rule = match new.plan {
        Some(plan) => Some(plan::rule(&tx, plan).await?),
        None => None,
    };
    let above = match new.above {
        Some(above) => Some(store::hold_regime(&tx, above).await?),
        None => None,
    };
    // Who is asked may ask on, for the same plan.
    let is_asked = above.as_ref().is_none_or(|above| {
        above.asks(&unit)
            && above.ended_on.is_none()
            && above.origin.as_ref().map(|origin| origin.plan) == new.plan
    });
    if !is_asked {
        return Err(Error::invalid("unit", "choose"));
    }
    // Else no period of the one would be one of the other.
    if above.as_ref().is_some_and(|above| !above.rule.is_as_often(&new.rule)) {
        return Err(Error::invalid("cycle", "cycle-of-above"));
    }
    let id = new.key.unwrap_or_else(|| tx.next_id());
    let regime = Regime {
        id,
        unit: new.unit,
        above: new.above,
        origin: rule.map(|rule| origin(rule, &new.rule)),
        title: new.title,
        rule: new.rule,
        asked: new.asked,
        receivers: new.receivers,
        ended_on: None,
    };
    if let Some(before) = store::regime(&tx, id).await? {
        // The same form sent twice, unless the id was taken for another.
        return if before == regime { Ok(id) } else { Err(Error::Conflict) };
    }
    // Two that ask on for the same would count everybody below twice.
    if let Some(above) = &above
        && store::asks_on(&tx, above.id, regime.unit).await?
    {
        return Err(Error::invalid("unit", "asks-already"));
    }
    if let Asked::Units(named) = &regime.asked {
        let below = units::below(&tx, regime.unit).await?;
        let may_be_asked = |named: &Uuid| below.iter().any(|unit| unit.id == *named && unit.holds_on(today));
        if !named.iter().all(may_be_asked) {
            return Err(Error::invalid("asked", "choose"));
        }
    }
    if let Rule::Once(once) = &regime.rule {
        model::asked_until(once.due_on, today)?;
    }
    let days = calendar::working_days(&tx, regime.unit).await?;
    let runs = regime.rule.runs(&days, || tx.next_id());
    // Days off that somebody adds at this moment are counted as well.
    jobs::enqueue(&tx, calendar::CHANGED, &regime.unit, None).await?;
    let measured = match above {
        Some(above) => store::measured(&tx, above.id).await?,
        None => {
            let own = units::all_within(&tx, today, &signed.scope(Right::RunReturns)).await?;
            measured(&tx, (new.plan, new.unit), units::tops(&own), new.indicators).await?
        }
    };
    let sections = bound(&tx, new.sections, new.plan).await?;
    store::add_regime(&tx, &regime, &sections, &measured, &runs).await?;
    let event = Event::new("report.set-up", format!("regime:{id}")).at(regime.unit);
    tx.record(event.with("periods", runs.len())?);
    // On short notice is at once, rather than when the job looks next.
    for run in runs.iter().filter(|run| matches!(regime.rule, Rule::Once(_)) && run.opens_on <= today) {
        open_in(&tx, id, run.id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Sections with the clauses that they name.
async fn bound(tx: &WriteTx, sections: Vec<NewSection>, plan: Option<Uuid>) -> Result<Vec<Section>> {
    let paths: Vec<_> = sections.iter().filter_map(|section| section.clause.clone()).collect();
    let clauses = match plan {
        Some(plan) if !paths.is_empty() => plan::clauses_at(tx, plan, &paths).await?,
        _ => HashMap::new(),
    };
    let bind = |section: NewSection| {
        let clause = match section.clause {
            None => None,
            Some(path) => {
                let id = clauses.get(&path).ok_or_else(|| Error::invalid("sections", "no-such-clause"))?;
                Some((*id, path))
            }
        };
        Ok(Section { id: tx.next_id(), title: section.title, clause })
    };
    sections.into_iter().map(bind).collect()
}

/// Where a regime comes from: the plan, and the clause where it is the one that sets the rule.
fn origin(says: plan::Rule, rule: &Rule) -> Origin {
    let clause = says.clause.filter(|_| matches!(rule, Rule::Recurring(_)));
    Origin {
        plan: says.plan,
        plan_number: says.number,
        clause: clause.as_ref().map(|(id, _)| *id),
        clause_path: clause.map(|(_, path)| path),
    }
}

/// What is asked for: as it was chosen, else all that the plan measures; with all that any of it is worked out of.
async fn measured(
    tx: &WriteTx,
    (plan, unit): (Option<Uuid>, Uuid),
    tops: Vec<Uuid>,
    wanted: Option<Vec<Uuid>>,
) -> Result<Vec<Uuid>> {
    let owner = match plan {
        Some(plan) => Some(plan::rule(tx, plan).await?.unit),
        None => None,
    };
    let units: Vec<_> = owner.into_iter().chain([unit]).chain(tops).collect();
    let offered = indicators::offered(tx, plan.map(plan::all_versions), &units).await?;
    let of_plan = || offered.iter().filter(|one| one.origin.is_some()).map(|one| one.id);
    let wanted = wanted.unwrap_or_else(|| of_plan().collect());
    if !wanted.iter().all(|wanted| offered.iter().any(|one| one.id == *wanted)) {
        return Err(Error::invalid("indicators", "choose"));
    }
    let mut all: HashMap<_, _> = offered.iter().map(|one| (one.id, one.clone())).collect();
    let mut with = indicators::with_operands(&wanted, &all);
    // Also what another plan set.
    loop {
        let missing: Vec<_> = with.iter().filter(|id| !all.contains_key(*id)).copied().collect();
        if missing.is_empty() {
            break;
        }
        all.extend(indicators::among(tx, &missing).await?);
        with = indicators::with_operands(&wanted, &all);
    }
    // Parts come to their whole only together.
    let beside: Vec<_> = offered.iter().filter(|one| with.contains(&one.id)).cloned().collect();
    let is_beside = |one: &Indicator| {
        let is_divided = one.part_of.as_ref().is_some_and(|part| part.by.is_some());
        is_divided && beside.iter().any(|other| other.part_of == one.part_of)
    };
    let others = offered.iter().filter(|one| is_beside(one) && !with.contains(&one.id)).map(|one| one.id);
    with.extend(others.collect::<Vec<_>>());
    let first = offered.iter().map(|one| one.id).filter(|id| with.contains(id));
    let last = with.iter().copied().filter(|id| !offered.iter().any(|one| one.id == *id));
    Ok(first.chain(last).collect())
}

/// Ends a regime today: what is open goes on, and nothing opens any more.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach it; [`Error::Conflict`] where it has ended already.
pub(crate) async fn end(app: &AppState, signed: &Signed, id: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let regime = store::regime(&tx, id).await?.ok_or(Error::NotFound)?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    store::end(&tx, id, web::format::day_of(tx.now())).await?;
    tx.record(Event::new("report.end", format!("regime:{id}")).at(regime.unit));
    tx.commit().await
}

/// Opens a period by hand, before its day or after it.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its regime, [`Error::Conflict`] where it is open already, gathers others or
/// is too far off, [`Error::Invalid`] where no unit that it would ask held then.
pub(crate) async fn open(app: &AppState, signed: &Signed, run: Uuid) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let (regime, run, _) = store::run(&tx, run).await?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    open_in(&tx, regime.id, run.id).await?;
    tx.commit().await
}

/// Opens what is to be opened today; what was due before its regime was set up stays for whoever opens it.
pub(crate) async fn open_due(app: AppState) -> Result<()> {
    let today = web::format::day_of(app.db.clock().now());
    let runs = store::to_open(&app.db.read().await?, today).await?;
    for run in runs {
        let tx = app.db.write(Actor::System).await?;
        let (regime, ..) = store::run(&tx, run).await?;
        match open_in(&tx, regime.id, run).await {
            Ok(()) => tx.commit().await?,
            // Another node was faster, or a person; or there is nobody to ask.
            Err(Error::Conflict | Error::Invalid(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Asks the units right below the regime's that it asks and that hold then.
async fn open_in(tx: &WriteTx, regime: Uuid, run: Uuid) -> Result<()> {
    // Its days are not moved meanwhile.
    store::hold_regime(tx, regime).await?;
    let (regime, run, _) = store::run(tx, run).await?;
    let today = web::format::day_of(tx.now());
    if !regime.may_open(&run, today) {
        return Err(Error::Conflict);
    }
    let on = regime.asks_those_of(&run, today);
    store::change_run(tx, &run, &run.after(Step::Open)?, &step(tx, None, Step::Open, None)).await?;
    let below = units::below(tx, regime.unit).await?;
    let asked_units = below.iter().filter(|unit| unit.holds_on(on) && regime.asks(unit));
    let new: Vec<_> = asked_units.map(|unit| asked(tx, tx.next_id(), run.id, unit.id, run.due_on)).collect();
    if new.is_empty() {
        return Err(Error::invalid("act", "nobody-asked"));
    }
    store::add_returns(tx, &new).await?;
    // Tomorrow would tell it as well, which is late for what is asked on short notice.
    for (_, asking) in new.iter().filter(|_| matches!(regime.rule, Rule::Once(_))) {
        jobs::enqueue(tx, super::HAPPENED, &asking.id, None).await?;
    }
    let event = Event::new("report.open", format!("period:{}", run.id)).at(regime.unit);
    tx.record(event.with("returns", new.len())?);
    Ok(())
}

/// Counts the last days of coming periods anew where the working days of a unit, and so of those below it, have changed. What
/// has opened stays: units were told its last day, and can be given another one by one.
pub(crate) async fn days_changed(app: &AppState, unit: Uuid) -> Result<()> {
    let regimes = store::regimes_within(&app.db.read().await?, unit).await?;
    for regime in regimes {
        let tx = app.db.write(Actor::System).await?;
        // Another who does the same reads what is then.
        store::hold_regime(&tx, regime.id).await?;
        let days = calendar::working_days(&tx, regime.unit).await?;
        let runs = store::runs(&tx, &[regime.id]).await?;
        let anew = regime.rule.runs(&days, Uuid::nil);
        let anew: HashMap<_, _> = anew.into_iter().map(|run| (run.period, run)).collect();
        let mut count = 0;
        for (_, run) in runs.iter().filter(|(_, run)| run.state == RunState::Coming) {
            let Some(anew) = anew.get(&run.period) else { continue };
            let days = |run: &Run| (run.opens_on, run.due_on, run.sends_on);
            if days(anew) != days(run) {
                store::set_days(&tx, run, anew).await?;
                count += 1;
            }
        }
        if count > 0 {
            let event = Event::new("report.days-moved", format!("regime:{}", regime.id)).at(regime.unit);
            tx.record(event.with("count", count)?);
            tx.commit().await?;
        }
    }
    Ok(())
}

/// What is done to a period, as it is written down.
fn step(tx: &WriteTx, id: Option<Uuid>, step: Step, words: Option<String>) -> Happened {
    Happened {
        id: id.unwrap_or_else(|| tx.next_id()),
        kind: step.name().to_owned(),
        person: person(tx),
        words,
        days: (None, None),
        at: tx.now(),
    }
}

fn person(tx: &WriteTx) -> Option<Uuid> {
    if let Actor::Person(id) = tx.actor() { Some(*id) } else { None }
}

/// Locks a period, so that nothing of it changes any more, unlocks it for a reason, or reminds those who have not sent theirs.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its regime, [`Error::Conflict`] where it has changed since the person saw it.
pub(crate) async fn lock(app: &AppState, signed: &Signed, run: Uuid, what: Step, new: NewAct) -> Result<()> {
    let tx = app.db.write(signed.actor()).await?;
    let (regime, run, events) = store::run(&tx, run).await?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    let is_same = |event: &&Happened| {
        Some(event.id) == new.key
            && (event.kind.as_str(), event.person) == (what.name(), Some(signed.person()))
    };
    if events.iter().find(is_same).is_some_and(|event| event.words == new.words) {
        return Ok(());
    }
    if new.revision != run.revision {
        return Err(Error::Conflict);
    }
    let after = run.after(what)?;
    let event = step(&tx, new.key, what, new.words);
    store::change_run(&tx, &run, &after, &event).await?;
    let action = match what {
        Step::Open => return Err(Error::NotFound),
        Step::Remind => "report.remind",
        Step::Lock => "report.lock",
        Step::Unlock => "report.unlock",
    };
    if what == Step::Remind {
        jobs::enqueue(&tx, super::REMINDED, &(run.id, event.id), None).await?;
    }
    tx.record(Event::new(action, format!("period:{}", run.id)).at(regime.unit));
    tx.commit().await
}

/// Asks one more unit for a period that is open, as one that was forgotten or came later; gives the id of its return.
///
/// # Errors
/// [`Error::NotFound`] where the right does not reach its regime, [`Error::Conflict`] where it is not open, [`Error::Invalid`] where
/// the unit is none to ask or asked already, and for a day that is none.
pub(crate) async fn ask(app: &AppState, signed: &Signed, run: Uuid, new: NewAsk) -> Result<Uuid> {
    let tx = app.db.write(signed.actor()).await?;
    // Nobody locks it meanwhile, or asks the same unit.
    store::hold_run(&tx, run).await?;
    let (regime, run, _) = store::run(&tx, run).await?;
    if !units::is_within(&tx, regime.unit, &signed.scope(Right::RunReturns)).await? {
        return Err(Error::NotFound);
    }
    if let Some(there) = store::of_unit(&tx, run.id, new.unit).await? {
        // The same form sent twice, or somebody was faster.
        return if Some(there.id) == new.key {
            Ok(there.id)
        } else {
            Err(Error::invalid("unit", "asked-already"))
        };
    }
    if run.state != RunState::Open {
        return Err(Error::Conflict);
    }
    let today = web::format::day_of(tx.now());
    let unit = units::among_ids(&tx, &[new.unit]).await?.remove(&new.unit);
    if !unit.is_some_and(|unit| regime.may_ask_one(&run, &unit, today)) {
        return Err(Error::invalid("unit", "choose"));
    }
    let due_on = model::asked_until(new.due_on, today)?;
    let id = new.key.unwrap_or_else(|| tx.next_id());
    let (one, mut asking) = asked(&tx, id, run.id, new.unit, due_on);
    asking.words = new.words;
    jobs::enqueue(&tx, super::HAPPENED, &asking.id, None).await?;
    store::add_returns(&tx, &[(one, asking)]).await?;
    tx.record(Event::new("report.ask", format!("return:{id}")).at(new.unit));
    tx.commit().await?;
    Ok(id)
}

/// A return as it begins.
pub(super) fn asked(tx: &WriteTx, id: Uuid, run: Uuid, unit: Uuid, due_on: NaiveDate) -> (Return, Happened) {
    let new = Return {
        id,
        run,
        unit,
        state: State::Draft,
        first_due_on: due_on,
        due_on,
        submitted_on: None,
        is_by_office: false,
        revision: 1,
    };
    let ask = Happened {
        id: tx.next_id(),
        kind: "ask".to_owned(),
        person: person(tx),
        words: None,
        days: (None, Some(due_on)),
        at: tx.now(),
    };
    (new, ask)
}
