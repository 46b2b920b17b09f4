//! The tables of consolidations and of templates: the only place with their queries.

mod rows;
mod templates;

use std::collections::{BTreeMap, HashMap, HashSet};

use base::{Error, Result};
use chrono::{DateTime, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use self::rows::{consolidation, event, origin, passage, source};
pub(crate) use self::templates::{NewTemplate, add_template, set_template, template, template_versions};
use super::material::Said;
use super::model::{Consolidation, Kind, State, Step, Subject};
use super::narrative::{Narrative, Passage, Source};
use crate::access::Scope;
use crate::{returns, units};

/// Rows written at once.
const AT_ONCE: usize = 500;

/// What happened to a consolidation.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) id: Uuid,
    pub(crate) step: Step,
    pub(crate) person: Uuid,
    pub(crate) words: Option<String>,
}

/// One.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Consolidation> {
    let row = consolidation::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Those of a period, the latest first.
pub(crate) async fn of_run(connection: &impl ConnectionTrait, run: Uuid) -> Result<Vec<Consolidation>> {
    let rows = consolidation::Entity::find()
        .filter(consolidation::Column::PeriodId.eq(run))
        .order_by_desc(consolidation::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Consolidation::try_from).collect()
}

/// The own plans of some units, of what some plans gave them, their ids the answer to a question; the latest first.
pub(crate) async fn of_plans(
    connection: &impl ConnectionTrait,
    plans: SelectStatement,
    units: &[Uuid],
) -> Result<Vec<Consolidation>> {
    let rows = consolidation::Entity::find()
        .filter(consolidation::Column::PlanId.in_subquery(plans))
        .filter(consolidation::Column::UnitId.is_in(units.iter().copied()))
        .order_by_desc(consolidation::Column::Id)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Consolidation::try_from).collect()
}

/// What it tells in words. Three statements.
pub(crate) async fn narrative(connection: &impl ConnectionTrait, id: Uuid) -> Result<Narrative> {
    let sources = source::Entity::find()
        .filter(source::Column::ConsolidationId.eq(id))
        .order_by_asc(source::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    let rows = passage::Entity::find()
        .filter(passage::Column::ConsolidationId.eq(id))
        .order_by_asc(passage::Column::Position)
        .order_by_asc(passage::Column::Id)
        .all(connection)
        .await
        .map_err(db::error)?;
    let of_these = Query::select()
        .column(passage::Column::Id)
        .from(passage::Entity)
        .and_where(passage::Column::ConsolidationId.eq(id))
        .to_owned();
    let links = origin::Entity::find()
        .filter(origin::Column::PassageId.in_subquery(of_these))
        .order_by_asc(origin::Column::SourceId)
        .all(connection)
        .await
        .map_err(db::error)?;
    let mut origins: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for link in links {
        origins.entry(link.passage_id).or_default().push(link.source_id);
    }
    let passages = rows.into_iter().map(|row| Passage {
        origins: origins.remove(&row.id).unwrap_or_default(),
        id: row.id,
        section: row.section_id,
        words: row.words,
        is_named: row.is_named,
        revision: row.revision,
    });
    Ok(Narrative { passages: passages.collect(), sources: sources.into_iter().map(Source::from).collect() })
}

/// Adds one, with what began it.
pub(crate) async fn add(tx: &WriteTx, new: &Consolidation, happened: &Happened) -> Result<()> {
    let (period, plan, unit) = match new.subject {
        Subject::Period(period) => (Some(period), None, None),
        Subject::Duties { plan, unit } => (None, Some(plan), Some(unit)),
    };
    let row = consolidation::ActiveModel {
        id: Set(new.id),
        period_id: Set(period),
        plan_id: Set(plan),
        unit_id: Set(unit),
        kind: Set(new.kind.name().to_owned()),
        replaces_id: Set(new.replaces),
        template: Set(new.template.clone()),
        state: Set(new.state.name().to_owned()),
        counted_on: Set(new.counted_on),
        reviewed_sha256: Set(new.reviewed.clone()),
        revision: Set(new.revision),
        recorded_at: Set(tx.now()),
    };
    consolidation::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    add_event(tx, new, happened).await
}

/// Sets what it is after a step, with the step.
///
/// # Errors
/// [`Error::Conflict`] where somebody changed it meanwhile.
pub(crate) async fn change(
    tx: &WriteTx,
    before: &Consolidation,
    after: &Consolidation,
    happened: &Happened,
) -> Result<()> {
    let done = consolidation::Entity::update_many()
        .col_expr(consolidation::Column::Template, Expr::value(after.template.clone()))
        .col_expr(consolidation::Column::State, Expr::value(after.state.name()))
        .col_expr(consolidation::Column::CountedOn, Expr::value(after.counted_on))
        .col_expr(consolidation::Column::ReviewedSha256, Expr::value(after.reviewed.clone()))
        .col_expr(consolidation::Column::Revision, Expr::value(after.revision))
        .filter(consolidation::Column::Id.eq(before.id))
        .filter(consolidation::Column::Revision.eq(before.revision))
        .exec(tx)
        .await
        .map_err(db::error)?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict);
    }
    add_event(tx, after, happened).await
}

