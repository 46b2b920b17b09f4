//! The header of two columns, and the title under it.

use super::markup::{Page, Run, centred, length, paragraph, rule, two_columns};
use crate::write::{Layout, Wording};

/// Agency and number at the left, state and date at the right.
pub(super) fn header(wording: &Wording, layout: &Layout, page: &Page) -> String {
    let (sizes, words) = (&layout.sizes, &layout.words);
    let agency = Run::of(sizes.agency).bold();
    let motto = Run::of(sizes.motto).bold();
    let right_width = page.text - page.left;
    let mut left = String::new();
    if !wording.parent_agency.is_empty() {
        let run = Run::of(sizes.agency);
        left += &centred(run, &wording.parent_agency);
    }
    left += &centred(agency, &wording.agency);
    // The decree asks for a third to a half of the words' length.
    let longest = wording.agency.lines().map(|line| length(line, agency)).max().unwrap_or(0).min(page.left);
    left += &rule(page.left, longest * 2 / 5);
    let mut right = centred(Run::of(sizes.state_name).bold(), &words.state_name);
    right += &centred(motto, &words.motto);
    right += &rule(right_width, length(&words.motto, motto));
    let upper = two_columns([page.left, right_width], [&left, &right]);

    let mut left = centred(Run::of(sizes.number), &wording.number);
    if !wording.subject.is_empty() {
        left += &centred(Run::of(sizes.subject), &wording.subject);
    }
    let right = centred(Run::of(sizes.place_and_date).italic(), &wording.place_and_date);
    // A second table keeps number and date on one line, whatever stands above them; between two tables Word wants a
    // paragraph.
    let gap = paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="60" w:lineRule="exact"/>"#, "");
    upper + &gap + &two_columns([page.left, right_width], [&left, &right])
}

/// Type and title; an official letter has those it addresses instead.
pub(super) fn title(wording: &Wording, layout: &Layout, page: &Page) -> String {
    let sizes = &layout.sizes;
    let mut content = String::new();
    if !wording.kind.is_empty() {
        let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:before="300"/><w:jc w:val="center"/>"#;
        content += &paragraph(props, &Run::of(sizes.kind).bold().words(&wording.kind));
        let run = Run::of(sizes.title).bold();
        content += &centred(run, &wording.title);
        let longest = wording.title.lines().map(|line| length(line, run)).max().unwrap_or(0).min(page.text);
        content += &rule(page.text, longest * 2 / 5);
    }
    let run = Run::of(sizes.body);
    let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:before="240"/><w:jc w:val="center"/>"#;
    if let Some((first, rest)) = wording.addressed_to.split_first() {
        content += &paragraph(props, &run.words(first));
        content += &rest.iter().map(|one| centred(run, one)).collect::<String>();
    }
    content + &paragraph(r#"<w:pStyle w:val="Plain"/><w:spacing w:line="200" w:lineRule="exact"/>"#, "")
}
