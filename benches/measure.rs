//! Taking times.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Runs behind each figure.
pub(crate) const RUNS: usize = 9;

/// The median of [`RUNS`] runs after one that warms up.
pub(crate) fn median(mut work: impl FnMut() -> Result<()>) -> Result<Duration> {
    work()?;
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    Ok(middle(times))
}

/// The medians of two works taken in turn, so that a noisy minute hits both.
pub(crate) fn medians(
    mut one: impl FnMut() -> Result<()>,
    mut other: impl FnMut() -> Result<()>,
) -> Result<(Duration, Duration)> {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let start = Instant::now();
        one()?;
        let between = Instant::now();
        other()?;
        if run > 0 {
            ones.push(between - start);
            others.push(between.elapsed());
        }
    }
    Ok((middle(ones), middle(others)))
}

/// How long some runs took, sorted.
pub(crate) fn sorted(runs: usize, mut work: impl FnMut() -> Result<()>) -> Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

/// A time of sorted ones, by its share of those that are not longer: 0.95 for the p95.
pub(crate) fn quantile(sorted: &[Duration], share: f64) -> Duration {
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

/// The medians of some programs, which run in turn, so many times after once that warms up.
pub(crate) fn in_turn<const N: usize>(runs: usize, commands: &mut [Command; N]) -> Result<[Duration; N]> {
    let mut times = [const { Vec::new() }; N];
    for run in 0..=runs {
        for (command, times) in commands.iter_mut().zip(&mut times) {
            let start = Instant::now();
            silent(command)?;
            if run > 0 {
                times.push(start.elapsed());
            }
        }
    }
    Ok(times.map(middle))
}

/// Runs a program and throws away what it prints.
pub(crate) fn silent(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("{:?} cannot be started", command.get_program()))?;
    ensure!(status.success(), "{:?} ended with {status}", command.get_program());
    Ok(())
}

/// Milliseconds with as many digits as mean something.
pub(crate) fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") }
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
