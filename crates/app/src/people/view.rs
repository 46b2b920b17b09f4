//! What the templates show.

pub(crate) mod access_tokens;
#[cfg(test)]
mod samples;
mod second_factor;

#[cfg(test)]
pub(crate) use samples::samples;
pub(crate) use second_factor::{Factor, Secured, recovery_codes, second_step, set_up};

use std::collections::HashMap;

use base::FieldError;
use chrono::{DateTime, NaiveDate, Utc};
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use super::forms::{NAME, REASON};
use super::model::{HeldGrant, PASSWORD, Person};
use super::store::PER_PAGE;
use super::subject::{Act, Subject};
use super::tokens::Invitation;
use crate::access::{Right, Role, Scope, Signed, office};
use crate::units::{Tree, Unit};

/// A form that comes back, and which of the page's it is.
#[derive(Clone)]
pub(crate) struct Typed {
    pub(crate) which: &'static str,
    pub(crate) form: Value,
}

/// What somebody's page says besides what they are.
#[derive(Default)]
pub(crate) struct Told {
    /// What was refused.
    pub(crate) typed: Option<Typed>,
    /// Shown once.
    pub(crate) invitation: Option<Invitation>,
    /// They were added before, by the same form.
    pub(crate) is_added: bool,
}

/// The address under which somebody's calendar reads their tasks.
#[derive(Default)]
pub(crate) struct Calendar {
    /// All of it, where it was made just now.
    pub(crate) address: Option<String>,
    /// None where there is none.
    pub(crate) made_at: Option<DateTime<Utc>>,
}

/// The roles of somebody, with the units that they name.
pub(crate) struct Roles<'a> {
    pub(crate) grants: &'a [HeldGrant],
    pub(crate) units: &'a HashMap<Uuid, Unit>,
    pub(crate) today: NaiveDate,
}

/// The sign-in, first or again: `Some(None)` after a wrong password, `Some(Some(seconds))` where one has to wait.
pub(crate) fn sign_in(to: &str, form: &Form, failed: Option<Option<i64>>) -> Value {
    context! {
        to,
        login => form.text("login"),
        failed => failed.is_some(),
        wait => failed.flatten().unwrap_or_default(),
    }
}

/// The form of an invitation.
pub(crate) fn invitation_form(token: &str, person: &Person, wrong: &[FieldError]) -> Value {
    context! { token, name => person.name, login => person.login, least => PASSWORD.start(), form => Form::default().shown(wrong) }
}

/// One's own account.
pub(crate) fn account(
    signed: &Signed,
    (person, wants_mail): (&Person, bool),
    roles: &Roles<'_>,
    delegated: &[(HeldGrant, String)],
    (factor, calendar): (&Factor, &Calendar),
    typed: Option<Typed>,
) -> Value {
    let empty = || Form::default().shown(&[]);
    let form = |which| typed.as_ref().filter(|typed| typed.which == which).map(|typed| typed.form.clone());
    let own: Vec<_> = roles
        .grants
        .iter()
        .filter(|grant| grant.delegated_from.is_none() && grant.holds_on(roles.today))
        .map(|grant| roles.shown(grant))
        .collect();
    let delegated: Vec<_> =
        delegated.iter().map(|(grant, to)| context! { to, ..roles.shown(grant) }).collect();
    context! {
        office => office(signed, "account"),
        person => shown(person),
        grants => roles.grants.iter().map(|grant| roles.shown(grant)).collect::<Vec<_>>(),
        own,
        delegated,
        today => roles.today.to_string(),
        least => PASSWORD.start(),
        longest => REASON,
        longest_address => NAME,
        password => form("password").unwrap_or_else(empty),
        password_open => form("password").is_some(),
        mail => form("mail").unwrap_or_else(|| mail_form(person, wants_mail)),
        mail_open => form("mail").is_some(),
        wants_mail,
        delegation => form("delegation").unwrap_or_else(empty),
        delegation_open => form("delegation").is_some(),
        calendar => context! {
            address => calendar.address,
            made_on => calendar.made_at.map(|at| web::format::day_of(at).to_string()),
            may_make => signed.may(Right::DoTasks),
        },
        factor => factor.shown(),
        factor_off => form("factor-off").unwrap_or_else(empty),
        factor_off_open => form("factor-off").is_some(),
        factor_codes => form("factor-codes").unwrap_or_else(empty),
        factor_codes_open => form("factor-codes").is_some(),
    }
}

