//! What stands on the paper, word for word, however it is written: numbers padded, closing marks set.

use charts::width_of;
use serde::Serialize;

use super::{Layout, OfficialDocument, Part};
use crate::narrative::Span;

/// The words of an official document in the form that a layout asks for. Writers set them as they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the document")]
pub struct Wording {
    /// In capitals, in lines that fit above the number; empty where none is shown.
    pub parent_agency: String,
    /// In capitals, in lines that fit above the number.
    pub agency: String,
    /// `Số: 05/KH-UBND`
    pub number: String,
    /// `V/v …`, of an official letter alone.
    pub subject: String,
    pub place_and_date: String,
    /// In capitals; empty for an official letter.
    pub kind: String,
    pub title: String,
    /// Its first line as it stands, then one a line.
    pub addressed_to: Vec<String>,
    pub bases: Vec<String>,
    pub body: Vec<Part>,
    /// One a line, dash and closing mark included.
    pub recipients: Vec<String>,
    /// The lines above the signature, in capitals.
    pub capacities: Vec<String>,
    /// Who signs.
    pub signer: String,
    pub annexes: Vec<Annex>,
}

/// What follows the signature, on pages counted anew.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the document")]
pub struct Annex {
    pub label: String,
    pub title: String,
    pub note: String,
    pub parts: Vec<Part>,
    /// Whether all of it stands on pages turned on their side, as one of its tables does.
    pub on_side: bool,
}

/// Whether a part stands on a page turned on its side.
pub(super) fn is_on_side(part: &Part) -> bool {
    matches!(part, Part::Table { landscape: true, .. })
}

impl Wording {
    /// Of a document in a layout.
    pub fn of(document: &OfficialDocument, layout: &Layout) -> Self {
        let words = &layout.words;
        let is_letter = document.kind.is_empty();
        let signature = &document.signature;
        let size = layout.sizes.agency;
        let room = layout.left_column_pt();
        Self {
            parent_agency: balanced(&document.parent_agency.to_uppercase(), size, false, room),
            agency: balanced(&document.agency.to_uppercase(), size, true, room),
            number: number(document, layout),
            subject: if is_letter { format!("{} {}", words.subject, document.title) } else { String::new() },
            place_and_date: place_and_date(document, layout),
            kind: document.kind.to_uppercase(),
            title: if is_letter { String::new() } else { document.title.clone() },
            addressed_to: addressed_to(document, layout),
            bases: bases(document),
            body: closed(document.body.clone(), &words.end),
            recipients: recipients(document, layout),
            capacities: [&signature.on_behalf_of, &signature.capacity, &signature.title]
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| line.to_uppercase())
                .collect(),
            signer: signature.name.clone(),
            annexes: annexes(&document.annexes, &attached(document, layout)),
        }
    }
}

