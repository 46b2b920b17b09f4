//! What a plan says: header, targets, duties, reporting rule, each with its sentence; a proposal for a person.
//!
//! Pure: no I/O, no clock, no randomness. It never invents a unit, a number or a date; what it names stands in the
//! text at the span it gives.

pub mod model;
mod sentence;
mod text;
pub mod units;
mod vocabulary;
mod words;

pub use model::Reading;
pub use sentence::sentences;
