//! Plans and their clauses for programs, and work for them.

pub(crate) mod work;

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use reading::model::Mode;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;
use web::Failure;
use web::api::{Named, Problems};

use super::model::{self, PlanClause, PlanDuty, role_name};
use super::{pages, store};
use crate::AppState;
use crate::access::Signed;
use crate::tasks::Counts;
use crate::units::{self, Unit};

/// What of the interface is about plans.
#[derive(OpenApi)]
#[openapi(paths(list, show, clauses, work::set_up))]
pub(crate) struct Documented;

/// An official document with duties to fulfil.
#[derive(Serialize, ToSchema)]
pub(crate) struct Plan {
    id: Uuid,
    /// Whose plan it is.
    unit: Named,
    /// As printed: `15/KH-UBND`.
    number: String,
    /// What the document calls itself.
    kind: String,
    /// Its subject.
    title: String,
    issuer: Option<String>,
    issued_on: Option<NaiveDate>,
    signer: Option<String>,
    first_year: Option<i32>,
    last_year: Option<i32>,
    /// The plan of which it is a newer version.
    replaces_id: Option<Uuid>,
    /// The newer version that replaces it.
    replaced_by_id: Option<Uuid>,
    recorded_at: DateTime<Utc>,
}

/// All plans.
#[derive(Serialize, ToSchema)]
pub(crate) struct Plans {
    /// The latest first; at most 500.
    items: Vec<Plan>,
}

/// A plan with how its tasks stand.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlanDetail {
    #[serde(flatten)]
    plan: Plan,
    tasks: TaskCounts,
    reporting: Option<ReportingRule>,
}

/// Who reports to whom, and when, as the plan says it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportingRule {
    /// Path of its clause.
    clause_path: String,
    /// Month and day: `11-15`.
    due_month_day: Option<String>,
    /// Whether it comes every year.
    annual: bool,
    from: Option<String>,
    via: Option<String>,
    to: Option<String>,
    /// The sentence.
    words: String,
}

/// How tasks stand to their terms; suspended and cancelled ones are left out.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskCounts {
    /// Completed on time.
    on_time: usize,
    /// Completed late.
    late: usize,
    /// Not completed, within their term, the last day not near.
    within: usize,
    /// The same, with the last day near.
    due_soon: usize,
    /// Not completed, past their term.
    overdue: usize,
}

/// The clauses of a plan.
#[derive(Serialize, ToSchema)]
pub(crate) struct Clauses {
    /// In the order of the document, parents before children.
    items: Vec<Clause>,
}

/// A clause of a plan.
#[derive(Serialize, ToSchema)]
pub(crate) struct Clause {
    id: Uuid,
    /// The same clause in the first version of the plan that has it: tasks and indicators name this one.
    first_id: Uuid,
    /// As printed: `IV.3.1/2`.
    path: String,
    depth: i32,
    kind: String,
    /// What it is for: `objective`, `task`, `solution`, `reporting` and so on.
    role: String,
    words: String,
    duties: Vec<ClauseDuty>,
    /// How its own tasks stand.
    tasks: TaskCounts,
}

/// What a clause lays upon units.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClauseDuty {
    id: Uuid,
    words: String,
    units: Vec<DutyUnit>,
}

/// A unit with a duty.
#[derive(Serialize, ToSchema)]
pub(crate) struct DutyUnit {
    id: Uuid,
    name: String,
    /// How it takes part.
    #[schema(value_type = DutyMode)]
    mode: Mode,
}

/// How a unit takes part in a duty.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "describes the mode of a reading, which knows nothing of descriptions")]
pub(crate) enum DutyMode {
    Lead,
    Cooperate,
    Advise,
    Follow,
}

