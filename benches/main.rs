//! Figures of speed and size. `cargo xtask bench` makes the inputs, calls this and keeps what it prints.
//!
//! Figures are never asserted in a test: a shared machine is no stopwatch. Goals stand beside them.

mod child;
mod extraction;
mod following;
mod http;
mod load;
mod machine;
mod measure;
mod progress;
mod reading_speed;
mod redmine;
mod reports;
mod returns;
mod rollup;
mod search;
mod server;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use mimalloc::MiMalloc;

/// As the server has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What the caller hands over.
struct Surroundings {
    /// The folder with the inputs.
    fixtures: PathBuf,
    /// The folder with the real plan.
    shared: PathBuf,
    /// The release build of the server.
    biokhe: PathBuf,
    /// The browser.
    chromium: String,
    /// Today, as the caller's clock has it.
    date: String,
    /// A PostgreSQL with an empty database for each section that needs one.
    postgres: String,
    /// Whether other programs are measured beside us.
    has_peers: bool,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => report(&Surroundings::from_environment()?),
        ["following"] => following::report(&Surroundings::from_environment()?),
        ["reports"] => reports::report(&Surroundings::from_environment()?),
        ["progress"] => progress::report(&Surroundings::from_environment()?),
        ["returns"] => returns::report(&Surroundings::from_environment()?),
        ["rollup"] => rollup::report(&Surroundings::from_environment()?),
        ["search"] => search::report(&Surroundings::from_environment()?),
        // The same program measures itself as a child, so that its memory is its own.
        ["read", file] => child::read(file.as_ref()),
        ["extract", file] => child::extract(file.as_ref()),
        ["paper", arguments @ ..] => reports::child(arguments),
        _ => bail!(
            "benches [following | progress | reports | returns | rollup | search | read FILE | extract FILE | paper …]"
        ),
    }
}

fn report(surroundings: &Surroundings) -> Result<()> {
    println!("# Figures\n");
    println!("Written by `cargo xtask bench` on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "The machine may be shared: read ratios rather than milliseconds. Goals are for two cores. Each figure is the\n\
         median of {} runs after one that warms up, unless it says otherwise.\n",
        measure::RUNS
    );
    reading_speed::report(surroundings)?;
    extraction::report(surroundings)?;
    server::report(surroundings)?;
    following::report(surroundings)?;
    progress::report(surroundings)?;
    returns::report(surroundings)?;
    rollup::report(surroundings)?;
    reports::report(surroundings)?;
    search::report(surroundings)
}

impl Surroundings {
    /// The address of a section's own database.
    fn postgres(&self, section: &str) -> String {
        format!("{}/{section}", self.postgres)
    }

    fn from_environment() -> Result<Self> {
        let take = |name: &str| {
            std::env::var(name).with_context(|| format!("{name} is not set; call cargo xtask bench"))
        };
        Ok(Self {
            fixtures: take("BIOKHE_FIXTURES")?.into(),
            shared: take("BIOKHE_SHARED")?.into(),
            biokhe: take("BIOKHE_BIN")?.into(),
            chromium: take("BIOKHE_CHROMIUM")?,
            date: take("BIOKHE_DATE")?,
            postgres: take("BIOKHE_POSTGRES")?,
            has_peers: std::env::var_os("BIOKHE_WITHOUT_PEERS").is_none(),
        })
    }
}
