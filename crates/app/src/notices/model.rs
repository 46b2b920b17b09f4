//! Who is told what, and when. Pure.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::access::{Right, Role};
use crate::people::Holder;
use crate::returns::{Return, State as ReturnState};
use crate::tasks::{State, Task};

/// Days after which what is overdue is told again.
const AGAIN: i64 = 7;
/// Minutes after which a refused mail is tried again; each time twice as long, up to [`LONGEST_WAIT`].
const WAIT: i64 = 10;
const LONGEST_WAIT: i64 = 4 * 60;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// To those above: work is long overdue.
    Escalated,
    Overdue,
    Returned,
    /// A report was asked for in error.
    Withdrawn,
    ToConfirm,
    HandedOver,
    /// A document that came in.
    PassedOn,
    /// A report was sent in.
    ToAccept,
    /// The office waits for a report.
    Reminded,
    /// A period has opened.
    Asked,
    DueSoon,
}

impl Kind {
    /// All of them, the most urgent first.
    pub(crate) const ALL: [Self; 11] = [
        Self::Escalated,
        Self::Overdue,
        Self::Returned,
        Self::Withdrawn,
        Self::ToConfirm,
        Self::HandedOver,
        Self::PassedOn,
        Self::ToAccept,
        Self::Reminded,
        Self::Asked,
        Self::DueSoon,
    ];

    /// In the database and, after `notice-`, in texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Escalated => "escalated",
            Self::Overdue => "overdue",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::ToConfirm => "to_confirm",
            Self::HandedOver => "handed_over",
            Self::PassedOn => "passed_on",
            Self::ToAccept => "to_accept",
            Self::Reminded => "reminded",
            Self::Asked => "asked",
            Self::DueSoon => "due_soon",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What an event of a return is told as; none where nobody waits for it, or where the return has gone on since.
    pub(crate) fn of_report_event(kind: &str, state: ReturnState) -> Option<Self> {
        match kind {
            "give-back" => Some(Self::Returned).filter(|_| state == ReturnState::Returned),
            "ask" => Some(Self::Asked).filter(|_| state == ReturnState::Draft),
            "withdraw" => Some(Self::Withdrawn).filter(|_| state == ReturnState::Withdrawn),
            "submit" => Some(Self::ToAccept).filter(|_| state == ReturnState::Submitted),
            _ => None,
        }
    }

    /// What an event of a task is told as; none where nobody waits for it, or where the task has gone on since.
    pub(crate) fn of_event(kind: &str, units: Option<(Uuid, Uuid)>, task: &Task) -> Option<Self> {
        match kind {
            "return" => Some(Self::Returned).filter(|_| task.state == State::Returned),
            "done" => Some(Self::ToConfirm).filter(|_| task.state == State::ReportedDone),
            "hand-over" => {
                let is_there = units.is_some_and(|(_, to)| to == task.lead) && task.state.is_open();
                Some(Self::HandedOver).filter(|_| is_there)
            }
            _ => None,
        }
    }
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum About {
    Task(Uuid),
    Return(Uuid),
    /// A document that came in.
    Incoming(Uuid),
}

impl About {
    /// The task that it is about.
    pub(crate) fn task(self) -> Option<Uuid> {
        if let Self::Task(id) = self { Some(id) } else { None }
    }

    /// The return that it is about.
    pub(crate) fn report(self) -> Option<Uuid> {
        if let Self::Return(id) = self { Some(id) } else { None }
    }

    /// The document that it is about.
    pub(crate) fn incoming(self) -> Option<Uuid> {
        if let Self::Incoming(id) = self { Some(id) } else { None }
    }

    /// The tasks, the returns and the documents among some.
    pub(crate) fn apart(all: impl Iterator<Item = Self>) -> [Vec<Uuid>; 3] {
        let all: HashSet<_> = all.collect();
        let of = |which: fn(Self) -> Option<Uuid>| all.iter().filter_map(|one| which(*one)).collect();
        [of(Self::task), of(Self::report), of(Self::incoming)]
    }
}

/// From when on something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Days before the last one on which work is told to be due soon.
    pub due_days: Vec<u32>,
    /// Days after the last one from which on those above are told.
    pub escalation_days: u32,
}

/// Something to be told about a task on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reminder {
    pub(crate) kind: Kind,
    /// The same as long as it is the same thing that is told.
    pub(crate) occasion: String,
    /// Days until the last one, or since.
    pub(crate) days: i32,
}

/// What is to be told about a task on a day. Whoever was not told on the very day, because the program stood still or
/// because they came later, is told on the next; whoever was told is not told again before the next step.
pub(crate) fn reminders(task: &Task, today: NaiveDate, rules: &Rules) -> Vec<Reminder> {
    let due = task.due_on.filter(|_| task.state.is_worked_on());
    due.map(|due| until(due, today, rules)).unwrap_or_default()
}

/// The occasion of the first time that a return is asked for.
pub(crate) const ASKED: &str = "asked";

/// What is to be told on a day about a return that is still to be sent: that it is asked for, until its last day is near.
pub(crate) fn report_reminders(report: &Return, today: NaiveDate, rules: &Rules) -> Vec<Reminder> {
    let near = until(report.due_on, today, rules);
    if near.is_empty() {
        return vec![Reminder { kind: Kind::Asked, occasion: ASKED.to_owned(), days: 0 }];
    }
    near
}

