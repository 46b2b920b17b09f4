//! Keeping a reviewed document as a plan: its clauses and duties, the units that were new, the tasks of those who lead;
//! all in one transaction.

use std::collections::{HashMap, HashSet};

use base::{Error, Result};
use chrono::NaiveDate;
use db::{Event, WriteTx};
use reading::model::{Bound, Mode, Recurrence};
use uuid::Uuid;

use super::draft::{Draft, DutyFacts, Item, Standing, Taker};
use super::loading::{self, Earlier, Loaded, Work};
use super::model::{Plan, PlanClause, PlanDuty, Review};
use super::names::Answer;
use super::store::{self, reviews};
use crate::access::{Right, Signed};
use crate::readings::Upload;
use crate::units::{Facts, Kind, NewUnit};
use crate::{AppState, indicators, readings, tasks, units};

/// Keeps the plan of a review; gives back its id. What is undecided is left out, where `leave_open` says so.
///
/// # Errors
/// [`Error::Invalid`] for `number` without a number, for `leave_open` where something is undecided, for `lead` where an
/// accepted duty has nobody who leads it.
pub(crate) async fn keep(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    revision: i32,
    leave_open: bool,
) -> Result<Uuid> {
    let Loaded { review, upload, work } = loading::load(app, signed, id).await?;
    if let Some(plan) = review.plan {
        // The same form sent twice.
        return Ok(plan);
    }
    let (Some(upload), Some(work)) = (upload, work) else { return Err(Error::Conflict) };
    check(&work, leave_open)?;
    let tx = app.db.write(signed.actor()).await?;
    // Before anything else: of two who keep it at once, one waits here and then sees that it is done.
    reviews::hold(&tx, id, revision).await?;
    let plan = tx.next_id();
    let made = Making::new(&tx, signed, &review, &upload, &work, plan).await?;
    store::add(&tx, &made.plan, &made.clauses, &made.duties).await?;
    let own = units::ever_within(&tx, &signed.scope(Right::RunTasks)).await?;
    let outside = made.tasks(&tx, &work, &own.iter().map(|unit| unit.id).collect()).await?;
    made.indicators(&tx, &work.draft).await?;
    reviews::set_plan(&tx, id, plan).await?;
    // The plan has its own hold on both files.
    readings::remove(&tx, review.reading).await?;
    let event = Event::new("plan.keep", format!("plan:{plan}")).at(review.unit);
    tx.record(
        event
            .with("number", &made.plan.about.number)?
            .with("clauses", made.clauses.len())?
            .with("duties", made.duties.len())?
            .with("outside", outside)?
            .with("replaces", made.plan.replaces)?,
    );
    tx.commit().await?;
    Ok(plan)
}

fn check(work: &Work, leave_open: bool) -> Result<()> {
    let draft = &work.draft;
    if draft.about.number.is_empty() || draft.about.title.is_empty() {
        return Err(Error::invalid("number", "number-missing"));
    }
    if !leave_open && draft.open().sum() > 0 {
        return Err(Error::invalid("leave_open", "undecided"));
    }
    if draft.unled().is_empty() { Ok(()) } else { Err(Error::invalid("lead", "nobody-leads")) }
}

/// The rows of a plan that is being made.
struct Making {
    plan: Plan,
    clauses: Vec<PlanClause>,
    duties: Vec<PlanDuty>,
    /// The item that each duty was.
    items: Vec<Item<DutyFacts>>,
    /// Ids of the units that names in the document added.
    added: HashMap<String, Uuid>,
}

