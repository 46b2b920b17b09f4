//! Letters into words: by the spaces drawn and by the gaps left.

use std::collections::BTreeMap;

use super::{Glyph, Rule, Sheet, Turn, Word, ruling};

/// Letters whose baselines lie closer than this share of their size stand on one line, so that raised figures stay
/// with their word.
const SAME_LINE: f64 = 0.35;
/// A gap wider than this share of the size parts words.
const GAP: f64 = 0.17;
/// A gap wider than this share of the size parts words even where letters are spaced.
const WIDE_GAP: f64 = 1.2;
/// How far above and below the baseline a line of text reaches, as shares of its size.
const ASCENT: f64 = 0.75;
pub(super) const DESCENT: f64 = 0.25;

/// The words of a page.
pub(in crate::read) fn words(sheet: &mut Sheet) -> Vec<Word> {
    let mut by_turn: BTreeMap<Turn, Vec<Glyph>> = BTreeMap::new();
    for glyph in join_marks(std::mem::take(&mut sheet.glyphs)) {
        by_turn.entry(glyph.turn).or_default().push(glyph);
    }
    // A page whose text mostly runs another way (a wide table drawn on a tall page) is read turned.
    let main = by_turn.iter().max_by_key(|(_, glyphs)| glyphs.len()).map_or(Turn::Right, |(turn, _)| *turn);
    let size = (sheet.width, sheet.height);
    if main != Turn::Right {
        sheet.turn(main);
    }
    let borders = Borders::new(&sheet.rules);
    let mut words = Vec::new();
    for (turn, glyphs) in by_turn {
        for line in lines(glyphs) {
            if turn == main {
                words.extend(line_words(&line, &borders.beside(&line)));
            } else {
                let found = line_words(&line, &[]).into_iter();
                words.extend(found.map(|word| seen_from(word, turn, main, size)));
            }
        }
    }
    words
}

impl Sheet {
    /// Turns the page and its lines.
    fn turn(&mut self, turn: Turn) {
        let (width, height) = (self.width, self.height);
        for rule in &mut self.rules {
            let (from, to) = if rule.horizontal {
                ((rule.from, rule.at), (rule.to, rule.at))
            } else {
                ((rule.at, rule.from), (rule.at, rule.to))
            };
            let from = turn.flatten(from.0, from.1, width, height);
            let to = turn.flatten(to.0, to.1, width, height);
            rule.horizontal = (from.1 - to.1).abs() <= (from.0 - to.0).abs();
            if rule.horizontal {
                (rule.at, rule.from, rule.to) = (from.1, from.0.min(to.0), from.0.max(to.0));
            } else {
                (rule.at, rule.from, rule.to) = (from.0, from.1.min(to.1), from.1.max(to.1));
            }
        }
        if matches!(turn, Turn::Down | Turn::Up) {
            (self.width, self.height) = (height, width);
        }
    }
}

/// A word's box as it lies on the page turned another way.
fn seen_from(word: Word, turn: Turn, main: Turn, (width, height): (f64, f64)) -> Word {
    let back = match turn {
        Turn::Down => Turn::Up,
        Turn::Up => Turn::Down,
        turn => turn,
    };
    let (turned_width, turned_height) =
        if matches!(turn, Turn::Down | Turn::Up) { (height, width) } else { (width, height) };
    let corner = |x: f64, y: f64| {
        let (x, y) = back.flatten(x, y, turned_width, turned_height);
        main.flatten(x, y, width, height)
    };
    let (one, other) = (corner(word.left, word.top), corner(word.right, word.bottom));
    Word {
        left: one.0.min(other.0),
        right: one.0.max(other.0),
        top: one.1.min(other.1),
        bottom: one.1.max(other.1),
        ..word
    }
}

/// Gives each mark drawn by itself to the letter drawn before it, whose place it shares.
fn join_marks(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut joined: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let is_mark = !glyph.text.is_empty() && glyph.text.chars().all(is_mark);
        match joined.last_mut() {
            Some(letter)
                if is_mark
                    && (letter.baseline - glyph.baseline).abs() < letter.size
                    && glyph.x > letter.x - letter.size
                    && glyph.x < letter.x + letter.width + letter.size =>
            {
                letter.text.push_str(&glyph.text);
            }
            Some(letter) if is_again(letter, &glyph) => letter.style.bold = true,
            _ => joined.push(glyph),
        }
    }
    joined
}

fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36F}')
}

