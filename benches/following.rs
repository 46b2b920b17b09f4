//! Following tasks: the list of many, the start and the rest of a server with them, sign-ins at once, and Redmine beside.

mod questions;
mod storm;
pub(crate) mod tasks;
pub(crate) mod world;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::server::{REST, Server};
use crate::{Surroundings, http, load, machine, measure, redmine};
use world::{PEOPLE, World};

/// Tasks in the list.
const MANY: usize = 100_000;
/// So many of them hang on the clauses of the sample's plan.
pub(crate) const OF_PLAN: usize = 300;
/// How long the first start has for what the sample left.
const WORK: Duration = Duration::from_secs(20);
/// Starts of which the median counts.
const STARTS: usize = 5;

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    println!("## Following\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "{} tasks with three events each, led and helped by the 34 provinces and 3,321 communes of 2025 (300 hang on the clauses\n\
         of the sample's plan): `biokhe sample load`, then rows written straight into the database, without audit events, the\n\
         same in every run. Asked over HTTP as a browser asks, compressed and signed in, by `wrk` with {} connections on the\n\
         same two cores; {} runs of two seconds each, of which the one with the least p95 counts. CPU is what BioKhê's process\n\
         computes for one request.\n",
        thousands(MANY as u64),
        load::CONNECTIONS,
        load::RUNS,
    );
    let folder = surroundings.fixtures.join("bench-following");
    let world = World::make(surroundings, folder.join("sqlite"), None, [MANY, OF_PLAN])?;
    let worked = first_start(surroundings, &world)?;
    let starts = starts(surroundings, &world)?;
    let server = Server::start(&surroundings.biokhe, &world.folder, None)?;
    std::thread::sleep(REST);
    let at_rest = machine::memory_of(server.process(), "VmRSS")?;
    let sqlite = questions::ask(&server, &world, &folder)?;
    let after = machine::memory_of(server.process(), "VmRSS")?;
    let storm = storm::storm(&server, &world)?;
    drop(server);
    let url = surroundings.postgres("following");
    let there = World::make(surroundings, folder.join("postgres"), Some(url), [MANY, OF_PLAN])?;
    let server = Server::start(&surroundings.biokhe, &there.folder, there.url.as_deref())?;
    let postgres = questions::ask(&server, &there, &folder)?;
    drop(server);
    questions::print(&sqlite, &postgres);

    println!("### Start, rest, sign-ins\n");
    println!("| figure | value | goal |\n|---|---|---|");
    println!(
        "| start with these tasks (SQLite, {} MB) to the first answer, {STARTS} starts, median; file and program read from the \
         disk anew | {} | 1 s |",
        world.file().metadata()?.len() / 1_000_000,
        measure::milliseconds(starts),
    );
    println!("| resident memory at rest, before the first page | {} | 100 MB |", megabytes(at_rest));
    println!("| the same after all the pages above | {} | 100 MB |", megabytes(after));
    println!(
        "| the same after the first start, which sets what the sample issued as PDF and sends the sample's mails | {} | |",
        megabytes(worked)
    );
    storm.print();
    println!();
    if surroundings.has_peers { redmine::report(surroundings, &folder) } else { Ok(()) }
}

/// Signs in; gives the line of the head that says so.
pub(crate) fn sign_in(server: &Server, login: &str, password: &str) -> Result<String> {
    let answer = http::post(server.address, "/sign-in", &format!("login={login}&password={password}"))?;
    let cookie = answer.head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        (name.eq_ignore_ascii_case("set-cookie") && value.starts_with("__Host-session="))
            .then(|| value.split(';').next().unwrap_or_default().to_owned())
    });
    let cookie = cookie.with_context(|| format!("{login} cannot sign in: {}", answer.head))?;
    Ok(format!("Cookie: {cookie}"))
}

/// Lets a server do what the sample left to be done, so that the next is at rest; the memory that it has after that.
fn first_start(surroundings: &Surroundings, world: &World) -> Result<u64> {
    let server = Server::start(&surroundings.biokhe, &world.folder, None)?;
    std::thread::sleep(WORK);
    machine::memory_of(server.process(), "VmRSS")
}

/// The median of some starts, each from the disk.
fn starts(surroundings: &Surroundings, world: &World) -> Result<Duration> {
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        for file in [&world.file(), &surroundings.biokhe] {
            forget(file)?;
        }
        let server = Server::start(&surroundings.biokhe, &world.folder, None)?;
        starts.push(server.started_in);
    }
    starts.sort_unstable();
    Ok(starts[starts.len() / 2])
}

/// Lets the system drop what it keeps of a file in memory.
fn forget(file: &Path) -> Result<()> {
    let mut command = Command::new("dd");
    command.arg(format!("if={}", file.display())).args(["iflag=nocache", "count=0", "of=/dev/null"]);
    measure::silent(Command::new("sync").arg(file))?;
    measure::silent(&mut command)
}

/// From KiB.
pub(crate) fn megabytes(kib: u64) -> String {
    format!("{} MB", kib * 1024 / 1_000_000)
}

/// As English groups them.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// A page that is there.
pub(crate) fn page(server: &Server, path: &str, head: &str) -> Result<String> {
    let answer = http::ask(server.address, path, head)?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(String::from_utf8(answer.body)?)
}

/// Who signs in, in words.
pub(crate) const WHO: [&str; PEOPLE.len()] = [
    "officer of a commune",
    "coordinator of a province",
    "coordinator of the top unit",
    "coordinator without a unit",
];
