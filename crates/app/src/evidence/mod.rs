//! Evidence: files that prove something, under their hash. What a file proves is said by the domain that takes it in.
//!
//! Invariants: a file is what its content says, never its name; only kinds that are named here are taken; a browser shows
//! pictures and PDF in a sandbox and saves everything else, also pictures of a size that it could not draw; what was taken
//! in is never changed or removed, nor is what a camera has written into it.

mod delivery;
mod kind;
mod serve;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use delivery::{Arrived, Delivery, MOST_FILES};
#[cfg(test)]
pub(crate) use kind::Kind;
pub(crate) use serve::serve;
pub(crate) use store::{Evidence, add, among_ids, needed_files};