/// The same letter drawn twice in almost one place, as some programs embolden.
fn is_again(one: &Glyph, other: &Glyph) -> bool {
    one.text == other.text
        && !one.text.trim().is_empty()
        && (one.x - other.x).abs() < 0.1 * one.size
        && (one.baseline - other.baseline).abs() < 0.1 * one.size
}

/// The letters of each printed line, from left to right.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    let mut baseline = f64::NEG_INFINITY;
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if glyph.baseline - baseline < SAME_LINE * glyph.size.min(line[0].size) => {
                line.push(glyph);
            }
            _ => {
                baseline = glyph.baseline;
                lines.push(vec![glyph]);
            }
        }
    }
    for line in &mut lines {
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        line.dedup_by(|other, one| {
            let again = is_again(one, other);
            one.style.bold |= again;
            again
        });
    }
    lines
}

/// Upright lines past which a page is a drawing and none of them parts words.
const MOST_BORDERS: usize = 500;

/// The upright lines of a page, which part words however narrow the cells are set.
struct Borders(Vec<Rule>);

impl Borders {
    fn new(rules: &[Rule]) -> Self {
        let mut upright = ruling::merged(rules, false);
        upright.sort_by(|one, other| one.at.total_cmp(&other.at));
        Self(if upright.len() <= MOST_BORDERS { upright } else { Vec::new() })
    }

    /// The places of those that run through a line of text, from left to right.
    fn beside(&self, line: &[Glyph]) -> Vec<f64> {
        let middle = line[0].baseline - 0.3 * line[0].size;
        self.0.iter().filter(|rule| (rule.from..=rule.to).contains(&middle)).map(|rule| rule.at).collect()
    }
}

/// The words of one line, parted at the borders that run through it.
fn line_words(line: &[Glyph], borders: &[f64]) -> Vec<Word> {
    let spaced = letter_space(line);
    let mut words: Vec<Word> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    let mut parted = true;
    let mut before = 0;
    for glyph in line {
        // Letters may touch the border, so that their middles are compared with it.
        let passed = borders.partition_point(|border| *border < glyph.x + glyph.width / 2.0);
        parted |= passed > before;
        before = passed;
        let gap = glyph.x - end;
        let drawn_space = glyph.text.trim().is_empty();
        match spaced {
            Some(space) => parted |= gap > space,
            None => parted |= drawn_space || gap > GAP * glyph.size,
        }
        parted |= gap > WIDE_GAP * glyph.size && spaced.is_none();
        if drawn_space {
            // A drawn space is no ink: where letters are spaced only the distance counts.
            if spaced.is_none() && !glyph.text.is_empty() {
                end = end.max(glyph.x);
            }
            continue;
        }
        match words.last_mut() {
            Some(word) if !parted => word.grow(glyph),
            _ => words.push(Word::of(glyph)),
        }
        parted = false;
        end = glyph.x + glyph.width;
    }
    words
}

/// Where a line's letters are spaced (`K Ế  H O Ạ C H`): the gap beyond which words part. Such a line has single
/// letters at almost equal distances, and at least five of them.
fn letter_space(line: &[Glyph]) -> Option<f64> {
    let ink: Vec<&Glyph> = line.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    let mut gaps: Vec<f64> = ink.windows(2).map(|pair| pair[1].x - pair[0].x - pair[0].width).collect();
    let letters = ink.iter().filter(|glyph| glyph.text.chars().all(char::is_alphabetic)).count();
    if gaps.len() < 4 || letters * 10 < ink.len() * 9 {
        return None;
    }
    gaps.sort_by(f64::total_cmp);
    let (low, middle) = (gaps[gaps.len() / 5], gaps[gaps.len() / 2]);
    let size = ink[0].size;
    (low > 0.8 * GAP * size && middle < WIDE_GAP * size).then_some(middle * 1.5 + 0.05 * size)
}

impl Word {
    fn of(glyph: &Glyph) -> Self {
        Self {
            text: glyph.text.clone(),
            left: glyph.x,
            right: glyph.x + glyph.width,
            top: glyph.baseline - ASCENT * glyph.size,
            bottom: glyph.baseline + DESCENT * glyph.size,
            style: glyph.style,
        }
    }

    fn grow(&mut self, glyph: &Glyph) {
        self.text.push_str(&glyph.text);
        self.right = self.right.max(glyph.x + glyph.width);
        self.top = self.top.min(glyph.baseline - ASCENT * glyph.size);
        self.bottom = self.bottom.max(glyph.baseline + DESCENT * glyph.size);
        self.style.bold &= glyph.style.bold;
        self.style.italic &= glyph.style.italic;
    }
}
