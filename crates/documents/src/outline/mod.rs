//! From pieces to clauses.
//!
//! # How clauses are called
//!
//! | in the document | path | kind |
//! |---|---|---|
//! | `Phần thứ nhất`, `Chương II`, `Mục 3` | `P1`, `C2`, `M3` | part |
//! | `I.`, `A.` | `I`, `A` | section |
//! | `1.` under `I`; `3.1.` under `IV` | `I.1`; `IV.3.1` | item |
//! | `1)`, `(1)` under `I.1` | `I.1.1` | item |
//! | `a)` under `I.1` | `I.1.a` | letter |
//! | the second `-`, `+` or plain paragraph under `I.1` | `I.1/2` | dash, plus, paragraph |
//! | `Điều 5` | `Đ5`, whatever part it stands in | article |
//! | `Phụ lục II`; the only annex without a number | `PL2`; `PL` | annex |
//! | the third row of its table | `PL2/3` | row |
//! | the first row below that row, where it only names a group | `PL2/3/1` | row |
//!
//! A document attached under its own type (`CHƯƠNG TRÌNH … (Kèm theo …)`) is an annex without a number. A number that
//! stands twice under one parent gets `~2`.

mod aligned;
mod flat;
mod furniture;
mod gaps;
mod joining;
mod label;
mod measure;
mod model;
mod paragraphs;
mod passage;
mod regions;
mod rows;
mod sight;
mod signs;
#[cfg(test)]
mod tests;
mod tree;

pub use model::{Clause, Column, Kind, Outline, Passage};

use crate::model::Document;

/// The outline of a document. A pure function; it takes time in proportion to the text.
pub fn outline(document: &Document) -> Outline {
    tree::build(document, paragraphs::paragraphs(document))
}
