//! Periodic reports for programs: who asks for what and when, what units report, and the verbs that the pages have.

mod entered;
pub(crate) mod office;
mod shapes;

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use base::Error;
use utoipa::OpenApi;
use uuid::Uuid;
use web::api::{IdempotencyKey, Input, Problems, WritingProblems};
use web::{Failure, Form};

use super::forms::{Entered, NewAct, Verb};
use super::{actions, pages, store};
use crate::access::{Right, Signed};
use crate::{AppState, indicators, units};
use entered::{NewCells, NewSubmission};
use shapes::{Owed, PeriodDetail, RegimeDetail, Regimes, ReturnDetail};

/// Regimes that one answer has.
const MOST_REGIMES: u64 = 200;

/// What of the interface is about periodic reports.
#[derive(OpenApi)]
#[openapi(paths(
    regimes,
    regime,
    period,
    owed,
    show,
    put,
    submit,
    office::accept,
    office::give_back,
    office::extend,
    office::withdraw,
    office::ask
))]
pub(crate) struct Documented;

/// Who reports to whom and when.
#[utoipa::path(
    get,
    path = "/api/v1/regimes",
    operation_id = "list_regimes",
    tag = "returns",
    responses((status = 200, description = "The regimes, the latest first", body = Regimes), Problems),
)]
pub(crate) async fn regimes(State(app): State<AppState>) -> Result<Json<Regimes>, Failure> {
    let tx = app.db.read().await?;
    let found = store::regimes_from(&tx, 0, MOST_REGIMES).await?;
    let named: Vec<_> = found.iter().map(|regime| regime.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    Ok(Json(Regimes { items: found.iter().map(|one| shapes::Regime::new(one, &units)).collect() }))
}

/// A regime with what it asks for, and all its periods.
#[utoipa::path(
    get,
    path = "/api/v1/regimes/{id}",
    operation_id = "show_regime",
    tag = "returns",
    params(("id" = Uuid, Path, description = "Id of the regime")),
    responses((status = 200, description = "The regime", body = RegimeDetail), Problems),
)]
pub(crate) async fn regime(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<RegimeDetail>, Failure> {
    let tx = app.db.read().await?;
    let regime = store::regime(&tx, web::id(&id)?).await?.ok_or(Error::NotFound)?;
    let measured = store::measured(&tx, regime.id).await?;
    let indicators = indicators::among(&tx, &measured).await?;
    let sections = store::sections(&tx, regime.id).await?;
    let runs = store::runs(&tx, &[regime.id]).await?;
    let units = units::among_ids(&tx, &[regime.unit]).await?;
    Ok(Json(RegimeDetail::new(&regime, &units, (&measured, &indicators), sections, &runs)))
}

/// A period, and the returns of one's units in it.
#[utoipa::path(
    get,
    path = "/api/v1/periods/{id}",
    operation_id = "show_period",
    tag = "returns",
    params(("id" = Uuid, Path, description = "Id of the period")),
    responses((status = 200, description = "The period", body = PeriodDetail), Problems),
)]
pub(crate) async fn period(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<PeriodDetail>, Failure> {
    Ok(Json(PeriodDetail::new(&pages::periods::load(&app, &signed, web::id(&id)?).await?)))
}

/// What one's units still have to report, in open periods; what is due first stands first.
#[utoipa::path(
    get,
    path = "/api/v1/returns",
    operation_id = "list_returns",
    tag = "returns",
    responses((status = 200, description = "The returns", body = Owed), Problems),
)]
pub(crate) async fn owed(State(app): State<AppState>, signed: Signed) -> Result<Json<Owed>, Failure> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    let own = signed.units_with(Right::FillReturns);
    let found = store::owed(&tx, Some(&own), Some(pages::MOST_OWED)).await?;
    let named: Vec<_> = found.iter().map(|(owed, ..)| owed.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    let names: HashMap<_, _> = units.into_iter().map(|(id, unit)| (id, unit.name)).collect();
    Ok(Json(Owed::new(&found, &names, today)))
}

/// A return: its figures, its words and all that happened to it.
#[utoipa::path(
    get,
    path = "/api/v1/returns/{id}",
    operation_id = "show_return",
    tag = "returns",
    params(("id" = Uuid, Path, description = "Id of the return")),
    responses((status = 200, description = "The return", body = ReturnDetail), Problems),
)]
pub(crate) async fn show(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<ReturnDetail>, Failure> {
    Ok(Json(detail(&app, &signed, web::id(&id)?).await?))
}

async fn detail(app: &AppState, signed: &Signed, id: Uuid) -> base::Result<ReturnDetail> {
    Ok(ReturnDetail::new(&pages::load(app, signed, id).await?))
}

/// Keeps figures and words; what does not come stays as it is.
///
/// The answer is the return as it stands after it. The same again changes nothing. Where somebody changed one of them meanwhile to
/// something else nothing is kept, and the problem has what was sent and what stands there.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/cells",
    operation_id = "put_cells",
    tag = "returns",
    params(("id" = Uuid, Path, description = "Id of the return")),
    request_body = NewCells,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn put(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Input(input): Input<NewCells>,
) -> Result<Json<ReturnDetail>, Failure> {
    let id = web::id(&id)?;
    let entered = Entered::read(&mut input.form()).map_err(entered::renamed)?;
    match actions::save(&app, &signed, id, entered).await {
        Ok(_) => Ok(Json(detail(&app, &signed, id).await?)),
        Err(Error::Invalid(wrong)) if entered::is_clash(&wrong) => {
            let stands = detail(&app, &signed, id).await?;
            Err(Failure::from(Error::Conflict).with_clashes(input.clashes(&wrong, &stands)))
        }
        Err(error) => Err(refused(&app, &signed, id, error).await),
    }
}

/// Sends a return in, where nothing is wrong with it.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/submission",
    operation_id = "submit_return",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewSubmission,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn submit(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewSubmission>,
) -> Result<Json<ReturnDetail>, Failure> {
    let id = web::id(&id)?;
    let new = NewAct { key, ..NewAct::read(&mut Form::of(&input), Verb::Submit)? };
    match actions::submit(&app, &signed, id, new).await {
        Ok(()) => Ok(Json(detail(&app, &signed, id).await?)),
        Err(error) => Err(refused(&app, &signed, id, error).await),
    }
}

/// Why it was refused; where the return is not as it was seen, with the revision that it has.
async fn refused(app: &AppState, signed: &Signed, id: Uuid, error: Error) -> Failure {
    match error {
        Error::Conflict => match detail(app, signed, id).await {
            Ok(now) => Failure::from(Error::Conflict).at_revision(now.revision()),
            Err(fault) => fault.into(),
        },
        error => entered::renamed(error).into(),
    }
}
