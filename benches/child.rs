//! What this program does as its own child.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use documents::{Document, ReadOptions};

use crate::{machine, measure};

/// Reads a plan over and over and prints: median of the whole in nanoseconds, of its extraction, pages, clauses, duties, peak
/// memory in KiB.
pub(crate) fn read(file: &Path) -> Result<()> {
    let bytes = std::fs::read(file)?;
    let mut last = None;
    let whole = measure::median(|| {
        let document = document(&bytes)?;
        last = Some((document.pages, reading::read(&document)));
        Ok(())
    })?;
    let extraction = measure::median(|| document(&bytes).map(drop))?;
    let (pages, reading) = last.context("nothing was read")?;
    let (clauses, duties) = (reading.clauses.len(), reading.duties.len());
    let peak = machine::own_memory("VmHWM")?;
    println!("{} {} {pages} {clauses} {duties} {peak}", whole.as_nanos(), extraction.as_nanos());
    Ok(())
}

/// Prints a document's text, as the programs beside us do.
pub(crate) fn extract(file: &Path) -> Result<()> {
    std::io::stdout().write_all(document(&std::fs::read(file)?)?.text.as_bytes())?;
    Ok(())
}

fn document(bytes: &[u8]) -> Result<Document> {
    Ok(documents::read(bytes, &ReadOptions::default(), &mut |_| {})?)
}
