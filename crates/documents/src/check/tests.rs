use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::write::{self, Date, OfficialDocument, Part, Row, Signature, TableColumn};

fn report() -> OfficialDocument {
    let heading =
        |level: u8, label: &str, text: &str| Part::Heading { level, label: label.into(), text: text.into() };
    OfficialDocument {
        parent_agency: "Ủy ban nhân dân tỉnh Gia Lai".into(),
        agency: "Ủy ban nhân dân phường Suối Mơ".into(),
        number: "5".into(),
        symbol: "BC-UBND".into(),
        place: "Suối Mơ".into(),
        date: Some(Date { day: 7, month: 2, year: 2026 }),
        kind: "Báo cáo".into(),
        title: "Kết quả trồng cây\nnăm 2025".into(),
        addressed_to: vec!["Ủy ban nhân dân tỉnh Gia Lai".into()],
        bases: vec!["Căn cứ Kế hoạch số 1/KH-UBND".into()],
        body: vec![
            heading(1, "I.", "KẾT QUẢ"),
            Part::words("Phường đã trồng 100 cây."),
            Part::Table {
                caption: "Cây".into(),
                columns: vec![TableColumn { title: "TT".into(), share: 1, align: write::Align::Center }],
                rows: vec![Row::from(vec!["1".to_owned()])],
                landscape: true,
            },
            heading(3, "a)", "Kiến nghị"),
            Part::words("Không có."),
        ],
        recipients: vec!["Như trên".into()],
        archive: "VT".into(),
        signature: Signature {
            on_behalf_of: "TM. Ủy ban nhân dân".into(),
            capacity: "KT. Chủ tịch".into(),
            title: "Phó Chủ tịch".into(),
            name: "Nguyễn Văn Mẫu".into(),
        },
        annexes: vec![Part::Annex {
            label: "Phụ lục".into(), title: "DANH MỤC".into(), note: String::new()
        }],
        snapshot: String::new(),
    }
}

fn checked(bytes: &[u8]) -> Vec<Broken> {
    docx(bytes, &Layout::decree_30(), &Limits::default()).expect("a Word file")
}

/// The file with some markup changed, in whichever part it stands; it has to stand somewhere.
fn with(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    let mut count = 0;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("XML");
        count += text.matches(old).count();
        changed.start_file(file.name().expect("a name"), SimpleFileOptions::default()).expect("begun");
        changed.write_all(text.replace(old, new).as_bytes()).expect("written");
    }
    assert!(count > 0, "{old} stands nowhere");
    changed.finish().expect("whole").into_inner()
}

#[test]
fn what_is_written_here_keeps_all_rules() {
    let layout = Layout::decree_30();
    let with_number = report();
    let without = OfficialDocument { number: String::new(), date: None, ..report() };
    let letter = OfficialDocument { kind: String::new(), title: "trồng cây".into(), ..report() };
    for document in [with_number, without, letter] {
        assert_eq!(checked(&write::docx(&document, &layout).expect("a file")), []);
    }
}

/// Each rule is broken by a change of the markup, and found; no other is.
#[test]
fn each_rule_is_found_where_it_is_broken() {
    let file = write::docx(&report(), &Layout::decree_30()).expect("a file");
    let letter = OfficialDocument { kind: String::new(), title: "trồng cây".into(), ..report() };
    let letter = write::docx(&letter, &Layout::decree_30()).expect("a file");
    let cases: &[(Rule, &[u8], &str, &str)] = &[
        (Rule::PageSize, &file, r#"w:w="11906" w:h="16838""#, r#"w:w="12240" w:h="15840""#),
        (Rule::Margins, &file, r#"w:left="1701""#, r#"w:left="1134""#),
        (Rule::Font, &file, r#"w:hAnsi="Times New Roman""#, r#"w:hAnsi="Arial""#),
        (Rule::Unicode, &file, "Phường đã trồng", "Phu\u{31b}o\u{31b}\u{300}ng đã trồng"),
        (Rule::PageNumber, &file, "<w:titlePg/>", ""),
        (Rule::PageNumber, &file, " PAGE ", " DATE "),
        (Rule::StateName, &file, "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"),
        (Rule::StateName, &file, "CỘNG HÒA XÃ HỘI", "CỘNG HÒA"),
        (Rule::Motto, &file, "Độc lập - Tự do", "ĐỘC LẬP - TỰ DO"),
        (Rule::Agency, &file, "PHƯỜNG SUỐI MƠ", "Phường Suối Mơ"),
        (Rule::Number, &file, "Số: 05/BC-UBND", "Số: 5/BC-UBND"),
        (Rule::Number, &file, "Số: 05/BC-UBND", "05/BC-UBND"),
        (Rule::PlaceAndDate, &file, "tháng 02", "tháng 2"),
        (Rule::PlaceAndDate, &file, "ngày 07", "ngày 7"),
        (Rule::Kind, &file, ">BÁO CÁO<", ">Báo cáo<"),
        (
            Rule::Title,
            &file,
            r#"<w:b/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space="preserve">Kết quả"#,
            r#"<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space="preserve">Kết quả"#,
        ),
        (
            Rule::Subject,
            &letter,
            r#"<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr><w:t xml:space="preserve">V/v"#,
            r#"<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr><w:t xml:space="preserve">V/v"#,
        ),
        (
            Rule::TextSize,
            &file,
            r#"<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang"#,
            r#"<w:sz w:val="24"/><w:lang"#,
        ),
        (Rule::Justified, &file, r#"<w:jc w:val="both"/>"#, r#"<w:jc w:val="left"/>"#),
        (Rule::FirstLine, &file, r#"<w:ind w:firstLine="720"/>"#, r#"<w:ind w:firstLine="0"/>"#),
        (Rule::LineSpacing, &file, r#"w:line="264" w:lineRule="auto""#, r#"w:line="480" w:lineRule="auto""#),
        (
            Rule::SpaceBetween,
            &file,
            r#"w:before="120" w:after="0" w:line"#,
            r#"w:before="0" w:after="0" w:line"#,
        ),
        (Rule::End, &file, "Không có./.", "Không có."),
        (Rule::Signature, &file, "KT. CHỦ TỊCH", "KT. Chủ tịch"),
        (Rule::Recipients, &file, "- Như trên;", "Như trên"),
        (Rule::Recipients, &file, "- Lưu: VT.", "- Văn thư."),
    ];
    for (rule, bytes, old, new) in cases {
        let found: Vec<_> = checked(&with(bytes, old, new)).into_iter().map(|broken| broken.rule).collect();
        assert_eq!(found, [*rule], "{old} → {new}");
    }
    // No rule is left without a case.
    let tried: std::collections::BTreeSet<_> = cases.iter().map(|(rule, ..)| *rule).collect();
    assert_eq!(tried.into_iter().collect::<Vec<_>>(), Rule::ALL);
}

#[test]
fn what_is_no_word_file_is_refused() {
    for bytes in [&b""[..], b"PK", b"plain words"] {
        assert!(docx(bytes, &Layout::decree_30(), &Limits::default()).is_err());
    }
}
