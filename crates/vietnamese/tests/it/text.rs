//! Normal form, folding and tone placement.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vietnamese::syllable::Syllable;
use vietnamese::{fold, fold_with_map, nfc, place_tones, terms};

#[test]
fn nfc_composes_and_mends_the_icelandic_d() {
    let cases = [
        ("", ""),
        ("Đất nước", "Đất nước"),
        ("Ðất nước", "Đất nước"),
        ("ðường", "đường"),
        ("Uỷ ban", "Uỷ ban"),
        ("tiê\u{301}ng Viê\u{323}t", "tiếng Việt"),
        ("tie\u{302}\u{301}ng", "tiếng"),
        ("tie\u{323}\u{302}ng", "tiệng"),
        ("u\u{31b}\u{301}ng du\u{323}ng", "ứng dụng"),
        ("🌾 lúa", "🌾 lúa"),
    ];
    for (given, expected) in cases {
        assert_eq!(nfc(given), expected, "{given}");
    }
}

#[test]
fn fold_strips_tones_marks_and_case() {
    let cases = [
        ("", ""),
        ("UBND", "ubnd"),
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("Uỷ ban nhân dân", "uy ban nhan dan"),
        ("ĐƯỜNG", "duong"),
        ("Ðường", "duong"),
        ("thị xã An Khê", "thi xa an khe"),
        ("ngày 07 tháng 6 năm 2023", "ngay 07 thang 6 nam 2023"),
        ("khuyếch trương 🌱", "khuyech truong 🌱"),
        ("hoa\u{300} bi\u{300}nh", "hoa binh"),
        ("tương ư\u{301}ng", "tuong ung"),
        ("İstanbul", "istanbul"),
        ("한국", "한국"),
        ("ไทย", "ไทย"),
    ];
    for (given, expected) in cases {
        assert_eq!(fold(given), expected, "{given}");
        assert_eq!(fold_with_map(given).text, expected, "{given}");
    }
}

#[test]
fn the_map_leads_back_to_whole_letters() {
    // Text, what is looked for in its folded form, and what must be marked in the text.
    let cases = [
        ("xã Đông", "dong", "Đông"),
        ("xã Ðông", "dong", "Ðông"),
        ("vu\u{323} lu\u{301}a", "lua", "lu\u{301}a"),
        ("vu\u{323} lu\u{301}a", "vu", "vu\u{323}"),
        ("🌾🌾 gạo 🌾", "gao", "gạo"),
        ("İn ấn", "in", "İn"),
        ("İn ấn", "an", "ấn"),
        ("e\u{302}\u{301}", "e", "e\u{302}\u{301}"),
    ];
    for (text, sought, marked) in cases {
        let folded = fold_with_map(text);
        let start = folded.text.find(sought).unwrap();
        assert_eq!(&text[folded.original(start, start + sought.len())], marked, "{text}");
    }
    let folded = fold_with_map("đất");
    assert_eq!(folded.original(0, 0), 0..0);
    assert_eq!(folded.original(3, 3), 6..6);
    assert_eq!(folded.original(0, 99), 0..6);
    assert_eq!(folded.original(5, 99), 6..6);
    assert_eq!(fold_with_map("").original(0, 1), 0..0);
}

#[test]
fn tones_stand_in_one_place() {
    let cases = [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Hoà", "Hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Uỷ", "Ủy"),
        ("hoàn", "hoàn"),
        ("hòan", "hoàn"),
        ("huỳnh", "huỳnh"),
        ("ngoài", "ngoài"),
        ("ngòai", "ngoài"),
        ("khuỷu", "khuỷu"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("quả", "quả"),
        ("qủa", "quả"),
        ("quốc", "quốc"),
        ("giá", "giá"),
        ("gía", "giá"),
        ("gì", "gì"),
        ("gìn", "gìn"),
        ("giữa", "giữa"),
        ("giếng", "giếng"),
        ("mía", "mía"),
        ("miá", "mía"),
        ("lụa", "lụa"),
        ("tiêú", "tiếu"),
        ("đươc", "đươc"),
        ("đựơc", "được"),
        ("thuở", "thuở"),
        ("Huế", "Huế"),
        ("hoa\u{300}", "hòa"),
        ("café", "café"),
        ("âỴ\u{323}", "âỴ\u{323}"),
        ("sản xuất, hoá chất.", "sản xuất, hóa chất."),
    ];
    for (given, expected) in cases {
        assert_eq!(place_tones(given), expected, "{given}");
    }
}

#[test]
fn the_grammar_of_syllables_knows_what_can_be_written() {
    let possible = "a ăn âm ướt nghiêng nghĩ gì giữ gìn giếng quyết quốc khuya khuỷu xoong boóc hoẵng \
        ngoằn ngoèo nguệch oái uống yến yêu ý kỹ xuyên chuyến thuở loắt huých ghế được phượt rượu";
    for word in possible.split_whitespace() {
        let syllable = Syllable::parse(word).unwrap_or_else(|| panic!("{word} is a syllable"));
        assert_eq!(syllable.spell(), word);
    }
    let impossible = "nưóc ưóc cê ghà nga\u{301}\u{300} kà ngế bàc học\u{301} phát1 wa zô đươợc abc thr xuyt";
    for word in impossible.split_whitespace() {
        assert_eq!(Syllable::parse(&nfc(word)), None, "{word}");
    }
}

/// Letters of all the kinds that make folding hard, in any order.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-ZđĐðÐàảãáạăằẳẵắặâầẩẫấậêềểễếệôồổỗốộơờởỡớợưừửữứựỲỴ \u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}🌾İß한\u{1161}]{0,24}",
    ]
}

