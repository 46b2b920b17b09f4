//! What the office does to a return: accept it, give it back, extend its term, withdraw it, ask for it again.

use axum::Json;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::api::{IdempotencyKey, Input, Problems, WritingProblems};
use web::{Failure, Form};

use super::shapes::ReturnDetail;
use super::{detail, refused};
use crate::AppState;
use crate::access::Signed;
use crate::returns::actions;
use crate::returns::forms::{NewAct, Verb};

/// That a return is accepted.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAcceptance {
    /// The revision of the return that was seen.
    revision: i32,
    #[schema(max_length = 4000)]
    words: Option<String>,
}

/// That a return is given back.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewGivingBack {
    /// The revision of the return that was seen.
    revision: i32,
    /// Why.
    #[schema(max_length = 4000)]
    words: String,
    /// A later last day to have it back by; else the one in force goes on.
    due_on: Option<NaiveDate>,
}

/// That a return has a later last day.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewExtension {
    /// The revision of the return that was seen.
    revision: i32,
    /// Why.
    #[schema(max_length = 4000)]
    words: String,
    /// The new last day.
    due_on: NaiveDate,
}

/// That a return is not asked for any more.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWithdrawal {
    /// The revision of the return that was seen.
    revision: i32,
    /// Why.
    #[schema(max_length = 4000)]
    words: String,
}

/// That a return is asked for again.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAsking {
    /// The revision of the return that was seen.
    revision: i32,
    #[schema(max_length = 4000)]
    words: Option<String>,
    /// Its last day.
    due_on: NaiveDate,
}

/// Accepts a return that was sent in, by somebody who neither sent it nor typed a figure of it.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/acceptance",
    operation_id = "accept_return",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewAcceptance,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn accept(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewAcceptance>,
) -> Result<Json<ReturnDetail>, Failure> {
    act(&app, &signed, &id, key, (Verb::Accept, Form::of(&input))).await
}

/// Gives a return back, with the reason.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/giving-back",
    operation_id = "give_return_back",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewGivingBack,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn give_back(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewGivingBack>,
) -> Result<Json<ReturnDetail>, Failure> {
    act(&app, &signed, &id, key, (Verb::GiveBack, Form::of(&input))).await
}

/// Moves the last day of a return later, also after it passed, with the reason.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/extension",
    operation_id = "extend_return",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewExtension,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn extend(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewExtension>,
) -> Result<Json<ReturnDetail>, Failure> {
    act(&app, &signed, &id, key, (Verb::Extend, Form::of(&input))).await
}

/// Withdraws a return that was asked for in error, with the reason; what was typed there stays.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/withdrawal",
    operation_id = "withdraw_return",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewWithdrawal,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn withdraw(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewWithdrawal>,
) -> Result<Json<ReturnDetail>, Failure> {
    act(&app, &signed, &id, key, (Verb::Withdraw, Form::of(&input))).await
}

/// Asks again for a return that was withdrawn.
///
/// The answer is the return as it stands after it. The same request with the same `Idempotency-Key` has one effect.
#[utoipa::path(
    post,
    path = "/api/v1/returns/{id}/asking",
    operation_id = "ask_for_return",
    tag = "returns",
    params(
        ("id" = Uuid, Path, description = "Id of the return"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Becomes the id of the event"),
    ),
    request_body = NewAsking,
    responses((status = 200, description = "The return after it", body = ReturnDetail), Problems, WritingProblems),
)]
pub(crate) async fn ask(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Input(input): Input<NewAsking>,
) -> Result<Json<ReturnDetail>, Failure> {
    act(&app, &signed, &id, key, (Verb::Ask, Form::of(&input))).await
}

async fn act(
    app: &AppState,
    signed: &Signed,
    id: &str,
    key: Option<Uuid>,
    (verb, mut form): (Verb, Form),
) -> Result<Json<ReturnDetail>, Failure> {
    let id = web::id(id)?;
    let new = NewAct { key, ..NewAct::read(&mut form, verb)? };
    match actions::act(app, signed, id, verb, new).await {
        Ok(()) => Ok(Json(detail(app, signed, id).await?)),
        Err(error) => Err(refused(app, signed, id, error).await),
    }
}
