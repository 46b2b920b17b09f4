//! Numbers, sizes and dates as a reader of the page's language writes them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use crate::Language;

/// A number with the separators of the language and at most two decimals: `1.234,5` and `1,234.5`.
pub fn number(language: Language, value: f64) -> String {
    let (group, decimal) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let rounded = format!("{:.2}", value.abs());
    let (whole, part) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        text.push(decimal);
        text.push_str(part);
    }
    if value < 0.0 && text != "0" { format!("−{text}") } else { text }
}

/// The size of a file in whole kilobytes of 1,024 bytes, or in megabytes with one decimal: `340 KB`, `1,2 MB`.
pub fn size(language: Language, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        return format!("{kilobytes} KB");
    }
    // In whole tenths, so that nothing is rounded twice.
    let tenths = (kilobytes * 10).div_ceil(1024);
    #[allow(clippy::cast_precision_loss, reason = "no file has so many bytes")]
    let megabytes = tenths as f64 / 10.0;
    format!("{} MB", number(language, megabytes))
}

/// A date written `2023-06-07`: `07/6/2023` as official Vietnamese documents write it (the day padded, of the months
/// only January and February; Nghị định 30/2020/NĐ-CP, Appendix I), and `7 June 2023`.
/// What is no date comes back as it is.
pub fn date(language: Language, iso: &str) -> String {
    let mut parts = iso.splitn(3, '-');
    let (Some(year), Some(month_day)) = (parts.next(), iso.get(5..)) else { return iso.to_owned() };
    match (year.parse::<u16>(), split(month_day)) {
        (Ok(year), Some(_)) => match language {
            Language::Vi => format!("{}/{year}", self::month_day(language, month_day)),
            Language::En => format!("{} {year}", self::month_day(language, month_day)),
        },
        _ => iso.to_owned(),
    }
}

/// A day of every year written `11-15`: `15/11` and `15 November`.
pub fn month_day(language: Language, iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Some((month, day)) = split(iso) else { return iso.to_owned() };
    match language {
        Language::Vi if month <= 2 => format!("{day:02}/{month:02}"),
        Language::Vi => format!("{day:02}/{month}"),
        Language::En => format!("{day} {}", MONTHS[month - 1]),
    }
}

/// An instant in Vietnam's time, which knows no daylight saving: `16 giờ 05, 24/11/2026` and `16:05, 24 November 2026`.
pub fn instant(language: Language, instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&VIETNAM);
    let day = date(language, &local.format("%Y-%m-%d").to_string());
    match language {
        Language::Vi => format!("{} giờ {}, {day}", local.format("%H"), local.format("%M")),
        Language::En => format!("{}, {day}", local.format("%H:%M")),
    }
}

/// The day that it is in Vietnam at an instant.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&VIETNAM).date_naive()
}

/// The instant at which a day begins in Vietnam.
pub fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - VIETNAM).and_utc()
}

const VIETNAM: FixedOffset = FixedOffset::east_opt(7 * 3600).expect("less than a day");

fn split(month_day: &str) -> Option<(usize, u8)> {
    let (month, day) = month_day.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (bytes, vi) in
            [(0, "0 KB"), (1, "1 KB"), (1024 * 1023, "1023 KB"), (1024 * 1024, "1 MB"), (1_300_000, "1,3 MB")]
        {
            assert_eq!(size(Language::Vi, bytes), vi);
        }
        assert_eq!(size(Language::En, 5_500_000), "5.3 MB");
    }

    #[test]
    fn numbers() {
        for (value, vietnamese, english) in [
            (0.0, "0", "0"),
            (97.0, "97", "97"),
            (1234.5, "1.234,5", "1,234.5"),
            (1_234_567.0, "1.234.567", "1,234,567"),
            (-0.001, "0", "0"),
            (-15.25, "−15,25", "−15.25"),
        ] {
            assert_eq!(number(Language::Vi, value), vietnamese);
            assert_eq!(number(Language::En, value), english);
        }
    }

    #[test]
    fn dates() {
        for (iso, vietnamese, english) in [
            ("2023-06-07", "07/6/2023", "7 June 2023"),
            ("2026-01-30", "30/01/2026", "30 January 2026"),
            ("2026-13-01", "2026-13-01", "2026-13-01"),
            ("soon", "soon", "soon"),
        ] {
            assert_eq!(date(Language::Vi, iso), vietnamese);
            assert_eq!(date(Language::En, iso), english);
        }
        assert_eq!(month_day(Language::Vi, "11-15"), "15/11");
        assert_eq!(month_day(Language::En, "11-15"), "15 November");
        let evening = "2026-11-23T18:05:00Z".parse().expect("an instant");
        assert_eq!(instant(Language::Vi, evening), "01 giờ 05, 24/11/2026");
        assert_eq!(instant(Language::En, evening), "01:05, 24 November 2026");
        assert_eq!(day_of(evening).to_string(), "2026-11-24");
    }
}
