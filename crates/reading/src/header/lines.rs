//! The lines of the head, each told by its form; two columns may have come out as one line.

use std::sync::LazyLock;

use regex::Regex;

use crate::deadlines::date;
use crate::model::Header;
use crate::text::{Text, pattern, trim};
use crate::vocabulary::DOCUMENT_TYPES;

/// What stands in a head and says nothing of it: emblem, drawn lines, marks of drafts, haste and secrecy.
static EMBLEM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"cong hoa xa hoi chu nghia(?: viet nam)?|^\W*viet nam\W*$|doc lap~tu do~hanh phuc|dang cong san viet nam|[-_=*—–]{3,}",
        r"|^\W*(?:du thao(?: lan (?:thu )?\w+)?|hoa toc(?: hen gio)?|thuong khan|khan|tuyet mat|toi mat|mat)\W*$",
    ))
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\bso\s*:?\s*(?P<number>\d+[a-z]?)?[\s._…]*(?:/\s?(?P<year>\d{4}))?\s*[/-]\s*",
        r"(?P<symbol>[a-z]{2,}[a-z0-9&]*(?:\s?[-/]\s?[a-z0-9&]+)*)",
    ))
});

static PLACE_AND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<place>[^\d,;:\n]{2,40}?)\s?,\s*ngay\s*(?P<day>\d{1,2}|[\s._…]*)\s*(?:thang|[/.-])\s*",
        r"(?P<month>\d{1,2}|[\s._…]*)\s*(?:nam|[/.-])\s*(?:(?P<year>\d{4})\b|[\s._…]*$)",
    ))
});

static OPEN_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"^so\s*:?$|, ngay$|\bngay [\s._…]*thang$"));
static OPEN_START: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\s._…]*(?:[/-]\s?[a-z]{2}|thang\b|nam \d{4})"));

/// The second word of a place and the day: `Hưng` / `Yên, ngày 18 …`.
static REST_OF_PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[a-z]+ ?, ngay\b"));

/// Whether a line breaks off where a number or day was left blank, or within the place, and the next goes on.
pub(super) fn is_open(line: &str, next: &str) -> bool {
    let blank =
        OPEN_END.is_match(vietnamese::fold(line).trim()) && OPEN_START.is_match(&vietnamese::fold(next));
    let word = line.trim();
    let place = word.len() > 1 && word.chars().all(char::is_alphabetic) && !is_shouted(word);
    blank || place && word.starts_with(char::is_uppercase) && REST_OF_PLACE.is_match(&vietnamese::fold(next))
}

/// Takes emblem, number, place and date out of a line and returns what is left of it.
pub(super) fn take(line: &str, header: &mut Header) -> String {
    let mut rest = cut(line, &EMBLEM);
    if header.number.is_none() && header.symbol.is_none() {
        rest = take_number(rest, header);
    }
    if header.place.is_none() && header.kind.is_none() {
        rest = take_place(rest, header);
    }
    rest
}

/// The text without what a pattern matches, a line break in its place.
fn cut(text: &str, rule: &Regex) -> String {
    let whole = Text::new(text);
    let mut rest = String::with_capacity(text.len());
    let mut kept = 0;
    for found in rule.find_iter(whole.folded()) {
        let range = whole.original_range(found.range());
        rest.push_str(&text[kept..range.start]);
        rest.push('\n');
        kept = range.end;
    }
    rest.push_str(&text[kept..]);
    rest.trim().to_owned()
}

fn take_number(line: String, header: &mut Header) -> String {
    let text = Text::new(&line);
    // The number stands at the beginning of its line, or after the agencies in capitals.
    let Some(captures) = NUMBER.captures(text.folded()) else { return line };
    let (Some(whole), Some(symbol)) = (captures.get(0), captures.name("symbol")) else { return line };
    let before = text.words(0..whole.start()).trim();
    let letters = text.words(symbol.range());
    if !(before.is_empty() || is_shouted(before) || is_kind(before))
        || !letters.starts_with(char::is_uppercase)
    {
        return line;
    }
    header.number = captures.name("number").map(|number| text.words(number.range()).to_owned());
    header.year = captures.name("year").map(|year| year.as_str().to_owned());
    header.symbol = Some(letters.split_whitespace().collect());
    let range = text.original_range(whole.range());
    format!("{}\n{}", &line[..range.start], &line[range.end..]).trim().to_owned()
}

fn take_place(line: String, header: &mut Header) -> String {
    let text = Text::new(&line);
    let Some(captures) = PLACE_AND_DATE.captures(text.folded()) else { return line };
    let (Some(whole), Some(place)) = (captures.get(0), captures.name("place")) else { return line };
    let words = text.words(place.range());
    let after = text.words(whole.end()..text.folded().len());
    // In a sentence something goes on after the year.
    if !words.trim().starts_with(char::is_uppercase) || after.chars().any(char::is_lowercase) {
        return line;
    }
    let place = words.trim().rsplit("  ").next().unwrap_or(words).trim();
    header.place = Some(place.to_owned());
    let part = |name: &str| captures.name(name)?.as_str().trim().parse::<i32>().ok();
    let named = part("year")
        .zip(part("month"))
        .zip(part("day"))
        .and_then(|((year, month), day)| date(year, month, day));
    header.date = named.map(|date| date.format("%Y-%m-%d").to_string());
    let range = text.original_range(whole.range());
    format!("{}\n{}", &line[..range.start], &line[range.end..]).trim().to_owned()
}

