//! A scanner that makes the errors scanners make, always the same for the same seed.

use vietnamese::syllable::Syllable;

/// About one syllable in this many is damaged.
const RATE: u64 = 50;

/// Letters and what they are read as: marks lost or taken for others, shapes taken for others.
const READ_AS: [(char, &str); 37] = [
    ('ả', "áà"),
    ('ẩ', "ấà"),
    ('ẳ', "ắá"),
    ('ẻ', "é"),
    ('ể', "ếề"),
    ('ỉ', "í"),
    ('ỏ', "ó"),
    ('ổ', "ố"),
    ('ở', "ớờ"),
    ('ủ', "ú"),
    ('ử', "ứ"),
    ('ỷ', "ý"),
    ('ấ', "á"),
    ('ầ', "à"),
    ('ậ', "ạ"),
    ('ắ', "á"),
    ('ặ', "ạ"),
    ('ế', "é"),
    ('ề', "è"),
    ('ệ', "ẹ"),
    ('ố', "ó"),
    ('ồ', "ò"),
    ('ộ', "ọ"),
    ('ớ', "ó"),
    ('ờ', "ò"),
    ('ợ', "ọ"),
    ('ứ', "ú"),
    ('ừ', "ù"),
    ('ự', "ụ"),
    ('ư', "u"),
    ('ơ', "o"),
    ('ô', "o"),
    ('ê', "e"),
    ('đ', "d"),
    ('ã', "á"),
    ('s', "r"),
    ('u', "n"),
];

/// The text with errors in it, its words parted by single spaces.
pub(crate) fn scanned(text: &str, seed: u64) -> String {
    let mut chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut read = |word: &str| match damaged(word, draw(&mut chance)) {
        Some(damaged) if draw(&mut chance).is_multiple_of(RATE) => damaged,
        _ => word.to_owned(),
    };
    text.split_whitespace().map(&mut read).collect::<Vec<_>>().join(" ")
}

/// A lower-case syllable with one letter misread.
fn damaged(word: &str, chance: u64) -> Option<String> {
    Syllable::parse(word)?;
    let places: Vec<(usize, char, &str)> = word
        .char_indices()
        .filter_map(|(index, letter)| {
            READ_AS.iter().find(|(from, _)| *from == letter).map(|(_, to)| (index, letter, *to))
        })
        .filter(|&(index, letter, _)| letter != 'u' || index + 1 == word.len())
        .collect();
    let (index, letter, readings) = *places.get(chance as usize % places.len().max(1))?;
    let reading = readings.chars().nth((chance >> 32) as usize % readings.chars().count())?;
    Some(format!("{}{reading}{}", &word[..index], &word[index + letter.len_utf8()..]))
}

/// The next number of a xorshift sequence.
fn draw(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
