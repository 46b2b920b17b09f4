//! From pieces to clauses.

mod model;

pub use model::{Clause, Column, Kind, Outline, Passage};
