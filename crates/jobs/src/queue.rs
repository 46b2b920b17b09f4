use base::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use db::WriteTx;
use db::sea_orm::sea_query::{self, Expr};
use db::sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    SelectExt, Statement, Value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Adds a job that a worker runs after the commit, not before `run_at` where one is given. Gives back its id.
pub async fn enqueue(
    tx: &WriteTx,
    kind: &str,
    payload: &impl Serialize,
    run_at: Option<DateTime<Utc>>,
) -> Result<Uuid> {
    let id = tx.next_id();
    let row = row::ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        payload: Set(serde_json::to_string(payload).map_err(Error::internal)?),
        created_at: Set(tx.now()),
        run_at: Set(run_at.unwrap_or(tx.now())),
        attempts: Set(0),
        leased_by: Set(None),
        leased_until: Set(None),
        last_error: Set(None),
        dead_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(tx).await.map_err(db::error)?;
    tx.ring();
    Ok(id)
}

/// A job as its handler gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which handler it is for.
    pub kind: String,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Whether it is the last one: a failure now is for good, and whoever waits for the job should be told.
    pub last: bool,
    /// Whether the workers of all attempts were lost, perhaps by this very job. The handler is asked once more, not to do
    /// the work but to tell whoever waits for it.
    pub lost: bool,
    payload: String,
}

impl Job {
    /// What [`enqueue`] was given.
    pub fn payload<P: DeserializeOwned>(&self) -> Result<P> {
        serde_json::from_str(&self.payload).map_err(Error::internal)
    }
}

/// A worker's name in the leases, and how it deals with what it leased.
#[derive(Clone, Debug)]
pub(crate) struct Lease {
    pub(crate) worker: Uuid,
    pub(crate) length: TimeDelta,
    /// Attempts that a job has.
    pub(crate) attempts: u32,
    /// Time before the second attempt; each later one waits twice as long, at most [`LONGEST_WAIT`].
    pub(crate) backoff: TimeDelta,
}

const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

