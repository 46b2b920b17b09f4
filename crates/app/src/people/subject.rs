//! Somebody, as those see them who look after people: one decision about what may be done, which the verbs obey and by
//! which the page shows no button that would be refused.

use std::collections::HashMap;

use base::{Error, Result};
use chrono::NaiveDate;
use db::sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::model::{HeldGrant, Person};
use super::store;
use crate::access::{Right, Role, Scope, Signed};
use crate::units;

/// Something that is done about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Invite them to choose a (new) password.
    Invite,
    /// Keep them from signing in.
    Disable,
    /// Let them sign in again.
    Enable,
    /// Take their second step away.
    ResetFactor,
    /// End a role of theirs.
    End(Uuid),
}

/// Somebody, and how whoever asks stands to them on a day.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) person: Person,
    /// Each with whether it lies within the units of who asks.
    pub(crate) grants: Vec<(HeldGrant, bool)>,
    /// Whether it is who asks.
    pub(crate) is_self: bool,
    /// Whether nobody else could look after the program.
    pub(crate) is_last_administrator: bool,
    pub(crate) today: NaiveDate,
}

impl Subject {
    /// Somebody of whom at least one role, also an ended one, lies within the units of who asks. A verb holds their row
    /// before, and those of the administrators where it may take one away.
    ///
    /// # Errors
    /// [`Error::NotFound`]
    pub(crate) async fn find(
        connection: &impl ConnectionTrait,
        signed: &Signed,
        id: Uuid,
        today: NaiveDate,
    ) -> Result<Self> {
        let person = store::find(connection, id).await?;
        let (scope, mut known) = (signed.scope(Right::RunPeople), HashMap::new());
        let mut grants = Vec::new();
        for grant in store::grants_of(connection, id).await? {
            let is_within = match known.get(&grant.unit) {
                Some(is_within) => *is_within,
                None => covers(connection, &scope, grant.unit).await?,
            };
            known.insert(grant.unit, is_within);
            grants.push((grant, is_within));
        }
        if scope != Scope::All && !grants.iter().any(|(_, is_within)| *is_within) {
            return Err(Error::NotFound);
        }
        let is_administrator = grants.iter().any(|(grant, _)| grant.role == Role::Administrator);
        Ok(Self {
            is_self: id == signed.person(),
            is_last_administrator: is_administrator
                && store::is_last_administrator(connection, id, today).await?,
            person,
            grants,
            today,
        })
    }

    /// Whether who asks may do it.
    ///
    /// # Errors
    /// Why not: [`Error::NotFound`] for a role outside of their units, [`Error::Conflict`] for an invitation of somebody
    /// who may not sign in, else [`Error::Invalid`] for `person`.
    pub(crate) fn allows(&self, act: Act) -> Result<()> {
        let no = |code: &str| Err(Error::invalid("person", code));
        if let Act::End(id) = act {
            let found = self.grants.iter().find(|(grant, is_within)| grant.id == id && *is_within);
            let (grant, _) = found.ok_or(Error::NotFound)?;
            let is_needed = grant.role == Role::Administrator && self.is_last_administrator;
            return if is_needed { no("last-administrator") } else { Ok(()) };
        }
        if self.has_more() {
            return no("has-more");
        }
        match act {
            Act::Invite if self.person.disabled_at.is_some() => Err(Error::Conflict),
            // Nobody could undo it from their own page.
            Act::Disable if self.is_self => no("disable-own"),
            Act::Disable if self.is_last_administrator => no("last-administrator"),
            Act::ResetFactor if self.is_self => no("second-factor-own"),
            _ => Ok(()),
        }
    }

    /// Whether some role of theirs lies outside of the units of who asks, so that their account is not theirs to run.
    pub(crate) fn has_more(&self) -> bool {
        self.grants.iter().any(|(grant, is_within)| !is_within && !grant.is_over(self.today))
    }
}

/// Whether the right reaches a unit; `None` stands for all.
pub(crate) async fn covers(
    connection: &impl ConnectionTrait,
    scope: &Scope,
    unit: Option<Uuid>,
) -> Result<bool> {
    match (scope, unit) {
        (Scope::All, _) => Ok(true),
        (Scope::Under(_), None) => Ok(false),
        (Scope::Under(_), Some(unit)) => units::is_within(connection, unit, scope).await,
    }
}
