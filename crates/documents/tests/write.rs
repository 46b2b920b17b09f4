//! What is written can be read back, and opens as what it is.

mod text_support;

use documents::narrative::Span;
use documents::write::{
    Align, Column, ColumnKind, Date, Layout, OfficialDocument, Part, Row, Sheet, Signature, TableColumn,
    Value, docx, xlsx,
};
use documents::{Block, Format};
use text_support::{check_spans, open, shown};

fn plan() -> OfficialDocument {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let heading =
        |level: u8, label: &str, text: &str| Part::Heading { level, label: label.into(), text: text.into() };
    let paragraph = |label: &str, text: &str| Part::Paragraph {
        level: 3,
        label: label.into(),
        spans: vec![Span::plain(text)],
    };
    let column = |title: &str, share: u16, align: Align| TableColumn { title: title.into(), share, align };
    let table = |landscape: bool| Part::Table {
        caption: String::new(),
        columns: vec![
            column("TT", 1, Align::Center),
            column("Nội dung", 6, Align::Left),
            column("Cơ quan chủ trì", 3, Align::Left),
        ],
        rows: vec![
            Row::from(owned(&["Nhóm việc một"])),
            Row::from(owned(&["1", "Trồng cây\nChăm cây", "Phòng A"])),
            Row::from(owned(&["2", "Tưới"])),
        ],
        landscape,
    };
    OfficialDocument {
        parent_agency: "Ủy ban nhân dân tỉnh Gia Lai".into(),
        agency: "Ủy ban nhân dân phường Suối Mơ".into(),
        number: "5".into(),
        symbol: "KH-UBND".into(),
        place: "Suối Mơ".into(),
        date: Some(Date { day: 7, month: 6, year: 2026 }),
        kind: "Kế hoạch".into(),
        title: "Trồng cây xanh trên địa bàn phường\ngiai đoạn 2026 - 2030".into(),
        addressed_to: vec![],
        bases: owned(&["Căn cứ Kế hoạch số 1/KH-UBND;", "Theo đề nghị của Phòng A"]),
        body: vec![
            heading(1, "I.", "MỤC TIÊU"),
            heading(2, "1.", "Mục tiêu chung"),
            paragraph("-", "Trồng 100 cây <xanh> & khoẻ."),
            paragraph("a)", "Chăm sóc cây."),
            table(false),
            table(true),
            heading(1, "II.", "TỔ CHỨC THỰC HIỆN"),
            paragraph("", "Các đơn vị báo cáo trước ngày 15 tháng 11 hàng năm."),
        ],
        recipients: owned(&["Như trên", "Phòng A"]),
        archive: "VT, KT".into(),
        signature: Signature {
            on_behalf_of: "TM. Ủy ban nhân dân".into(),
            capacity: "KT. Chủ tịch".into(),
            title: "Phó Chủ tịch".into(),
            name: "Nguyễn Văn Mẫu".into(),
        },
        annexes: vec![Part::Annex {
            label: "Phụ lục I".into(),
            title: "DANH MỤC".into(),
            note: "(Kèm theo Kế hoạch)".into(),
        }],
        snapshot: String::new(),
    }
}

#[test]
fn a_document_reads_back() {
    let bytes = docx(&plan(), &Layout::decree_30()).unwrap();
    let document = open(&bytes).unwrap();
    check_spans(&document);
    let lines = "[TT|Nội dung|Cơ quan chủ trì;Nhóm việc một;1|Trồng cây\nChăm cây|Phòng A;2|Tưới|]";
    assert_eq!(
        shown(&document),
        [
            "[ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nỦY BAN NHÂN DÂN\nPHƯỜNG SUỐI MƠ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc]",
            "[Số: 05/KH-UBND|Suối Mơ, ngày 07 tháng 6 năm 2026]",
            "KẾ HOẠCH",
            "Trồng cây xanh trên địa bàn phường",
            "giai đoạn 2026 - 2030",
            "Căn cứ Kế hoạch số 1/KH-UBND;",
            "Theo đề nghị của Phòng A.",
            "I. MỤC TIÊU",
            "1. Mục tiêu chung",
            "- Trồng 100 cây <xanh> & khoẻ.",
            "a) Chăm sóc cây.",
            lines,
            lines,
            "II. TỔ CHỨC THỰC HIỆN",
            "Các đơn vị báo cáo trước ngày 15 tháng 11 hàng năm./.",
            "[Nơi nhận:\n- Như trên;\n- Phòng A;\n- Lưu: VT, KT.|TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Mẫu]",
            "Phụ lục I",
            "DANH MỤC",
            "(Kèm theo Kế hoạch)",
        ]
    );
    let headings: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => line.heading.map(|depth| (depth, line.bold, line.span.of(&document.text))),
            Block::Table(_) => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            (1, true, "I. MỤC TIÊU"),
            (2, true, "1. Mục tiêu chung"),
            (1, true, "II. TỔ CHỨC THỰC HIỆN"),
            (1, true, "Phụ lục I")
        ]
    );
}

