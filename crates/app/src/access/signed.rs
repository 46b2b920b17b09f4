use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::Actor;
use uuid::Uuid;
use web::Failure;

use super::{Right, Role};

/// The person behind a request, with the roles that hold at this moment. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Signed(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    person: Uuid,
    name: String,
    session: String,
    grants: Vec<Grant>,
    reads_only: bool,
}

/// A role that somebody has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit under which it holds; `None` for all there are.
    pub unit: Option<Uuid>,
}

/// The units on which somebody may use a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All there are.
    All,
    /// These and all below them; none where the list is empty.
    Under(Vec<Uuid>),
}

impl Scope {
    /// What lies within one of two.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Under(one), Self::Under(other)) => Self::Under([one, other].concat()),
            _ => Self::All,
        }
    }

    /// Whether a unit lies within it, by the ids of the unit and of all above it.
    pub fn holds(&self, mut line: impl Iterator<Item = Uuid>) -> bool {
        match self {
            Self::All => true,
            Self::Under(roots) => line.any(|above| roots.contains(&above)),
        }
    }
}

impl Signed {
    /// The person with their roles; `session` names the sign-in.
    pub fn new(person: Uuid, name: String, session: String, grants: Vec<Grant>) -> Self {
        Self(Arc::new(Inner { person, name, session, grants, reads_only: false }))
    }

    /// The same person, kept from doing anything: behind a token that only reads.
    #[must_use]
    pub fn reading_only(self) -> Self {
        Self(Arc::new(Inner { reads_only: true, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// Whether they only look, whatever their roles allow.
    pub fn reads_only(&self) -> bool {
        self.0.reads_only
    }

    /// Id of the person.
    pub fn person(&self) -> Uuid {
        self.0.person
    }

    /// Their name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Which sign-in this is; empty behind a token.
    pub fn session(&self) -> &str {
        &self.0.session
    }

    /// Their roles.
    pub fn grants(&self) -> &[Grant] {
        &self.0.grants
    }

    /// Whether some role of theirs gives the right, for whichever units.
    pub fn may(&self, right: Right) -> bool {
        self.0.grants.iter().any(|grant| grant.role.rights().contains(&right))
    }

    /// The units on which they may use the right.
    pub fn scope(&self, right: Right) -> Scope {
        let mut giving = self.0.grants.iter().filter(|grant| grant.role.rights().contains(&right));
        if !right.is_bounded() && self.may(right) {
            return Scope::All;
        }
        let units = giving.try_fold(Vec::new(), |mut units, grant| {
            units.push(grant.unit?);
            Some(units)
        });
        units.map_or(Scope::All, Scope::Under)
    }

    /// The units at which a role of theirs gives the right, without those below.
    pub fn units_with(&self, right: Right) -> Vec<Uuid> {
        let giving = self.0.grants.iter().filter(|grant| grant.role.rights().contains(&right));
        giving.filter_map(|grant| grant.unit).collect()
    }

    /// For what they write, in the audit.
    pub fn actor(&self) -> Actor {
        Actor::Person(self.0.person)
    }
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Failure::signed_out)
    }
}
