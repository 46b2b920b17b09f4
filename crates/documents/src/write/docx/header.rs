//! The header of two columns, and the title under it.

use super::markup::{Page, Run, balanced, centred, length, paragraph, rule, two_columns};
use crate::write::{Layout, OfficialDocument};

/// Agency and number at the left, state and date at the right.
pub(super) fn header(document: &OfficialDocument, layout: &Layout, page: &Page) -> String {
    let (sizes, words) = (&layout.sizes, &layout.words);
    let agency = Run::of(sizes.agency).bold();
    let motto = Run::of(sizes.motto).bold();
    let right_width = page.text - page.left;
    let mut left = String::new();
    if !document.parent_agency.is_empty() {
        let run = Run::of(sizes.agency);
        left += &centred(run, &balanced(&document.parent_agency.to_uppercase(), run, page.left));
    }
    let name = balanced(&document.agency.to_uppercase(), agency, page.left);
    left += &centred(agency, &name);
    // The decree asks for a third to a half of the words' length.
    let longest = name.lines().map(|line| length(line, agency)).max().unwrap_or(0).min(page.left);
    left += &rule(page.left, longest * 2 / 5);
    let mut right = centred(Run::of(sizes.state_name).bold(), &words.state_name);
    right += &centred(motto, &words.motto);
    right += &rule(right_width, length(&words.motto, motto));
    let upper = two_columns([page.left, right_width], [&left, &right]);

    let mut left = centred(Run::of(sizes.number), &number(document, layout));
    if document.kind.is_empty() {
        let subject = format!("{} {}", words.subject, document.title);
        left += &centred(Run::of(sizes.subject), &subject);
    }
    let right = centred(Run::of(sizes.place_and_date).italic(), &place_and_date(document, layout));
    // A second table keeps number and date on one line, whatever stands above them; between two tables Word wants a
    // paragraph.
    let gap = paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="60" w:lineRule="exact"/>"#, "");
    upper + &gap + &two_columns([page.left, right_width], [&left, &right])
}

/// Type and title; an official letter has those it addresses instead.
pub(super) fn title(document: &OfficialDocument, layout: &Layout) -> String {
    let sizes = &layout.sizes;
    let mut content = String::new();
    if !document.kind.is_empty() {
        let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:before="300"/><w:jc w:val="center"/>"#;
        content += &paragraph(props, &Run::of(sizes.kind).bold().words(&document.kind.to_uppercase()));
        let run = Run::of(sizes.title).bold();
        content += &centred(run, &document.title);
        let width = Page::of(layout).text;
        let longest = document.title.lines().map(|line| length(line, run)).max().unwrap_or(0).min(width);
        content += &rule(width, longest * 2 / 5);
    }
    let addressed = &layout.words.addressed_to;
    let run = Run::of(sizes.body);
    let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:before="240"/><w:jc w:val="center"/>"#;
    match &document.addressed_to[..] {
        [] => {}
        [one] => content += &paragraph(props, &run.words(&format!("{addressed} {one}"))),
        many => {
            content += &paragraph(props, &run.words(addressed));
            for (at, one) in many.iter().enumerate() {
                let end = if at + 1 == many.len() { "." } else { ";" };
                content += &centred(run, &format!("- {one}{end}"));
            }
        }
    }
    content + &paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="200" w:lineRule="exact"/>"#, "")
}

/// `Số: 05/KH-UBND`, of the party's bodies `Số: 15-KH/TU`; a number below ten has a nought before it.
fn number(document: &OfficialDocument, layout: &Layout) -> String {
    let number = match document.number.parse::<u32>() {
        Ok(number) => format!("{number:02}"),
        Err(_) if document.number.is_empty() => "\u{a0}".repeat(6),
        Err(_) => document.number.clone(),
    };
    let stroke = if document.symbol.contains('/') { '-' } else { '/' };
    format!("{} {number}{stroke}{}", layout.words.number, document.symbol)
}

/// The decree pads days below ten, and months 1 and 2 only, so that no figure can be put before them.
fn place_and_date(document: &OfficialDocument, layout: &Layout) -> String {
    let (day, month, year) = match document.date {
        Some(date) => {
            let month = if date.month <= 2 { format!("{:02}", date.month) } else { date.month.to_string() };
            (format!("{:02}", date.day), month, date.year.to_string())
        }
        None => ("\u{a0}".repeat(5), "\u{a0}".repeat(5), "\u{a0}".repeat(8)),
    };
    let form = &layout.words.date;
    form.replace("{day}", &day)
        .replace("{month}", &month)
        .replace("{year}", &year)
        .replace("{place}", &document.place)
}
