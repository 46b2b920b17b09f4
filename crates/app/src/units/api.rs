//! Units for programs.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;
use web::Failure;
use web::api::{Asked, Named, Problems};

use super::model::{self, Kind};
use super::{actions, pages, store};
use crate::AppState;
use crate::access::Signed;

/// What of the interface is about units.
#[derive(OpenApi)]
#[openapi(paths(list, show))]
pub(crate) struct Documented;

/// An agency, office, ward or centre.
#[derive(Serialize, ToSchema)]
pub(crate) struct Unit {
    id: Uuid,
    /// The unit it belongs to.
    parent_id: Option<Uuid>,
    kind: Kind,
    /// Official code, such as 23617.
    code: Option<String>,
    /// Name in full.
    name: String,
    /// How it is called within its place.
    short_name: Option<String>,
    /// First day on which it holds.
    valid_from: NaiveDate,
    /// First day on which it does not hold any more.
    valid_to: Option<NaiveDate>,
}

/// The units of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct Units {
    /// The day on which they hold.
    on: NaiveDate,
    /// By name.
    items: Vec<Unit>,
}

/// A unit with what stands around it.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnitDetail {
    #[serde(flatten)]
    unit: Unit,
    /// Counts corrections.
    revision: i32,
    /// The units above it, the nearest first.
    above: Vec<Named>,
    /// The units right below it.
    below: Vec<Named>,
    /// The acts by which it came to be or became others, the last first.
    successions: Vec<Succession>,
}

/// An act by which units become others.
#[derive(Serialize, ToSchema)]
pub(crate) struct Succession {
    id: Uuid,
    /// Number and symbol of the act.
    act: String,
    act_on: NaiveDate,
    /// First day on which the successors act.
    effective_on: NaiveDate,
    note: Option<String>,
    shares: Vec<Share>,
}

/// A part of one predecessor that goes to one successor.
#[derive(Serialize, ToSchema)]
pub(crate) struct Share {
    from: Named,
    to: Named,
    /// Millionths of the predecessor.
    millionths: i64,
}

/// Which units are wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitQuestion {
    /// The day on which they hold; today where it is left out.
    on: Option<NaiveDate>,
}

/// The units of a day.
#[utoipa::path(
    get,
    path = "/api/v1/units",
    operation_id = "list_units",
    tag = "units",
    params(UnitQuestion),
    responses((status = 200, description = "The units", body = Units), Problems),
)]
pub(crate) async fn list(
    State(app): State<AppState>,
    Asked(question): Asked<UnitQuestion>,
) -> Result<Json<Units>, Failure> {
    let on = question.on.map(|day| web::form::day(&day.to_string()).ok_or_else(wrong_day)).transpose()?;
    let on = on.unwrap_or_else(|| actions::today(&app));
    let units = store::all(&app.db.read().await?, Some(on)).await?;
    Ok(Json(Units { on, items: units.iter().map(Unit::from).collect() }))
}

/// A unit with what stands above and below it, and what it came of and became.
#[utoipa::path(
    get,
    path = "/api/v1/units/{id}",
    operation_id = "show_unit",
    tag = "units",
    params(("id" = Uuid, Path, description = "Id of the unit")),
    responses((status = 200, description = "The unit", body = UnitDetail), Problems),
)]
pub(crate) async fn show(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<UnitDetail>, Failure> {
    let shown = pages::load(&app, &signed, web::id(&id)?).await?;
    let named = |units: &[model::Unit]| units.iter().map(model::Unit::named).collect();
    Ok(Json(UnitDetail {
        unit: Unit::from(&shown.unit),
        revision: shown.unit.revision,
        above: named(&shown.above),
        below: named(&shown.below),
        successions: shown.successions.iter().map(|one| succession(one, &shown.named)).collect(),
    }))
}

fn succession(one: &model::Succession, units: &HashMap<Uuid, model::Unit>) -> Succession {
    let share = |share: &model::Share| {
        let (from, to) = (units.get(&share.from)?.named(), units.get(&share.to)?.named());
        Some(Share { from, to, millionths: share.millionths })
    };
    Succession {
        id: one.id,
        act: one.act.clone(),
        act_on: one.act_on,
        effective_on: one.effective_on,
        note: one.note.clone(),
        shares: one.shares.iter().filter_map(share).collect(),
    }
}

fn wrong_day() -> base::Error {
    base::Error::invalid("on", "date")
}

impl model::Unit {
    /// Its id with its name.
    pub(crate) fn named(&self) -> Named {
        Named { id: self.id, name: self.name.clone() }
    }
}

impl From<&model::Unit> for Unit {
    fn from(unit: &model::Unit) -> Self {
        Self {
            id: unit.id,
            parent_id: unit.parent,
            kind: unit.kind,
            code: unit.code.clone(),
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            valid_from: unit.from,
            valid_to: unit.to,
        }
    }
}
