//! What the fuzzer tries, one function a target, and what must hold whatever comes in.
//!
//! The stable test `crates/reading/tests/findings.rs` takes this file in and replays what was once found, so that it
//! depends on nothing but the crates under test.

mod package;

use documents::check::{self, Broken};
use documents::outline::{Outline, outline};
use documents::read::Programs;
use documents::write::Layout;
use documents::{Block, Document, Format, Limits, ReadError, ReadOptions, Span};

/// A target: input in, panic where something does not hold.
pub type Target = fn(&[u8]);

/// Every target under its name, which is also the name of its folder in `fuzz/findings/`.
pub const TARGETS: &[(&str, Target)] = &[
    ("read_any", read_any),
    ("docx", docx),
    ("pdf", pdf),
    ("text", text),
    ("markdown", markdown),
    ("outline", outlined),
    ("reading", read_plan),
    ("vietnamese", vietnamese),
    ("workbook", workbook),
    ("edxml", edxml),
];

/// Whatever form the bytes have, down to the outline.
pub fn read_any(bytes: &[u8]) {
    if let Some(document) = read(bytes, |_| true) {
        check_outline(&document, &outline(&document));
    }
}

/// Word's form, read and checked: a whole file, or else the parts of one.
pub fn docx(bytes: &[u8]) {
    let whole = bytes.starts_with(b"PK").then(|| bytes.to_vec());
    let whole = whole.unwrap_or_else(|| word(bytes));
    read(&whole, |format| format == Format::Docx);
    check_layout(check::docx, &whole);
}

/// Looks whether a file keeps to a layout.
type Check = fn(&[u8], &Layout, &Limits) -> Result<Vec<Broken>, ReadError>;

/// Says by `check` what a file breaks: each rule once, in order.
fn check_layout(check: Check, bytes: &[u8]) {
    if let Ok(broken) = check(bytes, &Layout::decree_30(), &limits()) {
        assert!(broken.is_sorted_by(|one, other| one.rule < other.rule), "each rule once, in order");
    }
}

/// `document.xml`, and after a zero byte `numbering.xml`, packed as Word would.
pub fn word(parts: &[u8]) -> Vec<u8> {
    let mut parts = parts.splitn(2, |byte| *byte == 0);
    let (document, numbering) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    package::package(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/document.xml", document),
        ("word/numbering.xml", numbering),
    ])
}

const CONTENT_TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>"#;

/// A workbook: a whole file, or else the parts of one.
pub fn workbook(bytes: &[u8]) {
    // What the library behind it panics about is contained there, and would end the fuzzer's run by its hook. What this panics
    // about ends it all the same.
    static CONTAINED: std::sync::Once = std::sync::Once::new();
    CONTAINED.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let whole = bytes.starts_with(b"PK").then(|| bytes.to_vec());
    let limits = documents::workbook::Limits { unpacked: 4 << 20, ..Default::default() };
    let Ok(grids) = documents::workbook::read(&whole.unwrap_or_else(|| excel(bytes)), &limits) else {
        return;
    };
    let cells: usize = grids.iter().map(|grid| grid.cells.len()).sum();
    assert!(cells <= limits.cells, "more cells than allowed");
}