proptest! {
    #[test]
    fn nfc_twice_is_nfc(text in text()) {
        let once = nfc(&text).into_owned();
        prop_assert_eq!(nfc(&once), once.as_str());
    }

    #[test]
    fn fold_twice_is_fold(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike(text in text()) {
        prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text.nfc().collect::<String>()));
    }

    #[test]
    fn the_map_is_monotone_and_on_borders(text in text()) {
        let folded = fold_with_map(&text);
        prop_assert_eq!(&folded.text, &fold(&text));
        let mut last = 0;
        for end in 1..=folded.text.len() {
            let range = folded.original(end - 1, end);
            prop_assert!(text.get(range.clone()).is_some(), "{range:?} is not on borders");
            prop_assert!(range.start >= last && range.start <= range.end);
            last = range.start;
            let whole = folded.original(0, end);
            prop_assert!(whole.start <= range.start && whole.end == range.end);
        }
        if !folded.text.is_empty() {
            prop_assert_eq!(folded.original(0, folded.text.len()).end, text.len());
        }
    }

    #[test]
    fn folding_a_marked_piece_gives_the_sought_piece(text in "[a-zđàảãáạăằôồổươứựA-ZĐ ]{1,20}") {
        let folded = fold_with_map(&text);
        for (start, letter) in folded.text.char_indices() {
            let end = start + letter.len_utf8();
            prop_assert_eq!(fold(&text[folded.original(start, end)]), &folded.text[start..end]);
        }
    }

    #[test]
    fn placing_tones_twice_changes_nothing_more(text in text()) {
        let once = place_tones(&text).into_owned();
        prop_assert_eq!(place_tones(&once), once.as_str());
        prop_assert_eq!(fold(&once), fold(&text));
    }
}

#[test]
fn terms_are_what_is_searched() {
    // Text, folded terms, and terms as they are written.
    let cases: [(&str, &[&str], &[&str]); 9] = [
        ("", &[], &[]),
        (" – \u{1F33E} …", &[], &[]),
        ("Hòa, hoà; HOÀ", &["hoa", "hoa", "hoa"], &["hòa", "hòa", "hòa"]),
        ("ho\u{300}a bi\u{300}nh", &["hoa", "binh"], &["hòa", "bình"]),
        ("Ðường và Đường", &["duong", "va", "duong"], &["đường", "và", "đường"]),
        ("12/QĐ-UBND", &["12", "qd", "ubnd"], &["12", "qđ", "ubnd"]),
        ("1.234,5 kg", &["1", "234", "5", "kg"], &["1", "234", "5", "kg"]),
        ("lúa\u{1F33E}gạo", &["lua", "gao"], &["lúa", "gạo"]),
        ("\u{300}a", &["a"], &["a"]),
    ];
    for (text, folded, exact) in cases {
        let found: Vec<_> = terms(text).collect();
        assert_eq!(found.iter().map(|term| &*term.folded).collect::<Vec<_>>(), folded, "{text}");
        assert_eq!(found.iter().map(|term| &*term.exact).collect::<Vec<_>>(), exact, "{text}");
    }
}

proptest! {
    #[test]
    fn a_term_stands_where_it_says(text in "[a-zđôảạ\u{300}\u{323}\u{31b}Ð0-9 .,\u{1F33E}]{0,40}") {
        let mut end = 0;
        for term in terms(&text) {
            prop_assert!(term.original.start >= end && term.original.end <= text.len());
            end = term.original.end;
            let word = &text[term.original.clone()];
            prop_assert_eq!(fold(word), term.folded.clone());
            // However it is composed, and wherever its tone stands, it is the same term.
            let again: Vec<_> = terms(&term.exact).collect();
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!((&again[0].exact, &again[0].folded), (&term.exact, &term.folded));
            let apart: String = word.nfd().collect();
            let apart: Vec<_> = terms(&apart).map(|term| term.exact).collect();
            prop_assert_eq!(apart, vec![term.exact]);
        }
    }
}
