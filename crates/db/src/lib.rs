//! Connections, read and write transactions, migrations: the only crate that knows which database it is.
//!
//! Reading and writing are different types. [`Db::read`] gives a [`ReadTx`] that the database itself keeps from
//! writing; [`Db::write`] gives a [`WriteTx`] that carries the actor, the instant and the audit, and whose commit is
//! refused where something was written and nothing recorded. There is no other way to write, except
//! [`Db::housekeeping`] for rows that only matter to the machine.
//!
//! Queries take `&impl ConnectionTrait`, which both transactions are, and map SeaORM's error with [`error`]:
//!
//! ```ignore
//! readings::Entity::find_by_id(id).one(&tx).await.map_err(db::error)?.ok_or(Error::NotFound)
//! ```

pub mod audit;
mod connect;
mod error;
mod migrations;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod tests;
mod transaction;

pub use audit::{Broken, Event, Head, verify};
pub use connect::{Db, Settings};
pub use error::error;
pub use migrations::{Migrated, MigrationError};
pub use sea_orm;
pub use transaction::{ReadTx, WriteTx};

/// The table of audit events, for those who show it.
pub mod events {
    pub use crate::audit::entity::*;
}
