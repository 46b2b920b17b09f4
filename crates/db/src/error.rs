use base::Error;
use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// The product's error for one of the database: a row that is there already or still needed is a [`Error::Conflict`],
/// a database that does not answer is [`Error::Unavailable`], all else is a fault.
pub fn error(error: DbErr) -> Error {
    if matches!(
        error.sql_err(),
        Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_))
    ) {
        return Error::Conflict;
    }
    match &error {
        DbErr::RecordNotFound(_) => Error::NotFound,
        DbErr::ConnectionAcquire(_) => unavailable(&error),
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
            if passes_by(cause) =>
        {
            unavailable(&error)
        }
        _ => Error::internal(error),
    }
}

/// Whether trying again later may help: no connection, a full pool, a locked file, a server that stops.
fn passes_by(cause: &sqlx::Error) -> bool {
    match cause {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
        // 5 and 6 are SQLite's "busy" and "locked" (their low byte); 57P01 to 57P03 and 53300 are PostgreSQL's "shutting
        // down", "starting up" and "too many connections"; 40001 and 40P01 its "could not serialize" and "deadlock".
        sqlx::Error::Database(database) => match database.code().as_deref() {
            Some("57P01" | "57P02" | "57P03" | "53300" | "40001" | "40P01") => true,
            Some(code) => {
                database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
                    && code.parse::<i32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6))
            }
            None => false,
        },
        _ => false,
    }
}

fn unavailable(error: &DbErr) -> Error {
    tracing::warn!(%error, "the database does not answer");
    Error::Unavailable
}
