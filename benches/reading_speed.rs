//! Reading plans, inside one process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::{Surroundings, measure};

/// Prints the table.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let fixture = |name: &str| surroundings.fixtures.join(name);
    let rows: [(&str, PathBuf, &str); 6] = [
        ("the real plan, text", surroundings.shared.join("data/000_923be41ccff07cd5.txt"), "20 ms"),
        ("the real plan, DOCX", fixture("plan-88.docx"), ""),
        ("the real plan, Markdown", fixture("plan-88.md"), ""),
        ("the real plan, PDF", fixture("plan-88.pdf"), ""),
        ("a programme, Markdown", fixture("programme.md"), "100 ms"),
        ("a long programme, PDF", fixture("programme.pdf"), "3 s"),
    ];
    println!("## Reading\n");
    println!(
        "In one process, release build: extraction alone, and the whole reading (extraction, outline, meaning, repairs).\n"
    );
    println!(
        "| document | size | pages | clauses | duties | extraction | whole | goal | peak memory (goal 150 MB) |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, path, goal) in rows {
        let read = read(&path)?;
        println!(
            "| {name} | {} kB | {} | {} | {} | {} | {} | {goal} | {} MB |",
            path.metadata()?.len() / 1000,
            read.pages,
            read.clauses,
            read.duties,
            measure::milliseconds(read.extraction),
            measure::milliseconds(read.whole),
            read.peak * 1024 / 1_000_000,
        );
    }
    println!();
    Ok(())
}

/// What a child found out about one document.
struct Read {
    whole: Duration,
    extraction: Duration,
    pages: u64,
    clauses: u64,
    duties: u64,
    /// KiB
    peak: u64,
}

fn read(path: &Path) -> Result<Read> {
    let output = Command::new(std::env::current_exe()?).arg("read").arg(path).output()?;
    ensure!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout)?;
    let figures: Vec<u64> = printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [whole, extraction, pages, clauses, duties, peak] =
        figures.try_into().ok().with_context(|| format!("a child printed {printed}"))?;
    Ok(Read {
        whole: Duration::from_nanos(whole),
        extraction: Duration::from_nanos(extraction),
        pages,
        clauses,
        duties,
        peak,
    })
}
