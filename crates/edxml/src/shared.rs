//! What holds in both directions.

use std::ops::RangeInclusive;

/// Years that have four digits, as the forms of days ask.
pub(crate) const YEARS: RangeInclusive<i32> = 1000..=9999;

/// Whether a sign may stand in XML 1.0, section 2.2.
pub(crate) fn is_xml(sign: char) -> bool {
    !matches!(sign, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}
