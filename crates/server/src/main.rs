//! The one binary, `biokhe`: serves the pages, reads a plan, looks after its data.
//!
//! Invariants: only `plan` and `config` do without the database; a document is read (`plan read`) in a process that
//! has bounded itself first; what a person reads comes from `locales/`.

mod audit;
mod backup;
mod command;
mod config;
mod doctor;
mod document;
mod instance;
mod person;
mod plan;
mod refusal;
mod report;
mod restore;
mod sample;
mod serve;
mod settings;
mod state;

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// glibc keeps what a thread gave back for that thread: after forty sign-ins, of 19 MiB each and two at a time, 400 MB.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    match command::run(&arguments) {
        Ok(code) => code,
        // `biokhe plan read … | head`: who reads has seen enough.
        Err(fault) if is_closed_pipe(&fault) => ExitCode::SUCCESS,
        Err(fault) => {
            #[allow(clippy::print_stderr, reason = "the last word of the command line")]
            {
                eprintln!("biokhe: {fault:#}");
            }
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(fault: &anyhow::Error) -> bool {
    let told = fault.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    let told = told.or_else(|| fault.downcast_ref::<serde_json::Error>()?.io_error_kind());
    told == Some(std::io::ErrorKind::BrokenPipe)
}
