//! PDFs with a text layer: two made by Chromium and LibreOffice from `ward-plan.html`, small ones made here, and
//! hostile ones.

mod check;
mod hostile;
mod maker;

use documents::{Block, Document, Format, ReadOptions, Warning, read};
use maker::Maker;

fn read_pdf(bytes: &[u8]) -> Document {
    let document = read(bytes, &ReadOptions::default(), &mut |_| {}).expect("the PDF is read");
    let mut end = 0;
    for block in &document.blocks {
        let span = block.span();
        assert!(span.start >= end && span.end > span.start, "spans go forward");
        end = span.end;
        if let Block::Table(table) = block {
            let mut end = span.start;
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                assert!(cell.span.start >= end && cell.span.end <= span.end, "cells go forward");
                end = cell.span.end;
            }
        }
    }
    document
}

/// One line a block: page, `B` for bold, `C` for centred, text; a table as `column+columns text` of its cells.
fn show(document: &Document) -> Vec<String> {
    let text = &document.text;
    let show_block = |block: &Block| match block {
        Block::Line(line) => {
            let bold = if line.bold { "B" } else { "" };
            let centred = if line.centred { "C" } else { "" };
            vec![format!("{}{bold}{centred} {}", line.page, line.span.of(text))]
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| {
                let cells = row.cells.iter();
                let cells =
                    cells.map(|cell| format!("{}+{} {}", cell.column, cell.columns, cell.span.of(text)));
                cells.collect::<Vec<_>>().join(" | ")
            });
            rows.collect()
        }
    };
    document.blocks.iter().flat_map(show_block).collect()
}

#[test]
fn chromium_and_libreoffice_write_the_same_plan() {
    let files: [(&str, &[u8]); 2] = [
        ("chromium", include_bytes!("ward-plan-chromium.pdf")),
        ("libreoffice", include_bytes!("ward-plan-libreoffice.pdf")),
    ];
    for (maker, file) in files {
        let document = read_pdf(file);
        assert_eq!(
            (document.format, document.pages, &document.warnings[..]),
            (Format::Pdf, 2, &[][..]),
            "{maker}"
        );
        let shown = show(&document);
        let expected = [
            "1 THÀNH PHỐ HẢI VÂN",
            "1B ỦY BAN NHÂN DÂN",
            "1B PHƯỜNG MAI LĨNH",
            "1 Số: 07/KH-UBND",
            "1B Độc lập - Tự do - Hạnh phúc",
            "1 Mai Lĩnh, ngày 09 tháng 02 năm 2026",
            "1B I. MỤC TIÊU",
            "1 1. Đến hết quý III/2026, ít nhất 85% hộ gia đình phân loại rác tại nguồn;",
            "1B II. NHIỆM VỤ",
            "0+1 TT | 1+1 Nội dung | 2+1 Cơ quan chủ trì | 3+1 Thời gian",
            "0+4 A. Cây xanh",
            "0+1 1 | 1+1 Khảo sát vỉa hè, lập bản đồ những chỗ có thể đào hố trồng cây | 2+1 Phòng Kinh tế, Hạ tầng và Đô thị | 3+1 Tháng 3/2026",
            "0+4 C. Giữ sạch kênh mương",
            "0+1 7 | 1+1 Nạo vét mương thoát nước trước mùa mưa | 2+1 Phòng Kinh tế, Hạ tầng và Đô thị | 3+1 Trước 30/8/2026",
            "0+1 9 | 1+1 Mỗi tháng một ngày Chủ nhật xanh:\n- Quét dọn đường làng, ngõ xóm;\n- Thu gom vỏ chai, bao bì thuốc trừ sâu. | 2+1 Các tổ dân phố | 3+1 Hằng tháng",
            "2B III. BÁO CÁO",
            "2B Nơi nhận:",
            "2 - Ủy ban nhân dân thành phố;",
            "2 - Các tổ dân phố;",
            "2 - Lưu: VT.",
            "2B TM. ỦY BAN NHÂN DÂN",
            "2B KT. CHỦ TỊCH",
            "2B PHÓ CHỦ TỊCH",
            "2B Vũ Thị Thùy Dương",
        ];
        // Whether a line of the head is centred is not asked here.
        let mut rest = shown.iter().map(|line| match line.split_once("C ") {
            Some((mark @ ("1" | "1B" | "2" | "2B"), text)) => format!("{mark} {text}"),
            _ => line.clone(),
        });
        for expected in expected {
            assert!(rest.any(|line| line == expected), "{maker}: no {expected:?} in its place in {shown:#?}");
        }
        let headings = shown.iter().filter(|line| line.starts_with("0+1 TT")).count();
        assert_eq!(headings, 1, "{maker}: the heading of the table stands once");
    }
}

