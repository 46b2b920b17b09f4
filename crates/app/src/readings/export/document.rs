//! The clean document: the same words, in the layout of the decree. Pure.

use documents::narrative::Span;
use documents::outline::{Clause, Kind, Outline, outline};
use documents::write::{Align, Date, OfficialDocument, Part, Row, Signature, TableColumn};
use reading::model::{Header, Repair};

use crate::readings::view::Outcome;

/// How a paragraph begins that is a legal basis.
const BASIS: &str = "Căn cứ";

/// Header and closing as they were read, the clauses in order. Likely scan errors stay as they are but for those that
/// were accepted.
pub(in crate::readings) fn official(outcome: &Outcome, accepted: &[&Repair]) -> OfficialDocument {
    let header = &outcome.reading.document;
    let mut outline = outline(&outcome.source);
    let read: Vec<String> = outline.front.iter().map(|passage| passage.text.clone()).collect();
    let body = preamble(&read.iter().map(String::as_str).collect::<Vec<_>>(), header);
    reading::accept(&mut outline, accepted);
    let Outline { front, clauses, .. } = outline;
    let words: Vec<&str> = front.iter().map(|passage| passage.text.as_str()).collect();
    let preamble = &words[body..];
    // Title and agency are put together from lines of the front, the agency's in capitals.
    let mended = |text: String, form: fn(&str) -> String| {
        let changed = read.iter().zip(&words).filter(|(read, mended)| read != *mended);
        changed.fold(text, |text, (read, mended)| text.replace(&form(read.trim()), &form(mended.trim())))
    };
    let (bases, opening): (Vec<&str>, Vec<&str>) =
        preamble.iter().partition(|words| words.starts_with(BASIS));
    let annexes = clauses.iter().position(|clause| clause.kind == Kind::Annex).unwrap_or(clauses.len());
    let opening = opening.into_iter().map(|words| paragraph(1, String::new(), words));
    OfficialDocument {
        agency: mended(capitals(header.issuer.as_deref()), str::to_uppercase),
        number: header.number_and_year().unwrap_or_default(),
        symbol: header.symbol.clone().unwrap_or_default(),
        place: header.place.clone().unwrap_or_default(),
        date: header.date.as_deref().and_then(date),
        kind: header.kind.clone().unwrap_or_default(),
        title: mended(header.title.clone().unwrap_or_default(), str::to_owned),
        bases: bases.into_iter().map(|basis| basis.trim_end_matches([';', '.', ',']).to_owned()).collect(),
        body: opening.chain(parts(&clauses[..annexes])).collect(),
        annexes: parts(&clauses[annexes..]),
        recipients: header
            .recipients
            .iter()
            // The archive has a line of its own in the layout.
            .filter(|name| Some(*name) != header.archive.as_ref())
            .map(|name| name.trim_end_matches([';', '.']).to_owned())
            .collect(),
        archive: archive(header),
        signature: signature(header),
        ..OfficialDocument::default()
    }
}

/// Where the text begins after number, date and title: at the first legal basis, else after the last words of the title.
fn preamble(front: &[&str], header: &Header) -> usize {
    if let Some(first) = front.iter().position(|words| words.starts_with(BASIS)) {
        return first;
    }
    let title = header.title.as_deref().map(vietnamese::fold).unwrap_or_default();
    let belongs = |words: &&str| !title.is_empty() && title.contains(&vietnamese::fold(words));
    front.iter().rposition(belongs).map_or(front.len(), |last| last + 1)
}

fn parts(clauses: &[Clause]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = clauses;
    while let Some((clause, after)) = rest.split_first() {
        let rows = rest.iter().take_while(|clause| clause.kind == Kind::Row).count();
        if rows > 0 {
            parts.push(table(&rest[..rows]));
            rest = &rest[rows..];
            continue;
        }
        let has_below = after.first().is_some_and(|next| next.depth > clause.depth);
        parts.push(part(clause, has_below));
        rest = after;
    }
    parts
}

