//! Where a text says what was asked. Pure.

use std::collections::HashSet;
use std::ops::Range;

use crate::question::Question;

/// The places of a text, in bytes and in order, that say what was asked; neighbours are one. Where a word was typed with marks and the
/// text has it so, what is like it without marks is left alone.
pub fn marked(text: &str, question: &Question) -> Vec<Range<usize>> {
    let terms: Vec<_> = vietnamese::terms(text).collect();
    let exact: HashSet<_> = terms.iter().map(|term| term.exact.as_str()).collect();
    let others = question.others.iter().flatten().flat_map(|other| &other.words);
    let wanted: Vec<_> = question.wanted().flatten().chain(others).collect();
    let is_wanted = |term: &vietnamese::Term| {
        wanted.iter().any(|wanted| {
            match wanted.exact != wanted.folded && exact.contains(wanted.exact.as_str()) {
                true => wanted.exact == term.exact,
                false => wanted.folded == term.folded,
            }
        })
    };
    let mut marked: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, term) in terms.iter().enumerate().filter(|(_, term)| is_wanted(term)) {
        match marked.last_mut() {
            Some(before) if last == at.checked_sub(1) => before.end = term.original.end,
            _ => marked.push(term.original.clone()),
        }
        last = Some(at);
    }
    marked
}
