//! The rules, by tables of cases.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use crate::access::{Grant, Role};
use crate::notices::Rules;
use crate::notices::letter::{Letter, Sender};
use crate::notices::model::{Holders, Kind, audience, is_time, reminders, upwards, wait};
use crate::people::Holder;
use crate::tasks::testing::made;
use crate::tasks::{State, Task};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn what_is_told_about_a_task_on_a_day() {
    let rules = Rules { due_days: vec![14, 7, 1], escalation_days: 7 };
    let nothing: &[(Kind, &str, i32)] = &[];
    for (state, due, today, told) in [
        (State::NotStarted, "2026-11-30", "2026-11-15", nothing),
        (State::NotStarted, "2026-11-30", "2026-11-16", &[(Kind::DueSoon, "due 2026-11-30 14", 14)]),
        (State::InProgress, "2026-11-30", "2026-11-22", &[(Kind::DueSoon, "due 2026-11-30 14", 8)]),
        (State::Returned, "2026-11-30", "2026-11-23", &[(Kind::DueSoon, "due 2026-11-30 7", 7)]),
        (State::InProgress, "2026-11-30", "2026-11-29", &[(Kind::DueSoon, "due 2026-11-30 1", 1)]),
        (State::InProgress, "2026-11-30", "2026-11-30", &[(Kind::DueSoon, "due 2026-11-30 1", 0)]),
        (State::InProgress, "2026-11-30", "2026-12-01", &[(Kind::Overdue, "overdue 2026-11-30 0", 1)]),
        (State::Returned, "2026-11-30", "2026-12-06", &[(Kind::Overdue, "overdue 2026-11-30 0", 6)]),
        (
            State::InProgress,
            "2026-11-30",
            "2026-12-07",
            &[(Kind::Overdue, "overdue 2026-11-30 0", 7), (Kind::Escalated, "escalated 2026-11-30", 7)],
        ),
        (
            State::NotStarted,
            "2026-11-30",
            "2026-12-08",
            &[(Kind::Overdue, "overdue 2026-11-30 1", 8), (Kind::Escalated, "escalated 2026-11-30", 8)],
        ),
        // Others have to do something now, or nobody.
        (State::ReportedDone, "2026-11-30", "2026-12-08", nothing),
        (State::ConfirmedDone, "2026-11-30", "2026-12-08", nothing),
        (State::Suspended, "2026-11-30", "2026-12-08", nothing),
        (State::Cancelled, "2026-11-30", "2026-11-29", nothing),
    ] {
        let task = Task { due_on: Some(day(due)), ..made(Uuid::nil(), state) };
        let found = reminders(&task, day(today), &rules);
        let found: Vec<_> = found.iter().map(|one| (one.kind, one.occasion.as_str(), one.days)).collect();
        assert_eq!(found, told, "{state:?} {due} {today}");
    }
    let endless = Task { due_on: None, ..made(Uuid::nil(), State::InProgress) };
    assert_eq!(reminders(&endless, day("2026-12-08"), &rules), []);
    let silent = Rules { due_days: Vec::new(), escalation_days: 30 };
    let soon = Task { due_on: Some(day("2026-11-30")), ..endless };
    assert_eq!(reminders(&soon, day("2026-11-30"), &silent), []);
    assert_eq!(reminders(&soon, day("2026-12-29"), &silent).len(), 1, "29 days late");
    assert_eq!(reminders(&soon, day("2026-12-30"), &silent).len(), 2, "30 days late");
}

#[test]
fn who_is_told_about_the_work_of_a_unit() {
    use Role::{Administrator, Coordinator, Leader, Officer, Viewer};
    // Units: 1 the province, 2 a town in it, 3 an office of the town, 4 another office.
    let parents = HashMap::from([(1, None), (2, Some(1)), (3, Some(2)), (4, Some(2))])
        .into_iter()
        .map(|(unit, above)| (Uuid::from_u128(unit), above.map(Uuid::from_u128)))
        .collect();
    let full: &[(u128, Role, Option<u128>)] = &[
        (10, Officer, Some(3)),
        (11, Officer, Some(3)),
        (12, Officer, Some(2)),
        (13, Officer, Some(4)),
        (20, Leader, Some(3)),
        (21, Leader, Some(2)),
        (22, Leader, Some(4)),
        (30, Coordinator, Some(2)),
        (31, Coordinator, Some(1)),
        (40, Viewer, Some(3)),
        (50, Administrator, None),
    ];
    let no_officer: &[_] = &[(20, Leader, Some(3)), (21, Leader, Some(2)), (30, Coordinator, Some(2))];
    let above: &[_] = &[(12, Officer, Some(2)), (13, Officer, Some(4)), (31, Coordinator, Some(1))];
    let both: &[_] = &[(10, Officer, Some(3)), (10, Leader, Some(3)), (30, Coordinator, Some(2))];
    let none: &[_] = &[(13, Officer, Some(4)), (40, Viewer, Some(3)), (50, Administrator, None)];
    let cases: [(&[_], Kind, Option<u128>, &[u128]); 14] = [
        (full, Kind::DueSoon, None, &[10, 11]),
        (full, Kind::Overdue, None, &[10, 11]),
        (full, Kind::Returned, Some(20), &[10, 11]),
        (full, Kind::Returned, Some(10), &[11]),
        (full, Kind::HandedOver, Some(30), &[10, 11, 20]),
        (full, Kind::ToConfirm, Some(10), &[20, 30]),
        // Nobody confirms what they reported: the next one above does.
        (full, Kind::ToConfirm, Some(20), &[21, 30]),
        (full, Kind::Escalated, None, &[20, 30]),
        (no_officer, Kind::DueSoon, None, &[20]),
        (no_officer, Kind::ToConfirm, Some(20), &[21, 30]),
        (above, Kind::Overdue, None, &[12]),
        (above, Kind::Escalated, None, &[31]),
        (both, Kind::ToConfirm, Some(10), &[30]),
        (none, Kind::Escalated, None, &[]),
    ];
    let way = upwards(&parents, Uuid::from_u128(3));
    assert_eq!(way, [3, 2, 1].map(Uuid::from_u128));
    for (holders, kind, actor, told) in cases {
        let of = holders.iter().map(|(person, role, unit)| Holder {
            person: Uuid::from_u128(*person),
            grant: Grant { role: *role, unit: unit.map(Uuid::from_u128) },
        });
        let found = audience(kind, &way, &Holders::new(of), actor.map(Uuid::from_u128));
        let told: Vec<_> = told.iter().copied().map(Uuid::from_u128).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), told, "{kind:?} {actor:?} {holders:?}");
    }
    // A circle, which no page makes, ends too.
    let circle = HashMap::from([
        (Uuid::from_u128(1), Some(Uuid::from_u128(2))),
        (Uuid::from_u128(2), Some(Uuid::from_u128(1))),
    ]);
    assert_eq!(upwards(&circle, Uuid::from_u128(1)).len(), 2);
}