/// What is in force, to be changed.
fn mail_form(person: &Person, wants_mail: bool) -> Value {
    let mut values = vec![("email".to_owned(), person.email.clone().unwrap_or_default())];
    if wants_mail {
        values.push(("mails".to_owned(), "1".to_owned()));
    }
    Form::new(values).shown(&[])
}

/// A page of the list.
pub(crate) fn list(
    signed: &Signed,
    people: &[Person],
    secured: &Secured,
    words: &str,
    (page, count): (u64, u64),
    wrong: &[FieldError],
) -> Value {
    let line = |person: &Person| {
        context! { has_factor => secured.with_factor.contains(&person.id), ..shown(person) }
    };
    context! {
        office => office(signed, "people"),
        people => people.iter().map(line).collect::<Vec<_>>(),
        factor_required => secured.is_required,
        may_require => signed.may(Right::RunSignIn),
        form => Form::default().shown(wrong),
        words,
        page,
        count,
        pages => count.div_ceil(PER_PAGE).max(1),
    }
}

/// Somebody, for those who look after people.
pub(crate) fn person(
    signed: &Signed,
    (subject, has_factor): (&Subject, bool),
    units: &HashMap<Uuid, Unit>,
    choices: Vec<Unit>,
    told: Told,
) -> Value {
    let today = subject.today;
    let may = |act| subject.allows(act).is_ok();
    let grant = |grant: &HeldGrant| {
        let may_end = !grant.is_over(today) && may(Act::End(grant.id));
        context! { may_end, ..role(grant, units, today) }
    };
    let is_disabled = subject.person.disabled_at.is_some();
    let is_open = told.typed.as_ref().is_some_and(|typed| typed.which == "grant");
    let form = told.typed.map(|typed| typed.form);
    context! {
        office => office(signed, "people"),
        person => shown(&subject.person),
        has_factor,
        has_more => subject.has_more(),
        may => context! {
            invite => may(Act::Invite),
            disable => !is_disabled && may(Act::Disable),
            enable => is_disabled && may(Act::Enable),
            reset_factor => has_factor && may(Act::ResetFactor),
        },
        grants => subject.grants.iter().map(|(held, _)| grant(held)).collect::<Vec<_>>(),
        units => options(choices),
        roles => offered(signed),
        everywhere => signed.scope(Right::RunPeople) == Scope::All,
        form => form.unwrap_or_else(|| first_grant(today).shown(&[])),
        form_open => is_open,
        invitation => told.invitation.map(|one| context! { address => one.address, days => one.days }),
        is_added => told.is_added,
    }
}

/// The form of another role, as it is first shown.
pub(crate) fn first_grant(today: NaiveDate) -> Form {
    Form::new(vec![("from".to_owned(), today.to_string())])
}

/// The form for somebody new.
pub(crate) fn new(signed: &Signed, choices: Vec<Unit>, form: Value) -> Value {
    context! {
        office => office(signed, "people"),
        units => options(choices),
        roles => offered(signed),
        everywhere => signed.scope(Right::RunPeople) == Scope::All,
        longest => NAME,
        form,
    }
}

impl Roles<'_> {
    fn shown(&self, grant: &HeldGrant) -> Value {
        role(grant, self.units, self.today)
    }
}

fn role(grant: &HeldGrant, units: &HashMap<Uuid, Unit>, today: NaiveDate) -> Value {
    context! {
        id => grant.id.to_string(),
        role => grant.role.name(),
        unit => grant.unit.and_then(|unit| units.get(&unit)).map(|unit| unit.name.clone()),
        from => grant.from.to_string(),
        last_day => grant.last_day().map(|day| day.to_string()),
        over => grant.is_over(today),
        delegated => grant.delegated_from.is_some(),
        reason => grant.reason,
    }
}

fn shown(person: &Person) -> Value {
    let state = match (&person.disabled_at, &person.password) {
        (Some(_), _) => "disabled",
        (None, None) => "invited",
        (None, Some(_)) => "active",
    };
    context! {
        id => person.id.to_string(),
        login => person.login,
        name => person.name,
        email => person.email,
        state,
    }
}

/// Only who looks after everything makes others do so.
fn offered(signed: &Signed) -> Vec<&'static str> {
    let everything = signed.scope(Right::RunPeople) == Scope::All;
    let offered = Role::ALL.into_iter().filter(|role| everything || *role != Role::Administrator);
    offered.map(Role::name).collect()
}

fn options(units: Vec<Unit>) -> Vec<Value> {
    let tree = Tree::new(units);
    tree.iter()
        .map(|(depth, unit)| context! { id => unit.id.to_string(), name => unit.name, depth })
        .collect()
}
