//! Work done later: queue, schedule, worker, in the same database and transaction as its cause.
//!
//! [`enqueue`] writes a job with the rows it is about, so that both are there or neither is. A [`Worker`] takes due jobs
//! up under a lease that it renews while they run; the lease of a process that was killed runs out and somebody else
//! takes its jobs up. A job that fails comes again later, each time after a longer while, and is dead after the last
//! attempt: its row stays with the error for a person to see.
//!
//! **A job may run twice**: a process can be killed, or lose its lease, between doing the work and striking the job off. A
//! handler therefore has to give the same end when it runs again (look what is done already, write by key).

mod handlers;
mod queue;
mod schedule;
#[cfg(test)]
mod tests;
mod worker;

pub use handlers::Handlers;
pub use queue::{Job, enqueue};
pub use worker::{Pulse, Settings, Worker};
