//! What a plan says: header, targets, duties, reporting rule, each with its sentence; a proposal for a person.
//!
//! Pure: no I/O, no clock, no randomness. It never invents a unit, a number or a date; what it names stands in the
//! text at the span it gives.

pub mod model;

pub use model::Reading;