/// All plans.
#[utoipa::path(
    get,
    path = "/api/v1/plans",
    operation_id = "list_plans",
    tag = "plans",
    responses((status = 200, description = "The plans", body = Plans), Problems),
)]
pub(crate) async fn list(State(app): State<AppState>) -> Result<Json<Plans>, Failure> {
    let tx = app.db.read().await?;
    let plans = store::all(&tx).await?;
    let named: Vec<_> = plans.iter().map(|plan| plan.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let newer: HashMap<_, _> = plans.iter().filter_map(|plan| Some((plan.replaces?, plan.id))).collect();
    let item = |plan: &model::Plan| {
        let unit = units.get(&plan.unit).map(Unit::named)?;
        Some(Plan::new(plan, unit, newer.get(&plan.id).copied()))
    };
    Ok(Json(Plans { items: plans.iter().filter_map(item).collect() }))
}

/// A plan with how its tasks stand.
#[utoipa::path(
    get,
    path = "/api/v1/plans/{id}",
    operation_id = "show_plan",
    tag = "plans",
    params(("id" = Uuid, Path, description = "Id of the plan")),
    responses((status = 200, description = "The plan", body = PlanDetail), Problems),
)]
pub(crate) async fn show(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<PlanDetail>, Failure> {
    let (shown, units) = pages::load(&app, &signed, web::id(&id)?, None).await?;
    let owner = units.get(&shown.plan.unit).ok_or(base::Error::NotFound)?;
    let newer = shown.newer.as_ref().map(|newer| newer.id);
    let counts = shown.counts.values().fold(Counts::default(), |sum, one| sum.plus(*one));
    Ok(Json(PlanDetail {
        plan: Plan::new(&shown.plan, owner.named(), newer),
        tasks: counts.into(),
        reporting: shown.plan.reporting.map(|rule| ReportingRule {
            clause_path: rule.clause,
            due_month_day: rule.due_month_day,
            annual: rule.annual,
            from: rule.from,
            via: rule.via,
            to: rule.to,
            words: rule.text,
        }),
    }))
}

/// The clauses of a plan, with the duties they lay upon units and how their tasks stand.
#[utoipa::path(
    get,
    path = "/api/v1/plans/{id}/clauses",
    operation_id = "list_clauses",
    tag = "plans",
    params(("id" = Uuid, Path, description = "Id of the plan")),
    responses((status = 200, description = "The clauses", body = Clauses), Problems),
)]
pub(crate) async fn clauses(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<Clauses>, Failure> {
    let (shown, units) = pages::load(&app, &signed, web::id(&id)?, None).await?;
    let mut duties: HashMap<Uuid, Vec<ClauseDuty>> = HashMap::new();
    for one in &shown.duties {
        duties.entry(one.clause).or_default().push(duty(one, &units));
    }
    let clause = |clause: &PlanClause| Clause {
        id: clause.id,
        first_id: clause.first,
        path: clause.path.clone(),
        depth: clause.depth,
        kind: clause.kind.replace('-', "_"),
        role: role_name(clause.role).replace('-', "_"),
        words: clause.words.clone(),
        duties: duties.remove(&clause.id).unwrap_or_default(),
        tasks: shown.counts.get(&clause.first).copied().unwrap_or_default().into(),
    };
    Ok(Json(Clauses { items: shown.clauses.iter().map(clause).collect() }))
}

fn duty(one: &PlanDuty, units: &HashMap<Uuid, Unit>) -> ClauseDuty {
    let unit = |(id, mode): &(Uuid, Mode)| {
        let Named { id, name } = units.get(id)?.named();
        Some(DutyUnit { id, name, mode: *mode })
    };
    ClauseDuty { id: one.id, words: one.words.clone(), units: one.units.iter().filter_map(unit).collect() }
}

impl Plan {
    fn new(plan: &model::Plan, unit: Named, replaced_by_id: Option<Uuid>) -> Self {
        let about = plan.about.clone();
        Self {
            id: plan.id,
            unit,
            number: about.number,
            kind: about.kind,
            title: about.title,
            issuer: about.issuer,
            issued_on: about.issued_on,
            signer: about.signer,
            first_year: about.first_year,
            last_year: about.last_year,
            replaces_id: plan.replaces,
            replaced_by_id,
            recorded_at: plan.recorded_at,
        }
    }
}

impl From<Counts> for TaskCounts {
    fn from(counts: Counts) -> Self {
        let Counts { on_time, late, within, due_soon, overdue } = counts;
        Self { on_time, late, within, due_soon, overdue }
    }
}
