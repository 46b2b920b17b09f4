use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use crate::access::{Signed, office};
use crate::people::forms::NAME;
use crate::people::model::{AccessToken, longest_term};

/// What the page of one's own access tokens is made of.
pub(crate) struct Shown {
    pub(crate) tokens: Vec<AccessToken>,
    /// Of the one that was made just now.
    pub(crate) secret: Option<String>,
    /// Id for the next one.
    pub(crate) key: Uuid,
    pub(crate) today: NaiveDate,
}

/// One's own access tokens, with a form that comes back where something was wrong with it.
pub(crate) fn list(signed: &Signed, shown: &Shown, typed: Option<Value>) -> Value {
    let is_open = typed.is_some();
    let latest = longest_term(shown.today).to_string();
    let empty = || Form::new(vec![("last_day".to_owned(), latest.clone())]).shown(&[]);
    let line = |token: &AccessToken| {
        context! {
            id => token.id.to_string(),
            name => token.name,
            writes => token.writes,
            last_day => token.last_day.to_string(),
            over => token.last_day < shown.today,
            last_used_on => token.last_used_on.map(|day| day.to_string()),
        }
    };
    context! {
        office => office(signed, "account"),
        tokens => shown.tokens.iter().map(line).collect::<Vec<_>>(),
        secret => shown.secret,
        key => shown.key.to_string(),
        longest => NAME,
        form => typed.unwrap_or_else(empty),
        form_open => is_open,
    }
}

/// The page with and without what it may show.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use base::FieldError;

    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let signed = Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), Vec::new());
    let token = |last_day: &str, last_used_on: Option<&str>| AccessToken {
        id: Uuid::nil(),
        person: Uuid::nil(),
        name: "Bảng tính của phòng".to_owned(),
        writes: last_used_on.is_none(),
        last_day: day(last_day),
        last_used_on: last_used_on.map(day),
    };
    let shown = |tokens, secret: Option<&str>| Shown {
        tokens,
        secret: secret.map(str::to_owned),
        key: Uuid::nil(),
        today: day("2026-11-24"),
    };
    let tokens = || vec![token("2026-11-24", None), token("2026-11-23", Some("2026-11-20"))];
    let wrong = ["name", "may", "last_day"].map(|field| FieldError::new(field, "required"));
    let sample = |case, context| web::Sample { template: "people/tokens.html", case, context };
    vec![
        sample("none", list(&signed, &shown(Vec::new(), None), None)),
        sample("made", list(&signed, &shown(tokens(), Some("bk_0")), None)),
        sample("wrong", list(&signed, &shown(tokens(), None), Some(Form::default().shown(&wrong)))),
    ]
}
