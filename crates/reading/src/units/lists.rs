//! Lists of names: which stand together, and headings that are nothing but a list.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, find, grammar};
use crate::text::{Text, is_border, pattern, reach, trim};
use crate::vocabulary::JOINT_FIELDS;
use crate::words::{Word, words};

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
        self.names.iter().map(|name| name.name(text)).collect()
    }

    /// Whether one of the names stands for many.
    pub(crate) fn group(&self) -> bool {
        self.names.iter().any(|name| name.group)
    }
}

static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:,|;|/|\+|&|-|–)?\s*(?:va|cung|cung voi|cung cac|voi|hoac|va cac)?\s*$")
});

/// A text with the names in it, which are looked for once however often its pieces are read.
pub(crate) struct Named<'a> {
    pub(crate) text: &'a str,
    /// In order, in bytes of this text.
    pub(crate) names: Vec<Found>,
}

impl<'a> Named<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, names: find(text) }
    }

    /// A piece of the text with the names that stand wholly in it.
    pub(crate) fn piece(&self, piece: Range<usize>) -> Self {
        let shifted =
            |range: &Range<usize>| range.start.max(piece.start) - piece.start..range.end - piece.start;
        let first = self.names.partition_point(|name| name.range.start < piece.start);
        let last = self.names.partition_point(|name| name.range.end <= piece.end).max(first);
        let shift = |name: &Found| Found {
            range: shifted(&name.range),
            with_title: shifted(&name.with_title),
            ..name.clone()
        };
        Self { text: &self.text[piece.clone()], names: self.names[first..last].iter().map(shift).collect() }
    }

    /// All lists of names, in order.
    pub(crate) fn lists(&self) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        for name in self.names.iter().cloned() {
            match lists.last_mut() {
                Some(list) if self.is_remark(list.range.end, &name) => {
                    list.range.end = name.range.end + 1;
                }
                Some(list) if joins(&self.text[list.range.end..name.with_title.start]) => {
                    list.range.end = name.range.end;
                    list.names.push(name);
                }
                _ => lists.push(List { range: name.with_title.clone(), names: vec![name] }),
            }
        }
        lists
    }

    /// Whether a name stands alone in brackets behind another: `Cục Quản lý Dược` (`(Bộ Y tế)`).
    fn is_remark(&self, end: usize, name: &Found) -> bool {
        self.text.get(end..name.with_title.start).is_some_and(|between| between.trim() == "(")
            && self.text[name.range.end..].starts_with(')')
    }

    /// The units of a heading that names who has to do what stands under it: nothing but units, with an opening or
    /// closing word.
    pub(crate) fn heading(&self) -> Option<List> {
        let opening = self.text.len() - without_opening(self.text).len();
        let lists = self.lists();
        let [list] = lists.as_slice() else { return None };
        let before = self.text.get(opening..list.range.start)?;
        let after = vietnamese::fold(&self.text[list.range.end..]);
        let alone = !before.contains(char::is_alphanumeric) && REST.is_match(&after);
        alone.then(|| list.clone())
    }
}

fn joins(between: &str) -> bool {
    between.len() < 24 && JOINT.is_match(&vietnamese::fold(between))
}

/// The names in a cell or after a label.
pub(crate) struct Listed {
    pub(crate) names: Vec<String>,
    pub(crate) group: bool,
    /// False where no rule knew a name and the pieces between commas were taken as they stand.
    pub(crate) known: bool,
}

/// Reads a cell or what follows a label.
pub(crate) fn list(text: &str) -> Listed {
    let found = find(text);
    if found.is_empty() {
        let names = pieces(text).into_iter().map(|piece| text[piece].to_owned()).collect();
        return Listed { names, group: false, known: false };
    }
    let group = found.iter().any(|name| name.group);
    // What stands between the names and is none that a rule knows is not lost: `Bộ Tài chính; EVN`.
    let mut names = Vec::new();
    let mut known = true;
    let mut from = 0;
    for (at, name) in found.iter().enumerate() {
        let next = found.get(at + 1).map_or(text.len(), |next| next.with_title.start);
        known &= !unknown(text, from..name.with_title.start, &mut names);
        let narrowed = narrowed(&text[name.range.end..next]);
        names.push(format!("{}{narrowed}", name.name(text)));
        from = name.range.end + narrowed.len();
    }
    known &= !unknown(text, from..text.len(), &mut names);
    Listed { names, group, known }
}

