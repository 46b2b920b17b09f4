//! What is handed in about people: one input for each use.

use base::Result;
use chrono::NaiveDate;
use uuid::Uuid;
use web::Form;

use super::model;
use crate::access::Role;

/// Longest name or reason, in letters.
pub(crate) const NAME: usize = 120;
/// Longest reason, in letters.
pub(crate) const REASON: usize = 500;

/// Somebody to be invited, with what they are.
#[derive(Clone, Debug)]
pub(crate) struct NewPerson {
    /// Id that the form proposed, so that the form sent twice makes one person.
    pub(crate) key: Option<Uuid>,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) grant: NewGrant,
}

/// Where somebody is reached, and whether they want to be.
#[derive(Clone, Debug)]
pub(crate) struct NewMail {
    pub(crate) email: Option<String>,
    pub(crate) wants: bool,
}

/// A role to be given.
#[derive(Clone, Debug)]
pub(crate) struct NewGrant {
    pub(crate) role: Role,
    /// None: everywhere.
    pub(crate) unit: Option<Uuid>,
    pub(crate) from: NaiveDate,
}

/// One of one's own roles, handed to somebody for a while.
#[derive(Clone, Debug)]
pub(crate) struct NewDelegation {
    pub(crate) grant: Uuid,
    /// Whom: the name they sign in with.
    pub(crate) to_login: String,
    pub(crate) from: NaiveDate,
    pub(crate) last_day: NaiveDate,
    pub(crate) reason: String,
}

impl NewPerson {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let key = form.id("key");
        let name = form.required("name", NAME);
        let login = model::login(&form.text("login"));
        if login.is_none() {
            form.wrong("login", "login");
        }
        let email = email(form);
        let grant = NewGrant::fields(form);
        form.finish(Self { key, login: login.unwrap_or_default(), name, email, grant })
    }
}

impl NewMail {
    /// # Errors
    /// [`base::Error::Invalid`] for `email`.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let (email, wants) = (email(form), !form.text("mails").is_empty());
        form.finish(Self { email, wants })
    }
}

impl NewGrant {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let grant = Self::fields(form);
        form.finish(grant)
    }

    fn fields(form: &mut Form) -> Self {
        Self {
            role: form.choice("role", Role::named).unwrap_or(Role::Viewer),
            unit: form.id("unit"),
            from: form.date("from"),
        }
    }
}

impl NewDelegation {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let grant = form.choice("grant", |id| id.parse().ok()).unwrap_or_default();
        let to_login = model::login(&form.text("to_login")).unwrap_or_default();
        if to_login.is_empty() {
            form.wrong("to_login", "nobody");
        }
        let (from, last_day) = (form.date("from"), form.date("last_day"));
        if last_day < from {
            form.wrong("last_day", "before-begin");
        }
        let reason = form.required("reason", REASON);
        form.finish(Self { grant, to_login, from, last_day, reason })
    }
}

fn email(form: &mut Form) -> Option<String> {
    let email = form.optional("email", NAME);
    if email.as_ref().is_some_and(|email| !model::is_address(email)) {
        form.wrong("email", "email");
    }
    email
}
