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
    Fixtures,
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
    Bench,
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Task::Run { arguments } => run::run(&arguments),
        Task::Test { only } => test::test(only.as_deref()),
        Task::Tidy => tidy::tidy(),
        Task::Fixtures => fixtures::fixtures().map(drop),
        Task::Fuzz { minutes, target } => fuzz::fuzz(minutes, target.as_deref()),
        Task::Bench => bench::bench(),
    }
}
