//! What the templates show.

pub(crate) mod access_tokens;

use std::collections::HashMap;

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use super::forms::{NAME, REASON};
use super::model::{HeldGrant, PASSWORD, Person};
use super::store::PER_PAGE;
use crate::access::{Right, Role, Scope, Signed, office};
use crate::units::{Tree, Unit};

/// A form that comes back, and which of the page's it is.
#[derive(Clone)]
pub(crate) struct Typed {
    pub(crate) which: &'static str,
    pub(crate) form: Value,
}

/// What is told of an invitation, once.
pub(crate) struct Invitation {
    /// Its whole address.
    pub(crate) address: String,
    /// How long it holds.
    pub(crate) days: i64,
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
pub(crate) fn invitation(token: &str, person: &Person, wrong: &[FieldError]) -> Value {
    context! { token, name => person.name, login => person.login, least => PASSWORD.start(), form => Form::default().shown(wrong) }
}

/// One's own account.
pub(crate) fn account(
    signed: &Signed,
    (person, wants_mail): (&Person, bool),
    roles: &Roles<'_>,
    delegated: &[(HeldGrant, String)],
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
pub(crate) fn list(signed: &Signed, people: &[Person], words: &str, page: u64, count: u64) -> Value {
    context! {
        office => office(signed, "people"),
        people => people.iter().map(shown).collect::<Vec<_>>(),
        words,
        page,
        count,
        pages => count.div_ceil(PER_PAGE).max(1),
    }
}

/// Somebody, for those who look after people.
pub(crate) fn person(
    signed: &Signed,
    person: &Person,
    roles: &Roles<'_>,
    choices: Vec<Unit>,
    typed: Option<Typed>,
    invitation: Option<Invitation>,
) -> Value {
    let is_open = typed.is_some();
    let form = typed.map(|typed| typed.form);
    let empty = || Form::new(vec![("from".to_owned(), roles.today.to_string())]).shown(&[]);
    context! {
        office => office(signed, "people"),
        person => shown(person),
        grants => roles.grants.iter().map(|grant| roles.shown(grant)).collect::<Vec<_>>(),
        units => options(choices),
        roles => offered(signed),
        everywhere => signed.scope(Right::RunPeople) == Scope::All,
        form => form.unwrap_or_else(empty),
        form_open => is_open,
        invitation => invitation.map(|one| context! { address => one.address, days => one.days }),
    }
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
        context! {
            id => grant.id.to_string(),
            role => grant.role.name(),
            unit => grant.unit.and_then(|unit| self.units.get(&unit)).map(|unit| unit.name.clone()),
            from => grant.from.to_string(),
            last_day => grant.last_day().map(|day| day.to_string()),
            over => grant.is_over(self.today),
            delegated => grant.delegated_from.is_some(),
            reason => grant.reason,
        }
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

/// Every page of this domain, with and without what it may show.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use crate::access::Grant;

    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let signed = Signed::new(
        Uuid::nil(),
        "Lan".to_owned(),
        String::new(),
        vec![Grant { role: Role::Administrator, unit: None }],
    );
    let somebody = |password: Option<&str>, disabled: bool| Person {
        id: Uuid::nil(),
        login: "lan".to_owned(),
        name: "Nguyễn Thị Lan".to_owned(),
        email: Some("lan@example.vn".to_owned()),
        password: password.map(str::to_owned),
        disabled_at: disabled.then(|| "2026-11-24T00:00:00Z".parse().expect("an instant")),
    };
    let grant = |to: Option<&str>, delegated: bool| HeldGrant {
        id: Uuid::nil(),
        person: Uuid::nil(),
        role: Role::Leader,
        unit: delegated.then(Uuid::nil),
        from: day("2026-01-01"),
        to: to.map(day),
        delegated_from: delegated.then(Uuid::nil),
        reason: delegated.then(|| "Đi học".to_owned()),
    };
    let grants = [grant(None, false), grant(Some("2026-02-01"), true)];
    let units = HashMap::new();
    let roles = || Roles { grants: &grants, units: &units, today: day("2026-11-24") };
    let none = || Roles { grants: &[], units: &units, today: day("2026-11-24") };
    let wrong = ["name", "login", "email", "unit", "person", "password", "current", "again", "to_login"]
        .map(|field| FieldError::new(field, "required"));
    let form = || Form::default().shown(&wrong);
    let typed = |which| Some(Typed { which, form: form() });
    let active = somebody(Some("$"), false);
    let invitation_of = || Some(Invitation { address: "https://a/b".to_owned(), days: 7 });
    let sample = |template, case, context| web::Sample { template, case, context };
    vec![
        sample("people/sign_in.html", "first", sign_in("/bo", &Form::default(), None)),
        sample("people/sign_in.html", "wrong", sign_in("/bo", &Form::default(), Some(None))),
        sample("people/sign_in.html", "wait", sign_in("/bo", &Form::default(), Some(Some(8)))),
        sample("people/invitation.html", "first", invitation("a", &active, &[])),
        sample("people/invitation.html", "weak", invitation("a", &active, &wrong)),
        sample(
            "people/account.html",
            "full",
            account(&signed, (&active, true), &roles(), &[(grant(None, true), "Hà".to_owned())], None),
        ),
        sample(
            "people/account.html",
            "no role",
            account(&signed, (&active, false), &none(), &[], typed("password")),
        ),
        sample(
            "people/account.html",
            "no address",
            account(&signed, (&active, true), &none(), &[], typed("mail")),
        ),
        sample(
            "people/account.html",
            "wrong",
            account(&signed, (&active, true), &roles(), &[], typed("delegation")),
        ),
        sample("people/list.html", "none", list(&signed, &[], "x", 1, 0)),
        sample(
            "people/list.html",
            "pages",
            list(&signed, &[active.clone(), somebody(None, false)], "", 2, 140),
        ),
        sample(
            "people/person.html",
            "active",
            person(&signed, &active, &roles(), Vec::new(), None, invitation_of()),
        ),
        sample(
            "people/person.html",
            "wrong",
            person(&signed, &somebody(None, false), &none(), Vec::new(), typed("grant"), None),
        ),
        sample(
            "people/person.html",
            "disabled",
            person(&signed, &somebody(None, true), &roles(), Vec::new(), None, None),
        ),
        sample("people/new.html", "wrong", new(&signed, Vec::new(), form())),
    ]
}