fn part(clause: &Clause, has_below: bool) -> Part {
    let text = clause.passage.text.clone();
    let is_heading = has_below && text.chars().count() < 200;
    match clause.kind {
        Kind::Annex => Part::Annex { label: clause.label.clone(), title: text, note: String::new() },
        Kind::Part | Kind::Section | Kind::Article | Kind::Item if is_heading => {
            Part::Heading { level: clause.depth, label: label(clause), text }
        }
        _ => paragraph(clause.depth, label(clause), &text),
    }
}

fn paragraph(level: u8, label: String, text: &str) -> Part {
    Part::Paragraph { level, label, spans: vec![Span::plain(text)] }
}

/// The clause's number with the mark that follows it.
fn label(clause: &Clause) -> String {
    match clause.kind {
        Kind::Section | Kind::Item | Kind::Article if !clause.label.is_empty() => {
            format!("{}.", clause.label)
        }
        Kind::Letter => format!("{})", clause.label),
        _ => clause.label.clone(),
    }
}

/// Rows that follow each other, under all the columns that any of them has; their numbers come first.
fn table(rows: &[Clause]) -> Part {
    let mut names: Vec<&str> = Vec::new();
    for column in rows.iter().flat_map(|row| &row.columns) {
        if !names.contains(&column.name.as_str()) {
            names.push(&column.name);
        }
    }
    let cell = |row: &Clause, name: &str| {
        let found = row.columns.iter().find(|column| column.name == name);
        found.map(|column| column.passage.text.clone()).unwrap_or_default()
    };
    let numbered = rows.iter().any(|row| !row.label.is_empty());
    let cells = |row: &Clause| -> Vec<String> {
        // A row that groups those below it spans the table.
        if row.columns.len() <= 1 && names.len() > 1 {
            let number = Some(row.label.as_str()).filter(|label| !label.is_empty());
            return vec![
                number.into_iter().chain([row.passage.text.as_str()]).collect::<Vec<_>>().join(". "),
            ];
        }
        let number = numbered.then(|| row.label.clone());
        number.into_iter().chain(names.iter().map(|name| cell(row, name))).collect()
    };
    let column = |name: &&str| {
        let share = share(name, &rows.iter().map(|row| cell(row, name)).collect::<Vec<_>>());
        let align = if share <= NARROW { Align::Center } else { Align::Left };
        TableColumn { title: (*name).to_owned(), share, align }
    };
    let number = numbered.then(|| TableColumn { title: "TT".to_owned(), share: 5, align: Align::Center });
    Part::Table {
        caption: String::new(),
        columns: number.into_iter().chain(names.iter().map(column)).collect(),
        rows: rows.iter().map(cells).map(Row::from).collect(),
        landscape: names.len() > 5,
    }
}

/// Columns no wider are centred.
const NARROW: u16 = 10;

/// The share of a column in the width, in letters: that of its cells on average, and no word of it broken.
fn share(name: &str, cells: &[String]) -> u16 {
    let letters = |text: &str| text.chars().count();
    let average = cells.iter().map(|cell| letters(cell)).sum::<usize>() / cells.len().max(1);
    let texts = cells.iter().map(String::as_str).chain([name]);
    let longest_word = texts.flat_map(str::split_whitespace).map(letters).max().unwrap_or(0);
    u16::try_from(average.max(longest_word + 3).clamp(8, 48)).unwrap_or(48)
}

fn signature(header: &Header) -> Signature {
    let read = &header.signature;
    let words = |part: &Option<String>| part.clone().unwrap_or_default();
    Signature {
        on_behalf_of: words(&read.on_behalf_of),
        capacity: words(&read.capacity),
        title: words(&read.title),
        name: words(&read.name),
    }
}

/// `Lưu: VT, KT.` without its first word and full stop, which the layout sets.
fn archive(header: &Header) -> String {
    let line = header.archive.as_deref().unwrap_or_default();
    let after = line.split_once(':').map_or(line, |(_, after)| after);
    after.trim().trim_end_matches(['.', ';']).to_owned()
}

fn capitals(words: Option<&str>) -> String {
    words.unwrap_or_default().to_uppercase()
}

fn date(iso: &str) -> Option<Date> {
    let mut parts = iso.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Some(Date { day, month, year })
}
