//! Layout rules as dated data: what the law says about paper, letters and fixed words.

use serde::{Deserialize, Serialize};

/// The layout that a legal rule prescribes, and the rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The rule, as one cites it.
    pub source: String,
    /// First day of the rule, ISO 8601.
    pub in_force_from: String,
    /// Name of the font.
    pub font: String,
    /// Fonts whose letters are as wide as those of that one, so that a PDF may be set in them instead.
    pub fonts_of_its_measures: Vec<String>,
    /// Width and height of the page in millimetres, upright.
    pub page_mm: [f64; 2],
    /// White space around the text.
    pub margins_mm: Margins,
    /// Share of the header's left column, and of the recipients, in the width of the text.
    pub left_column_percent: f64,
    /// How far a paragraph's first line is moved in, millimetres.
    pub first_line_mm: f64,
    /// From one line of a paragraph to the next, in lines.
    pub line_spacing: f64,
    /// Space before a paragraph, points.
    pub space_before_pt: f64,
    /// Sizes of letters.
    pub sizes: Sizes,
    /// What the rule leaves to whoever writes, within bounds.
    pub allowed: Allowed,
    /// Fixed words.
    pub words: Words,
}

/// The least and the most that a rule allows. Millimetres and points as in [`Layout`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are those of the layout")]
pub struct Allowed {
    pub margin_top_mm: [f64; 2],
    pub margin_right_mm: [f64; 2],
    pub margin_bottom_mm: [f64; 2],
    pub margin_left_mm: [f64; 2],
    pub first_line_mm: [f64; 2],
    pub line_spacing: [f64; 2],
    /// Space between paragraphs.
    pub space_between_pt: [f64; 2],
    /// Of the state's name, the agencies and the subject of a letter.
    pub small_pt: [f64; 2],
    /// Of motto, place and date, type, title, text, signature and page numbers.
    pub text_pt: [f64; 2],
    pub number_pt: [f64; 2],
    pub recipients_heading_pt: [f64; 2],
    pub recipients_pt: [f64; 2],
}

/// Margins in millimetres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Margins {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

/// Sizes of letters in points, by the piece of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sizes {
    pub state_name: f64,
    pub motto: f64,
    pub agency: f64,
    pub number: f64,
    pub place_and_date: f64,
    pub kind: f64,
    pub title: f64,
    pub subject: f64,
    pub body: f64,
    pub table: f64,
    pub signature: f64,
    pub recipients_heading: f64,
    pub recipients: f64,
    pub page_number: f64,
}

/// Words that the rule fixes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Name of the state.
    pub state_name: String,
    /// What stands under it.
    pub motto: String,
    /// Before the number.
    pub number: String,
    /// Place and date, with `{place}`, `{day}`, `{month}` and `{year}`.
    pub date: String,
    /// Before the subject of an official letter.
    pub subject: String,
    /// Before those the document is addressed to.
    pub addressed_to: String,
    /// Above the recipients.
    pub recipients: String,
    /// Before those who keep it on file.
    pub archive: String,
    /// Before the number of a table.
    pub table: String,
    /// Before the number of a drawing.
    pub figure: String,
    /// Which document an annex belongs to, with `{kind}`, `{code}`, `{day}`, `{month}`, `{year}` and `{agency}`.
    pub attached: String,
    /// What ends the text.
    pub end: String,
}

impl Layout {
    /// Decree 30/2020/NĐ-CP on the work of clerks, Appendix I.
    pub fn decree_30() -> Self {
        serde_json::from_str(include_str!("layouts/decree-30-2020.json"))
            .expect("the file is part of the program")
    }

    /// Width of the header's left column in points.
    pub fn left_column_pt(&self) -> f64 {
        let text = self.page_mm[0] - self.margins_mm.left - self.margins_mm.right;
        text * self.left_column_percent / 100.0 / 25.4 * 72.0
    }
}