/// A sheet, and after zero bytes its strings and styles, packed as Excel would.
pub fn excel(parts: &[u8]) -> Vec<u8> {
    let mut parts = parts.splitn(3, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (next(), next(), next());
    package::package(&[
        ("_rels/.rels", RELATIONS_OF_BOOK),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

const RELATIONS_OF_BOOK: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A message from another authority: files within their bounds, names without folders; and what can be written of it is read as
/// it was.
pub fn edxml(bytes: &[u8]) {
    let limits = ::edxml::Limits { attachments: 8, attachments_bytes: 1 << 20, ..Default::default() };
    let Ok(message) = ::edxml::read(bytes, &limits) else {
        return;
    };
    if let ::edxml::Message::Dispatch(dispatch) = &message {
        let files = &dispatch.attachments;
        assert!(files.len() <= limits.attachments, "more files than allowed");
        let weight: usize = files.iter().map(|file| file.bytes.len()).sum();
        assert!(weight <= limits.attachments_bytes, "larger files than allowed");
        for file in files {
            assert_eq!(::edxml::file_name(&file.name), file.name, "the name of a name is itself");
            assert!(!file.name.contains(['/', '\\']), "a name with folders");
        }
    }
    if let Ok(written) = ::edxml::write(&message) {
        // The flat dialect has fewer elements for the same.
        let limits = ::edxml::Limits { elements: 2 * limits.elements, ..limits };
        assert_eq!(::edxml::read(&written, &limits), Ok(message), "a message is read as it is written");
    }
}

/// PDF with a text layer, read and checked.
pub fn pdf(bytes: &[u8]) {
    read(bytes, |format| format == Format::Pdf);
    check_layout(check::pdf, bytes);
}

/// Plain text in any encoding.
pub fn text(bytes: &[u8]) {
    read(bytes, |format| format == Format::Text);
}

/// Markdown.
pub fn markdown(bytes: &[u8]) {
    read(bytes, |format| format == Format::Markdown);
}

/// The outline of a text.
pub fn outlined(bytes: &[u8]) {
    if let Some(document) = read(bytes, |format| matches!(format, Format::Text | Format::Markdown)) {
        check_outline(&document, &outline(&document));
    }
}

/// What a plan says.
pub fn read_plan(bytes: &[u8]) {
    let Some(document) = read(bytes, |format| matches!(format, Format::Text | Format::Markdown)) else {
        return;
    };
    let outline = outline(&document);
    let reading = ::reading::interpret(&document, &outline);
    check_reading(&document, &reading);
}

/// Everything that takes a Vietnamese text.
pub fn vietnamese(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(number) = ::vietnamese::numbers::parse(&text) {
        assert!(!number.to_words().is_empty(), "a number has words");
    }
    let _ = ::vietnamese::numbers::from_words(&text);
    if let Ok(dong) = ::vietnamese::money::parse(&text) {
        assert_eq!(
            ::vietnamese::money::parse(&::vietnamese::money::format(dong)),
            Ok(dong),
            "money is read as it is written"
        );
    }
    if let Some(date) = ::vietnamese::dates::parse(&text) {
        assert_eq!(
            ::vietnamese::dates::parse(&::vietnamese::dates::short(date)),
            Some(date),
            "a day is read as it is written"
        );
    }
    let _ = ::vietnamese::identifiers::tax_code(&text);
    let _ = ::vietnamese::identifiers::personal_number(&text);
    let _ = ::vietnamese::identifiers::mobile(&text);
    let _ = ::vietnamese::identifiers::gtin(&text);
    let _ = ::vietnamese::identifiers::gtin_check_digit(&text);
    if let Ok(payment) = ::vietnamese::vietqr::parse(&text) {
        let written = ::vietnamese::vietqr::build(&payment).expect("what was read can be written");
        assert_eq!(::vietnamese::vietqr::parse(&written), Ok(payment), "a payment is read as it is written");
    }
    let _ = ::vietnamese::aloud::text(&text);
    let _ = ::vietnamese::sort::sort_key(&text);
    let normal = ::vietnamese::nfc(&text);
    assert_eq!(::vietnamese::nfc(&normal), normal, "the normal form of a normal form is itself");
    let placed = ::vietnamese::place_tones(&text);
    assert_eq!(::vietnamese::place_tones(&placed), placed, "marks that are placed stay");
    let folded = ::vietnamese::fold_with_map(&text);
    assert_eq!(folded.text, ::vietnamese::fold(&text));
    for (start, letter) in folded.text.char_indices() {
        let range = folded.original(start, start + letter.len_utf8());
        assert!(text.get(range).is_some(), "a folded letter leads back to whole letters");
    }
    for suggestion in ::vietnamese::repair::suggest(&text) {
        assert!(text.get(suggestion.start..suggestion.end).is_some(), "a repair stands on whole letters");
    }
}

/// Reads forms that are wanted, within limits small enough for many thousand tries. Scans are left out: they are read
/// by programs outside.
fn read(bytes: &[u8], wanted: impl Fn(Format) -> bool) -> Option<Document> {
    let options = ReadOptions { limits: limits(), programs: no_programs() };
    let format = documents::detect(bytes, &options.limits).ok()?;
    if format == Format::Scan || !wanted(format) {
        return None;
    }
    let document = documents::read(bytes, &options, &mut |_| {}).ok()?;
    check_document(&document);
    Some(document)
}

fn limits() -> Limits {
    Limits { zip_entry_bytes: 8 << 20, zip_total_bytes: 16 << 20, ..Limits::default() }
}

/// Nothing outside is started, also for a PDF whose pages turn into pictures on the way.
fn no_programs() -> Programs {
    let nowhere = || Some("/nonexistent".into());
    Programs { tesseract: nowhere(), pdftoppm: nowhere() }
}

/// Pieces follow each other on whole letters of the text; cells lie within their table.
fn check_document(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let span = block.span();
        assert!(span.start >= end, "pieces overlap or go back at {span:?}");
        assert_whole(&document.text, span);
        end = span.end;
        let Block::Table(table) = block else { continue };
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            assert_whole(&document.text, cell.span);
            assert!(cell.columns > 0, "a cell spans no column");
            assert!(
                span.start <= cell.span.start && cell.span.end <= span.end,
                "a cell lies outside of its table"
            );
        }
    }
}

/// Names are unique, parents come first, spans stand in the source in order.
fn check_outline(document: &Document, outline: &Outline) {
    let mut paths = std::collections::HashSet::new();
    let mut start = 0;
    for (place, clause) in outline.clauses.iter().enumerate() {
        assert!(paths.insert(&clause.path), "{} stands twice", clause.path);
        assert!(clause.parent.is_none_or(|parent| parent < place), "a child comes before its parent");
        let depth = clause.parent.map_or(1, |parent| outline.clauses[parent].depth + 1);
        assert_eq!(clause.depth, depth, "{} is not one deeper than its parent", clause.path);
        assert_whole(&document.text, clause.span);
        assert!(clause.span.start >= start, "{} goes back", clause.path);
        start = clause.span.start;
        let located = clause.passage.locate(0, clause.passage.text.len());
        assert_whole(&document.text, located);
    }
}

/// Every proposal names a clause that is there and a sentence that stands in the source.
fn check_reading(document: &Document, reading: &::reading::Reading) {
    let paths: std::collections::HashSet<&str> =
        reading.clauses.iter().map(|clause| clause.path.as_str()).collect();
    let targets = reading.targets.iter().map(|target| (&target.clause, target.span));
    let duties = reading.duties.iter().map(|duty| (&duty.clause, duty.span));
    let units = reading.units.iter().map(|unit| (&unit.clause, unit.span));
    let reporting = reading.reporting.iter().map(|reporting| (&reporting.clause, reporting.span));
    for (clause, span) in targets.chain(duties).chain(units).chain(reporting) {
        assert!(paths.contains(clause.as_str()), "{clause} is no clause");
        assert_whole(&document.text, span);
    }
    for repair in &reading.repairs {
        assert_whole(&document.text, repair.span);
        assert!((0.0..=1.0).contains(&repair.confidence), "a repair is {} sure", repair.confidence);
    }
}

fn assert_whole(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} does not stand on whole letters");
}