async fn add_event(tx: &WriteTx, of: &Consolidation, happened: &Happened) -> Result<()> {
    let row = event::ActiveModel {
        id: Set(happened.id),
        consolidation_id: Set(of.id),
        number: Set(of.revision),
        kind: Set(happened.step.name().to_owned()),
        person_id: Set(happened.person),
        words: Set(happened.words.clone()),
        recorded_at: Set(tx.now()),
    };
    event::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error).map(drop)
}

/// Whether that happened already, by the id of its event, and to which.
pub(crate) async fn happened(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Uuid>> {
    let row = event::Entity::find_by_id(id).one(connection).await.map_err(db::error)?;
    Ok(row.map(|row| row.consolidation_id))
}

/// All that happened to it, the latest first: kind, person, words, instant.
pub(crate) async fn history(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<(String, Uuid, Option<String>, DateTime<Utc>)>> {
    let rows = event::Entity::find()
        .filter(event::Column::ConsolidationId.eq(id))
        .order_by_desc(event::Column::Number)
        .all(connection)
        .await;
    let told = |row: event::Model| (row.kind, row.person_id, row.words, row.recorded_at);
    Ok(rows.map_err(db::error)?.into_iter().map(told).collect())
}

/// What is done by whoever writes it; others review, open again and sign.
const WRITING: [Step; 3] = [Step::Begin, Step::Refresh, Step::Write];

/// Who wrote it.
pub(crate) async fn authors(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Uuid>> {
    let found = event::Entity::find()
        .select_only()
        .column(event::Column::PersonId)
        .distinct()
        .filter(event::Column::ConsolidationId.eq(id))
        .filter(event::Column::Kind.is_in(WRITING.map(Step::name)));
    found.into_tuple().all(connection).await.map_err(db::error)
}

/// Most that are looked at for what waits.
const MOST_OPEN: u64 = 200;

/// What is in hand for units within the scope, the latest first.
pub(crate) async fn open(connection: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Consolidation>> {
    let mut found = consolidation::Entity::find();
    if let (Some(units), Some(periods)) = (units::within(scope), returns::periods_within(scope)) {
        let of_unit = consolidation::Column::UnitId.in_subquery(units);
        found = found.filter(of_unit.or(consolidation::Column::PeriodId.in_subquery(periods)));
    }
    let rows = found
        .filter(consolidation::Column::State.is_in([State::Draft, State::Reviewed].map(State::name)))
        .order_by_desc(consolidation::Column::Id)
        .limit(MOST_OPEN)
        .all(connection)
        .await;
    rows.map_err(db::error)?.into_iter().map(Consolidation::try_from).collect()
}

/// Those among some that somebody wrote.
pub(crate) async fn written_by(
    connection: &impl ConnectionTrait,
    person: Uuid,
    among: &[Consolidation],
) -> Result<HashSet<Uuid>> {
    let found = event::Entity::find()
        .select_only()
        .column(event::Column::ConsolidationId)
        .distinct()
        .filter(event::Column::ConsolidationId.is_in(among.iter().map(|one| one.id)))
        .filter(event::Column::PersonId.eq(person))
        .filter(event::Column::Kind.is_in(WRITING.map(Step::name)));
    Ok(found.into_tuple::<Uuid>().all(connection).await.map_err(db::error)?.into_iter().collect())
}

/// Whether somebody wrote it, by its history.
pub(crate) fn is_author(history: &[(String, Uuid, Option<String>, DateTime<Utc>)], somebody: Uuid) -> bool {
    history
        .iter()
        .any(|(kind, person, ..)| *person == somebody && WRITING.map(Step::name).contains(&kind.as_str()))
}

/// Writes what differs between two narratives of a consolidation.
pub(crate) async fn set_narrative(
    tx: &WriteTx,
    id: Uuid,
    before: &Narrative,
    after: &Narrative,
) -> Result<()> {
    let (old, new) = (placed(before), placed(after));
    // What goes first: a passage names sources, and a source that went is named by none.
    let changed = |at: &Uuid| old.get(at) != new.get(at);
    let stale: Vec<_> = old.keys().copied().filter(changed).collect();
    for some in stale.chunks(AT_ONCE) {
        let of = origin::Column::PassageId.is_in(some.iter().copied());
        origin::Entity::delete_many().filter(of).exec(tx).await.map_err(db::error)?;
        let of = passage::Column::Id.is_in(some.iter().copied());
        passage::Entity::delete_many().filter(of).exec(tx).await.map_err(db::error)?;
    }
    let old_sources: BTreeMap<_, _> = before.sources.iter().map(|one| (one.id, &one.said)).collect();
    let new_sources: BTreeMap<_, _> = after.sources.iter().map(|one| (one.id, &one.said)).collect();
    let gone: Vec<_> = old_sources.keys().copied().filter(|one| !new_sources.contains_key(one)).collect();
    for some in gone.chunks(AT_ONCE) {
        let of = source::Column::Id.is_in(some.iter().copied());
        source::Entity::delete_many().filter(of).exec(tx).await.map_err(db::error)?;
    }
    let mut added = Vec::new();
    for (at, said) in &new_sources {
        match old_sources.get(at) {
            Some(known) if known == said => {}
            Some(_) => {
                let words = Expr::value(said.words.clone());
                let row = source::Entity::update_many().col_expr(source::Column::Words, words);
                row.filter(source::Column::Id.eq(*at)).exec(tx).await.map_err(db::error)?;
            }
            None => added.push(source_row(id, *at, said)),
        }
    }
    for some in added.chunks(AT_ONCE) {
        source::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await.map_err(db::error)?;
    }
    let rows: Vec<_> = new.iter().filter(|(at, _)| changed(at)).collect();
    for some in rows.chunks(AT_ONCE) {
        let passages = some.iter().map(|(_, (position, passage))| passage_row(id, *position, passage));
        passage::Entity::insert_many(passages).exec_without_returning(tx).await.map_err(db::error)?;
        let links = some.iter().flat_map(|(_, (_, passage))| {
            let link = |of: &Uuid| origin::ActiveModel { passage_id: Set(passage.id), source_id: Set(*of) };
            passage.origins.iter().map(link)
        });
        let links: Vec<_> = links.collect();
        if !links.is_empty() {
            origin::Entity::insert_many(links).exec_without_returning(tx).await.map_err(db::error)?;
        }
    }
    Ok(())
}

/// The passages with their places in their sections.
fn placed(narrative: &Narrative) -> BTreeMap<Uuid, (i32, &Passage)> {
    let mut next: HashMap<Uuid, i32> = HashMap::new();
    let mut placed = BTreeMap::new();
    for passage in &narrative.passages {
        let at = next.entry(passage.section).or_default();
        *at += 1;
        placed.insert(passage.id, (*at, passage));
    }
    placed
}

fn source_row(id: Uuid, at: Uuid, said: &Said) -> source::ActiveModel {
    source::ActiveModel {
        id: Set(at),
        consolidation_id: Set(id),
        section_id: Set(said.section),
        return_id: Set(said.returned),
        unit_id: Set(said.unit),
        words: Set(said.words.clone()),
    }
}

fn passage_row(id: Uuid, position: i32, passage: &Passage) -> passage::ActiveModel {
    passage::ActiveModel {
        id: Set(passage.id),
        consolidation_id: Set(id),
        section_id: Set(passage.section),
        position: Set(position),
        words: Set(passage.words.clone()),
        is_named: Set(passage.is_named),
        revision: Set(passage.revision),
    }
}

impl From<source::Model> for Source {
    fn from(row: source::Model) -> Self {
        let said =
            Said { section: row.section_id, returned: row.return_id, unit: row.unit_id, words: row.words };
        Self { id: row.id, said }
    }
}

impl TryFrom<consolidation::Model> for Consolidation {
    type Error = Error;

    fn try_from(row: consolidation::Model) -> Result<Self> {
        let unknown = |what: &str, name: &str| Error::internal(anyhow::anyhow!("unknown {what} {name}"));
        let subject = match (row.period_id, row.plan_id, row.unit_id) {
            (Some(period), ..) => Subject::Period(period),
            (None, Some(plan), Some(unit)) => Subject::Duties { plan, unit },
            _ => return Err(unknown("subject", &row.id.to_string())),
        };
        Ok(Self {
            id: row.id,
            subject,
            kind: Kind::named(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
            replaces: row.replaces_id,
            template: row.template,
            state: State::named(&row.state).ok_or_else(|| unknown("state", &row.state))?,
            counted_on: row.counted_on,
            reviewed: row.reviewed_sha256,
            revision: row.revision,
        })
    }
}
