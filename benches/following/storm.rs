//! Many who sign in at the same moment.

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::megabytes;
use super::world::{PEOPLE, World};
use crate::server::Server;
use crate::{http, machine, measure};

/// Those who sign in.
const AT_ONCE: usize = 200;

/// What came of it.
pub(crate) struct Storm {
    /// KiB: resident before, and the most while it went on.
    before: u64,
    peak: u64,
    lasted: Duration,
    answers: BTreeMap<u16, usize>,
}

/// All with the right password of one person.
pub(crate) fn storm(server: &Server, world: &World) -> Result<Storm> {
    let before = machine::memory_of(server.process(), "VmRSS")?;
    machine::forget_peak(server.process())?;
    let form = format!("login={}&password={}", PEOPLE[0].0, world.password);
    let barrier = Barrier::new(AT_ONCE);
    let start = Instant::now();
    let answers: Vec<Result<u16>> = std::thread::scope(|scope| {
        let ask = || {
            barrier.wait();
            Ok(http::post(server.address, "/sign-in", &form)?.status)
        };
        let all: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(ask)).collect();
        all.into_iter().map(|one| one.join().ok().context("a thread panicked")?).collect()
    });
    let lasted = start.elapsed();
    let mut counted = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer?).or_default() += 1;
    }
    let peak = machine::memory_of(server.process(), "VmHWM")?;
    Ok(Storm { before, peak, lasted, answers: counted })
}

impl Storm {
    /// Prints a row of the table.
    pub(crate) fn print(&self) {
        let of = |status| self.answers.get(&status).copied().unwrap_or_default();
        let others = AT_ONCE - of(303) - of(503);
        println!(
            "| {AT_ONCE} sign-ins at once, right password: {} signed in, {} told to try again, {others} otherwise, within {}; \
             resident memory before, and its peak | {}, {} | bounded |",
            of(303),
            of(503),
            measure::milliseconds(self.lasted),
            megabytes(self.before),
            megabytes(self.peak),
        );
    }
}
