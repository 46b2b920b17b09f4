//! Vietnamese order: a ă â b c d đ e ê …, tones only where the letters are the same.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::nfc;

/// The collation of CLDR for Vietnamese, compiled in.
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default()).expect("the data is compiled in")
});

/// Compares two texts in Vietnamese order.
///
/// ```
/// let mut names = ["Đà Nẵng", "Đắk Lắk", "Cà Mau", "An Giang", "Dương"];
/// names.sort_by(|one, other| vietnamese::sort::compare(one, other));
/// assert_eq!(names, ["An Giang", "Cà Mau", "Dương", "Đà Nẵng", "Đắk Lắk"]);
/// ```
pub fn compare(one: &str, other: &str) -> Ordering {
    COLLATOR.compare(&nfc(one), &nfc(other))
}

/// A key whose bytes are in Vietnamese order, for the index of a database.
///
/// Keys depend on the version of the collation data: make them anew when that changes.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let written: Result<_, Infallible> = COLLATOR.write_sort_key_to(&nfc(text), &mut key);
    match written {
        Ok(_) => key,
    }
}
