//! What people write in a report: paragraphs, bold and italic words, lists of one or two levels, and nothing else, as the form
//! of official documents has it. Pure.
//!
//! It is kept as one text that a person can read and type as it is. Each line is a paragraph; `- ` begins an item of a list,
//! `+ ` one below it, `1. ` one with a number, and space before any of them puts it below; `**bold**`, `*italic*`; a backslash
//! takes its meaning from a star. Every text means something, and [`normal`] says it in the one way in which it is kept.
//!
//! Laws: the normal form of a normal form is itself; what is read from a text and from its normal form is the same.

mod spans;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use spans::Span;

/// A paragraph or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Where it stands in a list; of a paragraph nothing.
    pub item: Option<Item>,
    /// Its words, never none.
    pub spans: Vec<Span>,
}

/// A place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// 1, or 2 for one below another.
    pub level: u8,
    /// Its number as it was given; none of one with a dash.
    pub number: Option<u16>,
}

/// Highest number of an item: what has more digits is a year or an amount.
const MOST: u16 = 999;

/// What a text means.
pub fn read(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Whether `+ ` begins the items of the first level, as it does where nothing stands above it.
    let mut plus_is_first = false;
    for line in text.lines() {
        let is_indented = line.starts_with(char::is_whitespace);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((sign, words)) = marked(&line) else {
            blocks.extend(block(None, &line));
            continue;
        };
        let is_in_list = blocks.last().is_some_and(|block: &Block| block.item.is_some());
        let is_below = is_in_list && (is_indented || sign == Sign::Plus && !plus_is_first);
        if !is_below {
            plus_is_first = sign == Sign::Plus;
        }
        let number = if let Sign::Number(number) = sign { Some(number) } else { None };
        blocks.extend(block(Some(Item { level: if is_below { 2 } else { 1 }, number }), words));
    }
    blocks
}

/// The one text that means just that.
pub fn write(blocks: &[Block]) -> String {
    let line = |block: &Block| {
        let sign = match block.item {
            None => String::new(),
            Some(Item { level: 1, number: None }) => "- ".to_owned(),
            Some(Item { number: None, .. }) => "  + ".to_owned(),
            Some(Item { level: 1, number: Some(number) }) => format!("{number}. "),
            Some(Item { number: Some(number), .. }) => format!("  {number}. "),
        };
        format!("{sign}{}", spans::write(&block.spans))
    };
    blocks.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A text in the form in which it is kept.
pub fn normal(text: &str) -> String {
    write(&read(text))
}

fn block(item: Option<Item>, words: &str) -> Option<Block> {
    let spans = spans::read(words);
    (!spans.is_empty()).then_some(Block { item, spans })
}

/// What begins an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Dash,
    Plus,
    Number(u16),
}

/// The sign of an item, and its words. Signs that other programs put there mean a dash.
fn marked(line: &str) -> Option<(Sign, &str)> {
    let (sign, words) = line.split_once(' ')?;
    let sign = match sign {
        "-" | "–" | "•" | "·" | "*" | "▪" => Sign::Dash,
        "+" => Sign::Plus,
        _ => Sign::Number(number(sign.strip_suffix(['.', ')'])?)?),
    };
    Some((sign, words))
}

fn number(digits: &str) -> Option<u16> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_plain && *number <= MOST)
}
