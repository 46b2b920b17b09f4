use std::collections::{HashMap, HashSet};

use base::FieldError;
use chrono::NaiveDate;
use minijinja::Value;
use uuid::Uuid;
use web::Form;

use super::{
    Calendar, Factor, Roles, Secured, Told, Typed, account, invitation_form, list, new, person,
    recovery_codes, second_step, set_up, sign_in,
};
use crate::access::{Grant, Role, Signed};
use crate::people::model::{HeldGrant, Person};
use crate::people::second_step::Asked;
use crate::people::subject::Subject;
use crate::people::tokens::Invitation;

/// Every page of this domain, with and without what it may show.
pub(crate) fn samples() -> Vec<web::Sample> {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let signed = Signed::new(
        Uuid::nil(),
        "Lan".to_owned(),
        String::new(),
        vec![
            Grant { role: Role::Administrator, unit: None },
            Grant { role: Role::Officer, unit: Some(Uuid::nil()) },
        ],
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
    let wrong = ["name", "login", "unit", "person", "password", "current", "again", "to_login", "otp"]
        .map(|field| FieldError::new(field, "required"));
    let form = || Form::default().shown(&wrong);
    let typed = |which| Some(Typed { which, form: form() });
    let active = somebody(Some("$"), false);
    let subject = |person, is_within| Subject {
        person,
        grants: grants.iter().map(|grant| (grant.clone(), is_within)).collect(),
        is_self: false,
        is_last_administrator: false,
        today: day("2026-11-24"),
    };
    let invitation = || Invitation { address: "https://a/b".to_owned(), days: 7 };
    let invited = || Told { invitation: Some(invitation()), ..Told::default() };
    let refused = || Told { typed: typed("grant"), ..Told::default() };
    let again = || Told { is_added: true, ..Told::default() };
    let sample = |template, case, context| web::Sample { template, case, context };
    let off = Factor { left: None, is_required: false };
    let on = |is_required| Factor { left: Some(3), is_required };
    let at = "2026-11-24T01:00:00Z".parse().ok();
    let (none_made, kept) = (Calendar::default(), Calendar { address: None, made_at: at });
    let made = Calendar { address: Some("https://a/calendar/b.ics".to_owned()), made_at: at };
    let secured = |is_required| Secured { with_factor: HashSet::from([Uuid::nil()]), is_required };
    let code = || Asked { offer: None };
    let offer = || Asked { offer: Some(("lan".to_owned(), "A".repeat(32))) };
    let step = |asked: Asked, failed| second_step("/bo", &asked, failed).expect("a good secret");
    let wrong_factor =
        [FieldError::new("otp", "code-wrong"), FieldError::new("required", "second-factor-first")];
    vec![
        sample("people/sign_in.html", "first", sign_in("/bo", &Form::default(), None)),
        sample("people/sign_in.html", "wrong", sign_in("/bo", &Form::default(), Some(None))),
        sample("people/sign_in.html", "wait", sign_in("/bo", &Form::default(), Some(Some(8)))),
        sample("people/invitation.html", "first", invitation_form("a", &active, &[])),
        sample("people/invitation.html", "weak", invitation_form("a", &active, &wrong)),
        sample("people/invitation_over.html", "over", Value::UNDEFINED),
        sample(
            "people/account.html",
            "full",
            account(
                &signed,
                (&active, true),
                &roles(),
                &[(grant(None, true), "Hà".to_owned())],
                (&on(false), &made),
                None,
            ),
        ),
        sample(
            "people/account.html",
            "no role",
            account(&signed, (&active, false), &none(), &[], (&off, &none_made), typed("password")),
        ),
        sample(
            "people/account.html",
            "no address",
            account(&signed, (&active, true), &none(), &[], (&off, &none_made), typed("mail")),
        ),
        sample(
            "people/account.html",
            "wrong",
            account(&signed, (&active, true), &roles(), &[], (&on(true), &kept), typed("delegation")),
        ),
        sample(
            "people/account.html",
            "off",
            account(&signed, (&active, true), &none(), &[], (&on(false), &none_made), typed("factor-off")),
        ),
        sample(
            "people/account.html",
            "codes",
            account(&signed, (&active, true), &none(), &[], (&on(false), &none_made), typed("factor-codes")),
        ),
        sample("people/second_step.html", "code", step(code(), None)),
        sample("people/second_step.html", "wrong", step(code(), Some(None))),
        sample("people/second_step.html", "set up", step(offer(), Some(Some(8)))),
        sample(
            "people/second_factor.html",
            "wrong",
            set_up(&signed, "lan", &"A".repeat(32), &Form::default().shown(&wrong_factor))
                .expect("a good secret"),
        ),
        sample("people/recovery_codes.html", "some", recovery_codes(&["abcd-efgh".to_owned()], "/bo")),
        sample("people/list.html", "none", list(&signed, &[], &secured(true), "x", (1, 0), &[])),
        sample(
            "people/list.html",
            "pages",
            list(
                &signed,
                &[active.clone(), somebody(None, false)],
                &secured(false),
                "",
                (2, 140),
                &wrong_factor,
            ),
        ),
        sample(
            "people/person.html",
            "active",
            person(&signed, (&subject(active.clone(), true), true), &units, Vec::new(), invited()),
        ),
        sample(
            "people/person.html",
            "wrong",
            person(&signed, (&subject(somebody(None, false), true), false), &units, Vec::new(), refused()),
        ),
        sample(
            "people/person.html",
            "disabled",
            person(&signed, (&subject(somebody(None, true), false), true), &units, Vec::new(), again()),
        ),
        sample("people/new.html", "wrong", new(&signed, Vec::new(), form())),
    ]
}