/// The words that go on with a name in a cell, up to the next mark: `các cơ quan` (` đại diện Việt Nam ở nước ngoài`).
fn narrowed(rest: &str) -> &str {
    const LONGEST: usize = 10;
    let rest = reach(rest);
    let rest = &rest[..rest.find([',', ';', ':', '(', '\n', '.', '/', '-', '–']).unwrap_or(rest.len())];
    let rest = rest[..rest.find(" và ").unwrap_or(rest.len())].trim_end();
    let words = rest.split_whitespace().count();
    let alone = rest.starts_with(' ') && words <= LONGEST && find(rest).is_empty();
    if alone && !NARROWS_NOT.is_match(&vietnamese::fold(rest)) { rest } else { "" }
}

static NARROWS_NOT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^ (?:chu tri|phoi hop|thuc hien|tham muu|va|theo|cung|voi|to chuc|trien khai|xay dung)\b")
});

/// Adds the pieces between known names that look like names; says whether there were any.
fn unknown(text: &str, between: Range<usize>, names: &mut Vec<String>) -> bool {
    let found = pieces(&text[between.clone()]).into_iter().map(|piece| &text[between.clone()][piece]);
    let is_name = |piece: &&str| {
        let words = piece.split_whitespace().count();
        (piece.starts_with(char::is_uppercase) || piece.starts_with("các "))
            && words <= 8
            && !piece.ends_with(':')
    };
    let before = names.len();
    names.extend(found.filter(is_name).map(str::to_owned));
    names.len() > before
}

/// A heading without the words that lead to the unit: `Đề nghị`, `Trách nhiệm của`.
pub(crate) fn without_opening(text: &str) -> &str {
    &text[Text::new(reach(text)).find(&OPENING).map_or(0, |opening| opening.end)..]
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
        r"^[\s.:;,()\d]*(?:chu tri(?: thuc hien| tham muu)?|co trach nhiem|thuc hien|co nhiem vu|lanh dao(?:,? chi dao)?|chi dao|tap trung|trien khai(?: thuc hien)?|to chuc(?: thuc hien)?|\(\s*[^)]*\)|tham muu|phoi hop thuc hien|(?:can cu |theo )?chuc nang,? nhiem vu(?: duoc giao)?)?[\s.:;,()]*$",
    )
});

/// The members of a list that shares its head, `các Sở: Tài chính, Nội vụ, Y tế`, where one begins at this word.
pub(super) fn members(text: &str, words: &[Word], at: usize) -> Vec<Found> {
    let plural = words[at].folded == "cac" || words[at].folded == "nhung";
    let Some(head) =
        words.get(at + 1).filter(|_| plural).filter(|head| SHARED_HEADS.contains(&head.exact.as_str()))
    else {
        return Vec::new();
    };
    let head_text = capitalised(&text[head.range.clone()]);
    let after_head = &text[head.range.end..];
    let opening = after_head.trim_start_matches([':', ' ', '\n']);
    let listed = after_head.trim_start().starts_with(':');
    let mut start = text.len() - opening.len();
    let mut members: Vec<Found> = Vec::new();
    while text[start..].starts_with(char::is_uppercase) {
        let Some(length) = member(&text[start..], &head_text) else { break };
        let range = start..start + length;
        let title = if members.is_empty() { words[at].range.start } else { start };
        members.push(Found {
            with_title: title..range.end,
            range,
            group: false,
            places_only: false,
            head: Some(head_text.clone()),
        });
        let rest = &text[start + length..];
        let after = rest.trim_start_matches([',', ' ']);
        let after = after.strip_prefix("và ").unwrap_or(after);
        if rest.len() == after.len() {
            break;
        }
        start = text.len() - after.len();
    }
    // One name after "các" without a colon is a plain name after a stray word.
    if members.len() > 1 || listed { members } else { Vec::new() }
}

/// Heads that lists share.
const SHARED_HEADS: &[&str] = &["sở", "bộ", "phòng", "ban", "hội", "viện", "trường", "cục"];

fn capitalised(head: &str) -> String {
    let mut letters = head.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How long the first member is. A comma or `và` belongs to it only in names known to hold one.
fn member(text: &str, head: &str) -> Option<usize> {
    let text = reach(text);
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
    let words = words(&probe);
    let name = grammar::name(&words, 0).filter(|name| !name.group && name.start == 0)?;
    words[name.end - 1].range.end.checked_sub(head.len() + 1).filter(|length| *length > 0)
}
