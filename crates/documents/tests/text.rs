//! Plain text → lines, pages, tables.

mod text_support;

use documents::{Block, Document, Format, Warning};
use text_support::{check_spans, open, shown};

fn wrapped(document: &Document) -> bool {
    document.blocks.iter().any(|block| matches!(block, Block::Line(line) if line.wrapped))
}

#[test]
fn lines_and_tables() {
    let cases: &[(&str, &[&str])] = &[
        ("I. MỤC TIÊU\n\n  1. Một \r\n\u{a0}- Hai\u{a0}", &["I. MỤC TIÊU", "1. Một", "- Hai"]),
        ("một\rhai", &["một", "hai"]),
        (
            "TT\tNội dung\tCơ quan\n1\tTrồng cây\tPhòng A\nHết",
            &["[TT|Nội dung|Cơ quan;1|Trồng cây|Phòng A]", "Hết"],
        ),
        (
            "TT\tNội dung\tCơ quan\nI\tNhóm một\n1\tTrồng cây\t\nHết",
            &["[TT|Nội dung|Cơ quan;I|Nhóm một;1|Trồng cây|]", "Hết"],
        ),
        ("1.\tMột\n2.\tHai", &["1.\tMột", "2.\tHai"]),
        ("ỦY BAN\t\t\tCỘNG HÒA\nSố: 1\t\t\tAn Khê", &["ỦY BAN\t\t\tCỘNG HÒA", "Số: 1\t\t\tAn Khê"]),
        ("a\tb\tc", &["a\tb\tc"]),
        ("| TT | Tên | Nơi |\n| 1 | A | B |\nxong", &["[TT|Tên|Nơi;1|A|B]", "xong"]),
        (
            "+----+----+----+\n| TT | A  | B  |\n+----+----+----+\n| 1  | x  |    |\n+----+----+----+\nHết.",
            &["[TT|A|B;1|x|]", "Hết."],
        ),
        ("┌──┬──┬──┐\n│TT│A │B │\n├──┼──┼──┤\n│1 │x │y │\n└──┴──┴──┘", &["[TT|A|B;1|x|y]"]),
    ];
    for (text, expected) in cases {
        let document = open(text.as_bytes()).unwrap();
        assert_eq!(document.format, Format::Text);
        assert_eq!(&document.text, text);
        assert_eq!(shown(&document), *expected, "{text:?}");
        check_spans(&document);
    }
}

#[test]
fn pages_come_from_form_feeds() {
    let document = open("một\u{c}hai\nba\u{c}\u{c}bốn\n\u{c}".as_bytes()).unwrap();
    let pages: Vec<u32> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Line(line) => line.page,
            Block::Table(table) => table.page,
        })
        .collect();
    assert_eq!(pages, [1, 2, 2, 4]);
    assert_eq!(document.pages, 4);
}

#[test]
fn encodings() {
    let words = "Ủy ban nhân dân thị xã\nKế hoạch phát triển";
    let utf_16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
        mark.then_some(0xFEFF).into_iter().chain(words.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
    };
    let marked = [b"\xEF\xBB\xBF".as_slice(), words.as_bytes()].concat();
    for bytes in [
        words.as_bytes().to_vec(),
        marked,
        utf_16(true, u16::to_le_bytes),
        utf_16(true, u16::to_be_bytes),
        utf_16(false, u16::to_le_bytes),
        utf_16(false, u16::to_be_bytes),
    ] {
        let document = open(&bytes).unwrap();
        assert_eq!(document.text, words);
        assert_eq!(document.warnings, []);
    }
    let windows = b"\xD0i\xEA\xCC n\xE2ng, \xFEa";
    let document = open(windows).unwrap();
    assert_eq!(document.text, "Đi\u{ea}\u{300} nâng, \u{20ab}a");
}

#[test]
fn damaged_bytes_are_counted() {
    let cases: &[(&[u8], &str, u32)] = &[
        ("Kế hoạch \u{FFFD} thật".as_bytes(), "Kế hoạch \u{FFFD} thật", 0),
        (
            b"K\xE1\xBA\xBF ho\xE1\xBA\xA1ch, nhi\xE1\xBB\x87m v\xE1\xBB\xA5 \xFF h\xE1\xBA\xBFt",
            "Kế hoạch, nhiệm vụ \u{FFFD} hết",
            1,
        ),
        (b"m\xE1\xBB\x99t\0hai ba b\xE1\xBB\x91n n\xC4\x83m", "một hai ba bốn năm", 1),
    ];
    for (bytes, text, count) in cases {
        let document = open(bytes).unwrap();
        assert_eq!(&document.text, text);
        let expected = if *count == 0 { vec![] } else { vec![Warning::UndecodableBytes { count: *count }] };
        assert_eq!(document.warnings, expected);
    }
    let mut surrogate: Vec<u8> = "Kế hoạch".encode_utf16().flat_map(u16::to_le_bytes).collect();
    surrogate.splice(0..0, [0xFF, 0xFE]);
    surrogate.extend([0x00, 0xD8, b'a', 0]);
    let document = open(&surrogate).unwrap();
    assert_eq!(document.text, "Kế hoạch\u{FFFD}a");
    assert_eq!(document.warnings, [Warning::UndecodableBytes { count: 1 }]);
}

#[test]
fn hard_wrapped_is_told_by_the_lines() {
    let cases = [
        ("1. Tổ chức quán triệt tới các cơ\nquan, đơn vị để nắm vững\nquan điểm.\n2. Làm ngay.", true),
        ("1. Tổ chức quán triệt.\n2. Làm ngay.\na) Việc đầu\nb) Việc sau", false),
        (
            "I. MỤC TIÊU\n1. Chung\n- Làm một việc;\n- Làm hai việc;\n- Làm ba việc.\nII. NHIỆM VỤ\n1. Của phòng",
            false,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(wrapped(&open(text.as_bytes()).unwrap()), expected, "{text:?}");
    }
}

#[test]
fn the_real_plan_is_hard_wrapped_and_spans_are_file_offsets() {
    let shared = std::env::var("BIOKHE_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
    let path = format!("{shared}/data/000_923be41ccff07cd5.txt");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path} is needed by this test: {error}"));
    let document = open(&bytes).unwrap();
    assert_eq!(document.format, Format::Text);
    assert_eq!(document.text.as_bytes(), bytes);
    assert!(wrapped(&document));
    let lines = document.text.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(document.blocks.len(), lines);
    assert!(document.blocks.iter().all(|block| matches!(block, Block::Line(_))));
}
