//! The project's own commands: `cargo xtask run`, `cargo xtask test` and what they are made of.

mod bench;
mod fixtures;
mod front_end;
mod fuzz;
mod place;
mod postgres;
mod program;
mod run;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and serve it on http://127.0.0.1:8080.
    Run {
        /// Handed to `biokhe serve` as they are.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Check everything: layout, format, lint, licences, browser journeys, tests on both databases.
    Test {
        /// Only this step; `list` names them.
        #[arg(long, value_name = "STEP")]
        only: Option<String>,
    },
    /// Check layout, edges between crates, and what the documents name.
    Tidy,
    /// Make the documents that tests read from the shared plan, into target/fixtures.
    Fixtures {
        /// Also the programmes that the benches read.
        #[arg(long)]
        programme: bool,
    },
    /// Run every fuzz target in turn.
    Fuzz {
        /// Minutes for each target.
        #[arg(long, default_value_t = 1)]
        minutes: u64,
        /// Only this target.
        #[arg(long)]
        target: Option<String>,
    },
    /// Measure the release build and write docs/benchmarks.md.
    Bench {
        /// Only this section.
        #[arg(long, value_name = "SECTION")]
        only: Option<String>,
        /// Leave out the programs beside us, and docs/benchmarks.md as it is.
        #[arg(long)]
        without_peers: bool,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Task {
    fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Run { arguments } => run::run(&arguments),
            Self::Test { only } => test::test(only.as_deref()),
            Self::Tidy => tidy::tidy(),
            Self::Fixtures { programme: false } => fixtures::fixtures().map(drop),
            Self::Fixtures { programme: true } => fixtures::fixtures().and(fixtures::programme()),
            Self::Fuzz { minutes, target } => fuzz::fuzz(minutes, target.as_deref()),
            Self::Bench { only, without_peers } => bench::bench(only.as_deref(), !without_peers),
        }
    }
}
