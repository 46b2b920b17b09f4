//! `cargo xtask bench`: the release build measured, beside pandoc and pdftotext on the same files.

use anyhow::Result;

use crate::{fixtures, front_end, place, program};

/// Builds for release and writes `docs/benchmarks.md`.
pub fn bench() -> Result<()> {
    front_end::build()?;
    let folder = fixtures::fixtures()?;
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
    program::run(&mut benches)
}