/// A type in capitals alone on its line, or with the subject after it.
pub(super) fn kind(line: &str) -> Option<(String, Option<String>)> {
    let text = Text::new(line);
    let fits = |(name, folded): &&(String, String)| {
        let rest = text.folded().strip_prefix(folded.as_str());
        let printed = text.words(0..folded.len());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            && is_shouted(printed)
            && marks_apart(name, printed) <= 1
    };
    let (_, name) = TYPES.iter().filter(fits).max_by_key(|(_, folded)| folded.len())?;
    let end = text.original_range(0..name.len()).end;
    let rest = trim(line, end..line.len(), |letter| letter.is_whitespace() || "-–—_*:".contains(letter));
    // "QUYẾT ĐỊNH:" after the legal bases is the same word again; "BÁO CÁO VIÊN" is another.
    if line[rest.clone()].starts_with(|letter: char| letter.is_uppercase())
        && is_agency_like(&line[rest.clone()])
    {
        return None;
    }
    // "NGHỊ QUYẾT CỦA HĐND TỈNH": whose it is, no subject.
    let of_whom = OF_WHOM.is_match(&vietnamese::fold(&line[rest.clone()]));
    Some((line[..end].to_owned(), (!rest.is_empty() && !of_whom).then(|| line[rest].to_owned())))
}

/// The type named before the number, as printed.
pub(super) fn kind_of_number(line: &str) -> Option<String> {
    let text = Text::new(line);
    let before = text.words(0..NUMBER.captures(text.folded())?.get(0)?.start()).trim();
    is_kind(before).then(|| before.to_owned())
}

static OF_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^cua (?:hdnd|hoi dong nhan dan|uy ban|ubnd|tinh uy|thanh uy|ban)\b[^,;:]{0,60}$")
});

/// `Nghị quyết` (số: 653/2019/UBTVQH14)
fn is_kind(words: &str) -> bool {
    let folded = vietnamese::fold(words);
    TYPES.iter().any(|(_, kind)| *kind == folded)
}

/// In small letters and folded.
static TYPES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let names = DOCUMENT_TYPES.iter().map(|name| name.to_lowercase());
    // Of several bodies together: "KẾ HOẠCH LIÊN TỊCH".
    let all = names.flat_map(|name| [format!("{name} liên tịch"), name]);
    all.map(|name| (name.clone(), vietnamese::fold(&name))).collect()
});

/// How many letters carry other marks: one may be a scan error, two make another word (`PHƯỜNG AN`, `PHƯƠNG ÁN`).
fn marks_apart(name: &str, printed: &str) -> usize {
    let printed = vietnamese::nfc(printed).to_lowercase();
    name.chars().zip(printed.chars()).filter(|(one, other)| one != other).count()
}

/// `CHƯƠNG TRÌNH MỤC TIÊU …` is still a type and its subject; only single capital words that make another word are not.
fn is_agency_like(rest: &str) -> bool {
    matches!(vietnamese::fold(rest).as_str(), "vien")
}

/// `V/v trồng rừng`: the subject of a letter, which has no type.
pub(super) fn letter_subject(line: &str) -> Option<String> {
    let start =
        ["V/v", "v/v", "Về việc"].iter().find_map(|mark| line.find(mark).map(|at| at + mark.len()))?;
    let subject = line[start..].trim_start_matches([':', ' ']).trim();
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// A line of the subject of a letter, in small letters or with a name at its beginning: no addressee, place or emblem.
pub(super) fn goes_on_with_subject(line: &str) -> bool {
    let text = Text::new(line.trim());
    let other = text.has(&EMBLEM)
        || text.has(&PLACE_AND_DATE)
        || text.folded().starts_with("kinh gui")
        || line.trim_end().ends_with([':', ';', '.']);
    !other && !is_shouted(line) && line.trim().starts_with(char::is_alphabetic) && line.len() < 120
}

/// Two thirds of the letters or more are capitals.
pub(super) fn is_shouted(line: &str) -> bool {
    let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = line.chars().filter(|letter| letter.is_uppercase()).count();
    letters > 1 && capitals * 3 >= letters * 2
}

static ENDS_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W*(?:can cu|thuc hien .*(?:cu the nhu sau|nhu sau)|xet (?:de nghi|to trinh)|theo de nghi|kinh gui|nham |tiep tuc thuc hien",
        r"|de (?:tiep tuc|trien khai|thuc hien)|uy ban nhan dan .*(?:xay dung|ban hanh)|(?:ban thuong vu|ban chap hanh|dang uy|thi uy) .*(?:xay dung|ban hanh)",
        r"|chu tich uy ban nhan dan|chu tich\b|thu tuong chinh phu\b|hoi dong nhan dan|quyet dinh\s*:|quyet nghi\s*:|bo truong|giam doc|ngay \d)",
    ))
});

/// Whether this line stands after the title: a legal basis, the preamble, an addressee, the body in charge.
pub(super) fn ends_title(text: &Text) -> bool {
    text.has(&ENDS_TITLE) || text.folded().ends_with("nhu sau:")
}

/// A full sentence of ordinary size: no title goes on with one.
pub(super) fn begins_preamble(text: &str) -> bool {
    text.ends_with(['.', ':', ';']) || text.starts_with('(') && text.len() < 200
}
