//! What the fuzzer once found stays mended. The targets are taken in as they are: `fuzz` is a workspace of its own,
//! whose build needs unstable flags, and nothing here should.

// There it is a library, whose items are public.
#[allow(unreachable_pub)]
#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

#[test]
#[allow(clippy::print_stderr, reason = "the last finding named is the one that failed")]
fn findings_stay_mended() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/findings"));
    for (name, target) in fuzz::TARGETS {
        // A target without findings has no folder.
        for entry in std::fs::read_dir(folder.join(name)).into_iter().flatten() {
            let path = entry.expect("findings are readable").path();
            eprintln!("{}", path.display());
            target(&std::fs::read(&path).expect("a finding is a file"));
        }
    }
}

/// Small inputs of each form, so that the targets are known to reach the readers without the fuzzer.
#[test]
fn targets_take_every_form() {
    let inputs: &[&[u8]] = &[
        b"",
        "I. MỤC TIÊU\n1. Mục tiêu chung\n- Có 01 khu;\n".as_bytes(),
        "# KẾ HOẠCH\n\n## I- MỤC TIÊU\n\n1\\. Có 01 khu\n\n| TT | Chỉ tiêu |\n|---|---|\n| 1 | 80% |\n"
            .as_bytes(),
        b"%PDF-1.4\n%%EOF",
        b"PK\x03\x04",
        include_bytes!("../../edxml/src/tests/plan.edxml"),
        b"\xff\xfeK\x00H\x00",
    ];
    for (_, target) in fuzz::TARGETS {
        inputs.iter().for_each(|input| target(input));
    }
}

/// The zip that the fuzzer packs is one that the reader opens: else the target would try nothing.
#[test]
fn parts_are_packed_as_word_would() {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let parts = format!(
        "<w:document xmlns:w=\"{word}\"><w:body><w:p><w:r><w:t>Mục tiêu</w:t></w:r></w:p></w:body></w:document>\0\
         <w:numbering xmlns:w=\"{word}\"/>"
    );
    let options = documents::ReadOptions::default();
    let document =
        documents::read(&fuzz::word(parts.as_bytes()), &options, &mut |_| {}).expect("it is a Word file");
    assert_eq!((document.format, document.text.trim()), (documents::Format::Docx, "Mục tiêu"));
}

/// The same of the workbook.
#[test]
fn parts_are_packed_as_excel_would() {
    let seed = include_bytes!("../../../fuzz/seeds/workbook/small");
    let grids = documents::workbook::read(&fuzz::excel(seed), &Default::default()).expect("it is a workbook");
    assert_eq!(grids[0].text(0, 0), "Chỉ tiêu");
}
