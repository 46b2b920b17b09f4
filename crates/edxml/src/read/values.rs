//! Numbers, days and instants in the forms that systems were seen to write.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::shared::YEARS;

/// Vietnam is seven hours ahead of the world's time.
const VIETNAM: FixedOffset = FixedOffset::east_opt(7 * 3600).expect("seven hours are less than a day");

/// Nothing, or the word that careless programs write for it.
pub(super) fn is_nothing(text: &str) -> bool {
    text.is_empty() || text == "null"
}

pub(super) fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

/// A day: the year first, as the regulation has it, or the day; a time behind it does not matter, unless it has a zone in which
/// it was another day.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    instant(text).map(|at| at.date())
}

/// An instant by the clock in Vietnam, to the second; midnight where only the day is given.
pub(super) fn instant(text: &str) -> Option<NaiveDateTime> {
    let at = match DateTime::parse_from_rfc3339(text) {
        Ok(zoned) => zoned.with_timezone(&VIETNAM).naive_local(),
        Err(_) => {
            let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
            day_alone(day)?.and_time(time_alone(time.trim())?)
        }
    };
    at.with_nanosecond(0).filter(|at| YEARS.contains(&at.year()))
}

fn day_alone(text: &str) -> Option<NaiveDate> {
    let forms = ["%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"];
    let days = forms.iter().filter_map(|form| NaiveDate::parse_from_str(text, form).ok());
    days.into_iter().find(|day| YEARS.contains(&day.year()))
}

fn time_alone(text: &str) -> Option<NaiveTime> {
    let forms = ["%H:%M:%S%.f", "%H:%M"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}
