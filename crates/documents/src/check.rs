//! Whether a Word file keeps to the layout that a rule prescribes.
//!
//! Looks at what Word would show: properties of paragraphs and words as styles, defaults and the paragraph itself come to. What the
//! rule leaves open is not looked at, nor is what stands behind the signature. Pure.

mod paper;
mod rules;
#[cfg(test)]
mod tests;
mod word;

use serde::Serialize;

use crate::error::ReadError;
use crate::limits::Limits;
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

/// The rules of a layout that a Word file breaks, in the order in which one looks at a paper; each once, with the first place.
///
/// # Errors
/// Where it is no Word file, or more than the limits allow.
pub fn docx(bytes: &[u8], layout: &Layout, limits: &Limits) -> Result<Vec<Broken>, ReadError> {
    Ok(broken(&word::paper(bytes, limits)?, layout))
}

fn broken(paper: &paper::Paper, layout: &Layout) -> Vec<Broken> {
    let mut broken = rules::broken(paper, layout);
    broken.sort_by_key(|one| one.rule);
    broken.dedup_by_key(|one| one.rule);
    broken
}
