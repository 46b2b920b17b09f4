//! What is set keeps the rules of its layout, and so does the Word file as LibreOffice prints it.

use chrono::DateTime;
use documents::check::{self, Broken, Rule};
use documents::write::{Layout, OfficialDocument, Part};
use documents::{Limits, narrative::Span};
use typesetting::pdf;

use super::{fonts, printed, report};

/// A report on two pages, of paragraphs of several lines.
fn told() -> OfficialDocument {
    let words = "Phường đã trồng một trăm cây dọc theo đường vào trường học và quanh nhà văn hóa. ".repeat(4);
    let paragraph = Part::Paragraph { level: 1, label: String::new(), spans: vec![Span::plain(words)] };
    let mut body = vec![paragraph; 10];
    body.push(Part::words("Không có."));
    OfficialDocument { body, ..report() }
}

fn letter() -> OfficialDocument {
    OfficialDocument { kind: String::new(), title: "trồng cây".into(), ..told() }
}

/// What a document breaks that is set in some layout.
fn broken(document: &OfficialDocument, layout: &Layout) -> Vec<Broken> {
    checked(&pdf(document, layout, &fonts(), DateTime::UNIX_EPOCH).expect("a PDF").bytes)
}

fn checked(bytes: &[u8]) -> Vec<Broken> {
    check::pdf(bytes, &Layout::decree_30(), &Limits::default()).expect("a PDF")
}

#[test]
fn what_is_set_keeps_all_rules() {
    let layout = Layout::decree_30();
    let without = OfficialDocument { number: String::new(), date: None, ..report() };
    let short = OfficialDocument { body: vec![Part::words("Không có.")], annexes: Vec::new(), ..report() };
    for document in [report(), told(), letter(), without, short] {
        assert_eq!(broken(&document, &layout), []);
    }
}

#[test]
fn the_word_file_keeps_all_rules_when_it_is_printed() {
    for document in [report(), letter()] {
        assert_eq!(checked(&printed(&document)), []);
    }
}

type Change = fn(&mut Layout);

/// What is set by another layout is told, and nothing else.
#[test]
fn another_layout_is_found() {
    let cases: &[(Rule, Change)] = &[
        (Rule::PageSize, |layout| layout.page_mm = [216.0, 297.0]),
        (Rule::Margins, |layout| layout.margins_mm.left = 25.0),
        (Rule::Margins, |layout| layout.margins_mm.right = 25.0),
        (Rule::Margins, |layout| layout.margins_mm.top = 15.0),
        (Rule::PageNumber, |layout| layout.sizes.page_number = 11.0),
        (Rule::StateName, |layout| layout.words.state_name = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM".into()),
        (Rule::Motto, |layout| layout.sizes.motto = 12.0),
        (Rule::Agency, |layout| layout.sizes.agency = 11.0),
        (Rule::Number, |layout| layout.sizes.number = 12.0),
        (Rule::PlaceAndDate, |layout| layout.sizes.place_and_date = 12.0),
        (Rule::Kind, |layout| layout.sizes.kind = 15.0),
        (Rule::Title, |layout| layout.sizes.title = 12.0),
        (Rule::TextSize, |layout| layout.sizes.body = 12.0),
        (Rule::FirstLine, |layout| layout.first_line_mm = 20.0),
        (Rule::LineSpacing, |layout| layout.line_spacing = 2.0),
        (Rule::SpaceBetween, |layout| layout.space_before_pt = 0.0),
        (Rule::End, |layout| layout.words.end = ".".into()),
        (Rule::Signature, |layout| layout.sizes.signature = 12.0),
        (Rule::Recipients, |layout| layout.sizes.recipients = 12.0),
    ];
    for (rule, change) in cases {
        let mut layout = Layout::decree_30();
        change(&mut layout);
        let broken = broken(&told(), &layout);
        assert_eq!(broken.iter().map(|one| one.rule).collect::<Vec<_>>(), [*rule], "{broken:?}");
    }
    let mut layout = Layout::decree_30();
    layout.sizes.subject = 14.0;
    let broken = broken(&letter(), &layout);
    assert_eq!(broken.iter().map(|one| one.rule).collect::<Vec<_>>(), [Rule::Subject], "{broken:?}");
}
