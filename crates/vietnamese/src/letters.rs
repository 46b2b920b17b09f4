//! The twelve Vietnamese vowel letters in their six tones.

/// Rows are vowels without tone; columns are the tones in the order of [`Tone`](crate::syllable::Tone).
const VOWELS: [[char; 6]; 12] = [
    ['a', 'á', 'à', 'ả', 'ã', 'ạ'],
    ['ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'é', 'è', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ế', 'ề', 'ể', 'ễ', 'ệ'],
    ['i', 'í', 'ì', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ó', 'ò', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ớ', 'ờ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ú', 'ù', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự'],
    ['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ'],
];

/// The vowel without its tone and the tone's column; `None` for anything but a lower-case vowel.
pub(crate) fn split(letter: char) -> Option<(char, usize)> {
    if letter.is_ascii() {
        return matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y').then_some((letter, 0));
    }
    VOWELS.iter().find_map(|row| row.iter().position(|&each| each == letter).map(|tone| (row[0], tone)))
}

/// The vowel written with the tone of that column; other letters are returned as they are.
pub(crate) fn join(vowel: char, tone: usize) -> char {
    VOWELS.iter().find(|row| row[0] == vowel).map_or(vowel, |row| row[tone])
}

/// The lower-case form where it is a single letter, as it is for every letter of Vietnamese.
pub(crate) fn lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => letter,
    }
}

/// The upper-case form where it is a single letter.
pub(crate) fn upper(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => letter,
    }
}

/// The letter on its plain base: ổ as o, đ as d.
pub(crate) fn base(letter: char) -> char {
    match split(letter).map_or(letter, |(vowel, _)| vowel) {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        other => other,
    }
}

/// Whether the character is composed as it stands and joins nothing before it: true for Latin letters with their marks
/// in one character and for the marks of print, false where only the tables of Unicode can tell.
pub(crate) fn stands_alone(letter: char) -> bool {
    matches!(letter, '\0'..'\u{300}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::stands_alone;

    #[test]
    fn what_stands_alone_is_composed_and_joins_nothing() {
        for letter in ('\0'..=char::MAX).filter(|&letter| stands_alone(letter)) {
            let code = u32::from(letter);
            assert_eq!(canonical_combining_class(letter), 0, "U+{code:04X}");
            assert_eq!(is_nfc_quick(std::iter::once(letter)), IsNormalized::Yes, "U+{code:04X}");
        }
    }
}
