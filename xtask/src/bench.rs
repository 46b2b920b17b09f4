//! `cargo xtask bench`: the release build measured, beside pandoc and pdftotext on the same files, beside Redmine, DuckDB,
//! LibreOffice and docxtpl.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::{fixtures, front_end, place, postgres, program, tools};

/// Sections that can be measured alone, with their headings.
const ALONE: [(&str, &str); 6] = [
    ("following", "## Following"),
    ("progress", "## Dashboards"),
    ("returns", "## Returns"),
    ("rollup", "## Rolling up"),
    ("reports", "## Reports on paper"),
    ("search", "## Search"),
];

/// Builds for release and writes `docs/benchmarks.md`, or `only` one section of it. Without the programs beside us it is printed
/// and not written: what is kept has them.
pub fn bench(only: Option<&str>, with_peers: bool) -> Result<()> {
    let section = match only {
        None => None,
        Some(name) => match ALONE.into_iter().find(|(other, _)| *other == name) {
            Some(section) => Some(section),
            None => {
                bail!("no section {name} can be measured alone: {}", ALONE.map(|(name, _)| name).join(", "))
            }
        },
    };
    ensure!(section.is_some() || program::exists("pandoc"), "pandoc is missing: it is measured beside us");
    let asks_pages = !matches!(only, Some("rollup" | "reports" | "search"));
    ensure!(!asks_pages || program::exists("wrk"), "wrk is missing: it asks many pages at once");
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
    let arguments: Vec<&str> = section.iter().map(|(name, _)| *name).collect();
    let mut benches = program::within(place::root(), &release.join("benches").to_string_lossy(), &arguments);
    let postgres = postgres::Server::start()?;
    for (section, _) in ALONE {
        postgres.database(section)?;
    }
    benches
        .env("BIOKHE_BIN", release.join("biokhe"))
        .env("BIOKHE_FIXTURES", folder)
        .env("BIOKHE_SHARED", place::shared())
        .env("BIOKHE_POSTGRES", postgres.address());
    benches.env("BIOKHE_CHROMIUM", tools::chromium().context("Chromium is missing")?);
    benches.env("BIOKHE_DATE", program::output(Command::new("date").arg("+%F"))?.trim());
    if !with_peers {
        benches.env("BIOKHE_WITHOUT_PEERS", "1");
    }
    let report = program::output(&mut benches)?;
    println!("{report}");
    if !with_peers {
        return Ok(());
    }
    let file = place::root().join("docs/benchmarks.md");
    let text = match section {
        None => report,
        Some((_, heading)) => replaced(&std::fs::read_to_string(&file)?, heading, &report),
    };
    std::fs::write(&file, format!("{}\n", text.trim_end()))?;
    Ok(())
}

/// The text with the section under a heading in its place, or at the end where there was none.
fn replaced(text: &str, heading: &str, section: &str) -> String {
    let Some(start) = text.find(&format!("{heading}\n")) else {
        return format!("{}\n\n{section}", text.trim_end());
    };
    let rest = text[start..].find("\n## ").map_or("", |end| &text[start + end + 1..]);
    format!("{}{}\n\n{rest}", &text[..start], section.trim_end())
}
