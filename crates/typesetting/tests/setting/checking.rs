//! What is set keeps the rules of its layout, and so does the Word file as LibreOffice prints it.

use chrono::DateTime;
use documents::check::{self, Broken, Rule};
use documents::write::{Layout, OfficialDocument, Part};
use documents::{Limits, narrative::Span};
use typesetting::pdf;

use super::{fonts, many, printed, report};

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
    for file in printed(&[report(), letter()]) {
        assert_eq!(checked(&file), []);
    }
}

/// Paragraphs of one line and of six, lists, headings, tables, drawings, annexes: nothing of it breaks a rule, whichever program sets it.
#[test]
fn documents_of_many_shapes_keep_all_rules() {
    let (layout, fonts) = (Layout::decree_30(), fonts());
    let documents: Vec<_> = many::documents(60).collect();
    for (number, (document, word)) in documents.iter().zip(printed(&documents)).enumerate() {
        let set = pdf(document, &layout, &fonts, DateTime::UNIX_EPOCH).expect("a PDF");
        assert_eq!(checked(&set.bytes), [], "document {number} as it is set");
        assert_eq!(checked(&word), [], "document {number} as LibreOffice prints it");
    }
}

/// First lines of two that come short of the edge by more or less than a word: only room between their words takes them there.
#[test]
fn a_paragraph_is_as_wide_as_the_page_however_its_lines_break() {
    let words =
        "Ủy ban nhân dân phường Suối Mơ đã tổng hợp kết quả trồng cây từ báo cáo của các thôn, làng như sau:";
    let starts =
        ["", "Ở kỳ này, ", "Tháng 11, ", "Năm 2025, ", "Theo kế hoạch, ", "Theo Kế hoạch số 1/KH-UBND, "];
    let paragraphs = starts.map(|start| Part::words(format!("{start}{words}")));
    let body = [told().body[0].clone()].into_iter().chain(paragraphs).collect();
    let document = OfficialDocument { body, annexes: Vec::new(), ..report() };
    assert_eq!(broken(&document, &Layout::decree_30()), []);
}

/// What begins where first lines do and fills the line may be a whole paragraph, also on the next page.
#[test]
fn paragraphs_of_one_full_line_are_paragraphs() {
    let unit = Span { text: "Trung tâm Dịch vụ nông nghiệp:".into(), bold: false, italic: true };
    let unit = Part::Paragraph { level: 1, label: String::new(), spans: vec![unit] };
    let line = Part::words("Có 38 hộ dùng chế phẩm sinh học; ba vườn rau bị ngập trong đợt mưa lũ.");
    // At first there are lines of one more paragraph on the first page, then of two.
    for count in 0..4 {
        let mut body = vec![told().body[0].clone()];
        body.extend((0..count).map(|_| Part::words("Không có.")));
        body.extend([unit.clone(), line.clone(), line.clone()].into_iter().cycle().take(40));
        let document = OfficialDocument { body, annexes: Vec::new(), ..report() };
        assert_eq!(broken(&document, &Layout::decree_30()), []);
    }
}

/// Headings that run over two lines, whatever look their depth has.
#[test]
fn long_headings_are_headings() {
    let text =
        "Kết quả trồng cây dọc đường vào trường học và quanh nhà văn hóa của các thôn, làng trong phường";
    for level in 1..=6 {
        let heading = |end: usize| {
            let text = text.split(' ').take(end).collect::<Vec<_>>().join(" ");
            Part::Heading { level, label: "a)".into(), text }
        };
        let paragraph = told().body[0].clone();
        let ends = 10..text.split(' ').count();
        let body =
            ends.flat_map(|end| [paragraph.clone(), heading(end)]).chain([paragraph.clone()]).collect();
        let document = OfficialDocument { body, annexes: Vec::new(), ..report() };
        assert_eq!(broken(&document, &Layout::decree_30()), [], "of depth {level}");
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
