//! Vietnamese text and numbers: normal form, folding, repair, words, dates, identifiers.
//!
//! Everything here is a pure function from values to values: no files, no clock, no chance.
//!
//! ```
//! assert_eq!(vietnamese::nfc("Ðất"), "Đất");
//! assert_eq!(vietnamese::fold("Ủy ban nhân dân"), "uy ban nhan dan");
//! assert_eq!(vietnamese::place_tones("hoà bình"), "hòa bình");
//! ```

mod fold;
mod letters;
mod normal;
pub mod repair;
pub mod syllable;
mod tones;

pub use fold::{Folded, fold, fold_with_map};
pub use normal::nfc;
pub use tones::place_tones;
