//! Names of agencies in running text. Only what stands there is named: every find is a piece of the text.

mod grammar;
mod lists;
mod phrases;
mod places;

use std::ops::Range;

pub(crate) use lists::{List, Named, list, without_opening};

use crate::vocabulary::SHORT_FORMS;
use crate::words::words;

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the name.
    pub range: Range<usize>,
    /// Bytes of the name with the title of a person who stands for the agency: `Giám đốc Sở Y tế`.
    pub with_title: Range<usize>,
    /// Stands for several units: `các sở, ban, ngành`.
    pub group: bool,
    /// A group of places only, `các xã, phường`: a unit where units are listed, else a mere place.
    pub places_only: bool,
    /// The head a list shares, `Sở` in `các Sở: Tài chính, Nội vụ`, where the name stands without it.
    pub head: Option<String>,
}

impl Found {
    /// The name as printed, after the head it shares with others: `Sở Tài chính`.
    pub fn name(&self, text: &str) -> String {
        let own = &text[self.range.clone()];
        self.head.as_ref().map_or_else(|| own.to_owned(), |head| format!("{head} {own}"))
    }
}

/// All names in a text, in order, none inside another.
pub fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let within = &words[..words.len().min(at + LONGEST_NAME)];
        let members = lists::members(text, within, grammar::after_title(within, at));
        if let Some(last) = members.last() {
            let end = last.range.end;
            found.extend(members);
            at += words[at..].iter().take_while(|word| word.range.start < end).count();
            continue;
        }
        match grammar::name(within, at) {
            Some(name) => {
                found.push(Found {
                    // Without the person a group of places is no unit: "Trưởng các thôn, làng".
                    range: words[if name.places_only { at } else { name.start }].range.start
                        ..words[name.end - 1].range.end,
                    with_title: words[at].range.start..words[name.end - 1].range.end,
                    group: name.group,
                    places_only: name.places_only,
                    head: None,
                });
                at = name.end;
            }
            None => at += 1,
        }
    }
    found
}

/// Words; no name is longer. The bound keeps what is no name after all from being read to its end at every word.
const LONGEST_NAME: usize = 80;

/// A name with its short forms written out: `UBND tỉnh` → `Ủy ban nhân dân tỉnh`.
pub fn full_name(name: &str) -> String {
    let mut full = String::with_capacity(name.len());
    let mut rest = name;
    while !rest.is_empty() {
        let starts_word = !full.ends_with(|letter: char| letter.is_alphanumeric() || letter == '&');
        let short = SHORT_FORMS.iter().filter(|_| starts_word).filter(|(short, _)| is_word_at(rest, short));
        match short.max_by_key(|(short, _)| short.len()) {
            Some((short, long)) => {
                full.push_str(long);
                rest = &rest[short.len()..];
            }
            None => {
                let letter = rest.chars().next().map_or(0, char::len_utf8);
                full.push_str(&rest[..letter]);
                rest = &rest[letter..];
            }
        }
    }
    full
}

/// Whether `text` begins with this short form as a whole word.
fn is_word_at(text: &str, short: &str) -> bool {
    text.strip_prefix(short)
        .is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric() || next == '&'))
}

#[cfg(test)]
mod tests;
