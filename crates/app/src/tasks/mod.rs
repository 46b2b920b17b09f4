//! Stub to compile against.
#![allow(missing_docs, dead_code)]
use crate::access::Scope;
use base::Result;
use chrono::NaiveDate;
use db::WriteTx;
use db::sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) overdue: usize,
    pub(crate) due_soon: usize,
}
impl Counts {
    pub(crate) fn all(self) -> usize {
        0
    }
    pub(crate) fn done(self) -> usize {
        0
    }
    pub(crate) fn plus(self, _: Self) -> Self {
        self
    }
}
pub(crate) enum Mode {
    Cooperate,
}
pub(crate) enum Every {
    Month,
    Quarter,
    HalfYear,
    Year,
}
pub(crate) struct Origin {
    pub(crate) plan: Uuid,
    pub(crate) plan_number: String,
    pub(crate) clause: Uuid,
    pub(crate) clause_path: String,
    pub(crate) duty: Uuid,
}
pub(crate) struct NewTask {
    pub(crate) key: Option<Uuid>,
    pub(crate) origin: Option<Origin>,
    pub(crate) title: String,
    pub(crate) deliverable: Option<String>,
    pub(crate) lead: Uuid,
    pub(crate) others: Vec<(Uuid, Mode)>,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) series: Option<(Uuid, String)>,
}
pub(crate) struct NewSeries {
    pub(crate) task: NewTask,
    pub(crate) every: Every,
    pub(crate) month_day: Option<(u32, u32)>,
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: Option<NaiveDate>,
}
pub(crate) struct State;
impl State {
    pub(crate) fn name(self) -> &'static str {
        ""
    }
}
pub(crate) struct Line {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) due_on: Option<NaiveDate>,
    pub(crate) period: Option<String>,
    pub(crate) lead: Uuid,
}
impl Line {
    pub(crate) fn state(&self) -> State {
        State
    }
    pub(crate) fn standing(&self, _: NaiveDate) -> State {
        State
    }
}
pub(crate) async fn found(_: &WriteTx, _: NewTask) -> Result<Uuid> {
    Ok(Uuid::nil())
}
pub(crate) async fn found_series(_: &WriteTx, _: NewSeries) -> Result<Uuid> {
    Ok(Uuid::nil())
}
pub(crate) async fn counts_by_clause(
    _: &impl ConnectionTrait,
    _: &[Uuid],
    _: NaiveDate,
) -> Result<HashMap<Uuid, Counts>> {
    Ok(HashMap::new())
}
pub(crate) async fn of_clause(_: &impl ConnectionTrait, _: Uuid, _: &Scope) -> Result<Vec<Line>> {
    Ok(Vec::new())
}
#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    pub(crate) fn counts(_: Uuid) -> HashMap<Uuid, Counts> {
        HashMap::new()
    }
    pub(crate) fn line(unit: Uuid) -> Line {
        Line { id: unit, title: String::new(), due_on: None, period: None, lead: unit }
    }
}
