//! What may have been meant where a slip of the keyboard was typed, judged by the neighbours that the texts know. Pure.
//!
//! Most syllables have fewer than five letters and fifteen others one letter away, so that likeness alone is noise. A syllable is only
//! doubted where no text has it beside a neighbour of the question, and only what stands beside a neighbour there is proposed; a
//! question that the texts know is never made another.

use std::collections::BTreeSet;

/// What the texts know: in how many a syllable stands, and two side by side. All without marks.
pub(crate) trait Known {
    /// In how many texts a syllable stands.
    fn word(&self, word: &str) -> u64;
    /// In how many two syllables stand side by side.
    fn pair(&self, one: &str, next: &str) -> u64;
}

/// Something that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    /// Where in the run, and how many syllables of it are another.
    pub(crate) at: usize,
    pub(crate) instead_of: usize,
    /// One syllable or two.
    pub(crate) words: Vec<String>,
    /// In how many texts it stands beside a neighbour of the question; where it has none, in how many it stands.
    pub(crate) texts: u64,
    /// Whether some text has what was typed, though not beside its neighbours.
    pub(crate) is_known: bool,
}

/// Longest word that is doubted, in bytes: the longest syllable has seven letters, the longest word of science some twenty.
const LONGEST: usize = 32;
/// Most places of a question that are doubted: each costs some hundreds of looks into the dictionary.
pub(crate) const MOST_DOUBTED: usize = 6;
/// Most proposals for a place.
const MOST: usize = 3;
/// Onsets that are mistaken for one another, by ear or on the keyboard.
const ONSETS: [(&str, &str); 8] = [
    ("tr", "ch"),
    ("gi", "d"),
    ("gi", "r"),
    ("ngh", "ng"),
    ("gh", "g"),
    ("qu", "w"),
    ("ph", "f"),
    ("k", "c"),
];

/// What may have been meant in a run of syllables that stand side by side, place by place, the most probable first. `left`: how many
/// places of the question may still be doubted.
pub(crate) fn meant(run: &[&str], known: &impl Known, left: &mut usize) -> Vec<Meant> {
    let mut all = Vec::new();
    for (at, word) in run.iter().enumerate() {
        let (before, next) = (at.checked_sub(1).map(|at| run[at]), run.get(at + 1).copied());
        let beside = |word: &str| {
            let before = before.map_or(0, |before| known.pair(before, word));
            before.max(next.map_or(0, |next| known.pair(word, next)))
        };
        let is_alone = run.len() == 1;
        let is_known = known.word(word) > 0;
        if word.len() > LONGEST
            || word.chars().any(|letter| letter.is_ascii_digit())
            || is_known && (is_alone || beside(word) > 0)
        {
            continue;
        }
        if *left == 0 {
            break;
        }
        *left -= 1;
        let mut here: Vec<Meant> = Vec::new();
        let mut add = |instead_of: usize, words: &[&str], texts: u64| {
            if texts > 0 {
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                here.push(Meant { at, instead_of, words, texts, is_known });
            }
        };
        for other in near(word).iter().filter(|other| known.word(other) > 0) {
            // Where nothing tells by neighbours, a syllable that no text has may be one that some have.
            let texts = if is_alone { known.word(other) } else { beside(other) };
            add(1, &[other], texts);
        }
        // A space that was not struck, or struck within a word.
        for cut in word.char_indices().map(|(cut, _)| cut).skip(1) {
            let (one, other) = word.split_at(cut);
            add(1, &[one, other], known.pair(one, other));
        }
        if let Some(next) = next {
            let joined = format!("{word}{next}");
            add(2, &[&joined], known.word(&joined));
        }
        here.sort_by(|one, other| (other.texts, &one.words).cmp(&(one.texts, &other.words)));
        here.truncate(MOST);
        all.extend(here);
    }
    all
}

/// The words a slip away: a letter more, less or another, two in the other order, or an onset that sounds alike.
fn near(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut near = BTreeSet::new();
    let mut add = |letters: &[&[char]]| _ = near.insert(letters.concat().into_iter().collect::<String>());
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        for letter in 'a'..='z' {
            add(&[before, &[letter], after]);
            if let Some((_, rest)) = after.split_first() {
                add(&[before, &[letter], rest]);
            }
        }
        if let Some((_, rest)) = after.split_first() {
            add(&[before, rest]);
        }
        if let [one, other, rest @ ..] = after {
            add(&[before, &[*other, *one], rest]);
        }
    }
    for (one, other) in ONSETS.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]) {
        if let Some(rime) = word.strip_prefix(one) {
            near.insert(format!("{other}{rime}"));
        }
    }
    near.remove(word);
    near.remove("");
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Texts;

    impl Known for Texts {
        fn word(&self, word: &str) -> u64 {
            ["che", "pham", "vi", "sinh", "phan", "bon", "bo", "trichoderma", "trau"].contains(&word).into()
        }

        fn pair(&self, one: &str, next: &str) -> u64 {
            [("che", "pham"), ("vi", "sinh"), ("phan", "bon"), ("phan", "bo"), ("trau", "bo")]
                .contains(&(one, next))
                .into()
        }
    }

    #[test]
    fn only_what_the_texts_do_not_know_is_doubted() {
        let words = |run: &[&str]| -> Vec<String> {
            meant(run, &Texts, &mut usize::MAX.clone()).iter().map(|one| one.words.join(" ")).collect()
        };
        for (run, expected) in [
            (&["che", "pham"][..], &[][..]),
            (&["chee", "pham"], &["che"]),
            (&["hce", "pham"], &["che"]),
            (&["ce", "pham"], &["che"]),
            (&["chepham"], &["che pham"]),
            (&["chepham", "vi", "sinh"], &["che pham"]),
            (&["tricho", "derma"], &["trichoderma"]),
            (&["trichodema"], &["trichoderma"]),
            (&["chau", "bo"], &["trau"]),
            // Known beside a neighbour, so nobody asks whether another was meant.
            (&["phan", "bo"], &[]),
            (&["phan", "bom"], &["bo", "bon"]),
            (&["bo"], &[]),
            (&["2025", "xyz"], &[]),
            (&[], &[]),
        ] {
            assert_eq!(words(run), expected, "{run:?}");
        }
    }
}
