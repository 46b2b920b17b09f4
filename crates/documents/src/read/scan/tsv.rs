//! The table that tesseract writes: a line for each block, paragraph, line and word, with its box in dots.

use crate::read::pdf::layout::{Style, Word};

/// Levels of the table that matter.
const WORD: &str = "5";
/// Marks without letters that the recogniser is less sure of than this are dust, in percent.
const DUST: f64 = 60.0;
/// Neighbours on either side that a word takes its line's height from.
const NEIGHBOURS: usize = 3;
const POINTS: f64 = 72.0;

/// What a line of the recogniser runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// One line of text, whatever the boxes of its words say.
    Text,
    /// Perhaps cells of a table that stand at different heights.
    Table,
}

/// The words of a page, in points.
pub(super) fn words(table: &str, dpi: f64, ground: Ground) -> Vec<Word> {
    let mut lines: Vec<(String, Vec<Box>)> = Vec::new();
    for (line, word) in table.lines().filter_map(|row| parse(row, POINTS / dpi)) {
        match lines.last_mut() {
            Some((last, words)) if *last == line => words.push(word),
            _ => lines.push((line, vec![word])),
        }
    }
    lines.into_iter().flat_map(|(_, words)| line_words(words, ground)).collect()
}

/// A recognised word.
#[derive(Clone, Debug)]
struct Box {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    confidence: f64,
}

/// The line that a word belongs to and the word; `None` for other rows of the table and for blank words.
fn parse(row: &str, scale: f64) -> Option<(String, Box)> {
    let fields: Vec<&str> = row.splitn(12, '\t').collect();
    let [WORD, page, block, paragraph, line, _, left, top, width, height, confidence, text] = fields[..]
    else {
        return None;
    };
    let number = |field: &str| field.parse::<f64>().ok().map(|dots| dots * scale);
    let (left, top) = (number(left)?, number(top)?);
    let text = text.trim();
    let word = Box {
        text: text.to_owned(),
        left,
        right: left + number(width)?,
        top,
        bottom: top + number(height)?,
        confidence: confidence.parse().ok()?,
    };
    (!text.is_empty()).then(|| ([page, block, paragraph, line].join("/"), word))
}

/// A line's words, each as tall as the line is where it stands.
fn line_words(mut words: Vec<Box>, ground: Ground) -> Vec<Word> {
    if let Some(first) = words.first_mut() {
        first.text = plain_dash(&first.text);
    }
    let mut kept: Vec<Box> = Vec::with_capacity(words.len());
    for (index, word) in words.into_iter().enumerate() {
        let is_mark = !word.text.contains(char::is_alphanumeric);
        let heads_line = index == 0 && matches!(word.text.as_str(), "-" | "+");
        if is_mark && word.confidence < DUST && !heads_line {
            continue;
        }
        match word.text.strip_prefix("- ").map(str::to_owned) {
            // A dash that was read as one with its word.
            Some(rest) => {
                let end = word.left + (word.bottom - word.top) * 0.3;
                kept.push(Box { text: "-".to_owned(), right: end, ..word.clone() });
                kept.push(Box { text: rest, left: end, ..word });
            }
            None => kept.push(word),
        }
    }
    let height = median(kept.iter().map(|word| word.bottom - word.top)).unwrap_or(0.0);
    let is_tall = |word: &&Box| word.bottom - word.top >= 0.6 * height;
    (0..kept.len())
        .map(|index| {
            let near = &kept[index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(kept.len())];
            let word = &kept[index];
            let level =
                |other: &&Box| ground == Ground::Text || (other.bottom - word.bottom).abs() < 0.5 * height;
            let bottoms = near.iter().filter(is_tall).filter(level).map(|word| word.bottom);
            let bottom = median(bottoms).unwrap_or(word.bottom);
            Word {
                text: word.text.clone(),
                left: word.left,
                right: word.right,
                top: bottom - height,
                bottom,
                style: Style::default(),
            }
        })
        .collect()
}

/// At the head of a line any dash, and what a short dash is taken for, is the hyphen that official documents begin
/// items with; so is one that stuck to a capital. Nothing else is changed.
fn plain_dash(text: &str) -> String {
    let rest = text.trim_start_matches(['-', '‐', '‑', '–', '—', '―', '−', '_', '~', '¬', '\u{AD}']);
    match rest.chars().next() {
        _ if rest.len() == text.len() => text.to_owned(),
        None => "-".to_owned(),
        Some(first) if first.is_uppercase() => format!("- {rest}"),
        Some(_) => text.to_owned(),
    }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
