//! What a document about a plan says of it.

use base::Result;
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;

/// A plan with its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) id: Uuid,
    /// Whose plan it is.
    pub(crate) unit: Uuid,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) issued_on: Option<NaiveDate>,
    /// In order.
    pub(crate) clauses: Vec<Heading>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// In the first version of the plan that has it, as tasks and indicators name it.
    pub(crate) id: Uuid,
    pub(crate) path: String,
    pub(crate) depth: i32,
    pub(crate) words: String,
}

impl Outline {
    /// The clause under which another stands, by its place.
    pub(crate) fn above(&self, at: usize) -> Option<&Heading> {
        let depth = self.clauses.get(at)?.depth;
        self.clauses[..at].iter().rev().find(|clause| clause.depth < depth)
    }
}

/// Two statements.
///
/// # Errors
/// [`base::Error::NotFound`] where there is no such plan.
pub(crate) async fn outline(connection: &impl ConnectionTrait, plan: Uuid) -> Result<Outline> {
    let plan = store::find(connection, plan).await?;
    let clauses = store::clauses(connection, plan.id).await?.into_iter();
    let heading = |clause: super::model::PlanClause| Heading {
        id: clause.first,
        path: clause.path,
        depth: clause.depth,
        words: clause.words,
    };
    Ok(Outline {
        id: plan.id,
        unit: plan.unit,
        number: plan.about.number,
        title: plan.about.title,
        issued_on: plan.about.issued_on,
        clauses: clauses.map(heading).collect(),
    })
}
