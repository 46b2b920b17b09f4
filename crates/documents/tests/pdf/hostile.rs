//! Locked, broken and hostile PDFs: a clear reason, soon, and never a panic.

use documents::write::Layout;
use documents::{ReadOptions, check, read};
use proptest::prelude::*;

use crate::maker::{Maker, packed_zeros, stream};

fn code(bytes: &[u8]) -> &'static str {
    let mut options = ReadOptions::default();
    // Nothing here needs recognising; what asks for it all the same is told that it is missing.
    options.programs.tesseract = Some("/nowhere".into());
    // Small bounds, so that small bombs do.
    options.limits.zip_entry_bytes = 2 << 20;
    options.limits.zip_total_bytes = 4 << 20;
    // What looks at its layout stands it as well.
    if let Ok(broken) = check::pdf(bytes, &Layout::decree_30(), &options.limits) {
        assert!(broken.is_sorted_by(|one, other| one.rule < other.rule), "{broken:?}");
    }
    match read(bytes, &options, &mut |_| {}) {
        Ok(document) => {
            assert!(
                document
                    .blocks
                    .iter()
                    .all(|block| document.text.get(block.span().start..block.span().end).is_some())
            );
            "read"
        }
        Err(error) => error.code(),
    }
}

fn one_page(operators: &str, extra: Vec<Vec<u8>>) -> Vec<u8> {
    let mut maker = Maker::default();
    maker.extra = extra;
    maker.page("").text(80.0, 100.0, "Một trang").raw(operators);
    maker.bytes()
}

#[test]
fn each_is_told_for_what_it_is() {
    let bomb = stream("/Filter/FlateDecode", &packed_zeros(8 << 20));
    let form = |content: &str| {
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R/Y 11 0 R/Z 12 0 R>>>>",
            content.as_bytes(),
        )
    };
    let objects = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed_zeros(8 << 20));
    let many = |count: usize| {
        let mut maker = Maker::default();
        for _ in 0..count {
            maker.page("");
        }
        maker.bytes()
    };
    let cycle = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>> endobj\ntrailer <</Root 1 0 R>>";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("no references at all", one_page("", vec![]), "read"),
        ("a password to open", include_bytes!("locked.pdf").to_vec(), "locked"),
        ("a password to change only", include_bytes!("owner-locked.pdf").to_vec(), "read"),
        ("nothing but the mark", b"%PDF-1.7\n".to_vec(), "broken"),
        ("pages that hold themselves", cycle.to_vec(), "broken"),
        ("no content", many(1), "empty"),
        ("more pages than allowed", many(1_001), "too-many-pages"),
        ("a font that is not there", one_page("BT /Q 12 Tf (Hidden) Tj ET", vec![]), "read"),
        ("a form that draws itself", one_page("/X Do", vec![form("/X Do")]), "read"),
        (
            "forms that draw each other",
            one_page("/X Do", vec![form(&"/Y Do ".repeat(300)), form(&"/X Do ".repeat(300))]),
            "read",
        ),
        (
            "forms that draw forms by thousands",
            one_page(
                "/X Do",
                vec![form(&"/Y Do ".repeat(300)), form(&"/Z Do ".repeat(300)), form(&"0 0 m ".repeat(300))],
            ),
            "zip-bomb",
        ),
        (
            "a bomb as a form",
            one_page("/X Do", vec![stream("/Subtype/Form/Filter/FlateDecode", &packed_zeros(8 << 20))]),
            "zip-bomb",
        ),
        ("a bomb of objects", one_page("", vec![objects]), "zip-bomb"),
        ("a bomb that nobody opens", one_page("", vec![bomb]), "read"),
        (
            "numbers past all measure",
            one_page("1e38 0 0 1e38 1e38 1e38 cm 0 0 1e38 1e38 re S BT /R 1e30 Tf <01> Tj ET", vec![]),
            "read",
        ),
        ("states never closed", one_page(&"q ".repeat(100_000), vec![]), "read"),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(code(&bytes), expected, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40), cut in any::<prop::sample::Index>(), whole in any::<bool>()) {
        let mut maker = Maker::default();
        maker.page("/Rotate 90").text(80.0, 100.0, "Một trang có chữ").line((50.0, 120.0), (300.0, 120.0)).line((50.0, 90.0), (300.0, 90.0)).line((50.0, 90.0), (50.0, 120.0));
        let mut bytes = maker.bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        code(&bytes);
    }

    #[test]
    fn real_files_damaged_are_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200)) {
        let mut bytes = include_bytes!("ward-plan-libreoffice.pdf").to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        code(&bytes);
    }
}