impl Making {
    async fn new(
        tx: &WriteTx,
        signed: &Signed,
        review: &Review,
        upload: &Upload,
        work: &Work,
        id: Uuid,
    ) -> Result<Self> {
        let draft = &work.draft;
        let crate::readings::State::Done(reading) = upload.state else { return Err(Error::Conflict) };
        let rule = draft.reporting.as_ref().filter(|rule| rule.standing == Standing::Accepted);
        let plan = Plan {
            id,
            unit: review.unit,
            about: draft.about.clone(),
            reporting: rule.map(|rule| rule.facts.clone()),
            file_name: review.file_name.clone(),
            file: upload.file,
            reading,
            replaces: review.replaces,
            recorded_at: tx.now(),
        };
        let clauses = clauses(tx, draft, work.earlier.as_ref());
        let mut made = Self { plan, clauses, duties: Vec::new(), items: Vec::new(), added: HashMap::new() };
        made.units(tx, signed, work).await?;
        made.duties(tx, draft)?;
        Ok(made)
    }

    /// Adds the units that names stand for and that were not there.
    async fn units(&mut self, tx: &WriteTx, signed: &Signed, work: &Work) -> Result<()> {
        for name in &work.draft.names {
            let Some(Answer::New { name: full, kind }) = &name.answer else { continue };
            let facts = Facts {
                kind: Kind::named(kind).unwrap_or(Kind::Other),
                code: None,
                name: full.clone(),
                short_name: None,
                from: work.on,
            };
            let new = NewUnit { key: None, parent: Some(work.owner.id), facts };
            let id = units::found_with(tx, &signed.scope(Right::RunUnits), new).await?;
            self.added.insert(name.key.clone(), id);
        }
        Ok(())
    }

    fn duties(&mut self, tx: &WriteTx, draft: &Draft) -> Result<()> {
        let ids: HashMap<_, _> = self.clauses.iter().map(|clause| (clause.path.clone(), clause.id)).collect();
        for item in draft.duties.iter().filter(|item| item.standing == Standing::Accepted) {
            let clause = *ids.get(&item.clause).ok_or_else(|| Error::invalid("clause", "choose"))?;
            let lead = self.takers(draft, &item.facts.lead);
            let mode = if item.facts.mode == Mode::Cooperate { Mode::Lead } else { item.facts.mode };
            let mut units: Vec<_> = lead.iter().map(|unit| (*unit, mode)).collect();
            for unit in self.takers(draft, &item.facts.cooperating) {
                if !lead.contains(&unit) {
                    units.push((unit, Mode::Cooperate));
                }
            }
            let words = draft.mended(&item.clause, &item.facts.words);
            self.duties.push(PlanDuty { id: tx.next_id(), clause, words, span: item.span, units });
            self.items.push(item.clone());
        }
        Ok(())
    }

    fn takers(&self, draft: &Draft, takers: &[Taker]) -> Vec<Uuid> {
        let found = draft.takers(takers);
        found
            .units
            .into_iter()
            .chain(found.new.iter().filter_map(|key| self.added.get(key).copied()))
            .collect()
    }

    /// A task for each unit that leads; what comes again and again is a series of them. Units outside of the person's own, which
    /// they could not give work by hand either, get none; gives back how many those are.
    async fn tasks(&self, tx: &WriteTx, work: &Work, own: &HashSet<Uuid>) -> Result<usize> {
        let mut outside = 0;
        let clauses: HashMap<_, _> = self.clauses.iter().map(|clause| (clause.id, clause)).collect();
        for (duty, item) in self.duties.iter().zip(&self.items) {
            // Whoever led it in the version before has their task.
            let known: Vec<_> = work.known(item).map(PlanDuty::leads).unwrap_or_default();
            let clause = clauses[&duty.clause];
            let (helping, leading): (Vec<_>, Vec<_>) =
                duty.units.iter().copied().partition(|(_, mode)| *mode == Mode::Cooperate);
            for (lead, _) in leading {
                if known.contains(&lead) {
                    continue;
                }
                if !own.contains(&lead) {
                    outside += 1;
                    continue;
                }
                let task = tasks::NewTask {
                    id: None,
                    origin: Some(tasks::Origin {
                        plan: self.plan.id,
                        plan_number: self.plan.about.number.clone(),
                        clause: clause.first,
                        clause_path: clause.path.clone(),
                        duty: Some(duty.id),
                    }),
                    // What ends a clause ends no title.
                    title: duty.words.trim_end_matches([';', '.', ' ', '/']).to_owned(),
                    deliverable: item.facts.deliverable.clone(),
                    lead,
                    others: helping.iter().map(|(unit, _)| (*unit, tasks::Mode::Cooperate)).collect(),
                    due_on: item.facts.due_on,
                    series: None,
                };
                match every(item.facts.every) {
                    None => drop(tasks::found(tx, task).await?),
                    Some(every) => {
                        let month_day = item.facts.month_day;
                        let (first_on, last_on) = (work.on, self.last_day());
                        tasks::found_series(
                            tx,
                            tasks::NewSeries { task, every, month_day, first_on, last_on },
                        )
                        .await?;
                    }
                };
            }
        }
        Ok(outside)
    }
}

