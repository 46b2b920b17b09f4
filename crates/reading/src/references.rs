//! Other documents a plan names, each once.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::deadlines::date;
use crate::header::agencies::sentence_case;
use crate::model::Reference;
use crate::text::{Text, end, pattern, reach};
use crate::units;
use crate::vocabulary::DOCUMENT_TYPES;
use documents::outline::Passage;

/// A document named in a text, and where its symbol stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    symbol: Range<usize>,
    reference: Reference,
}

/// All documents named in these passages in order of first naming; a later naming adds what the first left out.
pub(crate) fn collect<'a>(passages: impl IntoIterator<Item = &'a Passage>, own: &str) -> Vec<Reference> {
    let mut references: Vec<Reference> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let own = key(own);
    for passage in passages {
        for mut found in find(&passage.text) {
            found.reference.span = passage.locate(found.symbol.start, found.symbol.end);
            let key = key(&found.reference.symbol);
            match known.get(&key) {
                Some(place) => merge(&mut references[*place], found.reference),
                None if key == own => (),
                None => {
                    known.insert(key, references.len());
                    references.push(found.reference);
                }
            }
        }
    }
    references
}

fn merge(known: &mut Reference, other: Reference) {
    known.kind = known.kind.take().or(other.kind);
    known.date = known.date.take().or(other.date);
    known.issuer = match (known.issuer.take(), other.issuer) {
        (Some(short), Some(long)) if long.starts_with(&short) => Some(long),
        (first, second) => first.or(second),
    };
}

/// Symbols are compared without blanks, case and marks.
fn key(symbol: &str) -> String {
    vietnamese::fold(symbol).chars().filter(|letter| letter.is_ascii_alphanumeric()).collect()
}

/// `36-NQ/TW`, `09/2019/NĐ-CP`, `122/2025/QH15`, `1489/QĐ-TTg`, `52/KH-UBND`, over folded text.
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:\d{1,5}\s?-\s?[a-z]{2,6}(?:-[a-z]{2,8})*/[a-z]{2,}[a-z0-9&]*(?:-[a-z0-9&]+)*",
        r"|\d{1,5}/\d{4}/[a-z]{2,}[a-z0-9&]*(?:\s?-\s?[a-z0-9&]+)*",
        r"|\d{1,5}/[a-z]{2,}(?:\s?-\s?[a-z][a-z0-9&]*)+)\b",
    ))
});

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*,?\s*\(?(?:ban hanh )?ngay (\d{1,2})(?: thang |/|-|\.)(\d{1,2})(?: nam |/|-|\.)(\d{4})\)?")
});

static ISSUER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*,?\s*(?:cua|do) "));

fn find(text: &str) -> Vec<Found> {
    let folded = Text::new(text);
    let symbols = SYMBOL.find_iter(folded.folded()).map(|found| folded.original_range(found.range()));
    symbols.filter(|range| is_capital(&text[range.clone()])).map(|symbol| read(text, symbol)).collect()
}

/// The letters of a symbol are capitals: `10/ha-năm` is none.
fn is_capital(symbol: &str) -> bool {
    symbol.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn read(text: &str, symbol: Range<usize>) -> Found {
    let after = Text::new(reach(&text[symbol.end..]));
    let captures = DATE.captures(after.folded());
    let part = |group: usize| captures.as_ref()?.get(group)?.as_str().parse::<i32>().ok();
    let named = part(3).zip(part(2)).zip(part(1)).and_then(|((year, month), day)| date(year, month, day));
    let dated = captures.as_ref().and_then(|captures| captures.get(0)).map_or(0, |whole| whole.end());
    let rest = symbol.end + after.original_range(0..dated).end;
    let compact: String = text[symbol.clone()].split_whitespace().collect();
    let issuer = issuer(&text[rest..]).or_else(|| issuer_before(&text[..symbol.start]));
    let reference = Reference {
        symbol: compact,
        kind: kind(&text[..symbol.start]),
        date: named.map(|date| date.format("%Y-%m-%d").to_string()),
        issuer,
        span: Default::default(),
    };
    Found { symbol, reference }
}

/// The type named right before the number: `Nghị quyết số`.
fn kind(before: &str) -> Option<String> {
    let words = before.trim_end_matches(|letter: char| letter.is_whitespace() || letter == ':');
    let words =
        ["số", "Số", "sô"].iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words).trim_end();
    let words = end(words);
    let folded = Text::new(words);
    let fits = |name: &&&str| {
        let name = vietnamese::fold(name);
        folded.folded().strip_suffix(&name).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    };
    let longest = DOCUMENT_TYPES.iter().filter(fits).max_by_key(|name| name.len())?;
    let length = vietnamese::fold(longest).len();
    Some(folded.words(folded.folded().len() - length..folded.folded().len()).to_owned())
}

static AT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ tai (?:[a-z]+ ){1,3}so ?:? ?$"));

/// The issuer that stands before: `theo đề nghị của Sở Y tế tại Tờ trình số` (66/TTr-SYT).
fn issuer_before(before: &str) -> Option<String> {
    let before = end(before);
    let name = units::find(before).pop()?;
    let at = AT.is_match(&vietnamese::fold(&before[name.range.end..]));
    at.then(|| before[name.with_title].to_owned())
}

/// Where a name in capitals ends and the subject of the document begins.
const SUBJECT: &[&str] = &[" VỀ ", " Về ", " NGÀY ", " THỰC HIỆN ", " PHÊ DUYỆT ", " BAN HÀNH "];

/// The issuer after `của`, as printed.
fn issuer(after: &str) -> Option<String> {
    let after = reach(after);
    let subject = SUBJECT.iter().filter_map(|words| after.find(words)).min();
    let after = &after[..subject.unwrap_or(after.len())];
    let text = Text::new(after);
    let start = text.find(&ISSUER)?.end;
    let name = units::find(&after[start..]).into_iter().next().filter(|name| name.with_title.start == 0)?;
    let name = &after[start..][name.with_title];
    let shouted = !name.contains(char::is_lowercase);
    Some(if shouted { sentence_case(name) } else { name.to_owned() })
}

#[cfg(test)]
mod tests;
