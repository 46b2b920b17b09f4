//! The tables `plans`, `plan_clauses`, `plan_duties` and `plan_duty_units`: the only place with their queries.

pub(crate) mod reviews;
mod rows;

use std::collections::{HashMap, HashSet};

use base::{Error, Result};
use db::WriteTx;
use db::sea_orm::sea_query::{
    CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause,
};
use db::sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};
use documents::Span;
use files::Hash;
use reading::model::Mode;
use uuid::Uuid;

use super::draft::About;
use super::model::{Plan, PlanClause, PlanDuty, role_name, role_named};
use crate::access::Scope;
use crate::units;
use rows::{clause, duty, duty_unit, plan};

/// A plan.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Plan> {
    let row = plan::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// A plan, then the versions that it replaces, the latest first.
pub(crate) async fn with_earlier(connection: &impl ConnectionTrait, id: Uuid) -> Result<(Plan, Vec<Plan>)> {
    let sql = "WITH RECURSIVE line (id, replaces, age) AS ( \
                   SELECT id, replaces, 0 FROM plans WHERE id = $1 \
                   UNION ALL \
                   SELECT plans.id, plans.replaces, line.age + 1 FROM line JOIN plans ON plans.id = line.replaces \
                   WHERE line.age < 100) \
               SELECT plans.* FROM line JOIN plans ON plans.id = line.id ORDER BY line.age";
    let asked = Statement::from_sql_and_values(connection.get_database_backend(), sql, [id.into()]);
    let rows = plan::Entity::find().from_raw_sql(asked).all(connection).await.map_err(db::error)?;
    let mut plans = rows.into_iter().map(Plan::try_from);
    let plan = plans.next().ok_or(Error::NotFound)??;
    Ok((plan, plans.collect::<Result<_>>()?))
}

/// The ids of all versions of a plan: itself, those that it replaces, and those that replace it. For the statements of others:
/// what was kept with one version goes on with the next.
pub(crate) fn all_versions(id: Uuid) -> SelectStatement {
    let [id_of, replaces] = [plan::Column::Id, plan::Column::Replaces].map(|column| (plan::Entity, column));
    let row = || Query::select().columns([id_of, replaces]).from(plan::Entity).to_owned();
    let next = row()
        .inner_join(
            "line",
            Expr::col(id_of).equals(("line", "replaces")).or(Expr::col(replaces).equals(("line", "id"))),
        )
        .to_owned();
    let line = row().and_where(Expr::col(id_of).eq(id)).union(UnionType::Distinct, next).to_owned();
    let line =
        CommonTableExpression::new().table_name("line").columns(["id", "replaces"]).query(line).to_owned();
    let line = WithClause::new().recursive(true).cte(line).to_owned();
    Query::select().column(("line", "id")).from("line").with_cte(line).to_owned()
}

/// Most plans that one list shows.
pub(crate) const MOST: u64 = 500;

/// All plans, the latest first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Plan>> {
    let rows = plan::Entity::find()
        .order_by_desc(plan::Column::IssuedOn)
        .order_by_desc(plan::Column::RecordedAt)
        .limit(MOST)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Plan::try_from).collect()
}

/// The numbers of those of the ids that are plans; the title of one that has none.
pub(crate) async fn titles(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let found = plan::Entity::find()
        .select_only()
        .columns([plan::Column::Id, plan::Column::Number, plan::Column::Title])
        .filter(plan::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String, String)> = found.into_tuple().all(connection).await.map_err(db::error)?;
    let name = |number: String, title| if number.is_empty() { title } else { number };
    Ok(rows.into_iter().map(|(id, number, title)| (id, name(number, title))).collect())
}

/// Plans of a unit with the same number, written in whatever way, or made of the same file.
pub(crate) async fn alike(
    connection: &impl ConnectionTrait,
    unit: Uuid,
    number: &str,
    file: &Hash,
) -> Result<Vec<Plan>> {
    let same = Condition::any()
        .add(plan::Column::FileSha256.eq(file.to_string()))
        .add(Condition::all().add(plan::Column::UnitId.eq(unit)).add(plan::Column::Number.eq(number)));
    let rows =
        plan::Entity::find().filter(same).order_by_desc(plan::Column::RecordedAt).all(connection).await;
    rows.map_err(db::error)?.into_iter().map(Plan::try_from).collect()
}

