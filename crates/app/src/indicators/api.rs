//! Indicators for programs, with what was reached of them.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use base::Error;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;
use web::api::{IdempotencyKey, Input, Named, Problems, WritingProblems};
use web::{Failure, Form};

use super::forms::NewValue;
use super::model::{self, Direction, current, last_number};
use super::outcome::Outcome;
use super::{actions, pages, store, view};
use crate::AppState;
use crate::access::Signed;
use crate::units::{self, Unit};

/// What of the interface is about indicators.
#[derive(OpenApi)]
#[openapi(paths(list, show, report))]
pub(crate) struct Documented;

/// Something measured.
#[derive(Serialize, ToSchema)]
pub(crate) struct Indicator {
    id: Uuid,
    name: String,
    /// Unit of measure, such as `%`.
    measured_in: Option<String>,
    /// What a figure of it is.
    #[schema(value_type = String, examples("number", "share", "mean", "yes_no", "scale", "text"))]
    kind: &'static str,
    /// Which way is better.
    direction: Direction,
    /// The sentence of the plan.
    words: Option<String>,
    /// Whose indicator it is.
    unit: Named,
    /// Where it was set.
    origin: Option<IndicatorOrigin>,
    /// What is to be reached, by year.
    targets: Vec<IndicatorTarget>,
}

/// The clause that set an indicator.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorOrigin {
    plan_id: Uuid,
    /// As printed: `15/KH-UBND`.
    plan_number: String,
    clause_id: Uuid,
    /// As printed: `II.1`.
    clause_path: String,
}

/// A value or a range to be reached by the end of a year.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorTarget {
    /// None: whenever.
    year: Option<i32>,
    /// Least value that is enough.
    low: Option<f64>,
    /// Greatest value that is aimed at, or that is allowed where there is no least.
    high: Option<f64>,
}

/// All indicators.
#[derive(Serialize, ToSchema)]
pub(crate) struct Indicators {
    /// At most 500.
    items: Vec<Indicator>,
}

/// An indicator with its values.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorDetail {
    #[serde(flatten)]
    indicator: Indicator,
    /// All that were ever typed in: the last year first, in it unit by unit the last first.
    values: Vec<IndicatorValue>,
    /// What the reports of each year come to, the last first; of units all of whose reports one sees.
    reports: Vec<IndicatorReport>,
}

/// What the reports of a year come to, up to its last period.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorReport {
    /// The last period.
    period: Uuid,
    /// To whom they were sent.
    unit: Named,
    year: i32,
    /// The last day of what they are about.
    last_on: NaiveDate,
    /// How many periods are in it.
    periods: i32,
    /// Of a share, and of those who say yes, in percent; none where nobody said a figure, or figures do not add up.
    value: Option<f64>,
    /// Whether some of it is for the time being.
    is_estimate: bool,
    /// Units that said all that they were asked.
    said: i32,
    /// Units that it concerns.
    concerned: i32,
}

/// A value of a unit and year.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorValue {
    id: Uuid,
    unit: Named,
    year: i32,
    /// Counts the values of the unit and year.
    number: i32,
    /// None: the one before was taken back. Zero is a value.
    value: Option<f64>,
    note: Option<String>,
    person: Named,
    at: DateTime<Utc>,
    /// Whether no later one stands in its place.
    counts: bool,
}

/// A value to be written down, in the place of the last one of the same unit and year.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewIndicatorValue {
    unit: Uuid,
    #[schema(minimum = 2000, maximum = 2100)]
    year: i32,
    /// None takes the value before back, for a reason that `note` tells.
    value: Option<f64>,
    #[schema(max_length = 1000)]
    note: Option<String>,
    /// The number of the last value of the unit and year that was seen; 0 where there was none.
    seen: i32,
}

