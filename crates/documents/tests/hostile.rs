//! Files that are broken, or made to do harm: a clear reason, bounded work, no panic.

mod docx_support;
mod text_support;

use std::io::{Cursor, Write};

use documents::{Format, Limits, ReadOptions, detect, read};
use docx_support::{NAMESPACES, li, list, lvl, p, part, word, word_with, zipped};
use proptest::prelude::*;
use text_support::{check_spans, open, shown};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn code(bytes: &[u8]) -> &'static str {
    open(bytes).map_or_else(|error| error.code(), |_| "read")
}

fn utf_16(words: &str) -> Vec<u8> {
    words.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_reason_has_a_stable_name() {
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let with = |stream: &str| [ole.to_vec(), vec![0; 600], utf_16(stream)].concat();
    let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let truncated = word(&p("chữ"));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", vec![], "empty"),
        ("white space", b" \r\n\t\x0c\xEF\xBB\xBF".to_vec(), "empty"),
        ("a mark alone", b"\xEF\xBB\xBF".to_vec(), "empty"),
        ("zeros", vec![0; 10_000], "empty"),
        ("noise", noise, "unsupported"),
        ("old Word", with("WordDocument"), "old-word"),
        ("locked Word", with("EncryptedPackage"), "locked"),
        ("old Excel", with("Workbook"), "unsupported"),
        ("rtf", b"{\\rtf1 ch\\'e0o}".to_vec(), "unsupported"),
        ("html", b"\n<!DOCTYPE html><html><p>x".to_vec(), "unsupported"),
        ("xlsx", zipped(&[("xl/workbook.xml", "<a/>")]), "unsupported"),
        ("zip", zipped(&[("a.txt", "chữ")]), "unsupported"),
        ("zip of nothing", zipped(&[]), "unsupported"),
        ("Word without body", zipped(&[("word/styles.xml", "<a/>")]), "broken"),
        ("cut zip", truncated[..truncated.len() / 2].to_vec(), "broken"),
        ("empty Word", word(""), "empty"),
        ("no XML", zipped(&[("word/document.xml", "chữ")]), "broken"),
        ("open XML", zipped(&[("word/document.xml", "<w:document><w:body><w:p>")]), "broken"),
        ("crossed XML", zipped(&[("word/document.xml", "<a><b></a></b>")]), "broken"),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(code(&bytes), expected, "{what}");
    }
}

#[test]
fn forms_are_told_by_content() {
    let pdf = [b"\xEF\xBB\xBFrubbish\n".as_slice(), b"%PDF-1.7\n"].concat();
    let webp = b"RIFF\x10\0\0\0WEBPVP8 ";
    for (bytes, expected) in [
        (pdf.as_slice(), Format::Pdf),
        (b"\x89PNG\r\n\x1a\n", Format::Scan),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Format::Scan),
        (b"II*\0\x08\0\0\0", Format::Scan),
        (webp, Format::Scan),
        ("# Mục\n\nchữ".as_bytes(), Format::Markdown),
        ("chữ".as_bytes(), Format::Text),
    ] {
        assert_eq!(detect(bytes, &Limits::default()), Ok(expected));
    }
}

#[test]
fn two_hundred_megabytes_are_refused_before_any_work() {
    for byte in [0, b'a'] {
        let bytes = vec![byte; 200 << 20];
        let mut steps = 0;
        let refused = read(&bytes, &ReadOptions::default(), &mut |_| steps += 1);
        assert_eq!(refused.unwrap_err().code(), "too-large");
        assert_eq!(steps, 0);
    }
    assert_eq!(code(&vec![b'a'; 30 << 20]), "text-too-long");
}