impl Lease {
    /// Takes up to `most` due jobs of `kinds`, the longest due first. Those whose attempts were all used up by workers that
    /// were lost are given once more as [`Job::lost`], and declared dead where that did not end either.
    pub(crate) async fn claim(&self, tx: &WriteTx, kinds: &[&str], most: usize) -> Result<Vec<Job>> {
        let backend = tx.get_database_backend();
        // SQLite has one writer at a time and knows no lock on rows.
        let lock = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let wanted = (5..5 + kinds.len()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
        // Materialized: else PostgreSQL may run the inner query again for each row and lock more than the limit.
        let sql = format!(
            "WITH due AS MATERIALIZED (
                SELECT id FROM jobs
                WHERE dead_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
                AND kind IN ({wanted})
                ORDER BY run_at, id LIMIT $2 {lock}
            )
            UPDATE jobs SET leased_by = $3, leased_until = $4, attempts = attempts + 1
            WHERE id IN (SELECT id FROM due) RETURNING *"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut values: Vec<Value> =
            vec![tx.now().into(), most.into(), self.worker.into(), (tx.now() + self.length).into()];
        values.extend(kinds.iter().map(|kind| Value::from(*kind)));
        let claim = Statement::from_sql_and_values(backend, sql, values);
        let mut rows = row::Entity::find().from_raw_sql(claim).all(tx).await.map_err(db::error)?;
        rows.sort_by_key(|row| (row.run_at, row.id));

        let mut jobs = Vec::with_capacity(rows.len());
        for row in rows {
            let attempt = u32::try_from(row.attempts).unwrap_or(u32::MAX);
            if attempt > self.attempts + 1 {
                self.bury(tx, row.id, row.last_error.unwrap_or_else(|| "its workers were lost".to_owned()))
                    .await?;
            } else {
                let (last, lost) = (attempt >= self.attempts, attempt > self.attempts);
                jobs.push(Job { id: row.id, kind: row.kind, attempt, last, lost, payload: row.payload });
            }
        }
        Ok(jobs)
    }

    /// Strikes a job off that is done.
    pub(crate) async fn finish(&self, tx: &WriteTx, job: &Job) -> Result<()> {
        row::Entity::delete_many().filter(self.mine(job.id)).exec(tx).await.map_err(db::error)?;
        Ok(())
    }

    /// Puts a job back for its next attempt, or declares it dead after the last.
    pub(crate) async fn fail(&self, tx: &WriteTx, job: &Job, error: String) -> Result<()> {
        if job.last {
            return self.bury(tx, job.id, error).await;
        }
        let doublings = (job.attempt - 1).min(20);
        let wait = (self.backoff * (1 << doublings)).min(LONGEST_WAIT);
        row::Entity::update_many()
            .col_expr(row::Column::RunAt, Expr::value(tx.now() + wait))
            .col_expr(row::Column::LastError, Expr::value(error))
            .col_expr(row::Column::LeasedBy, Expr::value(None::<Uuid>))
            .col_expr(row::Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(self.mine(job.id))
            .exec(tx)
            .await
            .map_err(db::error)?;
        Ok(())
    }

    /// Renews the lease of the jobs that still run.
    pub(crate) async fn renew(&self, tx: &WriteTx, running: &[Uuid]) -> Result<()> {
        row::Entity::update_many()
            .col_expr(row::Column::LeasedUntil, Expr::value(tx.now() + self.length))
            .filter(row::Column::LeasedBy.eq(self.worker))
            .filter(row::Column::Id.is_in(running.iter().copied()))
            .exec(tx)
            .await
            .map_err(db::error)?;
        Ok(())
    }

    /// Gives back what was begun and could not be finished; the attempt does not count.
    pub(crate) async fn release(&self, tx: &WriteTx) -> Result<u64> {
        let released = row::Entity::update_many()
            .col_expr(row::Column::Attempts, sea_query::ExprTrait::sub(row::Column::Attempts.into_expr(), 1))
            .col_expr(row::Column::LeasedBy, Expr::value(None::<Uuid>))
            .col_expr(row::Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(row::Column::LeasedBy.eq(self.worker))
            .filter(row::Column::DeadAt.is_null())
            .exec(tx)
            .await
            .map_err(db::error)?;
        tx.ring();
        Ok(released.rows_affected)
    }

    async fn bury(&self, tx: &WriteTx, id: Uuid, error: String) -> Result<()> {
        tracing::error!(job = %id, error, "a job is dead");
        row::Entity::update_many()
            .col_expr(row::Column::DeadAt, Expr::value(tx.now()))
            .col_expr(row::Column::LastError, Expr::value(error))
            .filter(self.mine(id))
            .exec(tx)
            .await
            .map_err(db::error)?;
        Ok(())
    }

    /// A job somebody else took up after the lease ran out is theirs.
    fn mine(&self, id: Uuid) -> Condition {
        Condition::all().add(row::Column::Id.eq(id)).add(row::Column::LeasedBy.eq(self.worker))
    }
}

/// Whether a job of `kinds` is due; it only looks, so that an idle worker does not write.
pub(crate) async fn is_due(
    connection: &impl ConnectionTrait,
    kinds: &[&str],
    now: DateTime<Utc>,
) -> Result<bool> {
    let free =
        Condition::any().add(row::Column::LeasedUntil.is_null()).add(row::Column::LeasedUntil.lte(now));
    let due = row::Entity::find()
        .filter(row::Column::DeadAt.is_null())
        .filter(row::Column::RunAt.lte(now))
        .filter(row::Column::Kind.is_in(kinds.iter().copied()))
        .filter(free)
        .exists(connection)
        .await
        .map_err(db::error)?;
    Ok(due)
}

pub(crate) mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) kind: String,
        pub(crate) payload: String,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) run_at: DateTimeUtc,
        pub(crate) attempts: i32,
        pub(crate) leased_by: Option<Uuid>,
        pub(crate) leased_until: Option<DateTimeUtc>,
        pub(crate) last_error: Option<String>,
        pub(crate) dead_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
