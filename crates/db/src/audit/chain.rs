use super::{entity, head};
use base::{Error, Result};
use chrono::SecondsFormat;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The last link of a chain, to be kept where nobody who can write to the database can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many events the chain has.
    pub number: i64,
    /// Hash of the last one, 64 hexadecimal digits.
    pub hash: String,
}

impl fmt::Display for Head {
    /// `1204:9f86d0…`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.number, self.hash)
    }
}

impl FromStr for Head {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self> {
        let parts = written.trim().split_once(':');
        let head = parts.and_then(|(number, hash)| {
            let is_hash = hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
            Some(Self { number: number.parse().ok()?, hash: hash.to_ascii_lowercase() }).filter(|_| is_hash)
        });
        head.ok_or_else(|| Error::internal(NoHead))
    }
}

/// What was typed is no head.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a head is a number, a colon and 64 hexadecimal digits")]
struct NoHead;

/// Where a chain is broken first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The row that says where the chain ends is missing.
    NoHead,
    /// The event of this number is missing.
    Missing(i64),
    /// The event of this number is not what was written, or not at its place.
    Changed(i64),
    /// Among the events from before the chain, or beside it, one was changed, added or removed.
    Unnumbered,
    /// The chain ends with this event, its head with another.
    End(i64),
    /// The chain is whole, but the head that was kept is not in it: it was cut or written anew.
    Kept(Head),
}

impl Broken {
    /// The key of its text, and what that names: the number of an event, a head, or nothing.
    pub fn told(&self) -> (&'static str, String) {
        match self {
            Self::NoHead => ("audit-no-head", String::new()),
            Self::Missing(number) => ("audit-missing", number.to_string()),
            Self::Changed(number) => ("audit-changed", number.to_string()),
            Self::Unnumbered => ("audit-unnumbered", String::new()),
            Self::End(number) => ("audit-end", number.to_string()),
            Self::Kept(head) => ("audit-kept", head.to_string()),
        }
    }
}

/// Reads the whole chain and says what its last link is, or where it is broken. `kept` is a head from earlier, which has
/// to be in it.
pub async fn verify(connection: &impl ConnectionTrait, kept: Option<&Head>) -> Result<Result<Head, Broken>> {
    let Some(head) = head::Entity::find().one(connection).await.map_err(crate::error)? else {
        return Ok(Err(Broken::NoHead));
    };
    let before = before(connection).await?;
    // Before its first event the chain has not looked at them.
    if head.number > 0 && head.before != before {
        return Ok(Err(Broken::Unnumbered));
    }
    let mut last = Head { number: 0, hash: before };
    let mut found = kept.is_none_or(|kept| *kept == last);
    loop {
        let page = entity::Entity::find()
            .filter(entity::Column::Number.gt(last.number))
            .order_by_asc(entity::Column::Number)
            .limit(PAGE)
            .all(connection)
            .await
            .map_err(crate::error)?;
        if page.is_empty() {
            break;
        }
        for row in page {
            let number = last.number + 1;
            if row.number != Some(number) {
                return Ok(Err(Broken::Missing(number)));
            }
            let hash = link(&last.hash, &row);
            if row.hash.as_deref() != Some(hash.as_str()) {
                return Ok(Err(Broken::Changed(number)));
            }
            last = Head { number, hash };
            found |= kept == Some(&last);
        }
    }
    let ends = head.number == last.number && (last.number == 0 || head.hash == last.hash);
    Ok(match kept.filter(|_| !found) {
        _ if !ends => Err(Broken::End(last.number)),
        Some(kept) => Err(Broken::Kept(kept.clone())),
        None => Ok(last),
    })
}

/// Rows read at a time.
const PAGE: u64 = 1000;

/// The hash over the events that have no number, those from before there was a chain.
pub(super) async fn before(connection: &impl ConnectionTrait) -> Result<String> {
    let mut hash = String::new();
    let mut after = Uuid::nil();
    loop {
        let page = entity::Entity::find()
            .filter(entity::Column::Number.is_null())
            .filter(entity::Column::Id.gt(after))
            .order_by_asc(entity::Column::Id)
            .limit(PAGE)
            .all(connection)
            .await
            .map_err(crate::error)?;
        let Some(last) = page.last() else { return Ok(hash) };
        after = last.id;
        hash = page.iter().fold(hash, |hash, row| link(&hash, row));
    }
}

/// The hash of an event after the one with this hash. Each field has its length before it, so that none can lend letters
/// to the next.
pub(super) fn link(previous: &str, event: &entity::Model) -> String {
    let number = event.number.map(|number| number.to_string()).unwrap_or_default();
    let at = event.at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let id = event.id.to_string();
    let previous = previous.to_owned();
    let fields = [&previous, &number, &id, &at, &event.actor, &event.action, &event.subject, &event.detail];
    // Events without a unit have the hash they had before there were units.
    let unit = event.unit_id.map(|unit| unit.to_string());
    let mut digest = Sha256::new();
    for field in fields.into_iter().chain(unit.as_ref()) {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field);
    }
    hex::encode(digest.finalize())
}
