use base::Actor;
use uuid::Uuid;
use web::Form;

use crate::audit::forms::{Question, kept};

fn form(fields: &[(&str, &str)]) -> Form {
    Form::new(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn a_question_is_read_and_written_back() {
    let id = Uuid::from_u128(7).to_string();
    for (fields, address) in [
        (vec![], String::new()),
        (vec![("by", ""), ("domain", ""), ("lang", "en")], String::new()),
        (vec![("by", "system"), ("domain", "unit")], "by=system&domain=unit".to_owned()),
        (
            vec![("until", "2/1/2026"), ("from", "2026-01-01"), ("about", "unit:a&b"), ("before", "9")],
            "about=unit%3Aa%26b&from=2026-01-01&until=2026-01-02".to_owned(),
        ),
        (vec![("by", id.as_str())], format!("by={id}")),
    ] {
        let question = Question::read(&mut form(&fields)).expect("good");
        assert_eq!(question.address(), address, "{fields:?}");
    }
    let question = Question::read(&mut form(&[("by", &id), ("from", "2026-01-01"), ("until", "2026-01-01")]));
    let filter = question.expect("good").filter(None);
    assert_eq!(filter.actor, Some(Actor::Person(Uuid::from_u128(7)).to_string()));
    // A day of Vietnam begins at five in the afternoon before.
    let hours = filter.to.zip(filter.from).map(|(to, from)| ((to - from).num_hours(), from.to_rfc3339()));
    assert_eq!(hours, Some((24, "2025-12-31T17:00:00+00:00".to_owned())));
}

#[test]
fn a_kept_head_is_one_or_none() {
    let head = format!("12:{}", "a1".repeat(32));
    assert_eq!(kept(&mut form(&[])).expect("none"), None);
    assert_eq!(kept(&mut form(&[("kept", &format!(" {head} "))])).expect("one"), head.parse().ok());
    for wrong in ["12", "12:zz", "x:", &head[..60], &format!("{head}0"), "-1:"] {
        assert!(kept(&mut form(&[("kept", wrong)])).is_err(), "{wrong}");
    }
}
