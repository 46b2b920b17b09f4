use chrono::NaiveDate;

use crate::Period;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn period(name: &str) -> Period {
    Period::named(name).unwrap_or_else(|| panic!("{name} is a period"))
}
