//! Whether a printed line goes on in the sentence of the line above it.

use super::measure::Length;
use super::paragraphs::Paragraph;
use super::signs::{
    ends_open, ends_sentence, is_attachment_note, is_range, is_shouted, letters, opens_field,
    opens_last_words, opens_preamble,
};
use crate::model::{Document, Line};

/// What is remembered of the line before.
pub(super) struct Previous {
    pub(super) text: String,
    pub(super) length: Length,
    /// What lines near it fill.
    pub(super) full: Length,
    pub(super) bold: bool,
    /// It was the first of its paragraph and may have been indented.
    pub(super) first: bool,
    /// White space before it in a text file.
    pub(super) indent: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
}

/// Whether a line goes on in the sentence of the one above.
pub(super) fn goes_on(previous: &Previous, text: &str, line: &Line, indent: usize, in_front: bool) -> bool {
    if in_front && opens_preamble(text) || opens_field(text) || is_attachment_note(text) {
        return false;
    }
    if ends_sentence(&previous.text) && opens_last_words(text) {
        return false;
    }
    if is_range(&previous.text, text.trim_start_matches(['-', '–', ' '])) {
        return true;
    }
    if indent > previous.indent && text.starts_with(char::is_uppercase) && !ends_open(&previous.text) {
        return false;
    }
    if previous.bold && !line.bold && !text.starts_with(char::is_lowercase) {
        return false;
    }
    if text.starts_with(char::is_lowercase) || ends_open(&previous.text) {
        return !previous.text.ends_with("./.");
    }
    // "ngày 15 tháng" and "6 năm 2027": a figure without a dot opens no paragraph.
    if text.starts_with(|c: char| c.is_ascii_digit()) && !ends_sentence(&previous.text) {
        return true;
    }
    let (shouted_above, shouted) = (is_shouted(&previous.text), is_shouted(text));
    if shouted_above != shouted && letters(&previous.text) > 3 && letters(text) > 3 {
        return false;
    }
    if shouted_above && shouted {
        return !ends_sentence(&previous.text);
    }
    !stopped_early(previous, text)
}

/// Recipients may wrap; nothing else in the closing does.
pub(super) fn goes_on_in_closing(previous: &Previous, text: &str) -> bool {
    previous.text.starts_with(['-', '–'])
        && !previous.text.ends_with([';', '.'])
        && text.starts_with(char::is_lowercase)
}

/// The author ended the line: the first word of the next would have had room.
pub(super) fn stopped_early(previous: &Previous, next: &str) -> bool {
    !ends_open(&previous.text) && had_room(previous, next)
}

/// The first word of the next line would have had room.
pub(super) fn had_room(previous: &Previous, next: &str) -> bool {
    // A first line is indented by up to 1.27 cm of the 16 cm that a line has; bold letters are wider.
    let room = if previous.first { previous.full.width * 90 / 100 } else { previous.full.width * 96 / 100 };
    let room = if previous.bold { room * 95 / 100 } else { room };
    // A mark alone would nearly always have had room: it stays with the word behind it.
    let words = if next.starts_with(['-', '–', '+']) { 2 } else { 1 };
    let taken = next.split(' ').take(words).fold(Length::default(), |sum, word| {
        let word = Length::of(word);
        Length { width: sum.width + 250 + word.width, letters: sum.letters + 1 + word.letters }
    });
    previous.length.width + taken.width < room
        && previous.length.letters + taken.letters < previous.full.letters
}

/// Whether blank lines part the paragraphs of a text: no sentence goes on in small letters behind one. The text of some
/// programs has them behind every line.
pub(super) fn blanks_part(document: &Document) -> bool {
    let mut after_blank = false;
    let mut parted = 0_usize;
    for line in document.text.split('\n').map(str::trim) {
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        if after_blank && line.starts_with(char::is_lowercase) && !is_lettered(line) {
            return false;
        }
        parted += usize::from(after_blank);
        after_blank = false;
    }
    parted > 0
}

/// `a) Mở lớp`
fn is_lettered(line: &str) -> bool {
    line.chars().nth(1).is_some_and(|sign| matches!(sign, ')' | '.' | '/'))
}

/// Whether a blank line stands between two lines.
pub(super) fn is_apart(previous: &Previous, line: &Line, source: &str) -> bool {
    let between = source.get(previous.end..line.span.start).unwrap_or_default();
    between.matches('\n').count() > 1
}

/// Two lines in capitals: the title and who issues the document.
pub(super) fn both_shouted(previous: &Previous, text: &str) -> bool {
    is_shouted(&previous.text) && is_shouted(text)
}

/// The line above is not open, and this one begins with a capital.
pub(super) fn begins_sentence(previous: &Previous, text: &str) -> bool {
    text.starts_with(char::is_uppercase) && !ends_open(&previous.text)
}

/// Whether a paragraph of a file that does not wrap lines is the rest of the one above, which a page end of the paper it
/// was made from cut in the middle of a sentence.
pub(super) fn is_cut(above: &Paragraph, text: &str, line: &Line) -> bool {
    const SHORTEST: usize = 60;
    let words = &above.passage.text;
    let plain = !(line.wrapped || line.bold || line.centred || above.raised);
    let open = words.len() > SHORTEST && words.ends_with(|last: char| last.is_alphanumeric() || last == ',');
    plain && open && text.starts_with(char::is_lowercase)
}
