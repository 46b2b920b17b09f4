//! Dates as Vietnamese documents write them.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeZone, Weekday};

use crate::nfc;

/// Vietnam is seven hours ahead of UTC all year (Asia/Ho_Chi_Minh, no daylight saving).
const SECONDS_AHEAD: i32 = 7 * 3600;

/// Reads a date: `07/6/2023`, `7-6-2023`, `07.06.2023`, `ngày 07 tháng 6 năm 2023`, `ngày 07/6/2023`.
///
/// The day comes first; the year has four digits. `None` where the text is no date, or names a day
/// that does not exist.
///
/// ```
/// let date = vietnamese::dates::parse("ngày 07 tháng 6 năm 2023");
/// assert_eq!(date, chrono::NaiveDate::from_ymd_opt(2023, 6, 7));
/// ```
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = nfc(text).to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let (day, month, year) = match words.as_slice() {
        ["ngày", day, "tháng", month, "năm", year] | [day, "tháng", month, "năm", year] => {
            (*day, *month, *year)
        }
        ["ngày", figures] | [figures] => {
            let sign = figures.chars().find(|letter| !letter.is_ascii_digit())?;
            let mut parts = figures.split(['/', '-', '.'].into_iter().find(|&each| each == sign)?);
            let parts = (parts.next()?, parts.next()?, parts.next()?, parts.next());
            match parts {
                (day, month, year, None) => (day, month, year),
                _ => return None,
            }
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(figure(year, 4..=4)?.cast_signed(), figure(month, 1..=2)?, figure(day, 1..=2)?)
}

/// Writes a date in figures by the rule of Decree 30/2020/NĐ-CP, Annex I: a zero before days
/// below 10 and before the months 1 and 2 only.
///
/// ```
/// let date = chrono::NaiveDate::from_ymd_opt(2023, 6, 7).unwrap();
/// assert_eq!(vietnamese::dates::short(date), "07/6/2023");
/// ```
pub fn short(date: NaiveDate) -> String {
    format!("{:02}/{}/{}", date.day(), month(date), date.year())
}

/// Writes a date in words by the same rule.
///
/// ```
/// let date = chrono::NaiveDate::from_ymd_opt(2023, 1, 30).unwrap();
/// assert_eq!(vietnamese::dates::long(date), "ngày 30 tháng 01 năm 2023");
/// ```
pub fn long(date: NaiveDate) -> String {
    format!("ngày {:02} tháng {} năm {}", date.day(), month(date), date.year())
}

/// The name of the day of the week, from `thứ Hai` to `Chủ nhật`.
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}

/// The Monday of the week the date lies in.
///
/// ```
/// let sunday = chrono::NaiveDate::from_ymd_opt(2023, 6, 11).unwrap();
/// assert_eq!(vietnamese::dates::week_start(sunday).to_string(), "2023-06-05");
/// ```
pub fn week_start(date: NaiveDate) -> NaiveDate {
    let since_monday = Days::new(u64::from(date.weekday().num_days_from_monday()));
    date.checked_sub_days(since_monday).unwrap_or(NaiveDate::MIN)
}

/// The offset of Vietnamese time from UTC.
pub fn zone() -> FixedOffset {
    FixedOffset::east_opt(SECONDS_AHEAD).expect("seven hours are less than a day")
}

/// The day it is in Vietnam at that moment.
pub fn day_of<Zone: TimeZone>(moment: &DateTime<Zone>) -> NaiveDate {
    moment.with_timezone(&zone()).date_naive()
}

fn month(date: NaiveDate) -> String {
    if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() }
}

fn figure(digits: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let figure = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    figure.then(|| digits.parse().ok()).flatten()
}
