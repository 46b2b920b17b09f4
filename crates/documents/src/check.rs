//! Whether a Word file or a PDF keeps to the layout that a rule prescribes.
//!
//! Of a Word file it looks at what Word would show: properties of paragraphs and words as styles, defaults and the paragraph itself
//! come to. Of a PDF it looks at lines and where they stand. What the rule leaves open is not looked at, nor is what stands behind
//! the signature. Pure.

mod forms;
mod paper;
mod print;
mod rules;
#[cfg(test)]
mod tests;
mod word;

use serde::Serialize;

use crate::detect::detect;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::Format;
use crate::write::Layout;

/// A rule that a file breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Which.
    pub rule: Rule,
    /// What stands there: words, or measures with their unit.
    pub found: String,
    /// What should; empty where `found` says all.
    pub wanted: String,
}

/// What a layout prescribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Rule {
    PageSize,
    Margins,
    Font,
    Unicode,
    PageNumber,
    StateName,
    Motto,
    Agency,
    Number,
    PlaceAndDate,
    Kind,
    Title,
    Subject,
    TextSize,
    Justified,
    FirstLine,
    LineSpacing,
    SpaceBetween,
    End,
    Signature,
    Recipients,
}

impl Rule {
    /// All of them, in the order in which one looks at a paper.
    pub const ALL: [Self; 21] = [
        Self::PageSize,
        Self::Margins,
        Self::Font,
        Self::Unicode,
        Self::PageNumber,
        Self::StateName,
        Self::Motto,
        Self::Agency,
        Self::Number,
        Self::PlaceAndDate,
        Self::Kind,
        Self::Title,
        Self::Subject,
        Self::TextSize,
        Self::Justified,
        Self::FirstLine,
        Self::LineSpacing,
        Self::SpaceBetween,
        Self::End,
        Self::Signature,
        Self::Recipients,
    ];

    /// As keys of texts write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PageSize => "page-size",
            Self::Margins => "margins",
            Self::Font => "font",
            Self::Unicode => "unicode",
            Self::PageNumber => "page-number",
            Self::StateName => "state-name",
            Self::Motto => "motto",
            Self::Agency => "agency",
            Self::Number => "number",
            Self::PlaceAndDate => "place-and-date",
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Subject => "subject",
            Self::TextSize => "text-size",
            Self::Justified => "justified",
            Self::FirstLine => "first-line",
            Self::LineSpacing => "line-spacing",
            Self::SpaceBetween => "space-between",
            Self::End => "end",
            Self::Signature => "signature",
            Self::Recipients => "recipients",
        }
    }
}

/// The rules of a layout that a file breaks, by [`docx`] or [`pdf`]: its form is told by its content.
///
/// # Errors
/// Theirs, and `unsupported` for a file of another form.
pub fn file(bytes: &[u8], layout: &Layout, limits: &Limits) -> Result<Vec<Broken>, ReadError> {
    match detect(bytes, limits)? {
        Format::Docx => docx(bytes, layout, limits),
        Format::Pdf => pdf(bytes, layout, limits),
        Format::Scan => Err(ReadError::unsupported("image")),
        Format::Text | Format::Markdown => Err(ReadError::unsupported("text")),
    }
}

/// The rules of a layout that a Word file breaks, in the order in which one looks at a paper; each once, with the first place.
///
/// # Errors
/// Where it is no Word file, or more than the limits allow.
pub fn docx(bytes: &[u8], layout: &Layout, limits: &Limits) -> Result<Vec<Broken>, ReadError> {
    Ok(broken(&word::paper(bytes, limits)?, layout))
}

/// The same of a PDF with a text layer, as far as its lines tell. What they do not tell is taken to be as it should:
///
/// - Left and right margins, indents, level edges and the space between lines and paragraphs are told by paragraphs of several
///   lines; without any, margins are only told to be too narrow. So is the lower one always, and the upper one but on the first page. Programs
///   round the room between words: a right margin is told to a millimetre.
/// - An indent or a space is not told where a line may as well have been broken by hand.
/// - A page's number is told to be missing where there is a second page.
/// - A font is known by the name that the file gives it; those of the same measures
///   ([`Layout::fonts_of_its_measures`]) are as good, and each has to be embedded.
/// - Words smaller than any text that do not fill a line belong to a drawing.
///
/// # Errors
/// Those of reading a PDF, and `unsupported` for a scan, with recognised words or without.
pub fn pdf(bytes: &[u8], layout: &Layout, limits: &Limits) -> Result<Vec<Broken>, ReadError> {
    let print = crate::read::pdf::print(bytes, limits)?;
    let legacy = print.fonts.iter().find(|font| font.is_legacy_text());
    Ok(match legacy {
        // What else stands there nobody can tell.
        Some(font) => {
            vec![Broken { rule: Rule::Unicode, found: font.name.clone(), wanted: "Unicode".to_owned() }]
        }
        None => broken(&print::paper(&print, layout), layout),
    })
}

fn broken(paper: &paper::Paper, layout: &Layout) -> Vec<Broken> {
    let mut broken = rules::broken(paper, layout);
    broken.sort_by_key(|one| one.rule);
    broken
}
