//! Index and query of Vietnamese texts, analysed by `vietnamese`.
//!
//! Invariants: a text, a question and what is marked in an answer are analysed by one function; the index is a projection that can be
//! thrown away: it is told with each commit how far it is, and a commit holds all of it or nothing; no question fails, whatever is typed;
//! nothing here knows what a document is about or who may see it.

mod analysis;
mod index;
mod marks;
mod query;
mod question;
mod slips;
mod synonyms;

pub use index::{Document, Fault, Found, Hit, Index};
pub use marks::marked;
pub use question::Question;
pub use synonyms::Synonyms;
