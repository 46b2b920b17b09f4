//! The agency lines of the head, and the issuer written out as in a sentence.

use std::sync::LazyLock;

use crate::units::full_name;
use crate::vocabulary::{
    CASED, COMPLETE_HEADS, FIELD_HEADS, FIELDS, HEADS_WITH_PLACE, LEVELS, OFFICES_OF, PLACES,
};
use crate::words::{Phrases, Word, words};

static HEADS: LazyLock<Phrases> = LazyLock::new(|| {
    let single =
        ["chính phủ", "thủ tướng chính phủ", "quốc hội", "chủ tịch nước", "đảng bộ", "chi bộ", "bchđb"];
    let all = COMPLETE_HEADS.iter().chain(FIELD_HEADS).chain(OFFICES_OF).chain(HEADS_WITH_PLACE);
    Phrases::new(all.copied().chain(single))
});
static FIELD_NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FIELDS.iter().copied()));
static PLACE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PLACES.iter().copied()));
static LEVEL_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LEVELS.iter().copied()));
static CASED_NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(CASED.iter().copied()));

/// Whether a line begins with an agency's head.
pub(super) fn begins_agency(line: &str) -> bool {
    HEADS.end(&words(line), 0).is_some()
}

/// The issuer: the last agency of the lines, where a line without a head goes on with the one before.
pub(super) fn issuer(lines: &[String]) -> Option<String> {
    let mut agencies: Vec<String> = Vec::new();
    for line in lines {
        let line = line.trim_matches(|letter: char| letter.is_whitespace() || "*-–_.|".contains(letter));
        if line.is_empty() {
            continue;
        }
        match agencies.last_mut() {
            Some(last) if !begins_agency(line) || goes_on(last) => {
                last.push(' ');
                last.push_str(line);
            }
            _ if begins_agency(line) => agencies.push(line.to_owned()),
            _ => (),
        }
    }
    let own = agencies.pop()?;
    // A committee is that of the body above it: "ĐẢNG BỘ TỈNH GIA LAI" / "BAN THƯỜNG VỤ".
    let whole = match agencies.pop().filter(|_| is_committee(&own)) {
        Some(parent) => format!("{own} {parent}"),
        None => own,
    };
    Some(sentence_case(&full_name(&whole)))
}

fn is_committee(line: &str) -> bool {
    matches!(vietnamese::fold(line).as_str(), "ban thuong vu" | "ban chap hanh" | "thuong truc" | "van phong")
}

/// `VĂN PHÒNG` / `HỘI ĐỒNG NHÂN DÂN VÀ …`, `BAN CHẤP HÀNH` / `ĐẢNG BỘ TỈNH`: the second line belongs to the first.
fn goes_on(line: &str) -> bool {
    let folded = vietnamese::fold(line);
    ["van phong", "ban chap hanh", "ban thuong vu", "va", "uy ban", "ban chi dao"]
        .iter()
        .any(|end| folded.ends_with(end))
}

/// A name in capitals as it is written in a sentence: `Sở Khoa học và Công nghệ`, `Ủy ban nhân dân thị xã An Khê`.
pub(crate) fn sentence_case(line: &str) -> String {
    let words = words(line);
    let mut cased = String::with_capacity(line.len());
    let mut at = 0;
    let mut written_to = 0;
    while at < words.len() {
        let (end, style) = piece(&words, at);
        for (place, word) in words[at..end].iter().enumerate() {
            cased.push_str(&line[written_to..word.range.start]);
            cased.push_str(&cased_word(&line[word.range.clone()], style, place));
            written_to = word.range.end;
        }
        at = end;
    }
    cased.push_str(&line[written_to..]);
    cased.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy)]
enum Style {
    /// Capital at the first syllable only.
    Sentence,
    /// Capital at each syllable.
    Name,
    /// No capital.
    Small,
    /// Capitals where this phrase has them.
    As(&'static str),
}

/// The phrase of the table that these words are.
fn cased_like(piece: &[Word]) -> &'static str {
    let folded: Vec<&str> = piece.iter().map(|word| word.folded.as_str()).collect();
    let folded = folded.join(" ");
    CASED.iter().find(|phrase| vietnamese::fold(phrase) == folded).copied().unwrap_or("")
}

fn piece(words: &[Word], at: usize) -> (usize, Style) {
    let word = &words[at];
    if matches!(word.exact.as_str(), "và" | "của" | "các" | "cấp") {
        return (at + 1, Style::Small);
    }
    if let Some(end) = CASED_NAMES.end(words, at) {
        return (end, Style::As(cased_like(&words[at..end])));
    }
    if let Some(end) = HEADS.end(words, at) {
        // A head that goes on with a name of its own case ends before it: "Ủy ban | Mặt trận Tổ quốc".
        let inner = (at + 1..end).find(|place| CASED_NAMES.end(words, *place).is_some());
        return (inner.unwrap_or(end), Style::Sentence);
    }
    if let Some(end) = PLACE_WORDS.end(words, at) {
        return (end, Style::Small);
    }
    if let Some(end) = FIELD_NAMES.end(words, at) {
        return (end, Style::Sentence);
    }
    if let Some(end) = LEVEL_WORDS.end(words, at) {
        return (end, Style::Sentence);
    }
    (at + 1, Style::Name)
}

/// A word in the case of its style; `place` counts the words of its piece.
fn cased_word(word: &str, style: Style, place: usize) -> String {
    let lower = word.to_lowercase();
    let capital = match style {
        Style::Name => true,
        Style::Sentence => place == 0,
        Style::Small => false,
        Style::As(phrase) => {
            phrase.split(' ').nth(place).is_some_and(|word| word.starts_with(char::is_uppercase))
        }
    };
    let mut letters = lower.chars();
    match letters.next() {
        Some(letter) if capital => letter.to_uppercase().chain(letters).collect(),
        _ => lower,
    }
}
