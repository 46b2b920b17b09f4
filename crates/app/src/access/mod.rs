//! Who may do what: roles and the rights they give, whoever is signed in, and routes that name the right they need.
//!
//! Invariants: no route without a [`Who`]; a route of the back office answers nobody who is not signed in; what lies
//! outside of a person's units is not found rather than forbidden. Nothing here reads a table: [`Signed`] is put into
//! the request by `people`.

mod office;
mod role;
mod routes;
mod signed;
#[cfg(test)]
mod tests;

pub use office::office;
pub use role::{Right, Role};
pub use routes::{Listed, Routes, Who, matrix};
pub use signed::{Grant, Scope, Signed};
