//! A long report on paper: as a Word file and as a PDF, in a running process and in a fresh one, with LibreOffice and docxtpl
//! beside.

mod content;
mod papers;
mod peers;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use crate::following::megabytes;
use crate::measure::{milliseconds, quantile};
use crate::{Surroundings, machine, measure};
use content::{CHARTS, TABLES};
use papers::Paper;
use peers::{Docxtpl, Office};

/// Papers made one after the other in one process, after the first.
const OFTEN: usize = 20;
/// Fresh processes of each program, after one that warms up.
const FRESH: usize = 5;

/// What this program does as its own child.
pub(crate) fn child(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["once", paper, file] => papers::once(Paper::named(paper)?, file.as_ref()),
        ["often", paper, runs] => papers::often(Paper::named(paper)?, runs.parse()?),
        _ => bail!("paper once PAPER FILE | often PAPER RUNS"),
    }
}

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let folder = surroundings.fixtures.join("bench-reports");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let peers = surroundings.has_peers.then(|| {
        let environment = surroundings.fixtures.join("docxtpl");
        let docxtpl = Docxtpl::prepare(&environment, &folder, &content::report(), &surroundings.chromium)?;
        anyhow::Ok((Office::find(&folder)?, docxtpl))
    });
    let peers = peers.transpose()?;
    let files = Files::make(&folder)?;
    println!("## Reports on paper\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "A report of {} pages with {TABLES} tables and {CHARTS} charts, by the product's own writers: `documents::write::docx` and\n\
         `typesetting::pdf`. What they make is counted before it is measured: pages, tables and drawings of the PDF by its own tags,\n\
         as poppler tells them, those of the Word file by its markup. “First” is the first paper of a fresh process, for which the\n\
         faces are read; then {OFTEN} more in the same process, each the same to the byte. Memory is that process's peak.\n",
        files.pages
    );
    println!(
        "| paper | size | first | p50 | **p95** | goal | peak memory | goal |\n|---|---|---|---|---|---|---|---|"
    );
    let mut made = Vec::new();
    for (paper, words, goal) in [(Paper::Word, "Word file", "0.5 s"), (Paper::Pdf, "PDF", "2 s")] {
        let often = Often::of(ourselves()?.args(["often", paper.name(), &OFTEN.to_string()]))?;
        println!(
            "| {words} | {} kB | {} | {} | **{}** | {goal} | {} | 300 MB |",
            files.of(paper).metadata()?.len() / 1000,
            milliseconds(often.first),
            milliseconds(quantile(&often.others, 0.5)),
            milliseconds(quantile(&often.others, 0.95)),
            megabytes(often.peak),
        );
        made.push(often);
    }
    println!();
    match peers {
        Some((office, docxtpl)) => beside(&files, &office, &docxtpl, &made[0]),
        None => Ok(()),
    }
}

/// The papers as they were made first.
struct Files {
    folder: PathBuf,
    pages: usize,
}

impl Files {
    /// Makes both, and counts what they hold.
    fn make(folder: &Path) -> Result<Self> {
        let mut files = Self { folder: folder.to_owned(), pages: 0 };
        for paper in Paper::ALL {
            measure::silent(&mut files.once(paper)?)?;
        }
        papers::count_word(&files.of(Paper::Word))?;
        files.pages = papers::count_pdf(&files.of(Paper::Pdf))?;
        Ok(files)
    }

    fn of(&self, paper: Paper) -> PathBuf {
        self.folder.join(format!("report.{}", paper.name()))
    }

    /// The process that makes one.
    fn once(&self, paper: Paper) -> Result<Command> {
        let mut command = ourselves()?;
        command.args(["once", paper.name()]).arg(self.of(paper));
        Ok(command)
    }
}

fn beside(files: &Files, office: &Office, docxtpl: &Docxtpl, running: &Often) -> Result<()> {
    let out = files.folder.join("office");
    let mut commands = [
        files.once(Paper::Word)?,
        docxtpl.once(),
        files.once(Paper::Pdf)?,
        office.print(&files.of(Paper::Word), &out),
    ];
    let [our_word, their_word, our_pdf, their_pdf] = measure::in_turn(FRESH, &mut commands)?;
    let mut peaks = Vec::new();
    for command in &mut commands {
        peaks.push(machine::peak_of(command)?);
    }
    papers::count_word(&docxtpl.file())?;
    let pages = papers::pages(&out.join("report.pdf"))?;
    let theirs = docxtpl.often(OFTEN)?;

    println!("### Beside LibreOffice and docxtpl\n");
    println!(
        "LibreOffice {} with a profile of its own turns our Word file into a PDF (of {pages} pages). {} from PyPI fills a template\n\
         with the same words, rows and charts, its tables by loops, its charts as pictures that were made before; what it fills is\n\
         counted as our own file is. Whole processes, {FRESH} of each in turn after one that warms up, the median; memory is that of\n\
         the process with all it starts, at its highest in a further run that is looked at every few milliseconds. “Running”: p50 in\n\
         a process that has done the same before.\n",
        office.version,
        Docxtpl::name(),
    );
    println!(
        "| what | BioKhê | other | ratio | memory | other's memory | ratio |\n|---|---|---|---|---|---|---|"
    );
    let fresh = |what: &str, who: &str, times: [Duration; 2], peaks: &[u64]| {
        println!(
            "| {what} | {} | {who} {} | {:.1} × | {} | {} | {:.1} × |",
            milliseconds(times[0]),
            milliseconds(times[1]),
            times[1].as_secs_f64() / times[0].as_secs_f64(),
            megabytes(peaks[0]),
            megabytes(peaks[1]),
            peaks[1] as f64 / peaks[0] as f64,
        );
    };
    fresh("the report as PDF", "LibreOffice", [our_pdf, their_pdf], &peaks[2..]);
    fresh("the report as Word file", "docxtpl", [our_word, their_word], &peaks[..2]);
    let times = [running, &theirs].map(|often| quantile(&often.others, 0.5));
    fresh("the same, running", "docxtpl", times, &[running.peak, theirs.peak]);
    println!("\nA ratio above 1 means that BioKhê is faster or takes less.\n");
    Ok(())
}

/// This program as its own child.
fn ourselves() -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("paper");
    Ok(command)
}

/// What a process says that makes the same over and over.
struct Often {
    first: Duration,
    /// Sorted.
    others: Vec<Duration>,
    /// KiB
    peak: u64,
}

impl Often {
    /// From what it prints: nanoseconds of the first, those of the others sorted, KiB.
    fn of(command: &mut Command) -> Result<Self> {
        let output = command.output()?;
        ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout)?;
        let figures: Vec<u64> = printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [first, others @ .., peak] = &figures[..] else { bail!("a child printed {printed}") };
        let others: Vec<_> = others.iter().copied().map(Duration::from_nanos).collect();
        ensure!(!others.is_empty(), "a child printed {printed}");
        Ok(Self { first: Duration::from_nanos(*first), others, peak: *peak })
    }
}
