//! Names of files that others chose.

use proptest::prelude::*;

use crate::file_name;

#[test]
fn a_name_is_what_shows_of_its_last_part() {
    let cases = [
        ("ke-hoach 88.pdf", "ke-hoach 88.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("C:\\Users\\a\\báo cáo.docx", "báo cáo.docx"),
        ("/tmp/", "tmp"),
        ("a/..", "a"),
        ("..", ""),
        (" . ", ""),
        ("", ""),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        // A sign that turns the rest round would show this as a PDF.
        ("hoa-don-\u{202E}fdp.exe", "hoa-don-fdp.exe"),
        (".bashrc", "bashrc"),
        ("nghị quyết.pdf. ", "nghị quyết.pdf"),
    ];
    for (raw, expected) in cases {
        assert_eq!(file_name(raw), expected, "{raw:?}");
    }
}

#[test]
fn a_long_name_keeps_its_ending() {
    let name = file_name(&format!("{}.pdf", "ă".repeat(1000)));
    assert_eq!(name.chars().count(), 200);
    assert!(name.ends_with("ă.pdf"));
    assert_eq!(file_name(&"a".repeat(1000)).len(), 199);
    assert_eq!(file_name(&format!("a.{}", "b".repeat(1000))).len(), 199);
}

proptest! {
    #[test]
    fn the_name_of_a_name_is_itself(raw in "\\PC{0,20}|[./\\\\ a\u{202E}\0]{0,300}|.{190,260}\\.[a-z ]{0,20}") {
        let name = file_name(&raw);
        prop_assert_eq!(&file_name(&name), &name);
        prop_assert!(name.chars().count() <= 200 && !name.contains(['/', '\\', '\0']));
    }
}
