//! Words with their looks within one line.

use serde::{Deserialize, Serialize};

/// Words of one look. Beside each other no two have the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are italic.
    pub italic: bool,
}

impl Span {
    /// Words without a look of their own.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: false }
    }
}

/// Bold and italic.
type Look = [bool; 2];
/// The stars that turn each on and off.
const STARS: [usize; 2] = [2, 1];

/// A letter with its look.
#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    look: Look,
}

/// A piece of a line: a letter, or some stars that may turn looks on or off.
enum Piece {
    Letter(char),
    /// For each look, whether it is turned.
    Stars([bool; 2]),
}

/// The words of a line without space around it.
pub(super) fn read(line: &str) -> Vec<Span> {
    let mut letters = Vec::new();
    let mut look = [false, false];
    for piece in pieces(line) {
        match piece {
            Piece::Letter(letter) => letters.push(Letter { letter, look }),
            Piece::Stars(turns) => {
                [0, 1].into_iter().filter(|one| turns[*one]).for_each(|one| look[one] = !look[one])
            }
        }
    }
    settle(&mut letters);
    spans(&letters)
}

/// The line that means these words.
pub(super) fn write(spans: &[Span]) -> String {
    let mut letters: Vec<_> = spans
        .iter()
        .flat_map(|span| span.text.chars().map(|letter| Letter { letter, look: [span.bold, span.italic] }))
        .collect();
    settle(&mut letters);
    let (mut line, mut look) = (String::new(), [false, false]);
    for (place, one) in letters.iter().enumerate() {
        turn(&mut line, &mut look, one.look);
        if one.letter == '\\' || one.letter == '*' && !is_plain(&letters, place) {
            line.push('\\');
        }
        line.push(one.letter);
    }
    turn(&mut line, &mut look, [false, false]);
    line
}

fn turn(line: &mut String, look: &mut Look, to: Look) {
    let stars = [0, 1].into_iter().filter(|one| look[*one] != to[*one]).map(|one| STARS[one]).sum();
    line.extend(std::iter::repeat_n('*', stars));
    *look = to;
}

/// Whether a star can only be one, as in `5*3`: within a word, or alone.
fn is_plain(letters: &[Letter], place: usize) -> bool {
    let Some([before, star, after]) = place.checked_sub(1).and_then(|first| letters.get(first..first + 3))
    else {
        return false;
    };
    let is = |of: fn(char) -> bool| of(before.letter) && of(after.letter);
    before.look == star.look && after.look == star.look && (is(char::is_alphanumeric) || is(|one| one == ' '))
}

/// A line in its pieces. Stars turn a look on before a word and off after one; those without a partner are stars.
fn pieces(line: &str) -> Vec<Piece> {
    let letters: Vec<char> = line.chars().collect();
    // Where each look was turned on last, as long as nothing turned it off.
    let (mut pieces, mut open) = (Vec::new(), [None, None]);
    let mut place = 0;
    while let Some(&letter) = letters.get(place) {
        if letter == '\\' && matches!(letters.get(place + 1), Some('\\' | '*')) {
            pieces.push(Piece::Letter(letters[place + 1]));
            place += 2;
            continue;
        }
        if letter != '*' {
            pieces.push(Piece::Letter(letter));
            place += 1;
            continue;
        }
        let count = letters[place..].iter().take_while(|letter| **letter == '*').count();
        let before = if let Some(Piece::Letter(before)) = pieces.last() { Some(*before) } else { None };
        let after = letters.get(place + count).copied();
        let is_within_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let is_word = |side: Option<char>| side.is_some_and(|one| one != ' ');
        let wanted = [count & 2 != 0, count & 1 != 0];
        let can = |one: usize| !wanted[one] || is_word(if open[one].is_some() { before } else { after });
        if count > 3 || is_within_word || !can(0) || !can(1) {
            pieces.extend((0..count).map(|_| Piece::Letter('*')));
        } else {
            for one in [0, 1].into_iter().filter(|one| wanted[*one]) {
                open[one] = if open[one].is_some() { None } else { Some(pieces.len()) };
            }
            pieces.push(Piece::Stars(wanted));
        }
        place += count;
    }
    let mut found = Vec::new();
    for (place, piece) in pieces.into_iter().enumerate() {
        let Piece::Stars(mut turns) = piece else {
            found.push(piece);
            continue;
        };
        for one in [0, 1].into_iter().filter(|one| open[*one] == Some(place)) {
            turns[one] = false;
            found.extend((0..STARS[one]).map(|_| Piece::Letter('*')));
        }
        found.push(Piece::Stars(turns));
    }
    found
}

/// Puts the borders between looks where they can be written: at the ends of words, and next to them.
fn settle(letters: &mut [Letter]) {
    for place in 1..letters.len() {
        let (before, here) = (letters[place - 1], letters[place]);
        if before.letter.is_alphanumeric() && here.letter.is_alphanumeric() {
            letters[place].look = before.look;
        }
    }
    // A space looks as both its neighbours do; there is one on each side of it.
    for place in 0..letters.len() {
        if letters[place].letter == ' ' {
            let side =
                |of: Option<usize>| of.and_then(|of| letters.get(of)).map_or([false, false], |one| one.look);
            let (before, after) = (side(place.checked_sub(1)), side(Some(place + 1)));
            letters[place].look = [before[0] && after[0], before[1] && after[1]];
        }
    }
}

fn spans(letters: &[Letter]) -> Vec<Span> {
    letters
        .chunk_by(|one, next| one.look == next.look)
        .map(|same| Span {
            text: same.iter().map(|one| one.letter).collect(),
            bold: same[0].look[0],
            italic: same[0].look[1],
        })
        .collect()
}
