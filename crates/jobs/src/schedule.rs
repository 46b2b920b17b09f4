//! Jobs that come again and again. The row of a kind says when it comes next; who moves that instant forward, in the same
//! transaction enqueues the job.

use base::Result;
use chrono::{DateTime, TimeDelta, Utc};
use db::sea_orm::sea_query::{Expr, OnConflict};
use db::sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use db::{Db, WriteTx};
use std::collections::BTreeMap;

/// Enters the kinds that are not known yet; they are due at once.
pub(crate) async fn register(tx: &WriteTx, schedule: &BTreeMap<&'static str, TimeDelta>) -> Result<()> {
    for kind in schedule.keys() {
        let row = row::ActiveModel { kind: Set((*kind).to_owned()), next_at: Set(tx.now()) };
        row::Entity::insert(row)
            .on_conflict(OnConflict::column(row::Column::Kind).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await
            .map_err(db::error)?;
    }
    Ok(())
}

/// Enqueues what is due.
pub(crate) async fn enqueue_due(db: &Db, schedule: &BTreeMap<&'static str, TimeDelta>) -> Result<()> {
    let now = db.clock().now();
    let due = row::Entity::find()
        .filter(row::Column::NextAt.lte(now))
        .filter(row::Column::Kind.is_in(schedule.keys().copied()))
        .all(&db.read().await?)
        .await
        .map_err(db::error)?;
    for row in due {
        if let Some((kind, period)) = schedule.get_key_value(row.kind.as_str()) {
            let tx = db.housekeeping().await?;
            if advance(&tx, kind, now, *period).await? {
                crate::enqueue(&tx, kind, &(), None).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// False where another node was faster.
async fn advance(tx: &WriteTx, kind: &str, now: DateTime<Utc>, period: TimeDelta) -> Result<bool> {
    let moved = row::Entity::update_many()
        .col_expr(row::Column::NextAt, Expr::value(now + period))
        .filter(row::Column::Kind.eq(kind))
        .filter(row::Column::NextAt.lte(now))
        .exec(tx)
        .await
        .map_err(db::error)?;
    Ok(moved.rows_affected == 1)
}

mod row {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job_schedules")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) kind: String,
        pub(super) next_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
