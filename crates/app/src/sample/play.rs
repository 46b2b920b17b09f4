//! The sample from its first day to today.

use std::collections::HashMap;
use std::sync::Arc;

use base::{Actor, Error, FixedClock, Result, SystemIds};
use chrono::{Days, NaiveDate, TimeDelta};
use uuid::Uuid;

use super::script::{self, Act, Routine};
use super::steps::{Step, steps};
use crate::access::{Role, Scope, Signed};
use crate::evidence::Arrived;
use crate::tasks::{self, State, Task, Verb};
use crate::units::{self, Kind, Share};
use crate::{AppState, indicators, people, plan, readings, returns};

/// What somebody of the sample signs in with.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: String,
    /// Who it is.
    pub name: String,
}

/// The first day of everything: units of before are written down on it.
const FIRST: (i32, u32, u32) = (2023, 6, 1);

pub(super) async fn play(app: &AppState) -> Result<Vec<Account>> {
    let (town, story, reports) = (script::town()?, script::story()?, script::reports()?);
    let today = web::format::day_of(app.db.clock().now());
    let first = NaiveDate::from_ymd_opt(FIRST.0, FIRST.1, FIRST.2).ok_or(Error::NotFound)?;
    let clock = Arc::new(FixedClock::at(morning(first)));
    let db = app.db.as_of(clock.clone(), Arc::new(SystemIds::new(clock.clone())));
    let mut player = Player {
        app: AppState { db, ..app.clone() },
        clock,
        units: HashMap::new(),
        tasks: HashMap::new(),
        regimes: HashMap::new(),
        counted: HashMap::new(),
    };
    player.found(&town.unit).await?;
    let accounts = player.invite(&town.person).await?;

    let publish = reports.publish.clone();
    let steps = steps(town, story, reports, (first, today))?;
    for (on, steps) in steps.into_iter().filter(|(on, _)| *on <= today) {
        player.clock.set(morning(on));
        for step in steps {
            player.step(step).await.map_err(|fault| anyhow::anyhow!("the sample on {on}: {fault:#}"))?;
            // What happens later has a later id.
            player.clock.advance(TimeDelta::seconds(1));
        }
    }
    // Looked at at once, before the job comes round.
    player.publish(app, &publish, today).await?;
    Ok(accounts)
}

/// Eight o'clock in Vietnam.
fn morning(on: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    on.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(1)
}

pub(super) struct Player {
    /// As of the day that is played.
    pub(super) app: AppState,
    clock: Arc<FixedClock>,
    units: HashMap<String, Uuid>,
    /// Tasks that come once, by clause and the unit that led them at first.
    tasks: HashMap<(String, Uuid), Uuid>,
    /// By the unit to which the others report.
    pub(super) regimes: HashMap<String, Uuid>,
    /// What is counted, by its name in the files.
    pub(super) counted: HashMap<String, Uuid>,
}

impl Player {
    async fn found(&mut self, all: &[script::Unit]) -> Result<()> {
        let tx = self.app.db.write(Actor::System).await?;
        for unit in all {
            let parent = unit.parent.as_deref().map(|parent| self.unit(parent)).transpose()?;
            let facts = units::Facts {
                kind: Kind::named(&unit.kind).ok_or_else(|| anyhow::anyhow!("no kind {}", unit.kind))?,
                code: unit.code.clone(),
                name: unit.name.clone(),
                short_name: unit.short.clone(),
                from: unit.from,
            };
            let id = units::found_with(&tx, &Scope::All, units::NewUnit { key: None, parent, facts }).await?;
            self.units.insert(unit.key.clone(), id);
        }
        tx.commit().await
    }

