//! The number or mark a clause begins with.

/// Form of a label. Two labels of one style are brothers or cousins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    Annex,
    Part,
    Chapter,
    /// `Mục 1`, between chapter and article.
    Subchapter,
    Article,
    Capital,
    Roman,
    /// `1.`, `1.2.`: how many numbers it has.
    Arabic(u8),
    /// `1)`
    Bracketed,
    /// `(1)`
    Enclosed,
    Letter,
    /// `*`
    Star,
    Dash,
    Plus,
    /// A heading that is only bold, over a part of a plan without numbers.
    BareSection,
    /// A heading that is only bold, below a numbered one: the name of a unit over its duties.
    Bare,
    /// A numbered row of a table whose columns the text has lost.
    Row,
    /// A row that names the rows below it.
    RowGroup,
}

/// A label read from the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) style: Style,
    /// Its numbers: `3.1` is `[3, 1]`; marks have none, an annex without number neither.
    pub(super) numbers: Vec<u32>,
    /// As it stands, without closing dot or bracket.
    pub(super) typed: String,
    /// Bytes it takes from the line, white space behind it included.
    pub(super) length: usize,
}

/// The order of letters as points of an article are counted: no f, j, w, z.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

const DASHES: [char; 12] = ['-', '–', '—', '−', '‐', '‑', '•', '●', '▪', '◦', '\u{f02d}', '\u{f0b7}'];

/// Reads the label at the start of a line that has one space between words; `None` where there is none.
/// Whether it is believed depends on what stands before it (`paragraphs`).
pub(super) fn label(line: &str) -> Option<Label> {
    named(line).or_else(|| mark(line)).or_else(|| numbered(line)).or_else(|| unspaced(line))
}

/// The value of a Roman number from 1 to 39 in its one right spelling.
pub(super) fn roman(text: &str) -> Option<u32> {
    (1..40).find(|n| roman_numeral(*n) == text)
}

/// `(i)`, `(iv)`
fn small_roman(core: &str) -> Option<u32> {
    let small = core.bytes().all(|b| b.is_ascii_lowercase());
    if small { roman(&core.to_ascii_uppercase()) } else { None }
}

/// The spelling of a number from 1 to 39.
pub(super) fn roman_numeral(n: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    format!("{}{}", "X".repeat((n / 10) as usize), ONES[(n % 10) as usize])
}

/// Place of a small letter in the Vietnamese count of points, from 1.
pub(super) fn letter_number(c: char) -> Option<u32> {
    LETTERS.chars().position(|l| l == c).map(|at| at as u32 + 1)
}

/// Labels that begin with a word: `Điều 5.`, `Phần thứ nhất`, `Phụ lục II`.
fn named(line: &str) -> Option<Label> {
    let mut words = line.split(' ');
    let first = words.next()?;
    if !first.starts_with(char::is_uppercase) {
        return None;
    }
    let folded = vietnamese::fold(first);
    let (style, taken) = match folded.trim_end_matches(['.', ':']) {
        "dieu" => (Style::Article, first.len()),
        "phan" => (Style::Part, first.len()),
        "chuong" => (Style::Chapter, first.len()),
        "muc" => (Style::Subchapter, first.len()),
        "phu" if words.next().is_some_and(|w| vietnamese::fold(w).trim_end_matches([':', '.']) == "luc") => (
            Style::Annex,
            first.len() + 1 + line[first.len() + 1..].find(' ').unwrap_or(line.len() - first.len() - 1),
        ),
        _ => return None,
    };
    let rest = line[taken..].trim_start();
    let shouted = first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    match ordinal(rest) {
        Some((number, length)) => {
            let behind = &rest[length..];
            let closed = behind.starts_with(['.', ':', '-', '–', ')', '/']);
            // "Điều 5 Luật …" and "Mục 2 Phần I" in a sentence are no headings.
            let believed = match style {
                Style::Article => closed || behind.trim().is_empty(),
                // Its title may stand on the next line.
                Style::Subchapter => shouted || closed && behind.len() > 1 || behind.trim().is_empty(),
                _ => shouted || closed || behind.trim().is_empty(),
            };
            let text = behind.trim_start_matches(['.', ':', '-', '–', ')', '/', ' ']);
            believed.then(|| Label {
                style,
                numbers: vec![number],
                typed: line[..line.len() - behind.len()].to_owned(),
                length: line.len() - text.len(),
            })
        }
        None if style == Style::Annex && (shouted || rest.is_empty()) => {
            let text = rest.trim_start_matches(['.', ':', '-', '–', ' ']);
            Some(Label {
                style,
                numbers: Vec::new(),
                typed: line[..taken].trim_end_matches([':', '.']).to_owned(),
                length: line.len() - text.len(),
            })
        }
        None => None,
    }
}

/// A number in figures, Roman, a capital letter, or as a word behind "thứ"; with the bytes it takes.
fn ordinal(text: &str) -> Option<(u32, usize)> {
    const WORDS: [&str; 10] = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"];
    let end =
        |from: usize| text[from..].find([' ', '.', ':', '-', ')', '/', ',']).map_or(text.len(), |n| from + n);
    let first = &text[..end(0)];
    if matches!(vietnamese::fold(first).as_str(), "thu" | "so") {
        let from = text.len() - text[first.len()..].trim_start_matches([' ', ':']).len();
        let word = &text[from..end(from)];
        let folded = vietnamese::fold(word);
        let number =
            WORDS.iter().position(|w| *w == folded).map(|n| n as u32 + 1).or_else(|| plain_ordinal(word))?;
        return Some((number, from + word.len()));
    }
    plain_ordinal(first).map(|n| (n, first.len()))
}