/// What the days until a last one bring, and those after it.
fn until(due: NaiveDate, today: NaiveDate, rules: &Rules) -> Vec<Reminder> {
    let left = (due - today).num_days();
    let reminder = |kind, occasion, days: i64| Reminder {
        kind,
        occasion,
        days: i32::try_from(days).unwrap_or(i32::MAX),
    };
    if left >= 0 {
        let step = rules.due_days.iter().filter(|days| left <= i64::from(**days)).min();
        return step
            .map(|step| reminder(Kind::DueSoon, format!("due {due} {step}"), left))
            .into_iter()
            .collect();
    }
    let late = -left;
    let mut all = vec![reminder(Kind::Overdue, format!("overdue {due} {}", (late - 1) / AGAIN), late)];
    if late >= i64::from(rules.escalation_days) {
        all.push(reminder(Kind::Escalated, format!("escalated {due}"), late));
    }
    all
}

/// The occasion of an event.
pub(crate) fn event_occasion(event: Uuid) -> String {
    format!("event {event}")
}

/// A unit and those above it, the nearest first.
pub(crate) fn upwards(parents: &HashMap<Uuid, Option<Uuid>>, unit: Uuid) -> Vec<Uuid> {
    let mut way = vec![unit];
    while let Some(Some(above)) = way.last().and_then(|last| parents.get(last)) {
        if way.contains(above) {
            break;
        }
        way.push(*above);
    }
    way
}

/// The roles that hold, by the unit at which they do; those that hold everywhere under none.
pub(crate) struct Holders(HashMap<Option<Uuid>, Vec<Holder>>);

impl Holders {
    /// Indexes them.
    pub(crate) fn new(all: impl IntoIterator<Item = Holder>) -> Self {
        let mut by_unit: HashMap<_, Vec<_>> = HashMap::new();
        for holder in all {
            by_unit.entry(holder.grant.unit).or_default().push(holder);
        }
        Self(by_unit)
    }

    /// Whether somebody has one of them.
    pub(crate) fn has(&self, person: Uuid) -> bool {
        self.0.values().flatten().any(|holder| holder.person == person)
    }

    /// Those who fit at the first unit of the way that has any, or everywhere, which is above all.
    fn nearest(&self, way: &[Uuid], fits: impl Fn(&Holder) -> bool) -> BTreeSet<Uuid> {
        let places = way.iter().copied().map(Some).chain([None]);
        let at = |place| {
            let there = self.0.get(&place).into_iter().flatten();
            there.filter(|holder| fits(holder)).map(|holder| holder.person).collect::<BTreeSet<_>>()
        };
        places.map(at).find(|people| !people.is_empty()).unwrap_or_default()
    }
}

/// Who is told about the work of a unit; `way` is the unit and those above it, `actor` who did what is told and knows
/// it.
///
/// Work is told to those who do it and leave confirming to others, at the unit or, where it has none, at the nearest
/// above; where there are none at all, to those who may confirm it. What is to be confirmed or escalates is told to
/// the nearest of each role that confirms: leaders of the unit, coordinators above. A handover or a document passed on is told to
/// both, for it is the unit's as a whole.
pub(crate) fn audience(kind: Kind, way: &[Uuid], holders: &Holders, actor: Option<Uuid>) -> BTreeSet<Uuid> {
    let nearest = |fits: &dyn Fn(Role) -> bool| {
        holders.nearest(way, |holder| fits(holder.grant.role) && Some(holder.person) != actor)
    };
    let may = |role: Role, right| role.rights().contains(&right);
    let confirming = || {
        let roles = Role::ALL.into_iter().filter(|role| may(*role, Right::ConfirmTasks));
        roles.flat_map(|role| nearest(&|other| other == role)).collect::<BTreeSet<_>>()
    };
    let working = || {
        let only: BTreeSet<_> = nearest(&|role| may(role, Right::DoTasks) && !may(role, Right::ConfirmTasks));
        if only.is_empty() { nearest(&|role| may(role, Right::DoTasks)) } else { only }
    };
    match kind {
        Kind::DueSoon | Kind::Overdue | Kind::Returned | Kind::Withdrawn | Kind::Reminded | Kind::Asked => {
            working()
        }
        Kind::ToAccept => nearest(&|role| may(role, Right::RunReturns)),
        Kind::ToConfirm | Kind::Escalated => confirming(),
        Kind::HandedOver | Kind::PassedOn => {
            let mut all = working();
            all.extend(nearest(&|role| role == Role::Leader));
            all
        }
    }
}

/// Whether the mails of a day may go: from an hour of that day in Vietnam on.
pub(crate) fn is_time(now: DateTime<Utc>, hour: u32) -> bool {
    let today = web::format::day_of(now);
    now >= web::format::begin_of(today) + TimeDelta::hours(hour.into())
}

/// How far a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// Claimed. A mail that stays so may have left or not: it is never sent again.
    Pending,
    Sent,
    /// Refused for certain: may be tried again, under the same Message-ID.
    Failed,
}

impl Sending {
    /// In the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Pending, Self::Sent, Self::Failed].into_iter().find(|state| state.name() == name)
    }
}

/// How long a mail waits that was refused so often.
pub(crate) fn wait(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(10);
    TimeDelta::minutes((WAIT << doublings).min(LONGEST_WAIT))
}

/// The name of the mail of a person and day: the left part of its Message-ID, and of its file.
pub(crate) fn mail_name(person: Uuid, day: NaiveDate) -> String {
    format!("{day}-{}", person.simple())
}
