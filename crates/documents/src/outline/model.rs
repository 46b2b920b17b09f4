//! The outline: what stands before the clauses, the clauses as a tree, what stands after them.

use serde::{Deserialize, Serialize};

use crate::model::Span;

/// What [`super::outline`] makes of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// What stands before the first clause: state emblem lines, number, place and date, title, legal bases, preamble.
    /// One passage a paragraph, wrapped lines joined; the header's two columns come apart into passages.
    pub front: Vec<Passage>,
    /// The clauses in the order of the text, parents before children.
    pub clauses: Vec<Clause>,
    /// What stands after the last clause of the body: signature block, recipients. One passage a line or cell line.
    pub closing: Vec<Passage>,
}

/// A paragraph whose hard-wrapped lines are joined, and where its letters stand in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The joined text: NFC, Ð as Đ, one space between words, spelling as in the source.
    pub text: String,
    /// From where the text comes, piece by piece: byte in `text` → byte in the source, ascending in both.
    pub origin: Vec<(usize, usize)>,
    /// The whole of it in the source.
    pub span: Span,
}

/// The form of a clause's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `Phần thứ nhất`, `Chương I`: a part above sections.
    Part,
    /// A Roman number or a capital letter: `I.`, `A.`
    Section,
    /// An Arabic number of any depth: `1.`, `2.3.`
    Item,
    /// A small letter: `a)`, `đ)`
    Letter,
    /// `-`
    Dash,
    /// `+`
    Plus,
    /// A paragraph with no mark of its own.
    Paragraph,
    /// `Điều 1.`
    Article,
    /// `Phụ lục I`
    Annex,
    /// A row of a table.
    Row,
}

/// One numbered, bulleted or plain piece of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its name, unique in the document: `IV.3.1/2`. See [`super::outline`] for the way it is written.
    pub path: String,
    /// The form of its number.
    pub kind: Kind,
    /// 1 for the outermost.
    pub depth: u8,
    /// Place of its parent in [`Outline::clauses`].
    pub parent: Option<usize>,
    /// Its number or mark as it stands, without closing dot or bracket: `IV`, `3.1`, `a`, `-`; empty for a paragraph.
    pub label: String,
    /// Its words without the label; for a row the filled cells joined with ` | `.
    pub passage: Passage,
    /// The whole of it in the source, label included, children left out.
    pub span: Span,
    /// For a row: its cells under the names of their columns, in order, empty ones left out.
    pub columns: Vec<Column>,
}

/// A cell of a row, under its column's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The heading's text, upper headings first where headings are stacked: `Mục tiêu / 2025`.
    pub name: String,
    /// The cell's own text.
    pub passage: Passage,
}
