//! Packs Word files from their parts.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Namespaces of a part's root.
pub(crate) const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;

/// A zip of parts.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file of a body.
pub(crate) fn word(body: &str) -> Vec<u8> {
    word_with(body, "", "")
}

/// A Word file of a body, numbering and styles.
pub(crate) fn word_with(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    zipped(&[
        ("word/document.xml", &part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/numbering.xml", &part("numbering", numbering)),
        ("word/styles.xml", &part("styles", styles)),
    ])
}

/// A part of a Word file.
pub(crate) fn part(root: &str, content: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>"#)
}

/// A paragraph of plain words.
pub(crate) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A paragraph on a level of a list.
pub(crate) fn li(list: i64, level: i64, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
    )
}

/// A level of a list.
pub(crate) fn lvl(level: u8, format: &str, text: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

/// A definition of a list and a use of it, both of the same number.
pub(crate) fn list(id: i64, levels: &[String]) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}">{}</w:abstractNum><w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#,
        levels.concat()
    )
}
