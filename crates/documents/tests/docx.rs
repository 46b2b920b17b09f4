//! Word files → lines and tables.

mod docx_support;
mod text_support;

use documents::{Block, Format};
use docx_support::{li, list, lvl, p, part, word, word_with, zipped};
use text_support::{check_spans, open, shown};

/// List and level of a paragraph.
type Item = (i64, i64);

fn run(props: &str, words: &str) -> String {
    format!(r#"<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn cell(props: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>")
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

#[test]
fn words_of_a_paragraph() {
    let field = |words: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{words}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let text_box = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#,
        p("trong hộp")
    );
    let cases: &[(&str, &[&str])] = &[
        ("<w:r><w:t>a &amp; b</w:t></w:r><w:r><w:t> &#273;</w:t></w:r>", &["a & b đ"]),
        ("<w:r><w:t>1.</w:t><w:tab/><w:t>Một</w:t></w:r>", &["1.\tMột"]),
        ("<w:r><w:t>trên</w:t><w:br/><w:t>dưới</w:t></w:r>", &["trên", "dưới"]),
        (
            "<w:r><w:t>36</w:t><w:noBreakHyphen/><w:t>NQ</w:t><w:softHyphen/><w:t>/TW</w:t></w:r>",
            &["36-NQ/TW"],
        ),
        (
            "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
            &["thêm"],
        ),
        (
            "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo>",
            &["mới"],
        ),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", &["liên kết"]),
        (&field("kết quả"), &["kết quả"]),
        (r#"<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>"#, &["7"]),
        (&format!("<w:r><w:t>ngoài</w:t></w:r>{text_box}"), &["ngoài", "trong hộp"]),
        ("<w:r><w:t>chữ</w:t><w:footnoteReference w:id=\"2\"/></w:r>", &["chữ"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", &["hiện"]),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>mục đích</w:t></w:r>", &["MỤC ĐÍCH"]),
        (r#"<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r>"#, &["≥ 80%"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>khung</w:t></w:r></w:sdtContent></w:sdt>", &["khung"]),
        ("<w:r><w:t xml:space=\"preserve\">   </w:t></w:r>", &[]),
    ];
    for (content, expected) in cases {
        let document = open(&word(&format!("<w:p>{content}</w:p>{}", p("hết")))).unwrap();
        let mut expected = expected.to_vec();
        expected.push("hết");
        assert_eq!(document.format, Format::Docx);
        assert_eq!(shown(&document), expected, "{content}");
        check_spans(&document);
    }
}

#[test]
fn an_end_that_was_deleted_joins_paragraphs() {
    let body =
        r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">một </w:t></w:r></w:p>"#;
    assert_eq!(shown(&open(&word(&format!("{body}{}", p("hai")))).unwrap()), ["một hai"]);
    let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r></w:p>"#;
    assert_eq!(shown(&open(&word(&format!("{field}{}", p("sau")))).unwrap()), ["sau"]);
}

#[test]
fn numbers_outside_of_the_text() {
    let outline = list(
        1,
        &[
            lvl(0, "upperRoman", "%1."),
            lvl(1, "decimal", "%2."),
            lvl(2, "decimal", "%2.%3."),
            lvl(3, "lowerLetter", "%4)"),
            lvl(4, "bullet", "\u{f0b7}"),
            lvl(5, "bullet", "o"),
            lvl(6, "bullet", "-"),
            lvl(7, "none", ""),
        ],
    );
    let restart = r#"<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
    let own_level = format!(
        r#"<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{}</w:lvlOverride></w:num>"#,
        lvl(0, "decimal", "Điều %1.")
    );
    let legal = format!(
        r#"<w:abstractNum w:abstractNumId="9">{}<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalZero"/><w:lvlRestart w:val="0"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>"#,
        lvl(0, "upperRoman", "%1")
    );
    let numbering = [outline, restart.to_owned(), own_level, legal].concat();
    let cases: &[(&[Item], &[&str])] = &[
        (&[(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], &["I.", "1.", "2.", "II.", "1."]),
        (&[(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2)], &["I.", "1.", "1.1.", "1.2.", "2.", "2.1."]),
        (&[(1, 3), (1, 3), (1, 2), (1, 3)], &["a)", "b)", "1.1.", "a)"]),
        (&[(1, 4), (1, 5), (1, 6)], &["-", "+", "-"]),
        (&[(1, 7)], &[""]),
        (&[(1, 1), (2, 1), (2, 1), (1, 1)], &["1.", "5.", "6.", "7."]),
        (&[(3, 0), (3, 0)], &["Điều 1.", "Điều 2."]),
        (&[(9, 0), (9, 1), (9, 1), (9, 0), (9, 1)], &["I", "1.3", "1.4", "II", "2.3"]),
        (&[(9, 2), (9, 0), (9, 2)], &["(01)", "I", "(02)"]),
        (&[(0, 0), (77, 3), (1, 99), (1, -4)], &["", "", "", "I."]),
    ];
    for (items, labels) in cases {
        let body: String = items.iter().map(|(list, level)| li(*list, *level, "chữ")).collect();
        let expected: Vec<String> =
            labels.iter().map(|label| format!("{label} chữ").trim_start().to_owned()).collect();
        assert_eq!(shown(&open(&word_with(&body, &numbering, "")).unwrap()), expected, "{items:?}");
    }
}

#[test]
fn long_lists_count_as_word_does() {
    let cases: &[(&str, usize, &str)] = &[
        ("upperRoman", 49, "XLIX."),
        ("lowerRoman", 14, "xiv."),
        ("lowerLetter", 26, "z."),
        ("lowerLetter", 28, "bb."),
        ("upperLetter", 3, "C."),
        ("decimal", 120, "120."),
    ];
    for (format, count, label) in cases {
        let body: String = (0..*count).map(|_| li(1, 0, "chữ")).collect();
        let document = open(&word_with(&body, &list(1, &[lvl(0, format, "%1.")]), "")).unwrap();
        assert_eq!(shown(&document).last().unwrap(), &format!("{label} chữ"));
    }
}

#[test]
fn numbers_and_looks_through_styles() {
    let styles = r#"
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:name w:val="Mục nhỏ"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/><w:jc w:val="both"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
        <w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;
    let numbering = list(1, &[lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2.")]);
    let styled = |style: &str, more: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>chữ</w:t></w:r></w:p>"#)
    };
    let unlisted = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = [
        styled("Toc", ""),
        styled("H1", ""),
        styled("H2", ""),
        styled("H2", unlisted),
        format!("<w:p>{}</w:p>", run(r#"<w:rStyle w:val="Strong"/>"#, "chữ")),
        format!("<w:p>{}{}</w:p>", run("<w:b/>", "chữ "), run(r#"<w:b w:val="0"/>"#, "thường")),
    ]
    .concat();
    let document = open(&word_with(&body, &numbering, styles)).unwrap();
    let looks: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some((line.span.of(&document.text), line.heading, line.bold, line.centred)),
            Block::Table(_) => None,
        })
        .collect();
    assert_eq!(
        looks,
        [
            ("I. chữ", Some(1), true, true),
            ("1. chữ", Some(2), true, false),
            ("chữ", Some(2), true, false),
            ("chữ", None, true, false),
            ("chữ thường", None, false, false),
        ]
    );
}

#[test]
fn levels_are_bound_to_styles() {
    let numbering = r#"<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Ds"/></w:abstractNum><w:abstractNum w:abstractNumId="6"><w:styleLink w:val="Ds"/><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>"#;
    let styles = r#"<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>"#;
    let body = format!(
        r#"{}<w:p><w:pPr><w:pStyle w:val="Sub"/></w:pPr><w:r><w:t>chữ</w:t></w:r></w:p>{}"#,
        li(4, 0, "đầu"),
        li(5, 0, "liên kết")
    );
    let document = open(&word_with(&body, numbering, styles)).unwrap();
    assert_eq!(shown(&document), ["I. đầu", "1. chữ", "d) liên kết"]);
}

#[test]
fn tables() {
    let span = |columns: u8| format!(r#"<w:gridSpan w:val="{columns}"/>"#);
    let rows: &[&[String]] = &[
        &[cell("", &p("TT")), cell("", &p("Nội dung")), cell("", &p("Cơ quan"))],
        &[cell(&span(3), &p("I. Nhóm"))],
        &[
            cell("", &li(1, 0, "")),
            cell("", &[p("việc một"), p("việc hai")].concat()),
            cell(r#"<w:vMerge w:val="restart"/>"#, &p("Phòng A")),
        ],
        &[cell("", &li(1, 0, "")), cell("", &p("việc\tba")), cell("<w:vMerge/>", &p("thừa"))],
    ];
    let nested = table(&[&[cell("", &p("x")), cell("", &table(&[&[cell("", &p("y")), cell("", &p("z"))]]))]]);
    let frame = table(&[&[cell("", &[p("đóng khung"), p("hai dòng")].concat())]]);
    let body = [table(rows), p("giữa"), nested, frame].concat();
    let document = open(&word_with(&body, &list(1, &[lvl(0, "decimal", "%1")]), "")).unwrap();
    assert_eq!(
        shown(&document),
        [
            "[TT|Nội dung|Cơ quan;I. Nhóm;1|việc một\nviệc hai|Phòng A;2|việc ba|]",
            "giữa",
            "[x|y z]",
            "đóng khung",
            "hai dòng",
        ]
    );
    check_spans(&document);
    let Block::Table(table) = &document.blocks[0] else { panic!("a table comes first") };
    let places: Vec<Vec<(u16, u16)>> = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| (cell.column, cell.columns)).collect())
        .collect();
    assert_eq!(places[1], [(0, 3)]);
    assert_eq!(places[2], [(0, 1), (1, 1), (2, 1)]);
}

#[test]
fn fonts_from_before_unicode() {
    let font = |name: &str| format!(r#"<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>"#);
    let cases = [
        (
            ".VnTime",
            "KÕ ho¹ch ph¸t triÓn n\u{ab}ng nghiÖp, ®Þa ph\u{ad}¬ng",
            "Kế hoạch phát triển nông nghiệp, địa phương",
        ),
        (".VnTimeH", "môc tiªu", "MỤC TIÊU"),
        (".VnTime", "đã là Unicode", "đã là Unicode"),
        (
            "VNI-Times",
            "Keá hoaïch phaùt trieån noâng nghieäp, ñòa phöông",
            "Kế hoạch phát triển nông nghiệp, địa phương",
        ),
        ("VNI-Times", "COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI"),
        ("Times New Roman", "Õ ho¹ch", "Õ ho¹ch"),
    ];
    for (name, words, expected) in cases {
        let document = open(&word(&format!("<w:p>{}</w:p>", run(&font(name), words)))).unwrap();
        assert_eq!(shown(&document), [expected], "{name}");
    }
    let hyphen = format!(
        "<w:p><w:r><w:rPr>{}</w:rPr><w:t>ph</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r></w:p>",
        font(".VnTime")
    );
    assert_eq!(shown(&open(&word(&hyphen)).unwrap()), ["phương"]);
}

#[test]
fn pages() {
    let hard = r#"<w:p><w:r><w:t>một</w:t><w:br w:type="page"/></w:r></w:p>"#;
    let before = r#"<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>ba</w:t></w:r></w:p>"#;
    let noted = r#"<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"#;
    for (body, expected) in [
        (format!("{hard}{}{before}", p("hai")), [1, 2, 3].as_slice()),
        (format!("{hard}{noted}"), &[1, 2]),
        (p("một"), &[1]),
    ] {
        let document = open(&word(&body)).unwrap();
        let pages: Vec<u32> = document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Line(line) => line.page,
                Block::Table(table) => table.page,
            })
            .collect();
        assert_eq!(pages, expected);
        assert_eq!(document.pages, *expected.last().unwrap());
    }
}

#[test]
fn a_header_is_taken_only_where_it_is_the_documents() {
    let body = part("document", &format!("<w:body>{}</w:body>", p("KẾ HOẠCH")));
    let with = |header: &str| {
        zipped(&[
            ("word/document.xml", &body),
            ("word/header1.xml", &part("hdr", &p("2"))),
            ("word/header2.xml", &part("hdr", &p(header))),
        ])
    };
    assert_eq!(shown(&open(&with("Số: 12/KH-UBND")).unwrap()), ["Số: 12/KH-UBND", "KẾ HOẠCH"]);
    assert_eq!(shown(&open(&with("Trang 3")).unwrap()), ["KẾ HOẠCH"]);
}

#[test]
fn printed_lines_pasted_as_paragraphs_are_told() {
    let lines =
        ["1. Tổ chức quán triệt tới các cơ", "quan, đơn vị để nắm vững", "quan điểm.", "2. Làm ngay."];
    let wrapped = |lines: &[&str]| {
        let document = open(&word(&lines.iter().map(|line| p(line)).collect::<String>())).unwrap();
        document.blocks.iter().all(|block| matches!(block, Block::Line(line) if line.wrapped))
    };
    assert!(wrapped(&lines));
    assert!(!wrapped(&["1. Tổ chức quán triệt tới các cơ quan.", "2. Làm ngay.", "- và báo cáo"]));
}

#[test]
fn files_of_other_programs() {
    let libreoffice = include_bytes!("docx_support/files/libreoffice.docx");
    let pandoc = include_bytes!("docx_support/files/pandoc.docx");
    assert_eq!(
        shown(&open(libreoffice).unwrap()),
        [
            "I. Một",
            "1. con một",
            "2. con hai",
            "- gạch",
            "+ cộng",
            "II. Hai",
            "[TT|Mục tiêu;|2025|2030;1|a|b]",
        ]
    );
    assert_eq!(
        shown(&open(pandoc).unwrap()),
        [
            "I. MỤC TIÊU",
            "1. một",
            "2. hai",
            "a. con",
            "b. con hai",
            "3. ba",
            "- gạch",
            "+ cộng",
            "[TT|Tên|Nơi;1|A|x]",
            "Văn bản có đậm và chú thích.",
        ]
    );
}