/// Words that are too long for one line, broken into lines of about one length, so that no single word is left over.
fn balanced(words: &str, size: f64, strong: bool, room: f64) -> String {
    let length = |words: &str| width_of(words, size, strong);
    let whole = length(words);
    if whole <= room {
        return words.to_owned();
    }
    let lines = (whole / room).floor() + 1.0;
    let mut broken = String::new();
    let mut line = String::new();
    let joined =
        PAIRS.iter().fold(words.to_owned(), |words, pair| words.replace(pair, &pair.replace(' ', "\u{a0}")));
    for word in joined.split(' ') {
        if !line.is_empty() && length(&line) + length(word) / 2.0 > whole / lines {
            broken += &line;
            broken.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    (broken + &line).replace('\u{a0}', " ")
}

/// Words in names of agencies that no line parts.
const PAIRS: [&str; 6] = ["NHÂN DÂN", "HỘI ĐỒNG", "THỊ XÃ", "THÀNH PHỐ", "ĐẶC KHU", "TRUNG TÂM"];

/// `Số: 05/KH-UBND`, of the party's bodies `Số: 15-KH/TU`; a number below ten has a nought before it.
fn number(document: &OfficialDocument, layout: &Layout) -> String {
    format!("{} {}", layout.words.number, code(document))
}

/// Number and symbol.
fn code(document: &OfficialDocument) -> String {
    let number = match document.number.parse::<u32>() {
        Ok(number) => format!("{number:02}"),
        Err(_) if document.number.is_empty() => "\u{a0}".repeat(6),
        Err(_) => document.number.clone(),
    };
    let stroke = if document.symbol.contains('/') { '-' } else { '/' };
    format!("{number}{stroke}{}", document.symbol)
}

/// The decree pads days below ten, and months 1 and 2 only, so that no figure can be put before them.
fn place_and_date(document: &OfficialDocument, layout: &Layout) -> String {
    dated(document, &layout.words.date).replace("{place}", &document.place)
}

/// A form with the date in it.
fn dated(document: &OfficialDocument, form: &str) -> String {
    let (day, month, year) = match document.date {
        Some(date) => {
            let month = if date.month <= 2 { format!("{:02}", date.month) } else { date.month.to_string() };
            (format!("{:02}", date.day), month, date.year.to_string())
        }
        None => ("\u{a0}".repeat(5), "\u{a0}".repeat(5), "\u{a0}".repeat(8)),
    };
    form.replace("{day}", &day).replace("{month}", &month).replace("{year}", &year)
}

/// Which document an annex belongs to.
fn attached(document: &OfficialDocument, layout: &Layout) -> String {
    dated(document, &layout.words.attached)
        .replace("{kind}", &document.kind)
        .replace("{code}", &code(document))
        .replace("{agency}", &document.agency)
}

fn addressed_to(document: &OfficialDocument, layout: &Layout) -> Vec<String> {
    let addressed = &layout.words.addressed_to;
    match &document.addressed_to[..] {
        [] => Vec::new(),
        [one] => vec![format!("{addressed} {one}")],
        many => {
            let last = many.len() - 1;
            let line = |(at, one): (usize, &String)| format!("- {one}{}", if at == last { "." } else { ";" });
            [addressed.clone()].into_iter().chain(many.iter().enumerate().map(line)).collect()
        }
    }
}

/// Each ends in a semicolon, the last in a full stop.
fn bases(document: &OfficialDocument) -> Vec<String> {
    let last = document.bases.len().saturating_sub(1);
    let base = |(at, base): (usize, &String)| {
        let words = base.trim().trim_end_matches([';', '.', ',']);
        format!("{words}{}", if at == last { "." } else { ";" })
    };
    document.bases.iter().enumerate().map(base).collect()
}

fn recipients(document: &OfficialDocument, layout: &Layout) -> Vec<String> {
    let mut lines: Vec<_> = document.recipients.iter().map(|one| format!("- {one};")).collect();
    if !document.archive.is_empty() {
        lines.push(format!("- {} {}.", layout.words.archive, document.archive));
    } else if let Some(last) = lines.last_mut() {
        last.truncate(last.len() - 1);
        last.push('.');
    }
    lines
}

/// The text with its end mark, where its last part is a paragraph.
fn closed(mut parts: Vec<Part>, end: &str) -> Vec<Part> {
    let Some(Part::Paragraph { spans, .. }) = parts.last_mut() else { return parts };
    match spans.last_mut() {
        Some(last) if last.text.trim_end().ends_with(end) => {}
        Some(last) => {
            let words = last.text.trim_end().trim_end_matches(['.', ';', ',']);
            last.text = format!("{words}{end}");
        }
        None => spans.push(Span::plain(end)),
    }
    parts
}

/// What follows the signature, annex by annex; parts before the first belong to one without a name. `attached`: what stands under
/// the titles of those that say nothing else there.
fn annexes(parts: &[Part], attached: &str) -> Vec<Annex> {
    let mut annexes: Vec<Annex> = Vec::new();
    let begin = |label: &str, title: &str, note: &str| Annex {
        label: label.to_owned(),
        title: title.to_owned(),
        note: note.to_owned(),
        parts: Vec::new(),
        on_side: false,
    };
    for part in parts {
        if let Part::Annex { label, title, note } = part {
            annexes.push(begin(label, title, if note.is_empty() { attached } else { note }));
            continue;
        }
        if annexes.is_empty() {
            annexes.push(begin("", "", ""));
        }
        let annex = annexes.last_mut().expect("there is one");
        annex.on_side |= is_on_side(part);
        annex.parts.push(part.clone());
    }
    annexes
}
