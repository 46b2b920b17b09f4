//! `cargo xtask test`: everything that must hold, on a fresh machine with Rust, Node and a C compiler.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{fixtures, front_end, place, postgres, program, tidy, tools};

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<()>,
}

/// In this order: what fails fast stands first, and nextest last, whose summary closes the run.
const STEPS: &[Step] = &[
    Step { name: "tools", about: "find or install what the tests need", run: tools::provide },
    Step { name: "tidy", about: "layout, edges between crates, documents", run: tidy::tidy },
    Step { name: "format", about: "cargo fmt --check", run: format },
    Step { name: "licences", about: "cargo deny", run: licences },
    Step { name: "assets", about: "npm ci and build", run: front_end::build },
    Step { name: "lint", about: "clippy without a warning", run: lint },
    Step {
        name: "fixtures",
        about: "the real plan as PDF, scan, DOCX and Markdown",
        run: || fixtures::fixtures().map(drop),
    },
    Step { name: "browser", about: "journeys through the pages, each with axe", run: browser },
    Step { name: "examples", about: "examples in the documentation", run: examples },
    Step { name: "tests", about: "unit, integration on both databases, kept fuzz findings", run: tests },
];

/// Runs every step, or the one named.
pub fn test(only: Option<&str>) -> Result<()> {
    let Some(name) = only else { return all() };
    let step = STEPS.iter().find(|step| step.name == name);
    let Some(step) = step else {
        let known: Vec<String> =
            STEPS.iter().map(|step| format!("  {:<10}{}", step.name, step.about)).collect();
        bail!("no step {name}; there are\n{}", known.join("\n"));
    };
    attempt(step).map(drop)
}

fn all() -> Result<()> {
    let mut times = Vec::new();
    for (place, step) in STEPS.iter().enumerate() {
        if place + 1 == STEPS.len() {
            print_times(&times);
        }
        times.push((step.name, attempt(step)?));
    }
    Ok(())
}

/// Runs a step under its heading and says how long it took.
fn attempt(step: &Step) -> Result<Duration> {
    println!("\n=== {}: {}", step.name, step.about);
    let start = Instant::now();
    (step.run)().with_context(|| {
        format!("step {} failed; to run only it: cargo xtask test --only {}", step.name, step.name)
    })?;
    Ok(start.elapsed())
}

fn print_times(times: &[(&str, Duration)]) {
    println!("\n=== time of each step so far");
    for (name, time) in times {
        println!("{name:<10}{:>7.1} s", time.as_secs_f64());
    }
}

fn format() -> Result<()> {
    program::run(&mut program::cargo(&["fmt", "--all", "--check"]))
}

fn lint() -> Result<()> {
    program::run(&mut program::cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Advisories need their database from the network: `cargo deny check` by hand looks at them too.
fn licences() -> Result<()> {
    program::run(&mut tools::cargo(&["deny", "--log-level", "error", "check", "licenses", "bans", "sources"]))
}

fn browser() -> Result<()> {
    front_end::build()?;
    fixtures::fixtures()?;
    program::run(&mut program::cargo(&["build", "--quiet", "--package", "server"]))?;
    let folder = place::root().join("e2e");
    front_end::packages(&folder)?;
    program::run(surroundings(&mut program::within(&folder, "npm", &["run", "--silent", "test"])))
}

fn examples() -> Result<()> {
    program::run(&mut program::cargo(&["test", "--quiet", "--workspace", "--doc"]))
}

fn tests() -> Result<()> {
    fixtures::fixtures()?;
    let server = postgres::Server::start()?;
    let mut nextest = tools::cargo(&["nextest", "run", "--workspace", "--no-fail-fast"]);
    program::run(surroundings(nextest.env("BIOKHE_TEST_POSTGRES", server.url())))
}

/// What every test may ask of its surroundings.
fn surroundings(command: &mut Command) -> &mut Command {
    command
        .env("BIOKHE_BIN", place::biokhe())
        .env("BIOKHE_FIXTURES", place::fixtures())
        .env("BIOKHE_SHARED", place::shared())
        .env("BIOKHE_CHROMIUM", tools::chromium().unwrap_or_else(|| "chromium".into()))
}