    async fn invite(&self, all: &[script::Person]) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for person in all {
            let mut roles = Vec::new();
            for role in &person.roles {
                let named =
                    Role::named(&role.role).ok_or_else(|| anyhow::anyhow!("no role {}", role.role))?;
                let unit = role.unit.as_deref().map(|unit| self.unit(unit)).transpose()?;
                roles.push((named, unit, role.from));
            }
            let (login, name) = (person.login.clone(), person.name.clone());
            let new = people::NewAccount {
                login: login.clone(),
                name: name.clone(),
                email: person.email.clone(),
                roles,
            };
            accounts.push(Account { login, name, password: people::found_account(&self.app, new).await? });
        }
        Ok(accounts)
    }

    async fn step(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Plan => self.take_in().await,
            Step::Count(one) => self.count(one).await,
            Step::Runs => tasks::make_runs(self.app.clone()).await,
            Step::Report(routine) => self.report(&routine).await,
            Step::Confirm(routine) => self.confirm(&routine).await,
            Step::Act { clause, lead, act } => {
                let key = (clause, self.unit(&lead)?);
                let task = *self
                    .tasks
                    .get(&key)
                    .ok_or_else(|| anyhow::anyhow!("{lead} has no task of {}", key.0))?;
                self.act(task, &act).await
            }
            Step::Succeed(new) => self.succeed(new).await,
            Step::HandOver(one) => {
                let pair = |(from, to): &(String, String)| Ok((self.unit(from)?, self.unit(to)?));
                let units = one.units.iter().map(pair).collect::<Result<_>>()?;
                let new = tasks::HandOvers { units, reason: one.reason };
                tasks::hand_over_all(&self.app, &self.signed(&one.by).await?, new).await.map(drop)
            }
            Step::New(one) => {
                let new = tasks::NewWork {
                    key: None,
                    title: one.title,
                    deliverable: None,
                    lead: self.unit(&one.lead)?,
                    helping: Vec::new(),
                    due_on: Some(one.due_on),
                    every: None,
                    anyway: true,
                };
                tasks::set_up(&self.app, &self.signed(&one.by).await?, new, None).await.map(drop)
            }
            Step::Periods => returns::open_due(self.app.clone()).await,
            Step::SetUp(one) => self.set_up(&one).await,
            Step::End(one) => self.end(&one).await,
            Step::Fill(one) => self.fill(&one).await,
            Step::Handle(one) => self.handle(&one).await,
            Step::Settle(one) => self.settle(&one).await,
            Step::Document(one) => self.document(&one).await,
            Step::UnitPlan(one) => self.plan_of(&one).await,
            Step::Arrive(one) => self.arrive(&one).await,
            Step::Value(one) => {
                let all = indicators::all(&self.app.db.read().await?).await?;
                let is_meant = |indicator: &&indicators::Indicator| {
                    indicator.origin.as_ref().is_some_and(|origin| origin.clause_path == one.clause)
                };
                let indicator = all
                    .iter()
                    .find(is_meant)
                    .ok_or_else(|| anyhow::anyhow!("no target in {}", one.clause))?;
                let (unit, note) = (self.unit(&one.unit)?, Some(one.note));
                let new = indicators::NewValue {
                    key: None,
                    unit,
                    year: one.year,
                    value: Some(one.value),
                    note,
                    seen: 0,
                };
                indicators::report(&self.app, &self.signed(&one.by).await?, indicator.id, new).await
            }
        }
    }

    /// The plan is read by the program itself, as any other document.
    async fn take_in(&mut self) -> Result<()> {
        let document = script::bytes("ke-hoach.txt")?;
        let import = plan::Import {
            login: "mai.tt".to_owned(),
            unit: "Ủy ban nhân dân thị xã An Khê".to_owned(),
            name: "ke-hoach.txt".to_owned(),
            reading: readings::Outcome::read(&document)?.bytes()?,
            document,
            keep: true,
        };
        plan::import(&self.app, import).await?;
        for task in self.all_tasks().await?.into_iter().filter(|task| task.series.is_none()) {
            if let Some(origin) = &task.origin {
                self.tasks.insert((origin.clause_path.clone(), task.lead), task.id);
            }
        }
        Ok(())
    }

    /// The plan of the town.
    pub(super) async fn plan(&self) -> Result<Uuid> {
        let all = self.all_tasks().await?;
        let origin = all.into_iter().find_map(|task| task.origin);
        origin.map(|origin| origin.plan).ok_or_else(|| anyhow::anyhow!("no plan").into())
    }

    async fn succeed(&self, new: script::Succession) -> Result<()> {
        let share = |(from, to, percent): &(String, String, u32)| {
            Ok(Share { from: self.unit(from)?, to: self.unit(to)?, millionths: i64::from(*percent) * 10_000 })
        };
        let new = units::NewSuccession {
            key: None,
            act: new.act,
            act_on: new.act_on,
            effective_on: new.effective_on,
            note: new.note,
            shares: new.shares.iter().map(share).collect::<Result<_>>()?,
        };
        units::succeed(&self.app, &self.signed("quantri.mau").await?, new).await.map(drop)
    }

    async fn report(&self, routine: &Routine) -> Result<()> {
        let today = web::format::day_of(self.app.db.clock().now());
        for task in self.runs(routine, State::NotStarted).await? {
            if task.due_on.is_some_and(|due| due <= today + Days::new(15) && due < routine.until) {
                let act = tasks::Act::ReportDone { done_on: today, words: routine.words.clone() };
                self.do_to(task.id, &routine.by, Verb::ReportDone, act, Vec::new()).await?;
            }
        }
        Ok(())
    }

    async fn confirm(&self, routine: &Routine) -> Result<()> {
        for task in self.runs(routine, State::ReportedDone).await? {
            self.do_to(
                task.id,
                &routine.confirmed_by,
                Verb::Confirm,
                tasks::Act::Confirm { words: None },
                Vec::new(),
            )
            .await?;
        }
        Ok(())
    }

    async fn runs(&self, routine: &Routine, state: State) -> Result<Vec<Task>> {
        let is_one = |task: &Task| {
            task.state == state
                && task.series.is_some()
                && task.origin.as_ref().is_some_and(|origin| origin.clause_path == routine.clause)
        };
        Ok(self.all_tasks().await?.into_iter().filter(is_one).collect())
    }

    async fn all_tasks(&self) -> Result<Vec<Task>> {
        tasks::all(&self.app.db.read().await?).await
    }

    async fn act(&self, task: Uuid, told: &Act) -> Result<()> {
        let words = told.words.clone().unwrap_or_default();
        let missing = || anyhow::anyhow!("{} on {} lacks its day or percent", told.verb, told.on);
        let (verb, act) = match told.verb.as_str() {
            "progress" => {
                (Verb::Progress, tasks::Act::Progress { percent: told.percent.ok_or_else(missing)?, words })
            }
            "done" => (
                Verb::ReportDone,
                tasks::Act::ReportDone { done_on: told.done_on.ok_or_else(missing)?, words },
            ),
            "confirm" => (Verb::Confirm, tasks::Act::Confirm { words: told.words.clone() }),
            "return" => (Verb::Return, tasks::Act::Return { reason: words }),
            "extend" => {
                (Verb::Extend, tasks::Act::Extend { due_on: told.due_on.ok_or_else(missing)?, reason: words })
            }
            "suspend" => (Verb::Suspend, tasks::Act::Suspend { reason: words }),
            "resume" => (Verb::Resume, tasks::Act::Resume { reason: words }),
            "cancel" => (Verb::Cancel, tasks::Act::Cancel { reason: words }),
            "comment" => (Verb::Comment, tasks::Act::Comment { words }),
            other => return Err(anyhow::anyhow!("nobody does {other}").into()),
        };
        let mut files = Vec::new();
        for name in &told.files {
            let bytes = script::bytes(&format!("evidence/{name}"))?;
            files.push(Arrived::of(&self.app, name, bytes).await?);
        }
        self.do_to(task, &told.by, verb, act, files).await
    }

    async fn do_to(
        &self,
        task: Uuid,
        by: &str,
        verb: Verb,
        act: tasks::Act,
        evidence: Vec<Arrived>,
    ) -> Result<()> {
        let signed = self.signed(by).await?;
        let revision = tasks::find(&self.app.db.read().await?, task, &Scope::All).await?.revision;
        tasks::act(&self.app, &signed, task, verb, tasks::NewAct { key: None, revision, act, evidence }).await
    }

    pub(super) async fn signed(&self, login: &str) -> Result<Signed> {
        people::acting(&self.app, login).await?.ok_or_else(|| anyhow::anyhow!("nobody is {login}").into())
    }

    pub(super) fn unit(&self, key: &str) -> Result<Uuid> {
        self.units.get(key).copied().ok_or_else(|| anyhow::anyhow!("no unit {key}").into())
    }
}