fn plain_ordinal(word: &str) -> Option<u32> {
    if !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    roman(word).or_else(|| {
        let mut chars = word.chars();
        let (letter, rest) = (chars.next()?, chars.next());
        (rest.is_none() && letter.is_uppercase()).then(|| letter_number(lower(letter)))?
    })
}

/// `-`, `+`, `*`
fn mark(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    let style = match first {
        '+' => Style::Plus,
        '*' => Style::Star,
        c if DASHES.contains(&c) => Style::Dash,
        _ => return None,
    };
    let rest = &line[first.len_utf8()..];
    let text = rest.trim_start();
    let next = text.chars().next()?;
    // "-5%" is a figure; "-Phối hợp" a dash without its space; "--" a rule.
    let fits = if rest.len() > text.len() { !DASHES.contains(&next) } else { next.is_uppercase() };
    fits.then(|| Label {
        style,
        numbers: Vec::new(),
        typed: first.to_string(),
        length: line.len() - text.len(),
    })
}

/// `IV.`, `A.`, `3.1.`, `2)`, `(1)`, `đ)`
fn numbered(line: &str) -> Option<Label> {
    let (enclosed, inner) = match line.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, line),
    };
    let core_end = inner
        .char_indices()
        .find(|(_, c)| !(c.is_alphanumeric() || *c == '.'))
        .map_or(inner.len(), |(at, _)| at);
    let core = inner[..core_end].trim_end_matches('.');
    if core.is_empty() || core.len() > 12 {
        return None;
    }
    let behind = &inner[core.len()..];
    // One space may have come between number and dot.
    let closing = behind.strip_prefix(' ').filter(|b| b.starts_with(['.', ')'])).unwrap_or(behind);
    let closer = closing.chars().next();
    let text = match closer {
        Some('.' | ')' | '/' | '-' | '–' | ':') => {
            closing[closer.map_or(0, char::len_utf8)..].trim_start_matches(['.', ')', '-', '–', ' '])
        }
        _ => closing.trim_start(),
    };
    let spaced = text.len() < closing.len()
        && closing[..closing.len() - text.len()].ends_with([' ', '.', ')', '-', '–']);
    if text.is_empty() && closer.is_none() {
        return None;
    }
    let (style, numbers) = style_of(core, closer, enclosed)?;
    // A hyphen belongs to a Roman number only ("I- MỤC ĐÍCH"): "1-2" is a range, "141-KH/TU" a symbol.
    if matches!(closer, Some('-' | '–')) && !matches!(style, Style::Roman | Style::Capital) {
        let dash_then_space = closing.chars().nth(1) == Some(' ') && !behind.starts_with(' ');
        if !dash_then_space {
            return None;
        }
    }
    let begins = text.chars().next();
    let fits = match style {
        Style::Arabic(1) | Style::Roman | Style::Capital => {
            spaced && begins.is_none_or(|c| !c.is_lowercase())
        }
        Style::Arabic(_) => spaced && begins.is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit()),
        _ => spaced,
    };
    fits.then(|| Label { style, numbers, typed: core.to_owned(), length: line.len() - text.len() })
}

/// `1.Phòng`, `3.1.Phát triển`, `1/Tổng`: the mark does duty for the space.
fn unspaced(line: &str) -> Option<Label> {
    let end = line.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/')))?;
    let core = line[..end].strip_suffix(['.', '/']).filter(|core| !core.contains('/'))?;
    let mut next = line[end..].chars();
    let upper = next.next().is_some_and(char::is_uppercase);
    // "24/NQ-CP" is a symbol.
    let is_word = line[..end].ends_with('.') || next.next().is_some_and(char::is_lowercase);
    if !(upper && is_word) {
        return None;
    }
    let (style, numbers) = style_of(core, Some('.'), false)?;
    Some(Label { style, numbers, typed: core.to_owned(), length: end })
}

fn style_of(core: &str, closer: Option<char>, enclosed: bool) -> Option<(Style, Vec<u32>)> {
    let bracket = closer == Some(')');
    if enclosed {
        let number = match arabic(core) {
            Some(number) if number.len() == 1 => number[0],
            _ => small_roman(core)?,
        };
        return bracket.then_some((Style::Enclosed, vec![number]));
    }
    if let Some(numbers) = arabic(core) {
        return match (numbers.len(), closer) {
            (1, Some(')')) => Some((Style::Bracketed, numbers)),
            (1, Some(_)) if closer != Some(' ') => Some((Style::Arabic(1), numbers)),
            (1, _) => None,
            (n, _) => Some((Style::Arabic(n as u8), numbers)),
        };
    }
    let closed = matches!(closer, Some('.' | ')' | '/' | '-' | '–' | ':'));
    if let Some(number) = roman(core) {
        return closed.then_some((Style::Roman, vec![number]));
    }
    // "II.1": a section's item with the section's number before it.
    if let Some((section, item)) = core.split_once('.')
        && roman(section).is_some()
    {
        let numbers = arabic(item)?;
        return Some((Style::Arabic(numbers.len() as u8), numbers));
    }
    let mut chars = core.chars();
    let letter = chars.next()?;
    if chars.next().is_some() || !closed {
        return None;
    }
    if letter.is_uppercase() {
        return Some((Style::Capital, vec![letter_number(lower(letter))?]));
    }
    matches!(closer, Some('.' | ')' | '/')).then_some((Style::Letter, vec![letter_number(letter)?]))
}

/// `3.1` as `[3, 1]`; no number has more than two digits, so that thousands and dates are none.
pub(super) fn arabic(core: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = core
        .split('.')
        .map(|n| (n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit())).then(|| n.parse().ok()).flatten())
        .collect();
    numbers.filter(|n| !n.is_empty() && n.len() <= 6 && !n.contains(&0))
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