#[test]
fn lines_follow_the_page_and_furniture_is_left_out() {
    let mut maker = Maker::default();
    for number in 1..=4 {
        let mut page = maker.page("");
        page.text(80.0, 800.0, "Dự thảo lần 2").text(294.0, 40.0, &number.to_string());
        page.bold(80.0, 120.0, "II. NHIỆM VỤ").text(80.0, 140.0, &format!("Việc thứ {number} của năm"));
        // The words of a line in any order, and one drawn without a space.
        page.text(200.0, 160.0, "sau").text(80.0, 160.0, "viết").text(110.0, 160.0, "trước");
    }
    let document = read_pdf(&maker.bytes());
    let shown = show(&document);
    assert_eq!(shown[..2], ["1 1", "1B II. NHIỆM VỤ"]);
    assert_eq!(shown[4..7], ["2B II. NHIỆM VỤ", "2 Việc thứ 2 của năm", "2 viết trước sau"]);
    assert_eq!(shown.len(), 13, "{shown:#?}");
}

#[test]
fn a_page_lying_on_its_side_is_read_upright() {
    let mut maker = Maker::default();
    // The page is turned by its entry; its content is drawn from bottom to top.
    maker.page("/Rotate 90").raw("q 0 1 -1 0 595 0 cm").text(100.0, 700.0, "Phụ lục I").raw("Q");
    // And one whose text runs upwards with no word of it.
    maker.page("").raw("q 0 1 -1 0 595 0 cm").text(100.0, 700.0, "Phụ lục II").raw("Q");
    assert_eq!(show(&read_pdf(&maker.bytes())), ["1 Phụ lục I", "2 Phụ lục II"]);
}

#[test]
fn a_table_goes_on_over_pages_and_a_frame_is_none() {
    let mut maker = Maker::default();
    let ruled = |page: &mut maker::Drawing<'_>, ys: &[f64]| {
        for y in ys {
            page.line((80.0, *y), (500.0, *y));
        }
        for x in [80.0, 120.0, 350.0, 500.0] {
            page.line((x, ys[0]), (x, ys[ys.len() - 1]));
        }
    };
    let mut page = maker.page("");
    ruled(&mut page, &[700.0, 730.0, 760.0]);
    page.text(85.0, 715.0, "TT").text(125.0, 715.0, "Việc").text(355.0, 715.0, "Ai làm");
    page.text(85.0, 745.0, "1").text(125.0, 745.0, "Dọn kênh trước").text(355.0, 745.0, "Tổ một");
    let mut page = maker.page("");
    ruled(&mut page, &[80.0, 110.0, 140.0, 170.0]);
    page.text(85.0, 95.0, "TT").text(125.0, 95.0, "Việc").text(355.0, 95.0, "Ai làm");
    page.text(125.0, 125.0, "mùa mưa");
    page.text(85.0, 155.0, "2").text(125.0, 155.0, "Trồng cây");
    // A box around two words.
    page.raw("400 500 100 40 re S").text(405.0, 320.0, "HỎA TỐC");
    assert_eq!(
        show(&read_pdf(&maker.bytes())),
        [
            "0+1 TT | 1+1 Việc | 2+1 Ai làm",
            "0+1 1 | 1+1 Dọn kênh trước mùa mưa | 2+1 Tổ một",
            "0+1 2 | 1+1 Trồng cây | 2+1 ",
            "2 HỎA TỐC",
        ]
    );
}

#[test]
fn what_a_font_does_not_explain_is_counted() {
    let mut maker = Maker::default();
    maker
        .page("")
        .text(80.0, 100.0, "Hai mươi lăm chữ cái có nghĩa")
        .raw("BT /R 12 Tf 80 600 Td <FEFD> Tj ET");
    let document = read_pdf(&maker.bytes());
    assert_eq!(document.text, "Hai mươi lăm chữ cái có nghĩa\n");
    assert_eq!(document.warnings, [Warning::UnmappedGlyphs { count: 2 }]);
}

#[test]
fn a_page_without_anything_is_told() {
    let mut maker = Maker::default();
    maker.page("").text(80.0, 100.0, "Trang một");
    maker.page("");
    let document = read_pdf(&maker.bytes());
    assert_eq!((document.pages, document.warnings), (2, vec![Warning::PageWithoutText { page: 2 }]));
}
