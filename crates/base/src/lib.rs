//! Words everybody shares: ids, clock, actor, error. No I/O.
//!
//! The two doors to the outer world, [`SystemClock`] and [`SystemIds`], stand here so that everything else takes a
//! [`Clock`] and [`Ids`] and a test can own both.

mod actor;
mod clock;
mod error;
mod ids;
#[cfg(test)]
mod tests;

pub use actor::Actor;
pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{Error, FieldError, Result};
pub use ids::{CountedIds, Ids, SystemIds};