impl Making {
    /// An indicator for each accepted target, unless the version before has set it.
    async fn indicators(&self, tx: &WriteTx, draft: &Draft) -> Result<()> {
        let clauses: HashMap<_, _> =
            self.clauses.iter().map(|clause| (clause.path.as_str(), clause)).collect();
        let firsts: Vec<_> = self.clauses.iter().map(|clause| clause.first).collect();
        let set = if self.plan.replaces.is_some() {
            indicators::of_clauses(tx, &firsts).await?
        } else {
            Vec::new()
        };
        for target in draft.targets.iter().filter(|target| target.standing == Standing::Accepted) {
            let Some(clause) = clauses.get(target.clause.as_str()) else { continue };
            let facts = &target.facts;
            if indicators::are_set(&set, clause.first, &facts.measure) {
                continue;
            }
            let origin = indicators::Origin {
                plan: self.plan.id,
                plan_number: self.plan.about.number.clone(),
                clause: clause.first,
                clause_path: clause.path.clone(),
            };
            // "At least" and "above" have no upper end; "at most" and "below" no lower one.
            let is_up = !matches!(facts.bound, Some(Bound::AtMost | Bound::Below | Bound::Decrease));
            let words = draft.mended(&target.clause, &facts.words);
            let new = indicators::NewIndicator {
                unit: self.plan.unit,
                origin: Some(origin),
                name: facts.measure.clone(),
                measured_in: facts.unit.clone(),
                is_up,
                kind: indicators::Kind::of(facts.unit.as_deref(), &words),
                words: Some(words),
                part_of: None,
                targets: vec![indicators::Target { year: facts.by, low: facts.low, high: facts.high }],
            };
            indicators::set(tx, new).await?;
        }
        Ok(())
    }

    /// Last day of the plan.
    fn last_day(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.plan.about.last_year?, 12, 31)
    }
}

fn clauses(tx: &WriteTx, draft: &Draft, earlier: Option<&Earlier>) -> Vec<PlanClause> {
    let clause = |(at, (item, (path, words))): (usize, (&Item<super::draft::Clause>, (String, String)))| {
        let id = tx.next_id();
        let was = earlier.and_then(|earlier| earlier.compared.was[at]).zip(earlier);
        PlanClause {
            id,
            first: was.map_or(id, |(was, earlier)| earlier.clauses[was.at].first),
            path,
            depth: i32::from(item.facts.depth),
            kind: item.facts.kind.clone(),
            role: item.facts.role,
            words,
            span: item.span,
        }
    };
    draft.clauses.iter().zip(draft.newer()).enumerate().map(clause).collect()
}

/// How often a task comes again; what is done all the time is one task without a day.
fn every(recurrence: Option<Recurrence>) -> Option<tasks::Every> {
    match recurrence? {
        Recurrence::Monthly => Some(tasks::Every::Month),
        Recurrence::Quarterly => Some(tasks::Every::Quarter),
        Recurrence::HalfYearly => Some(tasks::Every::HalfYear),
        Recurrence::Yearly => Some(tasks::Every::Year),
        Recurrence::Continuous => None,
    }
}