#[test]
fn what_an_event_is_told_as() {
    let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for (event, units, state, kind) in [
        ("return", None, State::Returned, Some(Kind::Returned)),
        ("return", None, State::ReportedDone, None),
        ("done", None, State::ReportedDone, Some(Kind::ToConfirm)),
        ("done", None, State::ConfirmedDone, None),
        ("hand-over", Some((there, here)), State::InProgress, Some(Kind::HandedOver)),
        ("hand-over", Some((there, here)), State::Cancelled, None),
        ("hand-over", Some((here, there)), State::InProgress, None),
        ("comment", None, State::InProgress, None),
    ] {
        assert_eq!(Kind::of_event(event, units, &made(here, state)), kind, "{event} {state:?}");
    }
    assert!(Kind::ALL.iter().all(|kind| Kind::named(kind.name()) == Some(*kind)));
    assert_eq!(Kind::named("rumour"), None);
}

#[test]
fn mails_go_from_their_hour_on_and_wait_longer_each_time() {
    for (now, hour, goes) in [
        ("2026-11-23T23:59:59Z", 7, false),
        ("2026-11-24T00:00:00Z", 7, true),
        ("2026-11-24T16:59:59Z", 7, true),
        ("2026-11-24T17:00:00Z", 7, false),
        ("2026-11-24T17:00:00Z", 0, true),
    ] {
        assert_eq!(is_time(now.parse().expect("an instant"), hour), goes, "{now} {hour}");
    }
    let minutes: Vec<_> = (0..8).map(|attempts| wait(attempts).num_minutes()).collect();
    assert_eq!(minutes, [10, 10, 20, 40, 80, 160, 240, 240]);
    assert_eq!(wait(i32::MAX), TimeDelta::hours(4));
}

#[test]
fn no_head_of_a_mail_is_made_by_what_people_type() {
    let sender = Sender::parse("BioKhê <biokhe@example.vn>").expect("an address");
    let letter = |name, address| Letter {
        name,
        address,
        message_id: "<1@example.vn>",
        subject: "Tiêu đề\r\nBcc: x@example.vn",
        plain: "Bcc: x@example.vn".to_owned(),
        html: String::new(),
        at: "2026-11-24T00:00:00Z".parse().expect("an instant"),
    };
    let names =
        ["Lan\r\nBcc: x@example.vn", "Lan\" <x@example.vn>, \"", "Lan\u{0}\u{7f}", "", "Nguyễn Thị Lan"];
    for name in names {
        let message = letter(name, "lan@example.vn").write(&sender).expect("a mail");
        let text = String::from_utf8(message.formatted()).expect("plain letters");
        let (heads, _) = text.split_once("\r\n\r\n").expect("heads and a body");
        assert!(!heads.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{heads}");
        assert_eq!(message.envelope().to().len(), 1, "{heads}");
        assert_eq!(message.envelope().to()[0].to_string(), "lan@example.vn");
    }
    for address in
        ["", "lan", "lan@example.vn\r\nBcc: x@example.vn", "lan@example.vn, x@example.vn", "a b@example.vn"]
    {
        let wrong = letter("Lan", address).write(&sender).expect_err("no address");
        assert!(!wrong.contains("example"), "{wrong}");
    }
    for sender in ["", "BioKhê", "a@b.vn\r\nBcc: x@example.vn", "a@b.vn, c@d.vn", "BioKhê <lân@example.vn>"]
    {
        assert!(Sender::parse(sender).is_none(), "{sender}");
    }
}