#[test]
fn zip_bombs() {
    let spaces = " ".repeat(1 << 20);
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..4 {
        bomb.write_all(spaces.as_bytes()).unwrap();
    }
    assert_eq!(code(&bomb.finish().unwrap().into_inner()), "zip-bomb");

    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    many.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    many.write_all(part("document", &p("chữ")).as_bytes()).unwrap();
    for number in 0..3_000 {
        many.start_file(format!("word/media/{number}"), SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(code(&many.finish().unwrap().into_inner()), "zip-bomb");

    // The stated size is a lie: the directory and the file's own head both say ten bytes.
    let mut liar = zipped(&[("word/document.xml", &"x".repeat(1_000_000))]);
    let truth = 1_000_000_u32.to_le_bytes();
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == truth {
            liar[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    assert_eq!(code(&liar), "broken");
}

#[test]
fn a_few_bytes_are_not_made_into_much_memory() {
    let options =
        ReadOptions { limits: Limits { pieces: 1_000, ..Limits::default() }, ..ReadOptions::default() };
    let refused = |body: &str| read(&word(body), &options, &mut |_| {}).unwrap_err().code();
    assert_eq!(refused(&"<w:p/>".repeat(1_001)), "zip-bomb");
    assert_eq!(refused(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(1_001))), "zip-bomb");
    assert_eq!(refused(&"<w:p/>".repeat(1_000)), "empty");
}

#[test]
fn entities_and_document_types_are_refused() {
    let outside = r#"<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
    let laughs = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>"#;
    for (kind, entity) in [(outside, "&x;"), (laughs, "&c;"), ("", "&unknown;")] {
        let body = format!("{kind}<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p(entity));
        assert_eq!(code(&zipped(&[("word/document.xml", &body)])), "broken", "{kind}");
    }
}

#[test]
fn deep_nesting_ends_early() {
    for tag in ["w:tbl><w:tr><w:tc", "w:p", "w:sdt", "x", "w:p><w:r><w:drawing"] {
        let body = format!("<{tag}>").repeat(100_000);
        let file = zipped(&[("word/document.xml", &format!("<w:document {NAMESPACES}><w:body>{body}"))]);
        assert_eq!(code(&file), "broken", "{tag}");
    }
    let quotes = format!("# A\n\n{}chữ", "> ".repeat(100_000));
    let stars = format!("# A\n\n{}chữ", "**".repeat(100_000));
    let lists = format!("# A\n\n{}chữ", "- ".repeat(100_000));
    for source in [quotes, stars, lists] {
        assert!(matches!(code(source.as_bytes()), "read" | "empty"));
    }
}

#[test]
fn what_is_almost_a_table_is_looked_at_once() {
    for line in ["\t\ta\n", "+-----+\n", "| a | \n", "| | | | |\n", "x\t\t\t\n"] {
        let document = open(line.repeat(20_000).as_bytes()).unwrap();
        assert_eq!(document.blocks.len(), 20_000, "{line}");
    }
}

#[test]
fn circles_and_huge_numbers() {
    let styles = r#"<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>"#;
    let circle = r#"<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>chữ</w:t></w:r></w:p>"#;
    assert_eq!(shown(&open(&word_with(circle, "", styles)).unwrap()), ["chữ"]);

    let huge = lvl(0, "upperRoman", "%1.%9.%0")
        .replace(r#"w:start w:val="1""#, r#"w:start w:val="9223372036854775807""#);
    let body = [li(1, 0, "a"), li(1, 999_999, "b"), li(1, 0, "c")].concat();
    let document =
        open(&word_with(&body, &list(1, &[huge, lvl(8, "lowerLetter", &"%9".repeat(90_000))]), "")).unwrap();
    assert!(shown(&document)[2].starts_with("9223372036854775807."));
    assert!(document.text.len() < 1_000);
}

#[test]
fn too_many_pages() {
    let body = format!("{}{}", r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#.repeat(1_001), p("chữ"));
    assert_eq!(code(&word(&body)), "too-many-pages");
}

/// A file with something of everything.
fn rich() -> Vec<u8> {
    let numbering = list(1, &[lvl(0, "upperRoman", "%1."), lvl(1, "bullet", "-")]);
    let styles = r#"<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>"#;
    let table = format!("<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{0}{0}</w:tc></w:tr></w:tbl>", p("ô &amp; ô"));
    word_with(&[li(1, 0, "một"), li(1, 1, "hai"), table, p("ba")].concat(), &numbering, styles)
}

/// The parts of [`rich`], unpacked, so that a change reaches the XML and not only its packing.
fn parts() -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(rich())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let text = std::io::read_to_string(archive.by_name(&name).unwrap()).unwrap();
            (name, text)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = rich();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(document) = open(&bytes) {
            check_spans(&document);
        }
    }

    #[test]
    fn changed_markup_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)
    ) {
        let mut parts = parts();
        for (part, from, to) in changes {
            // Tags move, double and vanish.
            let part = part.index(parts.len());
            let text = &mut parts[part].1;
            let tags: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
            let (from, to) = (from.index(tags.len()), to.index(tags.len()));
            let mut moved = tags.clone();
            moved.insert(to, tags[from].clone());
            if from % 2 == 0 {
                moved.remove(from);
            }
            *text = moved.concat();
        }
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        if let Ok(document) = open(&zipped(&parts)) {
            check_spans(&document);
        }
    }

    #[test]
    fn any_text_keeps_its_spans(lines in prop::collection::vec("[\\PC\t|#*>+-]{0,30}", 0..20), mark in "(# A\n)?") {
        if let Ok(document) = open(format!("{mark}{}", lines.join("\n")).as_bytes()) {
            check_spans(&document);
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = open(&bytes) {
            check_spans(&document);
        }
    }
}
