//! Scans through tesseract, which the test command installs: our own page, drawn at 200 dots per inch.

use documents::{Block, Format, Progress, ReadError, ReadOptions, Step, read};

const NOTICE: &[u8] = include_bytes!("notice.png");

#[test]
fn a_picture_of_a_page_is_read_with_its_marks_and_columns() {
    let mut steps = Vec::new();
    let document =
        read(NOTICE, &ReadOptions::default(), &mut |step| steps.push(step)).expect("tesseract reads it");

    assert_eq!((document.format, document.pages), (Format::Scan, 1));
    assert!(steps.contains(&Progress { step: Step::Scan, done: 1, total: 1 }), "{steps:?}");
    let lines: Vec<&str> = document.text.lines().collect();
    let place = |start: &str| {
        lines
            .iter()
            .position(|line| line.starts_with(start))
            .unwrap_or_else(|| panic!("no {start:?} in {lines:#?}"))
    };
    let expected = [
        "ỦY BAN NHÂN DÂN",
        "Số: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI",
        "KẾ HOẠCH",
        "II. NHIỆM VỤ",
        "1. Trước mùa mưa",
        "- Thôn Thượng góp 40 ngày công",
        "+ Trường",
        "Nơi nhận",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ];
    let places = expected.map(place);
    assert!(places.is_sorted(), "{lines:#?}");
    spans_are_in_order(&document);
}

#[test]
fn a_page_that_is_a_picture_in_a_pdf_is_read_too() {
    let document = read(&picture_pdf(), &ReadOptions::default(), &mut |_| {}).expect("tesseract reads it");

    assert_eq!(document.format, Format::Scan);
    assert!(document.text.contains("\n- Thôn Thượng góp 40 ngày công"), "{}", document.text);
}

#[test]
fn what_is_missing_is_named() {
    let mut options = ReadOptions::default();
    options.programs.tesseract = Some("/nowhere/tesseract".into());
    let missing = ReadError::NoTesseract { program: "tesseract".to_owned() };
    assert_eq!(read(NOTICE, &options, &mut |_| {}), Err(missing));

    let mut options = ReadOptions::default();
    options.programs.pdftoppm = Some("/nowhere/pdftoppm".into());
    let missing = ReadError::NoTesseract { program: "pdftoppm".to_owned() };
    assert_eq!(read(&picture_pdf(), &options, &mut |_| {}), Err(missing));
}

#[test]
fn a_program_that_hangs_is_stopped_and_one_that_fails_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let program = |name: &str, action: &str| {
        let path = folder.path().join(name);
        std::fs::write(
            &path,
            format!("#!/bin/sh\n[ \"$1\" = --list-langs ] && {{ echo vie; exit 0; }}\n{action}\n"),
        )
        .unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let mut options = ReadOptions::default();
        options.programs.tesseract = Some(path);
        options.limits.seconds = 1;
        read(NOTICE, &options, &mut |_| {}).unwrap_err().code()
    };

    // `exec`, so that what hangs is the child itself.
    assert_eq!(program("hangs", "exec /bin/sleep 60"), "timeout");
    assert_eq!(program("fails", "exit 3"), "broken");
    assert_eq!(program("blank", "exit 0"), "empty");
    assert_eq!(program("foreign", "[ \"$1\" ] && exit 1"), "broken");
}

#[test]
fn pictures_that_are_none_or_too_large_are_refused() {
    let cut = &NOTICE[..NOTICE.len() / 3];
    let huge = {
        let mut huge = NOTICE.to_vec();
        // Width and height of the header chunk.
        huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let sum = crc(&huge[12..29]);
        huge[29..33].copy_from_slice(&sum.to_be_bytes());
        huge
    };
    let cases: [(&str, &[u8], &str); 3] =
        [("cut", cut, "broken"), ("huge", &huge, "too-large"), ("mark only", &NOTICE[..8], "broken")];
    for (name, bytes, code) in cases {
        assert_eq!(read(bytes, &ReadOptions::default(), &mut |_| {}).unwrap_err().code(), code, "{name}");
    }
}

/// A PDF of one page, all of it the picture (as grey samples).
fn picture_pdf() -> Vec<u8> {
    let picture = image::load_from_memory(NOTICE).unwrap().into_luma8();
    let (width, height) = picture.dimensions();
    let content = "q 595 0 0 842 0 0 cm /P Do Q";
    let mut file = format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n\
         5 0 obj <</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>> stream\n",
        content.len(),
        picture.len(),
    )
    .into_bytes();
    file.extend_from_slice(&picture);
    file.extend_from_slice(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    file
}

fn spans_are_in_order(document: &documents::Document) {
    let mut end = 0;
    for block in &document.blocks {
        let span = block.span();
        assert!(span.start >= end && span.end > span.start);
        assert!(matches!(block, Block::Line(line) if line.wrapped && line.page == 1));
        assert!(!span.of(&document.text).trim().is_empty());
        end = span.end;
    }
}

/// The check sum of PNG chunks.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    };
    !bytes.iter().fold(u32::MAX, step)
}
