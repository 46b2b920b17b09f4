use reporting::{Window, WorkingDays};

use super::*;
use crate::returns::testing::{owed, rule};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn acts() -> [Act; 6] {
    [
        Act::Submit { words: None, is_by_office: false },
        Act::GiveBack { words: "thiếu".to_owned(), due_on: None },
        Act::Accept { words: None },
        Act::Extend { words: "mưa lũ".to_owned(), due_on: day("2027-01-15") },
        Act::Withdraw { words: "nhầm".to_owned() },
        Act::Ask { words: None, due_on: day("2026-12-15") },
    ]
}

#[test]
fn a_return_goes_from_hand_to_hand() {
    let (today, officer, office) = (day("2026-11-30"), Uuid::from_u128(1), Uuid::from_u128(2));
    for (state, after) in [
        (
            State::Draft,
            [Some(State::Submitted), None, None, Some(State::Draft), Some(State::Withdrawn), None],
        ),
        (
            State::Returned,
            [Some(State::Submitted), None, None, Some(State::Returned), Some(State::Withdrawn), None],
        ),
        (
            State::Submitted,
            [
                None,
                Some(State::Returned),
                Some(State::Accepted),
                Some(State::Submitted),
                Some(State::Withdrawn),
                None,
            ],
        ),
        (State::Accepted, [None, Some(State::Returned), None, None, Some(State::Withdrawn), None]),
        (State::Withdrawn, [None, None, None, None, None, Some(State::Draft)]),
    ] {
        let one = Return { state, ..owed().0 };
        for (act, after) in acts().iter().zip(after) {
            let done = one.after(act, today, office, Some(officer), &[officer]);
            assert_eq!(done.as_ref().ok().map(|one| one.state), after, "{state:?} {act:?}");
            assert!(done.is_ok_and(|done| done.revision == one.revision + 1) || after.is_none());
        }
    }
    let sent = Return { state: State::Submitted, ..owed().0 };
    for (submitter, authors, code) in [
        (Some(officer), &[][..], Some("own-return")),
        (Some(officer), &[officer], Some("own-return")),
        // Also where somebody else pressed the button.
        (Some(office), &[office, officer], Some("own-figures")),
        (None, &[officer], Some("own-figures")),
        (Some(office), &[office], None),
    ] {
        let said = match sent.after(&acts()[2], today, officer, submitter, authors) {
            Err(Error::Invalid(wrong)) => Some(wrong[0].code.clone()),
            done => done.map(|_| None).expect("accepted"),
        };
        assert_eq!(said.as_deref(), code, "nobody accepts their own");
    }
    let back = sent.after(&acts()[1], today, officer, Some(officer), &[officer]);
    assert!(back.is_ok(), "one gives one's own back");
}

#[test]
fn it_is_judged_by_the_day_in_force() {
    let one = |state, submitted_on: Option<&str>, due_on| Return {
        state,
        submitted_on: submitted_on.map(day),
        due_on: day(due_on),
        ..owed().0
    };
    for (one, standing) in [
        (one(State::Draft, None, "2026-11-30"), Standing::Within),
        (one(State::Draft, None, "2026-11-29"), Standing::Overdue),
        (one(State::Submitted, Some("2026-11-29"), "2026-11-29"), Standing::OnTime),
        (one(State::Accepted, Some("2026-11-30"), "2026-11-29"), Standing::Late),
        // It came back: it is to be sent again.
        (one(State::Returned, Some("2026-11-20"), "2026-11-29"), Standing::Overdue),
    ] {
        assert_eq!(one.standing(day("2026-11-30")), Some(standing), "{one:?}");
    }
    let withdrawn = one(State::Withdrawn, Some("2026-11-30"), "2026-11-29");
    assert_eq!(withdrawn.standing(day("2026-11-30")), None, "nobody owes it, and it is not late");
}

