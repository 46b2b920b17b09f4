//! Markdown → lines and tables.

mod text_support;

use documents::{Block, Format};
use text_support::{check_spans, open, shown};

#[test]
fn marks_go_and_typed_numbers_stay() {
    let cases: &[(&str, &[&str])] = &[
        (
            "# KẾ HOẠCH\n\n## I. MỤC TIÊU\n\n1\\. Một\n\n\\- Hai & ba\n\n\\+ Bốn",
            &["KẾ HOẠCH", "I. MỤC TIÊU", "1. Một", "- Hai & ba", "+ Bốn"],
        ),
        ("**I. MỤC TIÊU**\n\n**1.** Một việc", &["I. MỤC TIÊU", "1. Một việc"]),
        (
            "# A\n\n3. ba\n4. bốn\n   - con\n     - cháu\n     + chắt\n\n12) mười hai",
            &["A", "3. ba", "4. bốn", "- con", "+ cháu", "+ chắt", "12) mười hai"],
        ),
        ("# A\n\n* sao\n\n- - lồng", &["A", "* sao", "- + lồng"]),
        ("# A\n\n| TT | Tên |\n| -- | --- |\n| 1 | **a**<br>b |\n| 2 | |", &["A", "[TT|Tên;1|a\nb;2|]"]),
        (
            "# A\n\n<table><tr><th colspan=\"2\">Chung</th></tr>\n<tr><td>x<br/>y</td><td><p>&lt;z&gt;</p></td></tr></table>",
            &["A", "[Chung;x\ny|<z>]"],
        ),
        ("# A\n\n| | |\n|-|-|\n| x | y |", &["A", "[x|y]"]),
        (
            "# A\n\n<table><tr><th rowspan=\"2\">TT</th><th>B</th><th rowspan=2>C</th></tr><tr><td>x</td></tr><tr><td>1</td><td>y</td><td>z</td></tr></table>",
            &["A", "[TT|B|C;|x|;1|y|z]"],
        ),
        (
            "# A\n\n<!-- image -->\n\n![hình](a.png)\n\nchữ[^1] và [liên kết](b)\n\n[^1]: chú thích",
            &["A", "chữ và liên kết"],
        ),
        (
            "# A\n\nĐộc lập&nbsp;-&nbsp;Tự do &ndash; Hạnh phúc",
            &["A", "Độc lập\u{a0}-\u{a0}Tự do – Hạnh phúc"],
        ),
        ("# A\n\na) một;\nb) hai;\nc) ba.", &["A", "a) một;", "b) hai;", "c) ba."]),
        ("# A\n\nmột  \nhai", &["A", "một", "hai"]),
        ("# A\n\n    1. thụt bốn ô\n    2. nữa", &["A", "1. thụt bốn ô", "2. nữa"]),
    ];
    for (source, expected) in cases {
        let document = open(source.as_bytes()).unwrap();
        assert_eq!(document.format, Format::Markdown, "{source}");
        assert_eq!(shown(&document), *expected, "{source}");
        check_spans(&document);
    }
}

#[test]
fn headings_and_weight() {
    let document =
        open("## I. MỤC\n\n**Đậm cả dòng.**\n\n**Đậm** một phần\n\n<b>đậm</b>".as_bytes()).unwrap();
    let looks: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some((line.heading, line.bold)),
            Block::Table(_) => None,
        })
        .collect();
    assert_eq!(looks, [(Some(2), false), (None, true), (None, false), (None, true)]);
}

#[test]
fn paragraphs_that_a_converter_broke_are_joined() {
    let source = "**A**\n\n**B**\n\n1\\. Tổ chức quán triệt tới các cơ\nquan, đơn vị để nắm vững thêm\nquan điểm, mục tiêu.\n\n2\\. Đảm bảo thống nhất trong cả\nlãnh đạo và tổ chức.\n";
    let document = open(source.as_bytes()).unwrap();
    assert_eq!(
        shown(&document),
        [
            "A",
            "B",
            "1. Tổ chức quán triệt tới các cơ quan, đơn vị để nắm vững thêm quan điểm, mục tiêu.",
            "2. Đảm bảo thống nhất trong cả lãnh đạo và tổ chức.",
        ]
    );
    assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(line) if !line.wrapped)));
}

#[test]
fn plain_text_is_not_markdown() {
    for source in ["I. MỤC TIÊU\n- một\n- hai", "Số: 88/KH-UBND\n* Ghi chú", "C# và a_b\n#1", "2 * 3 ** 4"]
    {
        assert_eq!(open(source.as_bytes()).unwrap().format, Format::Text, "{source}");
    }
}
