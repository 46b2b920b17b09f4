//! Workbooks as people fill them, and as others make them to do harm.

use std::io::{Cursor, Write};

use documents::workbook::{Limits, Refused, Value, read};
use documents::write::{self, Column, ColumnKind, Sheet};
use rust_xlsxwriter::{Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn what_stands_in_the_cells() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Số liệu").expect("a name");
    sheet.write(0, 0, "  Chỉ tiêu ").expect("written");
    sheet.write(1, 0, 12.5).expect("written");
    sheet.write(1, 1, true).expect("written");
    sheet.write(2, 2, Formula::new("=A2*2").set_result("25")).expect("written");
    sheet.write(3, 0, Formula::new("=1/0").set_result("#DIV/0!")).expect("written");
    sheet.write(4, 0, "   ").expect("written");
    sheet.write(5, 0, "=cmd|'/c calc'!A0").expect("written");
    let hidden = workbook.add_worksheet();
    hidden.set_very_hidden(true).write(9, 9, "mã").expect("written");
    let grids = read(&workbook.save_to_buffer().expect("a file"), &Limits::default()).expect("a workbook");
    assert_eq!((grids[0].name.as_str(), grids[0].text(0, 0)), ("Số liệu", "Chỉ tiêu"));
    let cells: Vec<_> = grids[0].cells.iter().map(|(at, value)| (*at, value.clone())).skip(1).collect();
    let formula = Value::Text("=cmd|'/c calc'!A0".to_owned());
    assert_eq!(
        cells[..3],
        [((1, 0), Value::Number(12.5)), ((1, 1), Value::Truth(true)), ((2, 2), Value::Number(25.0))]
    );
    assert_eq!(cells[4..], [((5, 0), formula)], "words stay words, and nothing but spaces is nothing");
    assert_eq!(grids[1].text(9, 9), "mã");
}

/// A workbook with those parts instead of its own, or beside them.
fn with(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let column = Column { title: "Chữ".to_owned(), width: 10.0, kind: ColumnKind::Text };
    let sheet = Sheet { name: "Một".to_owned(), columns: vec![column], rows: vec![vec!["chữ".into()]] };
    let own = write::xlsx(&[sheet]).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(own)).expect("a zip");
    let mut made = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let file = archive.by_index_raw(number).expect("a part");
        let is_own = file.name().is_ok_and(|name| !parts.iter().any(|(other, _)| name == *other));
        if is_own {
            made.raw_copy_file(file).expect("copied");
        }
    }
    for (name, bytes) in parts {
        made.start_file(*name, SimpleFileOptions::default()).expect("begun");
        made.write_all(bytes).expect("written");
    }
    made.finish().expect("ended").into_inner()
}

fn refused(parts: &[(&str, &[u8])]) -> Option<Refused> {
    read(&with(parts), &Limits::default()).err()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const SPACE: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

fn sheet(rows: &str) -> String {
    format!(r#"<?xml version="1.0"?><worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"#)
}

#[test]
fn what_is_none_is_refused() {
    for (bytes, why) in [
        (b"".as_slice(), Refused::Foreign),
        (b"a;b;c", Refused::Foreign),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Refused::LockedOrOld),
        (b"PK\x03\x04", Refused::Broken),
        (&vec![b'a'; 5 << 20], Refused::TooLarge),
    ] {
        assert_eq!(read(bytes, &Limits::default()), Err(why));
    }
    assert_eq!(refused(&[]), None);
    assert_eq!(refused(&[("xl/vbaProject.bin", b"Sub Auto_Open()")]), Some(Refused::Macros));
    assert_eq!(refused(&[(SHEET, b"<worksheet>")]), Some(Refused::Broken));
    assert_eq!(refused(&[(SHEET, sheet("<row><c><v>1</v></row>").as_bytes())]), Some(Refused::Broken));
    assert_eq!(refused(&[("xl/workbook.xml", b"")]), Some(Refused::Broken));
}

#[test]
fn entities_and_other_codings_are_refused() {
    let laughs =
        format!(r#"<!DOCTYPE s [<!ENTITY a "aaaa">]>{}"#, sheet(r#"<row><c t="str"><v>&a;</v></c></row>"#));
    assert_eq!(refused(&[(SHEET, laughs.as_bytes())]), Some(Refused::Broken));
    let outside = r#"<!DOCTYPE s SYSTEM "file:///etc/passwd"><sst/>"#;
    assert_eq!(refused(&[(STRINGS, outside.as_bytes())]), Some(Refused::Broken));
    let wide: Vec<u8> = sheet("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&[(SHEET, &wide)]), Some(Refused::Broken));
}

#[test]
fn a_few_bytes_are_not_made_into_much_memory() {
    // Room for more strings than there is memory.
    let many = format!(r#"<sst {SPACE} uniqueCount="99999999999"><si><t>a</t></si></sst>"#);
    assert_eq!(refused(&[(STRINGS, many.as_bytes())]), Some(Refused::Broken));
    let bomb = sheet(&" ".repeat(30 << 20));
    assert_eq!(refused(&[(SHEET, bomb.as_bytes())]), Some(Refused::TooLarge));
    let million = sheet(&"<row><c><v>1</v></c></row>".repeat(300_000));
    assert_eq!(refused(&[(SHEET, million.as_bytes())]), Some(Refused::TooLarge));
    // One long text in many cells.
    let long = format!("<sst {SPACE}><si><t>{}</t></si></sst>", "a".repeat(1 << 20));
    let often = sheet(&r#"<row><c t="s"><v>0</v></c></row>"#.repeat(1_000));
    assert_eq!(refused(&[(STRINGS, long.as_bytes()), (SHEET, often.as_bytes())]), Some(Refused::TooLarge));
    // Places beyond every sheet, and ranges that go back.
    for place in ["ZZZZZZZZZZ1", "A99999999999", "B2:A1"] {
        let beyond = format!(
            r#"<worksheet {SPACE}><dimension ref="{place}"/><sheetData><row><c r="A1"/></row></sheetData></worksheet>"#
        );
        assert!([None, Some(Refused::Broken)].contains(&refused(&[(SHEET, beyond.as_bytes())])), "{place}");
    }
    // The last cell of all costs no more than one.
    let far = sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(refused(&[(SHEET, far.as_bytes())]), None);
}
