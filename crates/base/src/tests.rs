use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;
use std::sync::Arc;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

#[test]
fn clocks_show_whole_microseconds() {
    assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1_000, 0);
    let clock = FixedClock::at(instant("2026-11-23T08:00:00.123456789Z"));
    assert_eq!(clock.now(), instant("2026-11-23T08:00:00.123456Z"));
    clock.advance(TimeDelta::seconds(90));
    assert_eq!(clock.now(), instant("2026-11-23T08:01:30.123456Z"));
    clock.set(instant("2025-01-01T00:00:00.000000999Z"));
    assert_eq!(clock.now(), instant("2025-01-01T00:00:00Z"));
}

#[test]
fn ids_are_unique_and_sort_by_time() {
    let clock = Arc::new(FixedClock::at(instant("2026-11-23T08:00:00Z")));
    let ids = SystemIds::new(clock.clone());
    let early: HashSet<_> = (0..1_000).map(|_| ids.next()).collect();
    assert_eq!(early.len(), 1_000);
    clock.advance(TimeDelta::milliseconds(1));
    let late = ids.next();
    assert!(early.iter().all(|id| *id < late && id.get_version_num() == 7));

    let counted = CountedIds::default();
    let (first, second) = (counted.next(), counted.next());
    assert!(first < second);
    assert_eq!(first, CountedIds::default().next());
}

#[test]
fn an_error_tells_its_fields_and_its_cause() {
    let fields =
        Error::Invalid(vec![FieldError::new("size", "too-large"), FieldError::new("name", "missing")]);
    assert_eq!(fields.to_string(), "invalid: size: too-large, name: missing");
    let fault = Error::from(anyhow::anyhow!("disk full").context("writing the file"));
    assert_eq!(fault.to_string(), "internal: writing the file: disk full");
    assert_eq!(fault.code(), "internal");
    assert_eq!(Error::TooLarge { limit: 5 }.code(), "too-large");
}
