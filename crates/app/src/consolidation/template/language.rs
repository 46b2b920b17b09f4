//! The part of minijinja's language that templates have: names, choices, loops and a few filters. What could grow without
//! bounds is not in it: no assignment, no macro, no multiplication, and a text of a line has a longest length. Whoever edits
//! a template is signed in, but a slip must not take the program down.

use std::io::{self, Write};

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, filters};
use web::Language;

/// Steps that one line may take: a sentence takes some dozens.
const STEPS: u64 = 20_000;
/// Levels of brackets and choices.
const DEEP: usize = 20;
/// Bytes that joining makes at most.
const LONGEST: usize = 20_000;

/// What may stand first in a block.
const BLOCKS: [&str; 6] = ["if", "elif", "else", "endif", "for", "endfor"];

/// An environment with these filters alone: it knows no other template and no file.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(STEPS));
    environment.set_recursion_limit(DEEP);
    environment.add_filter("length", filters::length);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("join", joined);
    environment.add_filter("map", of_each);
    environment.add_filter("chữ", in_words);
    environment.add_function("tỷ_lệ", percent);
    // Numbers as they are written here.
    environment.set_formatter(|to, state, value| match value.kind() {
        ValueKind::Number => {
            let number = f64::try_from(value.clone())?;
            Ok(to.write_str(&web::format::number(Language::Vi, number))?)
        }
        _ => minijinja::escape_formatter(to, state, value),
    });
    environment
}

/// The texts of a list, one after the other.
fn joined(list: &Value, between: &str) -> Result<String, Error> {
    if list.kind() == ValueKind::String {
        return Err(Error::new(ErrorKind::InvalidOperation, "not a list"));
    }
    let mut text = String::new();
    for (at, one) in list.try_iter()?.enumerate() {
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(&one.to_string());
        if text.len() > LONGEST {
            return Err(Error::new(ErrorKind::OutOfFuel, "too long"));
        }
    }
    Ok(text)
}

/// An attribute of each of a list.
fn of_each(list: &Value, named: Kwargs) -> Result<Vec<Value>, Error> {
    let name: &str = named.get("attribute")?;
    named.assert_all_used()?;
    list.try_iter()?.map(|one| one.get_attr(name)).collect()
}

/// A whole number in words.
fn in_words(number: i64) -> String {
    vietnamese::numbers::to_words(number)
}

/// One number in percent of another, to one decimal; nothing of nothing is none.
fn percent(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { (part / whole * 1000.0).round() / 10.0 }
}

/// The first piece of a text that is not in the language.
///
/// Stricter than minijinja, so that both see the same: no braces within braces.
pub(super) fn foreign(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let piece = &rest[at..];
        let Some(close) = piece.get(..2).and_then(|open| match open {
            "{{" => Some("}}"),
            "{%" => Some("%}"),
            _ => None,
        }) else {
            return Some(piece);
        };
        let inside = &piece[2..];
        let end = end(inside)?;
        let words = &inside[..end];
        let after = inside.get(end..)?;
        if !after.starts_with(close) {
            return Some(piece);
        }
        let first = words.trim_start_matches(['-', '+']).split_whitespace().next().unwrap_or_default();
        if close == "%}" && !BLOCKS.contains(&first) || !is_plain(words) {
            return Some(&piece[..end + 4]);
        }
        rest = &after[2..];
    }
    None
}

/// Where braces end that were opened, outside of what is quoted; the end of the text where they do not, which minijinja tells.
fn end(inside: &str) -> Option<usize> {
    let mut quoted = None;
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match (quoted, letter) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(mark), _) if letter == mark => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(letter),
            (None, '}') => return Some(at),
            (None, '%') if inside[at..].starts_with("%}") => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// Whether an expression has no braces and no signs that make much of little, outside of what is quoted.
fn is_plain(words: &str) -> bool {
    let mut quoted = None;
    let mut escaped = false;
    words.chars().all(|letter| {
        match (quoted, letter) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(mark), _) if letter == mark => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(letter),
            (None, '*' | '~' | '{' | '}' | '[') => return false,
            (None, _) => {}
        }
        true
    })
}

/// A text that ends at a length.
pub(super) struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Bounded {
    pub(super) fn new(most: usize) -> Self {
        Self { bytes: Vec::new(), most, is_full: false }
    }

    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.is_full = true;
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
