use super::*;

const ACTOR: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn task(state: State, due: Option<&str>, done: Option<&str>) -> Task {
    Task {
        id: Uuid::nil(),
        origin: None,
        series: None,
        title: "Tập huấn".to_owned(),
        deliverable: None,
        lead: Uuid::from_u128(7),
        first_lead: None,
        state,
        first_due_on: due.map(day),
        due_on: due.map(day),
        done_on: done.map(day),
        progress: 0,
        revision: 3,
    }
}

fn act(name: &str) -> Act {
    let (words, reason) = ("x".to_owned(), "vì mưa".to_owned());
    match name {
        "progress" => Act::Progress { percent: 40, words },
        "done" => Act::ReportDone { done_on: day("2026-11-20"), words },
        "confirm" => Act::Confirm { words: None },
        "return" => Act::Return { reason },
        "extend" => Act::Extend { due_on: day("2027-03-31"), reason },
        "suspend" => Act::Suspend { reason },
        "resume" => Act::Resume { reason },
        "cancel" => Act::Cancel { reason },
        "hand-over" => Act::HandOver { to: Uuid::from_u128(8), reason },
        _ => Act::Comment { words },
    }
}

/// Every act in every state: the state it leads to, or none where it is refused.
#[test]
fn states_follow_from_acts() {
    use State::{Cancelled as X, ConfirmedDone as C, InProgress as P, NotStarted as N, ReportedDone as D};
    use State::{Returned as R, Suspended as S};
    let states = [N, P, D, R, C, S, X];
    let table: [(&str, [Option<State>; 7]); 10] = [
        ("progress", [Some(P), Some(P), None, Some(P), None, None, None]),
        ("done", [Some(D), Some(D), None, Some(D), None, None, None]),
        ("confirm", [None, None, Some(C), None, None, None, None]),
        ("return", [None, None, Some(R), None, None, None, None]),
        ("extend", [Some(N), Some(P), Some(D), Some(R), None, Some(S), None]),
        ("suspend", [Some(S), Some(S), None, Some(S), None, None, None]),
        ("resume", [None, None, None, None, None, Some(N), None]),
        ("cancel", [Some(X), Some(X), Some(X), Some(X), None, Some(X), None]),
        ("hand-over", [Some(N), Some(P), Some(D), Some(R), None, Some(S), None]),
        ("comment", states.map(Some)),
    ];
    for (name, expected) in table {
        for (state, expected) in states.into_iter().zip(expected) {
            let before = task(state, Some("2026-11-15"), None);
            let after = before.after(&act(name), day("2026-11-24"), ACTOR, Some(OTHER));
            assert_eq!(after.as_ref().ok().map(|task| task.state), expected, "{name} in {state:?}");
            let counted = if name == "comment" { 3 } else { 4 };
            assert!(after.is_err() || after.is_ok_and(|task| task.revision == counted), "{name}");
        }
    }
}

#[test]
fn nobody_confirms_or_returns_what_they_reported() {
    let done = task(State::ReportedDone, None, Some("2026-11-20"));
    for name in ["confirm", "return"] {
        assert!(done.after(&act(name), day("2026-11-24"), ACTOR, Some(ACTOR)).is_err(), "{name}");
        assert!(done.after(&act(name), day("2026-11-24"), ACTOR, Some(OTHER)).is_ok(), "{name}");
    }
}

#[test]
fn an_extension_keeps_the_first_day_and_only_goes_on() {
    let late = task(State::InProgress, Some("2026-01-31"), None);
    let after = late.after(&act("extend"), day("2026-11-24"), ACTOR, None).expect("also after it passed");
    assert_eq!((after.first_due_on, after.due_on), (late.due_on, Some(day("2027-03-31"))));
    let back = Act::Extend { due_on: day("2026-01-31"), reason: "x".to_owned() };
    assert!(late.after(&back, day("2026-11-24"), ACTOR, None).is_err());
    let open = task(State::InProgress, None, None);
    let after = open.after(&act("extend"), day("2026-11-24"), ACTOR, None).expect("its first term");
    assert_eq!(after.first_due_on, after.due_on);
}

#[test]
fn what_is_out_of_range_is_refused() {
    let open = task(State::InProgress, None, None);
    for bad in [
        Act::Progress { percent: 101, words: String::new() },
        Act::Progress { percent: -1, words: String::new() },
        Act::ReportDone { done_on: day("2026-11-25"), words: String::new() },
        Act::HandOver { to: open.lead, reason: String::new() },
    ] {
        assert!(open.after(&bad, day("2026-11-24"), ACTOR, None).is_err(), "{bad:?}");
    }
}

#[test]
fn a_task_stands_to_its_term() {
    use State::{Cancelled, ConfirmedDone, InProgress, NotStarted, ReportedDone, Returned, Suspended};
    for (state, due, done, standing) in [
        (ConfirmedDone, Some("2026-11-15"), Some("2026-11-15"), Standing::OnTime),
        (ConfirmedDone, Some("2026-11-15"), Some("2026-11-16"), Standing::Late),
        (ConfirmedDone, None, Some("2026-11-16"), Standing::OnTime),
        (InProgress, Some("2026-11-23"), None, Standing::Overdue),
        (Returned, Some("2026-11-23"), None, Standing::Overdue),
        (NotStarted, Some("2026-11-24"), None, Standing::Soon),
        (NotStarted, Some("2026-12-07"), None, Standing::Soon),
        (NotStarted, Some("2026-12-08"), None, Standing::Within),
        (NotStarted, None, None, Standing::Within),
        (ReportedDone, Some("2026-11-15"), Some("2026-11-14"), Standing::Within),
        (ReportedDone, Some("2026-11-15"), Some("2026-11-16"), Standing::Overdue),
        (Suspended, Some("2026-11-15"), None, Standing::Out),
        (Cancelled, Some("2026-11-15"), None, Standing::Out),
    ] {
        let task = task(state, due, done);
        assert_eq!(task.standing(day("2026-11-24")), standing, "{state:?} {due:?} {done:?}");
    }
}
