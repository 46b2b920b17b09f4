//! Dates as documents write them.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use vietnamese::dates::{day_of, long, parse, short, week_start, weekday};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn dates_are_read() {
    let cases = [
        ("07/6/2023", Some(day(2023, 6, 7))),
        ("7/6/2023", Some(day(2023, 6, 7))),
        ("07/06/2023", Some(day(2023, 6, 7))),
        ("07-6-2023", Some(day(2023, 6, 7))),
        ("07.06.2023", Some(day(2023, 6, 7))),
        ("ngày 07 tháng 6 năm 2023", Some(day(2023, 6, 7))),
        ("Ngày 30  tháng 01 năm 2023", Some(day(2023, 1, 30))),
        ("30 tháng 01 năm 2023", Some(day(2023, 1, 30))),
        ("ngày 07/6/2023", Some(day(2023, 6, 7))),
        ("nga\u{300}y 07 tha\u{301}ng 6 na\u{306}m 2023", Some(day(2023, 6, 7))),
        ("29/02/2024", Some(day(2024, 2, 29))),
        ("29/02/2023", None),
        ("31/4/2023", None),
        ("07/6/23", None),
        ("07/6-2023", None),
        ("07/6/2023/1", None),
        ("tháng 6 năm 2023", None),
        ("ngày bảy tháng sáu", None),
        ("07/13/2023", None),
        ("", None),
        ("/", None),
        ("७/6/2023", None),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text), expected, "{text}");
    }
}

#[test]
fn dates_are_written_by_the_rule() {
    let cases = [
        (day(2023, 6, 7), "07/6/2023", "ngày 07 tháng 6 năm 2023"),
        (day(2023, 1, 30), "30/01/2023", "ngày 30 tháng 01 năm 2023"),
        (day(2024, 2, 9), "09/02/2024", "ngày 09 tháng 02 năm 2024"),
        (day(2025, 12, 10), "10/12/2025", "ngày 10 tháng 12 năm 2025"),
        (day(2025, 3, 1), "01/3/2025", "ngày 01 tháng 3 năm 2025"),
    ];
    for (date, figures, words) in cases {
        assert_eq!(short(date), figures);
        assert_eq!(long(date), words);
    }
}

#[test]
fn weeks_start_on_monday_and_days_at_midnight_in_vietnam() {
    let cases = [
        (day(2023, 6, 5), "thứ Hai"),
        (day(2023, 6, 6), "thứ Ba"),
        (day(2023, 6, 7), "thứ Tư"),
        (day(2023, 6, 8), "thứ Năm"),
        (day(2023, 6, 9), "thứ Sáu"),
        (day(2023, 6, 10), "thứ Bảy"),
        (day(2023, 6, 11), "Chủ nhật"),
    ];
    for (date, name) in cases {
        assert_eq!(weekday(date), name);
        assert_eq!(week_start(date), day(2023, 6, 5));
    }
    let moments = [("2023-06-07T16:59:59Z", day(2023, 6, 7)), ("2023-06-07T17:00:00Z", day(2023, 6, 8))];
    for (moment, expected) in moments {
        assert_eq!(day_of(&DateTime::parse_from_rfc3339(moment).unwrap()), expected);
    }
    assert_eq!(week_start(NaiveDate::MIN), NaiveDate::MIN);
}

proptest! {
    #[test]
    fn dates_round_trip(days in 365i32..3_652_000, text in any::<String>()) {
        let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        if date >= day(1000, 1, 1) {
            prop_assert_eq!(parse(&short(date)), Some(date));
            prop_assert_eq!(parse(&long(date)), Some(date));
        }
        prop_assert!(week_start(date) <= date && (date - week_start(date)).num_days() < 7);
        let _ = parse(&text);
    }
}
