//! The full-text searches of databases.

use std::time::Instant;

use anyhow::{Context, Result};
use db::sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};

use super::texts::{Text, Texts};
use super::{Figures, HITS};

/// Texts that one statement adds.
const AT_ONCE: usize = 500;

/// A database with a full-text search.
pub(super) trait Peer {
    /// As it is called.
    const NAME: &str;
    /// Makes room.
    const MAKE: &[&str];
    /// Finishes, where all texts are in.
    const FINISH: &[&str];
    /// Counts the bytes beside the texts.
    const SIZE: &str;
    /// Adds texts; their values follow, three each.
    fn adding(count: usize) -> String;
    /// Asks.
    const ASK: &str;
    /// A question as it wants it.
    fn question(typed: &str) -> String;
}

/// PostgreSQL.
pub(super) struct Postgres;

impl Peer for Postgres {
    const NAME: &str = "PostgreSQL";
    const MAKE: &[&str] = &[
        "DROP TABLE IF EXISTS texts",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS vi",
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        "CREATE TEXT SEARCH CONFIGURATION vi (COPY = simple)",
        "ALTER TEXT SEARCH CONFIGURATION vi ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple",
        "CREATE TABLE texts (id bigint PRIMARY KEY, title text, body text, found tsvector GENERATED ALWAYS AS \
         (setweight(to_tsvector('vi', title), 'A') || to_tsvector('vi', body)) STORED)",
    ];
    const FINISH: &[&str] = &["CREATE INDEX texts_found ON texts USING gin (found)", "VACUUM ANALYZE texts"];
    const SIZE: &str =
        "SELECT (pg_relation_size('texts_found') + sum(pg_column_size(found)))::bigint FROM texts";
    const ASK: &str = "SELECT id FROM texts, plainto_tsquery('vi', $1) AS asked WHERE found @@ asked \
                       ORDER BY ts_rank(found, asked) DESC LIMIT 10";

    fn adding(count: usize) -> String {
        let row = |at: usize| format!("(${}, ${}, ${})", at * 3 + 1, at * 3 + 2, at * 3 + 3);
        let rows: Vec<_> = (0..count).map(row).collect();
        format!("INSERT INTO texts (id, title, body) VALUES {}", rows.join(", "))
    }

    fn question(typed: &str) -> String {
        typed.to_owned()
    }
}

/// SQLite.
pub(super) struct Sqlite;

impl Peer for Sqlite {
    const NAME: &str = "SQLite FTS5";
    const MAKE: &[&str] = &[
        "PRAGMA journal_mode = WAL",
        // Without the texts themselves, so that the file is the index.
        "CREATE VIRTUAL TABLE texts USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2')",
    ];
    const FINISH: &[&str] =
        &["INSERT INTO texts(texts) VALUES ('optimize')", "PRAGMA wal_checkpoint(TRUNCATE)"];
    const SIZE: &str = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    const ASK: &str = "SELECT rowid FROM texts WHERE texts MATCH $1 ORDER BY bm25(texts, 2.0, 1.0) LIMIT 10";

    fn adding(count: usize) -> String {
        format!("INSERT INTO texts (rowid, title, body) VALUES {}", vec!["(?, ?, ?)"; count].join(", "))
    }

    fn question(typed: &str) -> String {
        typed.split_whitespace().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
    }
}

/// Puts texts in and asks.
pub(super) async fn measured<P: Peer>(
    url: &str,
    texts: &Texts,
    size: usize,
    questions: &[String],
) -> Result<Figures> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await?;
    for one in P::MAKE {
        database.execute_unprepared(one).await?;
    }
    let start = Instant::now();
    for first in (0..size).step_by(AT_ONCE) {
        let places = first..size.min(first + AT_ONCE);
        let values = places.clone().flat_map(|at| {
            let Text { title, body } = texts.document(at);
            [Value::from(at as i64), title.into(), body.into()]
        });
        let values: Vec<_> = values.collect();
        let add =
            Statement::from_sql_and_values(database.get_database_backend(), P::adding(places.len()), values);
        database.execute_raw(add).await?;
    }
    for one in P::FINISH {
        database.execute_unprepared(one).await?;
    }
    let made_in = start.elapsed();
    for question in questions.iter().rev().take(20) {
        ask::<P>(&database, question).await?;
    }
    let (mut times, mut answered) = (Vec::new(), 0);
    for question in questions {
        let start = Instant::now();
        let found = ask::<P>(&database, question).await?;
        times.push(start.elapsed());
        answered += usize::from(found > 0);
    }
    times.sort_unstable();
    let size = Statement::from_string(database.get_database_backend(), P::SIZE);
    let size = database.query_one_raw(size).await?.context("a size")?;
    let bytes = u64::try_from(size.try_get_by_index::<i64>(0)?)?;
    database.close().await?;
    let (name, asked) = (P::NAME.to_owned(), questions.len());
    Ok(Figures { name, made_in, bytes, times, answered, asked, peak: None })
}

async fn ask<P: Peer>(database: &DatabaseConnection, question: &str) -> Result<usize> {
    let values = [Value::from(P::question(question))];
    let asked = Statement::from_sql_and_values(database.get_database_backend(), P::ASK, values);
    let found = database.query_all_raw(asked).await?.len();
    Ok(found.min(HITS))
}
