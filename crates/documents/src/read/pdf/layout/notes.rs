//! Footnotes, which are no clauses: the small print at the foot of a page, and the raised figures that point to it.

use super::rows::Row;
use super::{Layout, Piece, Word};

/// Small print is set smaller than this share of the text's size.
const SMALL: f64 = 0.9;
/// A raised figure is smaller than this share of the size of its word…
const RAISED_SIZE: f64 = 0.8;
/// …stands at least this share of it higher…
const RAISED: f64 = 0.15;
/// …and no further from it than this share.
const NEAR: f64 = 0.3;

/// Takes the footnotes away from the foot of each page.
pub(super) fn remove(layouts: &mut [Layout]) {
    let Some(size) = text_size(layouts) else { return };
    for layout in layouts {
        let is_small = |piece: &Piece| matches!(piece, Piece::Line(line) if line.size < SMALL * size);
        let is_note = |piece: &Piece| matches!(piece, Piece::Line(line) if line.is_note);
        let begins = |piece: &Piece| matches!(piece, Piece::Line(line) if begins_note(&line.text));
        let small = layout.pieces.iter().rev().take_while(|piece| is_small(piece)).count();
        let from = layout.pieces.len() - small;
        let first_small = layout.pieces[from..].iter().position(begins).map(|first| from + first);
        // A page of small print only is an annex.
        let first =
            layout.pieces.iter().position(is_note).or(first_small).filter(|first| *first > 0 && from > 0);
        layout.pieces.truncate(first.unwrap_or(layout.pieces.len()));
    }
}

/// The size that most letters of the lines have.
fn text_size(layouts: &[Layout]) -> Option<f64> {
    let lines = layouts.iter().flat_map(|layout| &layout.pieces).filter_map(|piece| match piece {
        Piece::Line(line) => Some((line.size, line.text.len())),
        Piece::Table(_) => None,
    });
    let mut sizes: Vec<(f64, usize)> = lines.collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut seen = 0;
    sizes
        .into_iter()
        .find(|(_, letters)| {
            seen += letters;
            seen > half
        })
        .map(|(size, _)| size)
}

/// `1 Gồm …`, `1Gồm`, `[2] Theo`, `* Không tính`.
fn begins_note(text: &str) -> bool {
    let rest = text.trim_start_matches(['[', '(']);
    let figures = rest.trim_start_matches(|sign: char| sign.is_numeric() || sign == '*');
    let mark = rest.len() - figures.len();
    let words = figures.trim_start_matches([']', ')', ' ']);
    (1..=3).contains(&mark) && !figures.starts_with('.') && words.starts_with(|sign: char| !sign.is_numeric())
}

/// Takes away the raised figures of a row that point to footnotes; those behind a unit of length make it an area.
pub(super) fn take_marks(row: &mut Row) {
    let mut kept: Vec<Word> = Vec::with_capacity(row.words.len());
    let mut taken = false;
    for word in std::mem::take(&mut row.words) {
        let Some(above) = kept.last_mut() else {
            kept.push(word);
            continue;
        };
        let raised = is_raised(above, &word);
        // The mark stood between a word and its comma.
        let comma = taken && word.text.starts_with([',', '.', ';', ':', ')']);
        if raised && !is_length(&above.text) {
            taken = true;
            continue;
        }
        if raised || comma {
            above.text.push_str(&word.text);
            above.right = word.right;
        } else {
            kept.push(word);
        }
        taken = raised;
    }
    row.words = kept;
}

fn is_raised(above: &Word, word: &Word) -> bool {
    is_mark_of(word, above)
        && word.left - above.right < NEAR * (above.bottom - above.top)
        && above.text.ends_with(|sign: char| !sign.is_ascii_digit())
}

/// Whether a word is a small figure that stands higher than another word.
pub(super) fn is_mark_of(mark: &Word, word: &Word) -> bool {
    let size = word.bottom - word.top;
    let figures = (1..=3).contains(&mark.text.len()) && mark.text.bytes().all(|byte| byte.is_ascii_digit());
    figures && mark.bottom - mark.top < RAISED_SIZE * size && word.bottom - mark.bottom > RAISED * size
}

fn is_length(text: &str) -> bool {
    let unit = text.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    matches!(unit, "m" | "km" | "cm" | "dm" | "mm")
}
