//! Lists of names: which stand together, and headings that are nothing but a list.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, find};
use crate::text::{Text, is_border, pattern, trim};
use crate::vocabulary::JOINT_FIELDS;

/// Names with nothing but commas, `và` and `cùng` between them.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// The names in order.
    pub(crate) names: Vec<Found>,
    /// From the first to the last, titles of persons included.
    pub(crate) range: Range<usize>,
}

impl List {
    /// The names as printed.
    pub(crate) fn printed(&self, text: &str) -> Vec<String> {
        self.names.iter().map(|name| text[name.range.clone()].to_owned()).collect()
    }

    /// Whether one of the names stands for many.
    pub(crate) fn group(&self) -> bool {
        self.names.iter().any(|name| name.group)
    }
}

static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:,|;|/|\+|&|-|–)?\s*(?:va|cung|cung voi|cung cac|voi|hoac|va cac)?\s*$")
});

/// All lists of names in a text, in order.
pub(crate) fn lists(text: &str) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    for name in find(text) {
        match lists.last_mut() {
            Some(list) if joins(&text[list.range.end..name.with_title.start]) => {
                list.range.end = name.range.end;
                list.names.push(name);
            }
            _ => lists.push(List { range: name.with_title.clone(), names: vec![name] }),
        }
    }
    lists
}

fn joins(between: &str) -> bool {
    between.len() < 24 && JOINT.is_match(&vietnamese::fold(between))
}

/// The names in a cell or after a label, and whether the text is nothing but these names. Where no rule knows a name
/// the pieces between commas and semicolons are taken as they stand.
pub(crate) fn list(text: &str) -> (Vec<Range<usize>>, bool, bool) {
    let found = find(text);
    if found.is_empty() {
        let pieces = pieces(text);
        return (pieces, false, false);
    }
    let group = found.iter().any(|name| name.group);
    let left = text.len() - found.iter().map(|name| name.with_title.len()).sum::<usize>();
    let ranges = found.into_iter().map(|name| name.range).collect();
    (ranges, group, left <= text.len() / 3)
}

/// The pieces between semicolons, commas and line ends.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, letter)| matches!(letter, ';' | ',' | '\n')) {
        pieces.push(trim(text, start..at, is_border));
        start = at + mark.len_utf8();
    }
    pieces.push(trim(text, start..text.len(), is_border));
    pieces.retain(|piece| text[piece.clone()].chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    pieces
}

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:giao|phan cong|de nghi|yeu cau|doi voi|ve phia|trach nhiem cua|nhiem vu cua|trach nhiem|nhiem vu) )+(?:cho )?",
    )
});

static REST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s.:;,()\d]*(?:chu tri(?: thuc hien| tham muu)?|co trach nhiem|thuc hien|co nhiem vu|\(\s*[^)]*\)|tham muu|phoi hop thuc hien)?[\s.:;,()]*$",
    )
});

/// A heading that names who has to do what stands under it: nothing but units, with an opening or closing word.
pub(crate) fn heading(text: &str) -> Option<List> {
    let folded = Text::new(text);
    let start = folded.find(&OPENING).map_or(0, |opening| opening.end);
    let lists = lists(&text[start..]);
    let [list] = lists.as_slice() else { return None };
    let before = text[start..start + list.range.start].trim();
    let after = vietnamese::fold(&text[start + list.range.end..]);
    let shifted = |range: &Range<usize>| range.start + start..range.end + start;
    (before.chars().all(|letter| !letter.is_alphanumeric()) && REST.is_match(&after)).then(|| List {
        names: list
            .names
            .iter()
            .map(|name| Found {
                range: shifted(&name.range),
                with_title: shifted(&name.with_title),
                ..name.clone()
            })
            .collect(),
        range: shifted(&list.range),
    })
}

static PLURAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:cac|nhung) (?:so|bo|phong|ban)\s*:?\s+"));

/// The members of `các Sở: Tài chính, Nội vụ, Y tế`: ranges of the fields, with the head they share.
pub(crate) fn plural_members(text: &str) -> Vec<(Range<usize>, String)> {
    let folded = Text::new(text);
    let Some(found) = folded.find(&PLURAL) else { return Vec::new() };
    let head =
        text[found.clone()].trim().trim_end_matches(':').trim().rsplit(' ').next().unwrap_or("").to_owned();
    let mut members = Vec::new();
    let mut start = found.end;
    while text[start..].starts_with(char::is_uppercase) {
        let Some(length) = member(&text[start..], &head) else { break };
        members.push((start..start + length, head.clone()));
        let rest = &text[start + length..];
        let after = rest.trim_start_matches([',', ' ']);
        let after = after.strip_prefix("và ").unwrap_or(after);
        if rest.len() == after.len() {
            break;
        }
        start = text.len() - after.len();
    }
    members
}

/// How long the first member is. A comma or `và` belongs to it only in names known to hold one.
fn member(text: &str, head: &str) -> Option<usize> {
    let folded = Text::new(text);
    let known = JOINT_FIELDS
        .iter()
        .map(|name| vietnamese::fold(name))
        .filter(|name| folded.folded().starts_with(name));
    if let Some(longest) = known.map(|name| name.len()).max() {
        return Some(folded.original_range(0..longest).end);
    }
    let end = [",", ";", ".", " và "].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    // The head is put before the member, so that the grammar of single names tells where it ends.
    let probe = format!("{head} {}", &text[..end]);
    let name = find(&probe).into_iter().next().filter(|name| name.range.start == 0)?;
    name.range.end.checked_sub(head.len() + 1).filter(|length| *length > 0)
}
