//! PDF: the text layer where a page has one, else the page goes to character recognition.

mod content;
mod drawn;
pub(crate) mod fonts;
pub(crate) mod layout;
mod state;
mod unpack;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::content::{Work, collect};
pub use self::drawn::draws_the_same;
use self::fonts::{Fonts, NamedFont};
use self::layout::{Layout, Leaf, PrintedPage, Sheet, compose, lay_out, words};
use self::unpack::{Budget, refuse_bombs};
use super::scan::{self, PicturePage};
use super::{Progress, ReadOptions, Step};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::{Document, Format, Warning};

/// Instructions a document may run: a dense page has 5,000.
const STEPS: u64 = 20_000_000;
/// A page with fewer letters than this has no text of its own, if it has a picture.
const FEW_LETTERS: usize = 20;
/// A picture that covers this share of a page may be the page.
const PICTURE_SHARE: f64 = 0.5;
/// A page without letters but with this many corners of shapes has its letters drawn as shapes.
const DRAWN_LETTERS: usize = 3_000;

/// Reads a PDF.
///
/// # Errors
/// `locked`, `broken`, `too-many-pages`, `zip-bomb`, `too-large`, and those of [`scan::recognise`].
pub(super) fn read(
    bytes: &[u8],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Document, ReadError> {
    let TextLayer { mut pages, .. } = text_layer(bytes, &options.limits, progress)?;
    let pictures: Vec<PicturePage> =
        pages.iter().filter(|page| page.is_picture).map(Found::as_picture).collect();
    for leaf in scan::recognise(bytes, &pictures, options, progress)? {
        let index = leaf.page as usize - 1;
        pages[index].leaf = leaf;
    }
    let mut warnings = Vec::new();
    let count = pages.len() as u32;
    let unmapped = pages.iter().filter(|page| !page.is_picture).map(|page| page.unmapped).sum();
    if unmapped > 0 {
        warnings.push(Warning::UnmappedGlyphs { count: unmapped });
    }
    let layouts: Vec<Layout> = pages
        .into_iter()
        .map(|page| {
            if page.leaf.words.is_empty() {
                warnings.push(Warning::PageWithoutText { page: page.leaf.page });
            }
            lay_out(page.leaf)
        })
        .collect();
    let (text, blocks) = compose(layouts);
    if blocks.is_empty() {
        return Err(ReadError::Empty);
    }
    let format = if pictures.len() as u32 * 2 > count { Format::Scan } else { Format::Pdf };
    Ok(Document { format, text, blocks, pages: count, warnings })
}

/// A PDF with a text layer as it is printed.
#[derive(Debug)]
pub(crate) struct Print {
    pub(crate) pages: Vec<PrintedPage>,
    /// By number.
    pub(crate) fonts: Vec<NamedFont>,
}

/// Looks at how a PDF is printed.
///
/// # Errors
/// `too-large`, `locked`, `broken`, `too-many-pages`, `zip-bomb`, `text-too-long`, `empty`, and `unsupported` for a scan, also for one whose
/// words were recognised and lie under its pictures.
pub(crate) fn print(bytes: &[u8], limits: &Limits) -> Result<Print, ReadError> {
    if bytes.len() as u64 > limits.input_bytes {
        return Err(ReadError::TooLarge { limit: limits.input_bytes });
    }
    let TextLayer { pages, fonts } = text_layer(bytes, limits, &mut |_| {})?;
    let is_legacy = fonts.iter().any(NamedFont::is_legacy_text);
    if !is_legacy && pages.first().is_some_and(|page| page.is_picture || page.is_covered) {
        return Err(ReadError::unsupported("image"));
    }
    if pages.iter().all(|page| page.leaf.words.is_empty()) {
        return Err(ReadError::Empty);
    }
    let pages = layout::print(pages.into_iter().map(|page| lay_out(page.leaf)).collect());
    Ok(Print { pages, fonts })
}

/// What the content of a document's pages tells.
struct TextLayer {
    pages: Vec<Found>,
    fonts: Vec<NamedFont>,
}

/// A page as its own content tells it.
struct Found {
    leaf: Leaf,
    unmapped: u32,
    is_picture: bool,
    /// A picture covers much of it, whatever text there is.
    is_covered: bool,
    picture_dpi: f64,
}

/// The words of every page. The parser below is kept from panicking by its makers; should it, the file is broken and
/// nothing else is.
fn text_layer(
    bytes: &[u8],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Result<TextLayer, ReadError> {
    let mut run = || pages(bytes, limits, progress);
    catch_unwind(AssertUnwindSafe(&mut run))
        .unwrap_or_else(|_| Err(ReadError::broken("the PDF cannot be followed")))
}

fn pages(bytes: &[u8], limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Result<TextLayer, ReadError> {
    refuse_bombs(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked,
        LoadPdfError::Decryption(_) => ReadError::broken("the PDF is encrypted in a way nobody knows"),
        LoadPdfError::Invalid => ReadError::broken("the PDF has no pages that can be found"),
    })?;
    let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Err(ReadError::broken("the PDF has no pages"));
    }
    if count > limits.pages {
        return Err(ReadError::TooManyPages { pages: count, limit: limits.pages });
    }
    let mut work = Work { fonts: Fonts::new(), budget: Budget::new(limits), steps: STEPS };
    let mut found = Vec::with_capacity(count as usize);
    let mut text_bytes = 0;
    for (page, number) in pdf.pages().iter().zip(1..) {
        let page = Found::of(collect(page, number, &mut work)?);
        text_bytes += page.leaf.words.iter().map(|word| word.text.len() as u64 + 1).sum::<u64>();
        if text_bytes > limits.text_bytes {
            return Err(ReadError::TextTooLong { limit: limits.text_bytes });
        }
        found.push(page);
        progress(Progress { step: Step::Extract, done: number, total: count });
    }
    Ok(TextLayer { pages: found, fonts: work.fonts.named })
}

impl Found {
    fn of(mut sheet: Sheet) -> Self {
        let words = words(&mut sheet);
        let letters =
            words.iter().flat_map(|word| word.text.chars()).filter(|sign| sign.is_alphanumeric()).count();
        let pictured = sheet.picture_area >= PICTURE_SHARE * sheet.width * sheet.height;
        let drawn = letters == 0 && sheet.shapes >= DRAWN_LETTERS;
        let unreadable = sheet.legacy || sheet.unmapped as usize > letters.max(FEW_LETTERS);
        Self {
            unmapped: sheet.unmapped,
            picture_dpi: sheet.picture_dpi,
            is_covered: pictured,
            is_picture: unreadable || drawn || letters < FEW_LETTERS && pictured,
            leaf: Leaf {
                page: sheet.number,
                width: sheet.width,
                height: sheet.height,
                words,
                rules: sheet.rules,
            },
        }
    }

    fn as_picture(&self) -> PicturePage {
        let Leaf { page: number, width, height, .. } = self.leaf;
        PicturePage { number, width, height, dpi: self.picture_dpi }
    }
}
