//! Where the body begins, and which paragraphs are the title of what begins with them.

use super::label::Style;
use super::paragraphs::{Element, Paragraph};
use super::signs;

/// The first paragraph of the body: the first with a number. Where there is none, what follows header, title,
/// addressee and legal bases.
pub(super) fn body_start(elements: &[Element<'_>]) -> usize {
    const LONGEST_FRONT: usize = 30;
    first_numbered(elements).unwrap_or_else(|| {
        let preamble = elements.iter().take(LONGEST_FRONT).position(ends_preamble);
        if let Some(preamble) = preamble {
            return preamble + 1;
        }
        let section = elements
            .iter()
            .take(LONGEST_FRONT)
            .position(|e| matches!(e, Element::Paragraph(p) if p.bold && names_section(&p.folded())));
        if let Some(section) = section {
            return section;
        }
        let unnumbered = |at: usize| match &elements[at] {
            Element::Paragraph(p) if !p.closing => Some(p),
            _ => None,
        };
        let last = (0..elements.len().min(LONGEST_FRONT))
            .rev()
            .filter_map(|at| unnumbered(at).map(|p| (at, p)))
            .find(|(_, p)| is_front(&p.folded()) || p.shouted || p.raised);
        let Some((last, paragraph)) = last else { return 0 };
        // A list of addressees belongs to the address above it, a title to the type of the document.
        let addressed = paragraph.folded().starts_with("kinh gui");
        let titled = signs::is_document_type(&paragraph.passage.text);
        let more = (last + 1..elements.len()).map_while(unnumbered).take_while(|p| {
            addressed && p.label.is_some() || titled && !p.passage.text.ends_with(['.', ';', ':'])
        });
        last + 1 + more.count()
    })
}

/// Whether some clause of the body has a number.
pub(super) fn is_numbered(elements: &[Element<'_>]) -> bool {
    first_numbered(elements).is_some()
}

fn first_numbered(elements: &[Element<'_>]) -> Option<usize> {
    elements.iter().position(|e| {
        matches!(e, Element::Paragraph(p) if !p.closing && p.label.as_ref()
            .is_some_and(|l| !matches!(l.style, Style::Dash | Style::Plus | Style::Star)))
    })
}

/// `… xây dựng kế hoạch như sau:`
fn ends_preamble(element: &Element<'_>) -> bool {
    matches!(element, Element::Paragraph(p) if !p.closing && p.passage.text.ends_with(':')
        && ["nhu sau:", "sau day:", "sau:"].iter().any(|end| p.folded().ends_with(end)))
}

/// A short bold paragraph over plain ones is a heading: of a section where the plan has no numbers and the words are
/// those of one, else of what stands below it.
pub(super) fn bare_heading(elements: &[Element<'_>], at: usize, is_numbered: bool) -> Option<Style> {
    const LONGEST: usize = 120;
    let Element::Paragraph(own) = &elements[at] else { return None };
    let text = &own.passage.text;
    let short = text.chars().count() <= LONGEST && !text.ends_with(['.', ';', ',']);
    if !own.bold || !short {
        return None;
    }
    let section = !is_numbered && names_section(&own.folded());
    let over_text = matches!(elements.get(at + 1), Some(Element::Paragraph(next)) if !next.closing
        && (!next.bold && next.label.as_ref().is_none_or(|l| matches!(l.style, Style::Dash | Style::Plus | Style::Star))));
    match (section, over_text) {
        (true, _) => Some(Style::BareSection),
        (false, true) => Some(Style::Bare),
        _ => None,
    }
}

/// The words that sections of plans begin with. Data, to be added to.
fn names_section(folded: &str) -> bool {
    const WORDS: [&str; 14] = [
        "muc dich",
        "yeu cau",
        "quan diem",
        "muc tieu",
        "chi tieu",
        "nhiem vu",
        "giai phap",
        "noi dung",
        "kinh phi",
        "to chuc thuc hien",
        "phan cong",
        "che do bao cao",
        "thoi gian",
        "tien do",
    ];
    WORDS.iter().any(|word| folded.starts_with(word))
}

fn is_front(folded: &str) -> bool {
    [
        "so:",
        "so ",
        "can cu ",
        "xet ",
        "theo de nghi",
        "kinh gui",
        "v/v",
        "ve viec ",
        "cong hoa xa hoi",
        "doc lap",
    ]
    .iter()
    .any(|start| folded.starts_with(start))
        || folded.contains(", ngay ") && folded.len() < 60
}

pub(super) fn is_annex(paragraph: &Paragraph) -> bool {
    paragraph.label.as_ref().is_some_and(|l| l.style == Style::Annex)
}

/// How many paragraphs below an annex's first line are its title; `None` where no annex begins at this place.
pub(super) fn titles(elements: &[Element<'_>], at: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let Some(Element::Paragraph(first)) = elements.get(at) else { return None };
    let attached = first.label.is_none() && signs::names_document(&first.passage.text);
    if first.closing || !(is_annex(first) || attached) {
        return None;
    }
    let after_signature = at.checked_sub(1).is_some_and(|above| match &elements[above] {
        Element::Paragraph(above) => above.closing,
        _ => false,
    });
    let plain = elements[at + 1..]
        .iter()
        .take(LONGEST)
        .map_while(|e| match e {
            Element::Paragraph(p) if p.label.is_none() && !p.closing => Some(p),
            _ => None,
        })
        .collect::<Vec<_>>();
    if let Some(note) = plain.iter().position(|p| signs::is_attachment_note(&p.passage.text)) {
        return Some(note + 1);
    }
    if !is_annex(first) {
        // Its title stands between its type and its first number.
        return after_signature.then_some(plain.len().min(2));
    }
    let titles = plain.iter().take_while(|p| p.shouted || p.raised).count();
    Some(if titles == 0 && first.passage.text.is_empty() { plain.len().min(1) } else { titles })
}

/// A numbered heading with no words has them on the next line.
pub(super) fn lacking_title(elements: &[Element<'_>]) -> usize {
    match elements {
        [Element::Paragraph(first), Element::Paragraph(next), ..]
            if first.label.is_some()
                && first.passage.text.is_empty()
                && next.label.is_none()
                && !next.closing =>
        {
            1
        }
        _ => 0,
    }
}