#[test]
fn who_gets_it_back_may_get_a_later_day_for_it() {
    let sent = Return { state: State::Submitted, submitted_on: Some(day("2026-11-10")), ..owed().0 };
    let (first, today) = (sent.due_on, day("2026-11-20"));
    let back = |due_on: Option<&str>| {
        let act = Act::GiveBack { words: "thiếu".to_owned(), due_on: due_on.map(day) };
        sent.after(&act, today, Uuid::from_u128(2), None, &[])
    };
    let plain = back(None).expect("given back");
    assert_eq!((plain.due_on, plain.standing(today)), (first, Some(Standing::Overdue)));
    let later = back(Some("2026-11-27")).expect("given back");
    assert_eq!((later.first_due_on, later.standing(today)), (first, Some(Standing::Within)));
    let submit = Act::Submit { words: None, is_by_office: false };
    let again = later.after(&submit, day("2026-11-27"), Uuid::from_u128(1), None, &[]).expect("sent");
    assert_eq!(again.standing(day("2026-12-30")), Some(Standing::OnTime));
    for (due_on, code) in
        [("2026-11-13", "not-later"), ("2026-11-19", "day-over"), ("2027-11-22", "too-far-return")]
    {
        let refused = back(Some(due_on)).expect_err("no day");
        assert!(matches!(&refused, Error::Invalid(wrong) if wrong[0].code == code), "{refused:?}");
    }
    for (set, proposed) in [("2026-11-13", "2026-11-27"), ("2026-12-31", "2026-12-31")] {
        assert_eq!(proposed_until(day(set), today), day(proposed), "five working days after a Friday");
    }
    assert_eq!(asked_until(today, today).ok(), Some(today));
    assert!(asked_until(day("2026-11-19"), today).is_err(), "nobody is late when asked");
}

#[test]
fn a_rule_has_its_periods_and_reviews() {
    let mut ids = (1..).map(Uuid::from_u128);
    let runs = rule(2023).runs(&WorkingDays::default(), || ids.next().expect("endless"));
    let names: Vec<_> = runs.iter().take(7).map(|run| run.period.to_string()).collect();
    assert_eq!(names, ["2023", "2024", "2023-2024", "2025", "2026", "2023-2026", "2027"]);
    assert_eq!((runs.len(), runs[15].period.to_string().as_str()), (16, "2035"));
    let of_2026 = &runs[4];
    assert_eq!((of_2026.due_on, of_2026.opens_on), (day("2026-11-13"), day("2026-09-29")));
    assert!(
        rule(2023).leaves_time() && !Recurring { window: Window::DECREE_09_2019, ..rule(2023) }.leaves_time()
    );
    // A review past the last year, and one of the first year alone, are none.
    let short = Recurring { last_year: 2025, reviews: vec![0, 1, 5], ..rule(2023) };
    let names: Vec<_> =
        short.runs(&WorkingDays::default(), Uuid::nil).iter().map(|run| run.period.to_string()).collect();
    assert_eq!(names, ["2023", "2024", "2023-2024", "2025"]);
}

#[test]
fn a_period_opens_once_and_locks_and_unlocks() {
    let run = owed().1;
    let states = |state| Run { state, ..run.clone() };
    for (state, after) in [
        (RunState::Coming, [Some(RunState::Open), None, None]),
        (RunState::Open, [None, Some(RunState::Locked), None]),
        (RunState::Locked, [None, None, Some(RunState::Open)]),
    ] {
        for (step, after) in [Step::Open, Step::Lock, Step::Unlock].into_iter().zip(after) {
            assert_eq!(states(state).after(step).ok().map(|run| run.state), after, "{state:?} {step:?}");
        }
    }
    let whole = crate::returns::testing::whole();
    let (regime, run) = (whole.regime, whole.run);
    let eve = run.first_on.pred_opt().expect("a day");
    assert!(!regime.may_open(&run, eve) && regime.may_open(&run, run.first_on));
    let ended = Regime { ended_on: Some(run.first_on), ..regime };
    assert!(!ended.may_open(&run, run.first_on));
}

#[test]
fn who_asks_once_has_one_period_of_own_days() {
    let once = Once {
        is_theme: false,
        first_on: day("2026-02-10"),
        last_on: day("2026-04-20"),
        opens_on: day("2026-02-01"),
        due_on: day("2026-04-26"),
        sends_on: None,
    };
    let runs = |once: &Once| Rule::Once(once.clone()).runs(&WorkingDays::default(), Uuid::nil);
    let run = &runs(&once)[0];
    assert_eq!(run.period.to_string(), "2026-02-10--2026-04-20");
    assert_eq!(run.opens_on, once.first_on, "not before the days that it is about");
    assert_eq!(run.due_on, day("2026-04-26"), "a Sunday that was chosen");
    // Whole years are asked about too, and are no review.
    let years = Once { first_on: day("2024-01-01"), last_on: day("2025-12-31"), ..once.clone() };
    assert_eq!(
        (runs(&years)[0].period.to_string().as_str(), runs(&years)[0].is_review()),
        ("2024-2025", false)
    );
    assert!(runs(&Once { last_on: day("2026-01-01"), ..once.clone() }).is_empty());
    let (once, yearly) = (Rule::Once(once), Rule::Recurring(rule(2026)));
    assert!(once.leaves_time() && once.is_as_often(&once) && !once.is_as_often(&yearly));
}
