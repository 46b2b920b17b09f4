//! How long a line is, to tell a line that was full from one whose author stopped.
//!
//! Plans are set in Times New Roman; its letter widths, in thousandths of the type size and rounded to classes,
//! tell full lines apart far better than a count of letters does. Texts wrapped by a program are counted in letters.

/// How long a text is on paper.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Length {
    /// In thousandths of the type size.
    pub(super) width: u32,
    /// In characters.
    pub(super) letters: u32,
}

impl Length {
    pub(super) fn of(text: &str) -> Self {
        Self { width: text.chars().map(advance).sum(), letters: text.chars().count() as u32 }
    }
}

/// The length that lines around this one fill: the ninth decile of the lines near it, since headings and last lines
/// are shorter and a stray one may be longer; no less than three quarters of what a line of A4 takes at 14 points.
pub(super) fn full(lengths: &[Length], at: usize) -> Length {
    const AROUND: usize = 25;
    let near = &lengths[at.saturating_sub(AROUND)..(at + AROUND + 1).min(lengths.len())];
    let decile = |of: fn(&Length) -> u32| {
        let mut near: Vec<u32> = near.iter().map(of).collect();
        near.sort_unstable();
        near.get(near.len() * 9 / 10).or(near.last()).copied().unwrap_or(0)
    };
    Length { width: decile(|l| l.width).max(24_000), letters: decile(|l| l.letters).max(50) }
}

fn advance(c: char) -> u32 {
    match c {
        ' ' | '.' | ',' | '|' => 250,
        'i' | 'j' | 'l' | 't' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | '/' | ':' | ';' | '!' => 278,
        'f' | 'r' | 'I' | 'Í' | 'Ì' | 'Ỉ' | 'Ĩ' | 'Ị' | '(' | ')' | '-' | '[' | ']' => 333,
        's' | 'J' => 389,
        'm' | 'M' | '—' | '…' => 850,
        'w' | 'W' => 800,
        'a' | 'c' | 'e' | 'z' | '?' => 444,
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => 500,
        c if !c.is_alphabetic() => 500,
        c if c.is_uppercase() => 700,
        // Vietnamese small letters: those built on a and e are narrower than those on o and u.
        c => match vietnamese::nfc(c.encode_utf8(&mut [0; 4])).chars().next() {
            Some('à'..='ã' | 'è'..='ê' | 'ă' | 'ạ'..='ặ' | 'ẹ'..='ệ') => 444,
            _ => 510,
        },
    }
}
