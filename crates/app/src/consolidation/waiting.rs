//! What waits for somebody: drafts that they may review, since others wrote them, and what was reviewed and waits for their signature.

use base::Result;
use db::sea_orm::ConnectionTrait;
use reporting::Period;
use uuid::Uuid;

use super::model::{Kind, State, Subject};
use super::store;
use crate::access::{Right, Signed};
use crate::{returns, units};

/// A document that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) id: Uuid,
    pub(crate) kind: Kind,
    /// Whose document it is.
    pub(crate) unit: Uuid,
    /// None of a unit's own plan.
    pub(crate) period: Option<Period>,
    /// Whether it was reviewed, and waits for a signature.
    pub(crate) is_reviewed: bool,
}

/// Those that wait for somebody, the latest first. Up to five statements; none for whoever neither reviews nor signs.
pub(crate) async fn waiting(connection: &impl ConnectionTrait, signed: &Signed) -> Result<Vec<Waiting>> {
    let (review, sign) = (signed.scope(Right::ReviewReports), signed.scope(Right::SignDocuments));
    if !signed.may(Right::ReviewReports) && !signed.may(Right::SignDocuments) {
        return Ok(Vec::new());
    }
    let open = store::open(connection, &review.clone().or(sign.clone())).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let periods: Vec<_> = open.iter().filter_map(|one| period(one.subject)).collect();
    let periods = returns::periods_among(connection, &periods).await?;
    let waits = open.iter().filter_map(|one| {
        let (unit, period) = match one.subject {
            Subject::Period(id) => periods.get(&id).map(|(unit, period)| (*unit, Some(*period)))?,
            Subject::Duties { unit, .. } => (unit, None),
        };
        let is_reviewed = one.state == State::Reviewed;
        Some(Waiting { id: one.id, kind: one.kind, unit, period, is_reviewed })
    });
    let waits: Vec<_> = waits.collect();
    let named = || waits.iter().map(|one| one.unit);
    let review = units::those_within(connection, named(), &review).await?;
    let sign = units::those_within(connection, named(), &sign).await?;
    let own = store::written_by(connection, signed.person(), &open).await?;
    // Whoever wrote it neither reviews nor signs it.
    let is_theirs = |one: &Waiting| {
        let within = if one.is_reviewed { &sign } else { &review };
        within.contains(&one.unit) && !own.contains(&one.id)
    };
    Ok(waits.into_iter().filter(is_theirs).collect())
}

fn period(subject: Subject) -> Option<Uuid> {
    match subject {
        Subject::Period(id) => Some(id),
        Subject::Duties { .. } => None,
    }
}
