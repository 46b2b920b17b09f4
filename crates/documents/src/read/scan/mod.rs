//! Scans: pages that are pictures, read by programs outside (`pdftoppm` of Poppler, `tesseract` with Vietnamese), which
//! run one page at a time, limited in time, in a folder of their own that is removed in the end.

mod lines;
mod paper;
mod programs;
mod tsv;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use self::lines::Lines;
use self::paper::{Paper, Size};
pub use self::programs::Programs;
use self::programs::{Deadline, Tools};
use self::tsv::Ground;
use super::pdf::layout::{Leaf, Rule, Word, compose, lay_out};
use super::{Progress, ReadOptions, Step};
use crate::error::ReadError;
use crate::model::{Document, Format, Warning};

/// Resolution at which pages are read, in dots per inch: what character recognition was trained on.
const DPI: f64 = 300.0;
/// Pictures of such a resolution are read as they are: at 200 dots per inch drawing them larger made mistakes more
/// frequent (1.36% of words instead of 1.09% on a plan of ten pages).
const GOOD_DPI: std::ops::RangeInclusive<f64> = 150.0..=400.0;
/// Pages read at the same time: a page takes one core and some 150 MB.
const AT_ONCE: usize = 2;

/// A page of a PDF to be read as a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct PicturePage {
    /// From 1.
    pub(super) number: u32,
    /// Width, in points.
    pub(super) width: f64,
    /// Height, in points.
    pub(super) height: f64,
    /// Dots per inch of its picture, 0 where that is not known.
    pub(super) dpi: f64,
}

/// Reads these pages of a PDF as pictures.
///
/// # Errors
/// `no-tesseract` where a program or its Vietnamese is missing, `too-many-pages`, `timeout`, `broken` where a program
/// fails.
pub(super) fn recognise(
    bytes: &[u8],
    pages: &[PicturePage],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Leaf>, ReadError> {
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    let tools = Tools::find(&options.programs, true)?;
    let folder = folder()?;
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, bytes).map_err(ReadError::broken)?;
    each_page(pages, options, progress, &|page, place, deadline| {
        let wanted = if GOOD_DPI.contains(&page.dpi) { page.dpi } else { DPI };
        let dpi = paper::resolution(page.width, page.height, wanted);
        let rendered = tools.render(&file, page.number, dpi, place, deadline)?;
        let paper = Paper::from_ppm(&std::fs::read(rendered).map_err(ReadError::broken)?)?;
        let (words, rules) = read_paper(&paper, &tools, dpi, place, deadline)?;
        Ok(Leaf { page: page.number, width: page.width, height: page.height, words, rules })
    })
}

/// Reads a picture (PNG, JPEG, WebP, TIFF of one or more pages).
///
/// # Errors
/// Those of [`recognise`]; `too-large` where it has more dots than a page can have.
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Document, ReadError> {
    let tools = Tools::find(&options.programs, false)?;
    let leaves = if paper::is_tiff(bytes) {
        read_tiff(bytes, &tools, options, progress)?
    } else {
        let paper = Paper::decode(bytes)?.enlarged();
        let dpi = paper.size.likely_dpi();
        each_page(&[1], options, progress, &|page, place, deadline| {
            let read = read_paper(&paper, &tools, dpi, place, deadline)?;
            Ok(paper.size.leaf(*page, dpi, read))
        })?
    };
    let blank = leaves.iter().filter(|leaf| leaf.words.is_empty());
    let warnings = blank.map(|leaf| Warning::PageWithoutText { page: leaf.page }).collect();
    let pages = leaves.len() as u32;
    let (text, blocks) = compose(leaves.into_iter().map(lay_out).collect());
    if blocks.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(Document { format: Format::Scan, text, blocks, pages, warnings })
}

/// The pages of a TIFF go to the recogniser as they are: it knows every packing that fax machines and scanners use.
/// Their ruling lines are not looked for, so that their tables stay lines.
fn read_tiff(
    bytes: &[u8],
    tools: &Tools,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<Leaf>, ReadError> {
    let sizes: Vec<(u32, Size)> = (1..).zip(paper::tiff_sizes(bytes, options.limits.scan_pages)?).collect();
    let folder = folder()?;
    let file = folder.path().join("document.tiff");
    std::fs::write(&file, bytes).map_err(ReadError::broken)?;
    each_page(&sizes, options, progress, &|(page, size), place, deadline| {
        let dpi = size.likely_dpi();
        let table = tools.recognise(&file, Some(page - 1), dpi, place, deadline)?;
        Ok(size.leaf(*page, dpi, (tsv::words(&table, dpi, Ground::Text), Vec::new())))
    })
}

/// The words and the ruling lines of a page.
fn read_paper(
    paper: &Paper,
    tools: &Tools,
    dpi: f64,
    place: &Path,
    deadline: Deadline,
) -> Result<(Vec<Word>, Vec<Rule>), ReadError> {
    let file = place.join("page.pgm");
    let recognise = |paper: &Paper, ground: Ground| {
        std::fs::write(&file, paper.to_pgm()).map_err(ReadError::broken)?;
        let table = tools.recognise(&file, None, dpi, place, deadline)?;
        Ok(tsv::words(&table, dpi, ground))
    };
    let Some(lines) = Lines::find(paper, dpi) else {
        return Ok((recognise(paper, Ground::Text)?, Vec::new()));
    };
    let mut bare = paper.clone();
    lines.erase(&mut bare);
    Ok((lines.level(recognise(&bare, Ground::Table)?), lines.rules))
}

/// Reads pages, two at a time, each in a folder of its own; the results come in the order of the pages.
fn each_page<P: Sync>(
    pages: &[P],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
    read: &(dyn Fn(&P, &Path, Deadline) -> Result<Leaf, ReadError> + Sync),
) -> Result<Vec<Leaf>, ReadError> {
    let total = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    if total > options.limits.scan_pages {
        return Err(ReadError::TooManyPages { pages: total, limit: options.limits.scan_pages });
    }
    progress(Progress { step: Step::Scan, done: 0, total });
    let deadline = Deadline::after(options.limits.seconds);
    let next = AtomicUsize::new(0);
    let (report, reports) = mpsc::channel();
    let work = |report: mpsc::Sender<Result<(usize, Leaf), ReadError>>| {
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(page) = pages.get(index)
        {
            let result = folder().and_then(|folder| read(page, folder.path(), deadline));
            let failed = result.is_err();
            // Nobody listens any more once another page has failed.
            if report.send(result.map(|leaf| (index, leaf))).is_err() || failed {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(pages.len()) {
            let report = report.clone();
            scope.spawn(|| work(report));
        }
        drop(report);
        let mut leaves = Vec::with_capacity(pages.len());
        for result in reports {
            match result {
                Ok(leaf) => leaves.push(leaf),
                Err(error) => {
                    // The other worker ends after its page.
                    next.store(pages.len(), Ordering::Relaxed);
                    return Err(error);
                }
            }
            progress(Progress { step: Step::Scan, done: leaves.len() as u32, total });
        }
        leaves.sort_by_key(|(index, _)| *index);
        Ok(leaves.into_iter().map(|(_, leaf)| leaf).collect())
    })
}

fn folder() -> Result<tempfile::TempDir, ReadError> {
    tempfile::Builder::new().prefix("scan-").tempdir().map_err(ReadError::broken)
}