/// The plan that replaces another.
pub(crate) async fn successor(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Plan>> {
    let row = plan::Entity::find().filter(plan::Column::Replaces.eq(id)).one(connection).await;
    row.map_err(db::error)?.map(Plan::try_from).transpose()
}

/// The clauses of a plan, in order.
pub(crate) async fn clauses(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<PlanClause>> {
    let rows = clause::Entity::find()
        .filter(clause::Column::PlanId.eq(plan))
        .order_by_asc(clause::Column::Position)
        .all(connection)
        .await;
    Ok(rows.map_err(db::error)?.into_iter().map(PlanClause::from).collect())
}

/// Some clauses, of whatever plan, in the order of their documents: id, path, words.
pub(crate) async fn clauses_among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String, String)>> {
    let found = clause::Entity::find()
        .select_only()
        .columns([clause::Column::Id, clause::Column::Path, clause::Column::Words])
        .filter(clause::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(clause::Column::PlanId)
        .order_by_asc(clause::Column::Position);
    found.into_tuple().all(connection).await.map_err(db::error)
}

/// A clause, with the plan in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InPlan {
    pub(crate) id: Uuid,
    pub(crate) plan: Uuid,
    pub(crate) number: String,
    pub(crate) path: String,
    pub(crate) words: String,
}

/// Some clauses, of whatever plan, in the order of their documents. One statement.
pub(crate) async fn clauses_in_plans(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<InPlan>> {
    let of_plan = clause::Entity::belongs_to(plan::Entity).from(clause::Column::PlanId).to(plan::Column::Id);
    let rows = clause::Entity::find()
        .select_only()
        .columns([clause::Column::Id, clause::Column::PlanId])
        .column(plan::Column::Number)
        .columns([clause::Column::Path, clause::Column::Words])
        .join(JoinType::InnerJoin, of_plan.into())
        .filter(clause::Column::Id.is_in(ids))
        .order_by_desc(plan::Column::IssuedOn)
        .order_by_asc(clause::Column::PlanId)
        .order_by_asc(clause::Column::Position)
        .into_tuple()
        .all(connection)
        .await;
    let clause = |(id, plan, number, path, words)| InPlan { id, plan, number, path, words };
    Ok(rows.map_err(db::error)?.into_iter().map(clause).collect())
}

/// Those of the ids that are plans which no other of them replaces, the latest first: id, number and title.
pub(crate) async fn latest_among(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, String, String)>> {
    let replaced = Query::select()
        .column(plan::Column::Replaces)
        .from(plan::Entity)
        .and_where(plan::Column::Id.is_in(ids.iter().copied()))
        .and_where(plan::Column::Replaces.is_not_null())
        .to_owned();
    let found = plan::Entity::find()
        .select_only()
        .columns([plan::Column::Id, plan::Column::Number, plan::Column::Title])
        .filter(plan::Column::Id.is_in(ids.iter().copied()))
        .filter(plan::Column::Id.not_in_subquery(replaced))
        .order_by_desc(plan::Column::IssuedOn)
        .order_by_desc(plan::Column::RecordedAt);
    found.into_tuple().all(connection).await.map_err(db::error)
}

/// Number and title of those of the ids that are plans.
pub(crate) async fn told(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (String, String)>> {
    let found = plan::Entity::find()
        .select_only()
        .columns([plan::Column::Id, plan::Column::Number, plan::Column::Title])
        .filter(plan::Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<(Uuid, String, String)> = found.into_tuple().all(connection).await.map_err(db::error)?;
    Ok(rows.into_iter().map(|(id, number, title)| (id, (number, title))).collect())
}

/// The duties of a plan, in order.
pub(crate) async fn duties(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Vec<PlanDuty>> {
    let rows = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan))
        .order_by_asc(duty::Column::Position)
        .find_with_related(duty_unit::Entity)
        .all(connection)
        .await
        .map_err(db::error)?;
    let duty = |(row, units): (duty::Model, Vec<duty_unit::Model>)| PlanDuty {
        id: row.id,
        clause: row.clause_id,
        words: row.words,
        span: span(row.span_start, row.span_end),
        units: units.into_iter().map(|unit| (unit.unit_id, mode_named(&unit.mode))).collect(),
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// Adds a plan with its clauses and duties.
pub(crate) async fn add(tx: &WriteTx, new: &Plan, clauses: &[PlanClause], duties: &[PlanDuty]) -> Result<()> {
    let about = &new.about;
    let reporting = new.reporting.as_ref().map(serde_json::to_string).transpose();
    let row = plan::ActiveModel {
        id: Set(new.id),
        unit_id: Set(new.unit),
        number: Set(about.number.clone()),
        kind: Set(about.kind.clone()),
        title: Set(about.title.clone()),
        sought: Set(vietnamese::fold(&format!("{} {}", about.number, about.title))),
        issuer: Set(about.issuer.clone()),
        issued_on: Set(about.issued_on),
        signer: Set(about.signer.clone()),
        first_year: Set(about.first_year),
        last_year: Set(about.last_year),
        reporting: Set(reporting.map_err(Error::internal)?),
        file_name: Set(new.file_name.clone()),
        file_sha256: Set(new.file.to_string()),
        reading_sha256: Set(new.reading.to_string()),
        replaces: Set(new.replaces),
        recorded_at: Set(new.recorded_at),
    };
    plan::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    let rows = clauses.iter().zip(0..).map(|(one, position)| clause::ActiveModel {
        id: Set(one.id),
        plan_id: Set(new.id),
        first_id: Set(one.first),
        position: Set(position),
        path: Set(one.path.clone()),
        depth: Set(one.depth),
        kind: Set(one.kind.clone()),
        role: Set(role_name(one.role)),
        words: Set(one.words.clone()),
        span_start: Set(byte(one.span.start)),
        span_end: Set(byte(one.span.end)),
    });
    insert(tx, rows.collect()).await?;
    let rows = duties.iter().zip(0..).map(|(one, position)| duty::ActiveModel {
        id: Set(one.id),
        plan_id: Set(new.id),
        clause_id: Set(one.clause),
        position: Set(position),
        words: Set(one.words.clone()),
        span_start: Set(byte(one.span.start)),
        span_end: Set(byte(one.span.end)),
    });
    insert(tx, rows.collect()).await?;
    let units = duties.iter().flat_map(|one| {
        one.units.iter().map(|(unit, mode)| duty_unit::ActiveModel {
            duty_id: Set(one.id),
            unit_id: Set(*unit),
            mode: Set(mode_name(*mode).to_owned()),
        })
    });
    insert(tx, units.collect()).await
}

/// All files that plans need.
pub(crate) async fn needed_files(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>> {
    let rows: Vec<(String, String)> = plan::Entity::find()
        .select_only()
        .columns([plan::Column::FileSha256, plan::Column::ReadingSha256])
        .into_tuple()
        .all(connection)
        .await
        .map_err(db::error)?;
    rows.into_iter().flat_map(|(file, reading)| [file, reading]).map(|name| name.parse()).collect()
}

/// Rows in steps that stay below what a statement may carry: 32,766 values on SQLite.
async fn insert<A: ActiveModelTrait + Send>(tx: &WriteTx, mut rows: Vec<A>) -> Result<()> {
    const STEP: usize = 1_000;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(STEP));
        A::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
        rows = rest;
    }
    Ok(())
}

/// Rows whose unit lies within the scope.
fn among(unit: impl ColumnTrait, scope: &Scope) -> Condition {
    match units::within(scope) {
        None => Condition::all(),
        Some(ids) => Condition::all().add(unit.in_subquery(ids)),
    }
}

fn byte(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

fn span(start: i64, end: i64) -> Span {
    let at = |byte: i64| usize::try_from(byte).unwrap_or_default();
    Span::new(at(start), at(end))
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Lead => "lead",
        Mode::Cooperate => "cooperate",
        Mode::Advise => "advise",
        Mode::Follow => "follow",
    }
}

fn mode_named(name: &str) -> Mode {
    [Mode::Lead, Mode::Advise, Mode::Follow]
        .into_iter()
        .find(|mode| mode_name(*mode) == name)
        .unwrap_or(Mode::Cooperate)
}

impl From<clause::Model> for PlanClause {
    fn from(row: clause::Model) -> Self {
        Self {
            id: row.id,
            first: row.first_id,
            path: row.path,
            depth: row.depth,
            kind: row.kind,
            role: role_named(&row.role),
            words: row.words,
            span: span(row.span_start, row.span_end),
        }
    }
}

impl TryFrom<plan::Model> for Plan {
    type Error = Error;

    fn try_from(row: plan::Model) -> Result<Self> {
        let reporting = row.reporting.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            about: About {
                number: row.number,
                kind: row.kind,
                title: row.title,
                issuer: row.issuer,
                issued_on: row.issued_on,
                signer: row.signer,
                first_year: row.first_year,
                last_year: row.last_year,
            },
            reporting: reporting.map_err(Error::internal)?,
            file_name: row.file_name,
            file: row.file_sha256.parse()?,
            reading: row.reading_sha256.parse()?,
            replaces: row.replaces,
            recorded_at: row.recorded_at,
        })
    }
}
