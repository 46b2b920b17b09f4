//! The form of a file, told by its content and never by its name.

use crate::error::ReadError;
use crate::limits::Limits;
use crate::model::Format;
use crate::read::decode;

/// Tells the form of a file.
///
/// # Errors
/// `empty`, `old-word`, `locked` and `unsupported` for what no reader reads, `broken` for a zip without a directory,
/// `text-too-long` for a text beyond [`Limits::text_bytes`].
pub fn detect(bytes: &[u8], limits: &Limits) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some(format) = binary(bytes)? {
        return Ok(format);
    }
    if bytes.len() as u64 > limits.text_bytes {
        return Err(ReadError::TextTooLong { limit: limits.text_bytes });
    }
    let text = decode(bytes).text;
    let head = text.trim_start();
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    if is_rubbish(&text) {
        return Err(ReadError::unsupported("binary"));
    }
    if is_html(head) {
        return Err(ReadError::unsupported("html"));
    }
    Ok(if is_markdown(&text) { Format::Markdown } else { Format::Text })
}

/// The forms that begin with a mark of their own.
fn binary(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    if is_pdf(bytes) {
        return Ok(Some(Format::Pdf));
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => zip_form(bytes).map(Some),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Err(ole_form(bytes)),
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'I', b'I', 0x2A, 0, ..]
        | [b'M', b'M', 0, 0x2A, ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Some(Format::Scan)),
        [b'{', b'\\', b'r', b't', b'f', ..] => Err(ReadError::unsupported("rtf")),
        _ => Ok(None),
    }
}

/// Readers of PDF accept rubbish in the first kilobyte, and scanners' software writes it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(6).any(|at| matches!(at, b"%PDF-1" | b"%PDF-2"))
}

/// A zip is told by the names in its directory, which stand uncompressed at its end.
fn zip_form(bytes: &[u8]) -> Result<Format, ReadError> {
    let has = |name: &str| contains(bytes, name.as_bytes());
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    let known = [
        ("xl/workbook", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("application/vnd.oasis.opendocument.text", "odt"),
        ("application/vnd.oasis.opendocument", "opendocument"),
        ("word/", "docx-without-body"),
    ];
    match known.iter().find(|(name, _)| has(name)) {
        Some((_, "docx-without-body")) => Err(ReadError::broken("no word/document.xml in the zip")),
        Some((_, found)) => Err(ReadError::unsupported(found)),
        None => Err(ReadError::unsupported("zip")),
    }
}

/// A locked Word document of today is an old compound file around an `EncryptedPackage`; names there are UTF-16.
fn ole_form(bytes: &[u8]) -> ReadError {
    let has =
        |name: &str| contains(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    if has("EncryptedPackage") {
        ReadError::Locked
    } else if has("WordDocument") {
        ReadError::OldWord
    } else {
        ReadError::unsupported("ole")
    }
}

fn contains(bytes: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find(bytes, name).is_some()
}

/// More than one sign in twenty that no text holds, and more than a slip.
fn is_rubbish(text: &str) -> bool {
    let (mut all, mut odd) = (0, 0);
    for sign in text.chars().take(20_000) {
        all += 1;
        let control = sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}');
        odd += usize::from(control || sign == '\u{FFFD}');
    }
    odd * 20 > all && (odd > 4 || odd * 2 > all)
}

fn is_html(head: &str) -> bool {
    let head: String = head.chars().take(200).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag))
        || (head.starts_with("<?xml") && head.contains("<html"))
}

/// Marks that a converter leaves and a plain text does not: two of them, or a table's rule.
fn is_markdown(text: &str) -> bool {
    let mut marks = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_table_rule(line) {
            return true;
        }
        marks += usize::from(is_heading(line) || has_strong(line) || has_escape(line));
        if marks >= 2 {
            return true;
        }
    }
    marks == 1 && text.lines().any(is_heading)
}

fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&level) && line[level..].starts_with(' ') && line[level..].trim() != ""
}

/// `| --- | :-: |`
fn is_table_rule(line: &str) -> bool {
    line.contains("--")
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// `**…**` or `__…__` with words between.
fn has_strong(line: &str) -> bool {
    ["**", "__"].iter().any(|mark| {
        line.split(mark).nth(1).is_some_and(|inner| {
            line.matches(mark).count() >= 2
                && inner.starts_with(|sign: char| !sign.is_whitespace())
                && inner.contains(char::is_alphanumeric)
        })
    })
}

/// `1\.`, `\-`, `\+` at the head of a line.
fn has_escape(line: &str) -> bool {
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    ["\\.", "\\)", "\\-", "\\+", "\\*"].iter().any(|mark| rest.starts_with(mark))
}
