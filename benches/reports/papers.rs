//! Both papers of the report: made, counted, and made over and over in a child.

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::DateTime;
use documents::write::{Layout, OfficialDocument};
use typesetting::Fonts;

use super::content::{CHARTS, PAGES, TABLES, report};
use crate::machine;
use crate::measure;

/// A paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    Word,
    Pdf,
}

impl Paper {
    pub(super) const ALL: [Self; 2] = [Self::Word, Self::Pdf];

    /// Its name on the child's command line, and of its file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Word => "docx",
            Self::Pdf => "pdf",
        }
    }

    pub(super) fn named(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name).context("docx or pdf")
    }

    fn make(self, report: &OfficialDocument, fonts: &mut Option<Fonts>) -> Result<Vec<u8>> {
        let layout = Layout::decree_30();
        match self {
            Self::Word => Ok(documents::write::docx(report, &layout)?),
            Self::Pdf => {
                let fonts = fonts.get_or_insert_with(read_fonts);
                let set = typesetting::pdf(report, &layout, fonts, DateTime::UNIX_EPOCH)?;
                ensure!(set.unknown.is_empty(), "letters that the faces do not have: {:?}", set.unknown);
                Ok(set.bytes)
            }
        }
    }
}

/// As the server has them: read when the first document is set.
fn read_fonts() -> Fonts {
    let faces = ["tinos.ttf", "tinos-italic.ttf", "tinos-bold.ttf", "tinos-bold-italic.ttf"];
    Fonts::new(faces.into_iter().filter_map(web::assets::file))
}

/// Makes a paper once into a file.
pub(super) fn once(paper: Paper, file: &Path) -> Result<()> {
    Ok(std::fs::write(file, paper.make(&report(), &mut None)?)?)
}

/// Makes a paper over and over and prints: the first time, then the others sorted, in nanoseconds, and at the end the peak of
/// memory in KiB.
pub(super) fn often(paper: Paper, runs: usize) -> Result<()> {
    let (report, mut fonts) = (report(), None);
    let start = Instant::now();
    let made = paper.make(&report, &mut fonts)?;
    let first = start.elapsed();
    let times = measure::sorted(runs, || {
        ensure!(paper.make(&report, &mut fonts)? == made, "the same report gives other bytes");
        Ok(())
    })?;
    for time in [first].into_iter().chain(times) {
        print!("{} ", time.as_nanos());
    }
    println!("{}", machine::own_memory("VmHWM")?);
    Ok(())
}

/// Counts what stands in a PDF, by its own tags as poppler reads them, and refuses what is no report as it should be; its pages.
pub(super) fn count_pdf(file: &Path) -> Result<usize> {
    let structure = pdfinfo(&["-struct"], file)?;
    let count = |name: &str| {
        structure.lines().filter(|line| line.trim_start().split([' ', ':']).next() == Some(name)).count()
    };
    check(count("Table"), count("Figure"))?;
    let pages = pages(file)?;
    ensure!(pages >= PAGES, "{pages} pages are too few");
    Ok(pages)
}

/// Pages of any PDF.
pub(super) fn pages(file: &Path) -> Result<usize> {
    let printed = pdfinfo(&[], file)?;
    let pages = printed.lines().find_map(|line| line.strip_prefix("Pages:"));
    Ok(pages.context("pdfinfo tells no pages")?.trim().parse()?)
}

fn pdfinfo(options: &[&str], file: &Path) -> Result<String> {
    let output = Command::new("pdfinfo").args(options).arg(file).output();
    let output = output.context("pdfinfo cannot be started (on Debian: `apt-get install poppler-utils`)")?;
    ensure!(output.status.success(), "pdfinfo: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Counts what stands in a Word file: tables whose headings stand on each page again, and drawings. Refuses what is no report as
/// it should be.
pub(super) fn count_word(file: &Path) -> Result<()> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file)?)?;
    let mut text = String::new();
    archive.by_name("word/document.xml")?.read_to_string(&mut text)?;
    check(text.matches("<w:tblHeader/>").count(), text.matches("<w:drawing>").count())
}

fn check(tables: usize, charts: usize) -> Result<()> {
    ensure!((tables, charts) == (TABLES, CHARTS), "{tables} tables, {charts} charts");
    Ok(())
}
