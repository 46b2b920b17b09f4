//! Vietnamese text and numbers: normal form, folding, repair, words, dates, identifiers.
//!
//! Everything here is a pure function from values to values: no files, no clock, no chance.
//! Functions that read text take it composed or decomposed, with either placement of tones, and
//! with Ð for Đ; what they write is in normal form. Offsets are always those of the text given.
//!
//! ```
//! assert_eq!(vietnamese::nfc("Ðất"), "Đất");
//! assert_eq!(vietnamese::fold("Ủy ban nhân dân"), "uy ban nhan dan");
//! assert_eq!(vietnamese::place_tones("hoà bình"), "hòa bình");
//! ```

pub mod abbreviations;
pub mod aloud;
pub mod dates;
mod fold;
pub mod identifiers;
mod letters;
pub mod money;
mod normal;
pub mod numbers;
pub mod repair;
pub mod sort;
pub mod syllable;
mod terms;
mod tones;
pub mod vietqr;

pub use fold::{Folded, fold, fold_with_map};
pub use normal::nfc;
pub use terms::{Term, terms};
pub use tones::place_tones;

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
