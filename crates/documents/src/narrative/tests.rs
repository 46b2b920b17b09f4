use proptest::prelude::*;

use super::*;

fn span(text: &str, bold: bool, italic: bool) -> Span {
    Span { text: text.to_owned(), bold, italic }
}

#[test]
fn what_people_type_is_kept_in_one_way() {
    for (typed, kept) in [
        ("", ""),
        (" \n\n ", ""),
        ("Đã xong.\r\n\r\nCòn  một\u{a0}việc. ", "Đã xong.\nCòn một việc."),
        // As an official writes it by hand, and as others paste it.
        ("- Một\n+ Hai\n+ Ba\n- Bốn", "- Một\n  + Hai\n  + Ba\n- Bốn"),
        ("• Một\n\t· Hai\n– Ba", "- Một\n  + Hai\n- Ba"),
        ("+ Một\n+ Hai", "- Một\n- Hai"),
        ("  - Một\n    - Hai\n        - Ba", "- Một\n  + Hai\n  + Ba"),
        ("1) Một\n 2. Hai\n3. Ba", "1. Một\n  2. Hai\n3. Ba"),
        // A number stays the one that was given; a year, a decimal and a lone mark begin nothing.
        ("3. Kiến nghị\nĐề nghị bố trí vốn.", "3. Kiến nghị\nĐề nghị bố trí vốn."),
        ("2026. Năm bản lề\n15.5 ha\n-\n-5 độ", "2026. Năm bản lề\n15.5 ha\n-\n-5 độ"),
        ("**Kết quả:** đạt *vượt* mức", "**Kết quả:** đạt *vượt* mức"),
        ("***Cả hai*** và ** không**", "***Cả hai*** và \\*\\* không\\*\\*"),
        ("** a** b**", "\\*\\* a\\*\\* b\\*\\*"),
        ("5*3*2 và a * b", "5*3*2 và a * b"),
        ("* một *sao", "- một \\*sao"),
        ("**nửa chừng", "\\*\\*nửa chừng"),
        ("****bốn****", "\\*\\*\\*\\*bốn\\*\\*\\*\\*"),
        ("C:\\Báo cáo \\*không nghiêng\\*", "C:\\\\Báo cáo \\*không nghiêng\\*"),
        // Marks of other kinds are words.
        (
            "# Tên\n> trích\n[a](http://b) <b>đậm</b> `x` __y__",
            "# Tên\n> trích\n[a](http://b) <b>đậm</b> `x` __y__",
        ),
    ] {
        assert_eq!(normal(typed), kept, "{typed:?}");
        assert_eq!(normal(kept), kept, "{typed:?}");
    }
}

#[test]
fn a_text_becomes_paragraphs_and_items_with_their_looks() {
    let blocks = read("**Kết quả** (*tạm tính*): 5\n- a\n  2. ***b***");
    let first = [
        span("Kết quả", true, false),
        span(" (", false, false),
        span("tạm tính", false, true),
        span("): 5", false, false),
    ];
    assert_eq!(blocks[0], Block { item: None, spans: first.to_vec() });
    assert_eq!(blocks[1].item, Some(Item { level: 1, number: None }));
    assert_eq!(
        blocks[2],
        Block { item: Some(Item { level: 2, number: Some(2) }), spans: vec![span("b", true, true)] }
    );
}

#[test]
fn looks_are_of_whole_words() {
    // As an editor may have it, with a space and half a word inside.
    let spans = [span("Số ", true, false), span("li", true, false), span("ệu, đủ", false, true)];
    let written = "**Số liệu***, đủ*";
    assert_eq!(spans::write(&spans), written);
    assert_eq!(normal(written), written);
}

/// Texts of the letters that mean something.
fn texts() -> impl Strategy<Value = String> {
    let line = proptest::collection::vec(
        prop_oneof![
            Just("*"),
            Just("**"),
            Just("***"),
            Just("\\"),
            Just(" "),
            Just("\t"),
            Just("a"),
            Just("ệ"),
            Just("e\u{301}"),
            Just(","),
            Just("("),
            Just("- "),
            Just("+ "),
            Just("1. "),
            Just("12) "),
            Just("• "),
            Just("<b>"),
        ],
        0..14,
    );
    proptest::collection::vec(line.prop_map(|pieces| pieces.concat()), 0..6)
        .prop_map(|lines| lines.join("\n"))
}

/// Blocks that a reading may give, and no other.
fn check(blocks: &[Block]) {
    let mut may_be_below = false;
    for block in blocks {
        let texts: Vec<_> = block.spans.iter().map(|span| span.text.as_str()).collect();
        assert!(
            !block.spans.is_empty()
                && texts.iter().all(|text| !text.is_empty() && !text.contains(['\n', '\r']))
        );
        for both in block.spans.windows(2) {
            assert_ne!((both[0].bold, both[0].italic), (both[1].bold, both[1].italic), "{both:?}");
        }
        let level = block.item.map_or(0, |item| item.level);
        assert!(level <= 1 || level == 2 && may_be_below, "{blocks:?}");
        may_be_below = level > 0;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_normal_form_of_a_normal_form_is_itself(text in texts()) {
        let kept = normal(&text);
        prop_assert_eq!(normal(&kept), kept.clone());
        prop_assert_eq!(read(&kept), read(&text));
        check(&read(&text));
        // A sign of each line and a backslash for each letter at most.
        prop_assert!(kept.chars().count() <= 2 * text.chars().count() + 3 * text.lines().count());
    }

    #[test]
    fn whatever_arrives_is_read(text in "\\PC{0,60}(\\n\\PC{0,60}){0,3}") {
        check(&read(&text));
        prop_assert_eq!(normal(&normal(&text)), normal(&text));
    }
}