/// All indicators, with their targets.
#[utoipa::path(
    get,
    path = "/api/v1/indicators",
    operation_id = "list_indicators",
    tag = "indicators",
    responses((status = 200, description = "The indicators", body = Indicators), Problems),
)]
pub(crate) async fn list(State(app): State<AppState>) -> Result<Json<Indicators>, Failure> {
    let tx = app.db.read().await?;
    let indicators = store::all(&tx).await?;
    let named: Vec<_> = indicators.iter().map(|indicator| indicator.unit).collect();
    let units = units::among_ids(&tx, &named).await?;
    Ok(Json(Indicators { items: indicators.iter().map(|one| Indicator::new(one, &units)).collect() }))
}

/// An indicator with its targets and values.
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}",
    operation_id = "show_indicator",
    tag = "indicators",
    params(("id" = Uuid, Path, description = "Id of the indicator")),
    responses((status = 200, description = "The indicator", body = IndicatorDetail), Problems),
)]
pub(crate) async fn show(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<IndicatorDetail>, Failure> {
    let shown = pages::load(&app, &signed, web::id(&id)?).await?;
    Ok(Json(IndicatorDetail::new(&shown)))
}

/// Writes down what a unit reached in a year.
///
/// The answer is the indicator as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/indicators/{id}/values",
    operation_id = "report_value",
    tag = "indicators",
    params(
        ("id" = Uuid, Path, description = "Id of the indicator"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the value"),
    ),
    request_body = NewIndicatorValue,
    responses((status = 200, description = "The indicator after it", body = IndicatorDetail), Problems, WritingProblems),
)]
pub(crate) async fn report(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewIndicatorValue>,
) -> Result<Json<IndicatorDetail>, Failure> {
    let id = web::id(&id)?;
    let new = NewValue { key, ..NewValue::read(&mut Form::of(&input))? };
    match actions::report(&app, &signed, id, new).await {
        Ok(()) => Ok(Json(IndicatorDetail::new(&pages::load(&app, &signed, id).await?))),
        Err(Error::Conflict) => {
            let values = store::values(&app.db.read().await?, id).await?;
            Err(Failure::from(Error::Conflict).at_revision(last_number(&values, input.unit, input.year)))
        }
        Err(fault) => Err(fault.into()),
    }
}

impl Indicator {
    fn new(one: &model::Indicator, units: &HashMap<Uuid, Unit>) -> Self {
        let target = |target: &model::Target| IndicatorTarget {
            year: target.year,
            low: target.low,
            high: target.high,
        };
        Self {
            id: one.id,
            name: one.name.clone(),
            measured_in: one.measured_in.clone(),
            kind: one.kind.name(),
            direction: one.direction,
            words: one.words.clone(),
            unit: named(one.unit, units),
            origin: one.origin.as_ref().map(|origin| IndicatorOrigin {
                plan_id: origin.plan,
                plan_number: origin.plan_number.clone(),
                clause_id: origin.clause,
                clause_path: origin.clause_path.clone(),
            }),
            targets: one.targets.iter().map(target).collect(),
        }
    }
}

impl IndicatorDetail {
    fn new(shown: &view::Shown) -> Self {
        let counting: Vec<_> = current(&shown.values).iter().map(|value| value.id).collect();
        let value = |value: &model::Reported| IndicatorValue {
            id: value.id,
            unit: named(value.unit, &shown.units),
            year: value.year,
            number: value.number,
            value: value.value,
            note: value.note.clone(),
            person: Named {
                id: value.person,
                name: shown.people.get(&value.person).cloned().unwrap_or_default(),
            },
            at: value.at,
            counts: counting.contains(&value.id),
        };
        let report = |one: &Outcome| IndicatorReport {
            period: one.run,
            unit: named(one.unit, &shown.units),
            year: one.year,
            last_on: one.last_on,
            periods: one.periods,
            value: one.value,
            is_estimate: one.is_estimate,
            said: one.said,
            concerned: one.concerned,
        };
        Self {
            indicator: Indicator::new(&shown.indicator, &shown.units),
            values: shown.values.iter().map(value).collect(),
            reports: shown.outcomes.iter().map(report).collect(),
        }
    }
}

fn named(id: Uuid, units: &HashMap<Uuid, Unit>) -> Named {
    units.get(&id).map_or_else(|| Named { id, name: String::new() }, Unit::named)
}
