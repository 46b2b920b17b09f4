use unicode_normalization::UnicodeNormalization;

/// How wide words on one line are in Times New Roman or a face of the same measures, in the unit of `size`.
pub fn width_of(words: &str, size: f64, strong: bool) -> f64 {
    // Composed, so that a mark is not counted as a letter.
    words.nfc().map(|letter| letter_width(letter, strong)).sum::<f64>() * size
}

/// The same of one letter, for a size of 1.
pub fn letter_width(letter: char, strong: bool) -> f64 {
    let (widths, others) = if strong { (&BOLD, &OTHERS_BOLD) } else { (&REGULAR, &OTHERS) };
    // A letter with a tone is as wide as without; one with a horn is not.
    let mut parts = letter.nfd();
    let base = parts.next().unwrap_or(letter);
    let has_horn = parts.any(|part| part == HORN);
    let thousandths = match (base, has_horn) {
        ('o', true) => others[0],
        ('u', true) => others[1],
        ('O', true) => others[2],
        ('U', true) => others[3],
        ('đ', _) => widths[usize::from(b'd' - FIRST)],
        ('Đ', _) => widths[usize::from(b'D' - FIRST)],
        ('…', _) => 1000,
        ('\u{a0}', _) => widths[0],
        (letter, _) => {
            let at = u8::try_from(letter).ok().and_then(|letter| letter.checked_sub(FIRST));
            at.and_then(|at| widths.get(usize::from(at))).copied().unwrap_or(OTHER)
        }
    };
    f64::from(thousandths) / 1000.0
}

/// Of a letter that is not known.
const OTHER: u16 = 500;
const HORN: char = '\u{31B}';
/// The letter of the first width.
const FIRST: u8 = b' ';

/// Widths of the letters from space to tilde, thousandths of the size: measured in Tinos, whose measures are those of Times New Roman.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// The same of bold letters.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
    930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
    611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
    333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,
    556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];
/// Of `ơ`, `ư`, `Ơ`, `Ư`.
const OTHERS: [u16; 4] = [529, 542, 722, 776];
const OTHERS_BOLD: [u16; 4] = [554, 600, 778, 796];
