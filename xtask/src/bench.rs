//! `cargo xtask bench`: the release build measured, beside pandoc and pdftotext on the same files.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{fixtures, front_end, place, program, tools};

/// Builds for release and writes `docs/benchmarks.md`.
pub fn bench() -> Result<()> {
    ensure!(program::exists("pandoc"), "pandoc is missing: it is measured beside us");
    front_end::build()?;
    let folder = fixtures::fixtures()?;
    fixtures::programme()?;
    program::run(&mut program::cargo(&[
        "build",
        "--release",
        "--package",
        "server",
        "--package",
        "benches",
    ]))?;
    let release = place::target().join("release");
    let mut benches = program::within(place::root(), &release.join("benches").to_string_lossy(), &[]);
    benches
        .env("BIOKHE_BIN", release.join("biokhe"))
        .env("BIOKHE_FIXTURES", folder)
        .env("BIOKHE_SHARED", place::shared());
    benches.env("BIOKHE_CHROMIUM", tools::chromium().context("Chromium is missing")?);
    benches.env("BIOKHE_DATE", program::output(Command::new("date").arg("+%F"))?.trim());
    let report = program::output(&mut benches)?;
    std::fs::write(place::root().join("docs/benchmarks.md"), &report)?;
    println!("{report}");
    Ok(())
}
