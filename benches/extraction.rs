//! Taking the text out, beside the programs people use for it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{Surroundings, measure};

/// Prints the table.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    println!("## Extraction beside pandoc and pdftotext\n");
    println!(
        "Whole processes, started in turn in one run; all print plain text. A start is part of each figure, and most of it for"
    );
    println!("pandoc on a short document.\n");
    println!("| document | BioKhê | other | ratio |");
    println!("|---|---|---|---|");
    for name in ["plan-88.docx", "plan-88.md", "plan-88.pdf", "programme.pdf"] {
        let path = surroundings.fixtures.join(name);
        let own = std::env::current_exe()?;
        let (ours, theirs) = measure::medians(
            || measure::silent(Command::new(&own).arg("extract").arg(&path)),
            || measure::silent(&mut other(&path)),
        )?;
        println!(
            "| {name} | {} | {} {} | {:.1} × |",
            measure::milliseconds(ours),
            other(&path).get_program().to_string_lossy(),
            measure::milliseconds(theirs),
            theirs.as_secs_f64() / ours.as_secs_f64(),
        );
    }
    println!("\nA ratio above 1 means that BioKhê is faster.\n");
    Ok(())
}

fn other(path: &Path) -> Command {
    if path.extension().is_some_and(|extension| extension == "pdf") {
        let mut command = Command::new("pdftotext");
        command.arg("-layout").arg(path).arg("-");
        command
    } else {
        let mut command = Command::new("pandoc");
        command.args(["--to", "plain"]).arg(path);
        command
    }
}
