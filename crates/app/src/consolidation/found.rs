//! A consolidation with what it is about.

use base::{Error, Result};
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::duties::Duties;
use super::model::{Consolidation, Subject};
use super::store;
use crate::access::{Right, Signed};
use crate::returns::{self, Regime, Run};
use crate::{plan, units};

/// One with what it is about.
pub(crate) struct Found {
    pub(crate) it: Consolidation,
    pub(crate) about: About,
}

/// What it is about.
#[derive(Clone, Debug)]
pub(crate) enum About {
    /// A period in which units report.
    Period(Box<(Regime, Run)>),
    /// What a plan gave to a unit: the plan's number, and the unit with its name.
    Duties { plan: Uuid, number: String, unit: Uuid, name: String },
}

impl About {
    /// A unit with what a plan gave it.
    pub(crate) fn of_duties(duties: &Duties) -> Self {
        let unit = duties.line.first();
        Self::Duties {
            plan: duties.plan.id,
            number: duties.plan.number.clone(),
            unit: unit.map(|unit| unit.id).unwrap_or_default(),
            name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
        }
    }

    /// The unit whose document it is.
    pub(crate) fn unit(&self) -> Uuid {
        match self {
            Self::Period(period) => period.0.unit,
            Self::Duties { unit, .. } => *unit,
        }
    }

    /// The part of the office in which it stands.
    pub(crate) fn place(&self) -> &'static str {
        match self {
            Self::Period(_) => "returns",
            Self::Duties { .. } => "plans",
        }
    }
}

impl Found {
    /// The regime and the period, of one that is made of returns.
    ///
    /// # Errors
    /// [`Error::NotFound`] of any other: it has no such parts.
    pub(crate) fn period(&self) -> Result<&(Regime, Run)> {
        match &self.about {
            About::Period(period) => Ok(period),
            About::Duties { .. } => Err(Error::NotFound),
        }
    }
}

/// One whose unit lies within somebody's right. Up to five statements.
///
/// # Errors
/// [`Error::NotFound`] where there is none, or the right does not reach its unit.
pub(crate) async fn found(
    connection: &impl ConnectionTrait,
    signed: &Signed,
    id: Uuid,
    right: Right,
) -> Result<Found> {
    let it = store::find(connection, id).await?;
    let about = about(connection, it.subject).await?;
    if !units::is_within(connection, about.unit(), &signed.scope(right)).await? {
        return Err(Error::NotFound);
    }
    Ok(Found { it, about })
}

/// What a subject is. Up to three statements.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub(crate) async fn about(connection: &impl ConnectionTrait, subject: Subject) -> Result<About> {
    match subject {
        Subject::Period(period) => {
            let (regime, run, _) = returns::run(connection, period).await?;
            Ok(About::Period(Box::new((regime, run))))
        }
        Subject::Duties { plan, unit } => {
            let number = plan::titles(connection, &[plan]).await?.remove(&plan).ok_or(Error::NotFound)?;
            let name = units::find(connection, unit).await?.name;
            Ok(About::Duties { plan, number, unit, name })
        }
    }
}