#[test]
fn pages_turn_for_wide_tables_and_only_the_first_has_no_number() {
    let table = |landscape| Part::Table {
        caption: String::new(),
        columns: vec![TableColumn { title: "TT".into(), share: 1, align: Align::Center }],
        rows: vec![],
        landscape,
    };
    let annex = || Part::Annex { label: "Phụ lục".into(), title: String::new(), note: String::new() };
    let cases: &[(Vec<Part>, Vec<Part>, &str)] = &[
        (vec![table(false)], vec![], "1|"),
        (vec![table(true), table(true)], vec![], "1| 0- 0|"),
        (vec![], vec![annex(), table(true)], "1| 1-"),
        (vec![table(true)], vec![annex(), table(false)], "1| 0- 0| 1|"),
    ];
    for (body, annexes, expected) in cases {
        let document = OfficialDocument { body: body.clone(), annexes: annexes.clone(), ..plan() };
        let bytes = docx(&document, &Layout::decree_30()).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let text = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
        let sections: Vec<String> = text
            .split("<w:sectPr>")
            .skip(1)
            .map(|section| {
                let first = u8::from(section.contains("<w:titlePg/>"));
                let side = if section.contains("w:orient=\"landscape\"") { '-' } else { '|' };
                format!("{first}{side}")
            })
            .collect();
        assert_eq!(sections.join(" "), *expected);
    }
}

/// Word works fields out when it prints: until then the right numbers stand there.
#[test]
fn tables_and_figures_are_counted() {
    let table = |caption: &str| Part::Table {
        caption: caption.into(),
        columns: vec![TableColumn { title: "TT".into(), share: 1, align: Align::Center }],
        rows: vec![],
        landscape: false,
    };
    let figure = |caption: &str| Part::Figure {
        caption: caption.into(),
        about: "Cây".into(),
        drawing: charts::Drawing { width: 100.0, height: 50.0, shapes: vec![] },
    };
    let body = vec![table("Một"), table(""), figure("Hình"), table("Hai"), figure("Ảnh")];
    let document = OfficialDocument { body, ..plan() };
    let lines = shown(&open(&docx(&document, &Layout::decree_30()).unwrap()).unwrap());
    let captions: Vec<_> = lines.iter().filter(|line| line.starts_with("B")).collect();
    assert_eq!(captions, ["Bảng 1. Một", "Biểu đồ 1. Hình", "Bảng 2. Hai", "Biểu đồ 2. Ảnh"]);
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let layout = Layout::decree_30();
    assert_eq!(docx(&plan(), &layout).unwrap(), docx(&plan(), &layout).unwrap());
}

#[test]
fn days_and_numbers_are_padded_as_the_decree_has_it() {
    let cases = [
        ("5", Some((7, 6)), "[Số: 05/KH-UBND|Suối Mơ, ngày 07 tháng 6 năm 2026]"),
        ("12", Some((17, 2)), "[Số: 12/KH-UBND|Suối Mơ, ngày 17 tháng 02 năm 2026]"),
        ("07a", Some((1, 11)), "[Số: 07a/KH-UBND|Suối Mơ, ngày 01 tháng 11 năm 2026]"),
    ];
    for (number, date, expected) in cases {
        let date = date.map(|(day, month)| Date { day, month, year: 2026 });
        let document = OfficialDocument { number: number.into(), date, ..plan() };
        assert_eq!(shown(&open(&docx(&document, &Layout::decree_30()).unwrap()).unwrap())[1], expected);
    }
}

#[test]
fn a_letter_has_a_subject_and_those_it_addresses() {
    let letter = OfficialDocument {
        kind: String::new(),
        title: "trồng cây".into(),
        addressed_to: vec!["Phòng A".into()],
        bases: vec![],
        body: vec![],
        annexes: vec![],
        ..plan()
    };
    let lines = shown(&open(&docx(&letter, &Layout::decree_30()).unwrap()).unwrap());
    assert_eq!(lines[1], "[Số: 05/KH-UBND\nV/v trồng cây|Suối Mơ, ngày 07 tháng 6 năm 2026]");
    assert_eq!(lines[2], "Kính gửi: Phòng A");
}

#[test]
fn signs_that_xml_cannot_hold_are_left_out() {
    let body = vec![Part::words("a\u{1}b\u{0}c\u{FFFF}]]>")];
    let document = OfficialDocument { body, ..OfficialDocument::default() };
    let bytes = docx(&document, &Layout::decree_30()).unwrap();
    assert!(shown(&open(&bytes).unwrap()).contains(&"abc]]>./.".to_owned()));
}

#[test]
fn words_in_a_spreadsheet_are_never_formulas() {
    let column = |title: &str| Column { title: title.into(), width: 20.0, kind: ColumnKind::Text };
    let texts = ["=1+1", "+84 912", "-5", "@SUM(A1)", "\t=1", "thường"];
    let rows = texts.iter().map(|text| vec![Value::from(*text), Value::Number(1_234.5)]).collect();
    let sheet = |name: &str| Sheet {
        name: name.into(),
        columns: vec![column("Chữ"), column("Số")],
        rows: Vec::new(),
    };
    let sheets =
        [Sheet { rows, ..sheet("Nhiệm vụ/2026: [mục] rất dài hơn ba mươi mốt chữ") }, sheet("a"), sheet("A")];
    let bytes = xlsx(&sheets).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let (cells, strings, workbook) =
        (part("xl/worksheets/sheet1.xml"), part("xl/sharedStrings.xml"), part("xl/workbook.xml"));
    assert!(!cells.contains("<f>"));
    assert!(strings.contains(">=1+1<") && strings.contains(">thường<"));
    assert!(cells.contains("<autoFilter ref=\"A1:B7\"") && cells.contains("state=\"frozen\""));
    assert!(part("xl/styles.xml").contains("quotePrefix=\"1\""));
    assert!(workbook.contains("\"a\"") && workbook.contains("\"A 2\""));
    assert_eq!(open(&bytes).unwrap_err().code(), "unsupported");
    assert!(xlsx(&[]).is_ok());
    let wide = Sheet { columns: vec![column("x"); 20_000], ..Sheet::default() };
    assert!(xlsx(&[wide]).is_err());
    assert_ne!(open(b"x").unwrap().format, Format::Docx);
}
