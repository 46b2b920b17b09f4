//! What who sent a document is told of it, by the exchange.

use base::Result;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{Act, Happened, Incoming, Origin};
use crate::{AppState, issuing, units};

/// The job that writes one; its payload is a [`Receipt`].
pub(super) const RECEIPT: &str = "incoming-receipt";
/// Hours by which the clock in Vietnam is ahead.
const VIETNAM: i64 = 7;

/// What is told. It holds all that the message says, so that it is the same to the byte whenever it is written, but for the name of
/// our agency.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Receipt {
    /// Names the message: that of what is told.
    id: Uuid,
    /// Who tells.
    unit: Uuid,
    /// Who is told, and of which document.
    organ: String,
    document: String,
    code: String,
    date: Option<NaiveDate>,
    status: u32,
    words: Option<String>,
    at: DateTime<Utc>,
}

/// What an act is told as; none where nobody waits for it.
pub(super) fn status(act: Act) -> Option<edxml::Status> {
    match act {
        Act::Register => Some(edxml::Status::Arrived),
        Act::Accept => Some(edxml::Status::Accepted),
        Act::Refuse => Some(edxml::Status::Rejected),
        _ => None,
    }
}

impl Receipt {
    pub(super) fn new(
        document: &Incoming,
        origin: &Origin,
        happened: &Happened,
        status: edxml::Status,
    ) -> Self {
        Self {
            id: happened.id,
            unit: document.unit,
            organ: origin.organ.clone(),
            document: origin.document.clone(),
            code: document.entry.code.clone(),
            date: document.entry.document_on,
            status: status.code(),
            words: happened.words.clone(),
            at: happened.at,
        }
    }
}

/// Writes one where messages go; nowhere where the exchange is off, or the unit has no code any more.
///
/// # Errors
/// Those of the disk, after which it comes again.
pub(super) async fn send(app: &AppState, told: &Receipt) -> Result<()> {
    let tx = app.db.read().await?;
    let letterhead = issuing::letterhead(&tx, &units::line(&tx, told.unit).await?).await?;
    drop(tx);
    let Some(status) = edxml::Status::of(told.status) else { return Ok(()) };
    if !app.exchange.is_on() || letterhead.organ.is_empty() {
        return Ok(());
    }
    let from = edxml::Organ { id: letterhead.organ, name: letterhead.agency, ..edxml::Organ::default() };
    let receipt = edxml::Receipt {
        response_for: edxml::Response {
            organ_id: told.organ.clone(),
            code: told.code.clone(),
            date: told.date,
            document_id: told.document.clone(),
        },
        from,
        status,
        description: told.words.clone().unwrap_or_default(),
        at: Some((told.at + TimeDelta::hours(VIETNAM)).naive_utc()),
        staff: edxml::Staff::default(),
    };
    match edxml::write(&edxml::Message::Receipt(Box::new(receipt))) {
        Ok(bytes) => app.exchange.send(&told.id.to_string(), &bytes).await,
        // It would not be taken the next time either; what stands in the register is what holds.
        Err(refused) => {
            tracing::warn!(%refused, "a receipt cannot be written");
            Ok(())
        }
    }
}
