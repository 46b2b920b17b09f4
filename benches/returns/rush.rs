//! Many who send their reports at the same moment.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::country::{Country, OFFICERS};
use crate::following::megabytes;
use crate::server::Server;
use crate::{http, machine, measure};

/// What the page keeps at a time while somebody types, and how often before they send.
const PIECE: usize = 10;
const PIECES: usize = 3;

/// What came of it.
pub(super) struct Rush {
    /// Of those that were sent, in order.
    times: Vec<Duration>,
    answers: BTreeMap<u16, usize>,
    lasted: Duration,
    /// KiB: resident before, and the most while it went on.
    memory: (u64, u64),
}

/// All officers at once.
pub(super) fn rush(server: &Server, country: &Country) -> Result<Rush> {
    let before = machine::memory_of(server.process(), "VmRSS")?;
    machine::forget_peak(server.process())?;
    let barrier = Barrier::new(OFFICERS);
    let start = Instant::now();
    let answers: Vec<Result<(u16, Duration)>> = std::thread::scope(|scope| {
        let barrier = &barrier;
        let all: Vec<_> =
            (0..OFFICERS).map(|number| scope.spawn(move || send(server, country, number, barrier))).collect();
        all.into_iter().map(|one| one.join().ok().context("a thread panicked")?).collect()
    });
    let lasted = start.elapsed();
    let (mut times, mut counted) = (Vec::new(), BTreeMap::new());
    for answer in answers {
        let (status, time) = answer?;
        *counted.entry(status).or_default() += 1;
        if status == 303 {
            times.push(time);
        }
    }
    times.sort_unstable();
    let peak = machine::memory_of(server.process(), "VmHWM")?;
    if times.len() == OFFICERS {
        country.look()?;
    }
    Ok(Rush { times, answers: counted, lasted, memory: (before, peak) })
}

/// One officer: types a while, then sends; gives the last answer and how long it took.
fn send(server: &Server, country: &Country, number: usize, barrier: &Barrier) -> Result<(u16, Duration)> {
    let officer = &country.officers[number];
    let head = format!("Cookie: {}\r\n", officer.cookie);
    let keep = format!("{}/cells", officer.path());
    // Where the workbook was measured, figures stand there already.
    let page = String::from_utf8(http::ask(server.address, &officer.path(), &head)?.body)?;
    barrier.wait();
    for piece in 0..PIECES {
        let form = fields(country, number, &page, piece * PIECE..(piece + 1) * PIECE)?;
        let answer = http::post_as(server.address, &keep, &head, &form)?;
        ensure!(answer.status == 200, "keeping is answered {}", answer.status);
    }
    let rest = fields(country, number, &page, PIECES * PIECE..country.indicators.len())?;
    let form = format!("{rest}do=submit&revision={}", field(&page, "revision")?);
    let start = Instant::now();
    let answer = http::post_as(server.address, &officer.path(), &head, &form)?;
    Ok((answer.status, start.elapsed()))
}

/// The fields of some cells as the form has them.
fn fields(country: &Country, number: usize, page: &str, places: std::ops::Range<usize>) -> Result<String> {
    let mut form = String::new();
    for place in places {
        let id = country.indicators[place];
        let (value, whole) = country.typed(number, place);
        let whole = whole.map(|whole| whole.to_string()).unwrap_or_default();
        let seen = field(page, &format!("seen.{id}"))?;
        write!(
            form,
            "state.{id}=value&value.{id}={value}&whole.{id}={whole}&note.{id}=so+theo+doi&seen.{id}={seen}&"
        )?;
    }
    Ok(form)
}

/// What a hidden field of the page has.
fn field<'a>(page: &'a str, name: &str) -> Result<&'a str> {
    let value =
        page.split_once(&format!("name=\"{name}\" value=\"")).and_then(|(_, rest)| rest.split_once('"'));
    value.map(|(value, _)| value).with_context(|| format!("the page lacks {name}"))
}

impl Rush {
    /// Prints a row of the table.
    pub(super) fn print(&self, database: &str) {
        let at = |percent: usize| {
            let place = (self.times.len() * percent).div_ceil(100).max(1) - 1;
            self.times.get(place).copied().map(measure::milliseconds).unwrap_or_default()
        };
        let others: Vec<_> = self
            .answers
            .iter()
            .filter(|(status, _)| **status != 303)
            .map(|(status, count)| format!("{count} × {status}"))
            .collect();
        println!(
            "| {database} | {} | {} | {} | {} | {} | {} | {} | {}, {} |",
            self.times.len(),
            if others.is_empty() { "none".to_owned() } else { others.join(", ") },
            at(50),
            at(95),
            at(99),
            at(100),
            measure::milliseconds(self.lasted),
            megabytes(self.memory.0),
            megabytes(self.memory.1),
        );
    }
}
