//! What a plan says of reports on it.

use std::collections::HashMap;

use base::Result;
use db::sea_orm::ConnectionTrait;
use reading::model::{Reporting, Role};
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
    /// Path of the clause under which stands what is to be done.
    pub(crate) tasks: Option<String>,
    /// None where the plan says nothing.
    pub(crate) says: Option<Reporting>,
    /// For how long it holds.
    pub(crate) years: (Option<i32>, Option<i32>),
}

/// The plans, the latest first, each with its number and title.
pub(crate) async fn numbers(connection: &impl ConnectionTrait) -> Result<Vec<(Uuid, String)>> {
    let plans = store::all(connection).await?;
    Ok(plans
        .into_iter()
        .map(|plan| (plan.id, format!("{} {}", plan.about.number, plan.about.title)))
        .collect())
}

/// The clauses of a plan at some paths.
pub(crate) async fn clauses_at(
    connection: &impl ConnectionTrait,
    plan: Uuid,
    paths: &[String],
) -> Result<HashMap<String, Uuid>> {
    let clauses = store::clauses(connection, plan).await?;
    let named = clauses.into_iter().filter(|clause| paths.contains(&clause.path));
    Ok(named.map(|clause| (clause.path, clause.id)).collect())
}

/// The reporting rule of a plan.
///
/// # Errors
/// [`base::Error::NotFound`] where there is no such plan.
pub(crate) async fn rule(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Rule> {
    let plan = store::find(connection, plan).await?;
    let clauses = store::clauses(connection, plan.id).await?;
    let tasks = clauses.iter().filter(|clause| clause.role == Role::Task).min_by_key(|clause| clause.depth);
    let tasks = tasks.map(|clause| clause.path.clone());
    let clause = plan.reporting.as_ref().and_then(|says| {
        let said = clauses.into_iter().find(|clause| clause.path == says.clause);
        said.map(|clause| (clause.id, clause.path))
    });
    let first = plan.about.first_year.or(plan.about.issued_on.map(|day| chrono::Datelike::year(&day)));
    Ok(Rule {
        plan: plan.id,
        unit: plan.unit,
        clause,
        tasks,
        says: plan.reporting,
        years: (first, plan.about.last_year),
        number: plan.about.number,
        title: plan.about.title,
    })
}
