//! Ruling lines of a scanned page: long, thin runs of dark dots. They make the same tables as the lines of a PDF do.

use super::paper::Paper;
use crate::read::pdf::layout::{Rule, Word, has_table};

/// A line is no shorter than this share of the page's shorter side; the strokes of letters are.
const SHORTEST: f64 = 0.03;
/// …and no thicker than this.
const THICKEST: f64 = 0.006;
/// Dots darker than this are ink.
const INK: u8 = 150;
/// Runs of a page past which it is a picture and holds no table.
const MOST_RUNS: usize = 10_000;
/// Where along a run it is looked at whether paper lies on both its sides.
const SAMPLES: usize = 9;
/// Slopes tried, from one downwards to one upwards: 1.7 degrees in steps of a thirtieth of one.
const STEEPEST: f64 = 0.03;
const SLOPES: i32 = 100;
const POINTS: f64 = 72.0;

/// The lines of the tables of a page.
pub(super) struct Lines {
    runs: Vec<Run>,
    /// By how much they sink for each dot to the right: papers lie askew on the glass.
    slope: f64,
    /// Levelled, in points.
    pub(super) rules: Vec<Rule>,
}

impl Lines {
    /// The lines of a page with a table; `None` where there is none.
    pub(super) fn find(paper: &Paper, dpi: f64) -> Option<Self> {
        let side = f64::from(paper.size.width.min(paper.size.height));
        let dots = |share: f64| (share * side).ceil() as usize;
        let ink = Ink { paper, shortest: dots(SHORTEST), thickest: dots(THICKEST) };
        let (across, down) = (ink.runs(true), ink.runs(false));
        if across.len().max(down.len()) > MOST_RUNS {
            return None;
        }
        let slope = slope(&across);
        let points = |dots: f64| dots * POINTS / dpi;
        let rules = across.iter().chain(&down).map(|run| {
            // Along its own direction too: a line low on a page askew begins beside those above it.
            let along = run.at as f64 * if run.horizontal { slope } else { -slope };
            Rule {
                horizontal: run.horizontal,
                at: points(run.level(slope)),
                from: points(run.from as f64 + along),
                to: points(run.to as f64 + along),
            }
        });
        let rules: Vec<Rule> = rules.collect();
        has_table(&rules).then(|| Self { runs: [across, down].concat(), slope, rules })
    }

    /// Paints the lines over, so that they are not taken for letters.
    pub(super) fn erase(&self, paper: &mut Paper) {
        let (width, height) = (paper.size.width as usize, paper.size.height as usize);
        for run in &self.runs {
            for line in run.at.saturating_sub(1)..=run.at + 1 {
                for place in run.from..run.to {
                    let (x, y) = if run.horizontal { (place, line) } else { (line, place) };
                    if x < width && y < height {
                        paper.dots[y * width + x] = u8::MAX;
                    }
                }
            }
        }
    }

    /// Words where they would stand had the paper lain straight; a rest of a border that was taken for `|` goes.
    pub(super) fn level(&self, words: Vec<Word>) -> Vec<Word> {
        let level = |word: Word| {
            let text = word.text.replace('|', "");
            let (x, y) = ((word.left + word.right) / 2.0, (word.top + word.bottom) / 2.0);
            let (right, up) = (y * self.slope, x * self.slope);
            Word {
                text,
                left: word.left + right,
                right: word.right + right,
                top: word.top - up,
                bottom: word.bottom - up,
                style: word.style,
            }
        };
        words.into_iter().map(level).filter(|word| !word.text.is_empty()).collect()
    }
}

/// The slope at which the runs fall into the fewest lines.
fn slope(across: &[Run]) -> f64 {
    let gathered = |slope: f64| {
        let mut lines = std::collections::HashMap::<i64, f64>::new();
        for run in across {
            *lines.entry((run.level(slope) / 2.0).round() as i64).or_default() += (run.to - run.from) as f64;
        }
        lines.values().map(|length| length * length).sum::<f64>()
    };
    let slopes = (-SLOPES / 2..=SLOPES / 2).map(|step| STEEPEST * 2.0 * f64::from(step) / f64::from(SLOPES));
    let tried = slopes.map(|slope| (slope, gathered(slope)));
    // The gentlest of those that are equally good.
    let better = |one: &(f64, f64), other: &(f64, f64)| {
        one.1.total_cmp(&other.1).then(other.0.abs().total_cmp(&one.0.abs()))
    };
    tried.max_by(better).map_or(0.0, |(slope, _)| slope)
}

/// The ink of a page.
struct Ink<'a> {
    paper: &'a Paper,
    /// In dots.
    shortest: usize,
    /// In dots.
    thickest: usize,
}

/// Dark dots in a row, in dots.
#[derive(Clone, Copy)]
struct Run {
    horizontal: bool,
    at: usize,
    from: usize,
    to: usize,
}

impl Run {
    /// Where it would lie had the paper lain straight, in dots.
    fn level(&self, slope: f64) -> f64 {
        let middle = (self.from + self.to) as f64 / 2.0;
        self.at as f64 + if self.horizontal { -middle * slope } else { middle * slope }
    }
}

impl Ink<'_> {
    /// The long, thin runs of one direction; where they are too many, not all of them.
    fn runs(&self, horizontal: bool) -> Vec<Run> {
        let (width, height) = (self.paper.size.width as usize, self.paper.size.height as usize);
        let (lines, length) = if horizontal { (height, width) } else { (width, height) };
        let mut runs = Vec::new();
        // Row by row in both directions, since that is how the dots lie in memory.
        let mut starts: Vec<Option<usize>> = vec![None; lines];
        for y in 0..height {
            for x in 0..width {
                let (line, place) = if horizontal { (y, x) } else { (x, y) };
                let dark = self.is_dark(x, y);
                let ends = !dark || place + 1 == length;
                if dark && starts[line].is_none() {
                    starts[line] = Some(place);
                }
                if ends && let Some(from) = starts[line].take() {
                    let run = Run { horizontal, at: line, from, to: place };
                    if place - from >= self.shortest && self.is_thin(run) {
                        runs.push(run);
                    }
                }
            }
            if runs.len() > MOST_RUNS {
                break;
            }
        }
        runs
    }

    /// Paper lies on both sides of most of it.
    fn is_thin(&self, run: Run) -> bool {
        let dark = |line: Option<usize>, place: usize| {
            let Some(line) = line else { return false };
            if run.horizontal { self.is_dark(place, line) } else { self.is_dark(line, place) }
        };
        let free = |line: Option<usize>| {
            let places = (1..=SAMPLES).map(|at| run.from + (run.to - run.from) * at / (SAMPLES + 1));
            places.filter(|place| !dark(line, *place)).count() * 2 > SAMPLES
        };
        free(run.at.checked_sub(self.thickest)) && free(Some(run.at + self.thickest))
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        let (width, height) = (self.paper.size.width as usize, self.paper.size.height as usize);
        x < width && y < height && self.paper.dots[y * width + x] < INK
    }
}
