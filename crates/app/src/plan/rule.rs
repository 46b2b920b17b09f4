//! What a plan says of reports on it.

use base::Result;
use db::sea_orm::ConnectionTrait;
use reading::model::Reporting;
use uuid::Uuid;

use super::store;

/// The reporting rule of a plan that is kept, with where it stands.
pub(crate) struct Rule {
    pub(crate) plan: Uuid,
    pub(crate) number: String,
    pub(crate) title: String,
    /// Whose plan it is.
    pub(crate) unit: Uuid,
    /// The clause that says it, and its path.
    pub(crate) clause: Option<(Uuid, String)>,
    /// None where the plan says nothing.
    pub(crate) says: Option<Reporting>,
    /// For how long it holds.
    pub(crate) years: (Option<i32>, Option<i32>),
}

/// The reporting rule of a plan.
///
/// # Errors
/// [`base::Error::NotFound`] where there is no such plan.
pub(crate) async fn rule(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Rule> {
    let plan = store::find(connection, plan).await?;
    let clause = match &plan.reporting {
        None => None,
        Some(says) => {
            let clauses = store::clauses(connection, plan.id).await?;
            clauses
                .into_iter()
                .find(|clause| clause.path == says.clause)
                .map(|clause| (clause.id, clause.path))
        }
    };
    let first = plan.about.first_year.or(plan.about.issued_on.map(|day| chrono::Datelike::year(&day)));
    Ok(Rule {
        plan: plan.id,
        unit: plan.unit,
        clause,
        says: plan.reporting,
        years: (first, plan.about.last_year),
        number: plan.about.number,
        title: plan.about.title,
    })
}
