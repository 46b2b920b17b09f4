//! The graphics state of a page's content, as far as text and ruling lines need it (ISO 32000-1, 8.4 and 9.3).

use hayro_font::kurbo::Affine;

use super::fonts::Face;

/// How deep states may be saved in one another; deeper ones are refused by ignoring them.
const DEPTH: usize = 256;

/// What `q` saves and `Q` brings back.
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From the content's space to the page as it is seen: points, origin at its top left, y downwards.
    pub(super) to_page: Affine,
    pub(super) line_width: f64,
    pub(super) face: Option<Face<'a>>,
    pub(super) size: f64,
    pub(super) letter_space: f64,
    pub(super) word_space: f64,
    /// 1 for 100%.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// Text rendering mode, 0 to 7.
    pub(super) mode: i64,
}

/// The state in force, those saved, and the two text matrices, which `q` does not save.
pub(super) struct States<'a> {
    pub(super) now: State<'a>,
    saved: Vec<State<'a>>,
    /// Saves refused for depth, so that their ends are not taken for others'.
    refused: usize,
    text: Affine,
    line: Affine,
}

impl<'a> States<'a> {
    pub(super) fn new(to_page: Affine) -> Self {
        let now = State {
            to_page,
            line_width: 1.0,
            face: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        Self { now, saved: Vec::new(), refused: 0, text: Affine::IDENTITY, line: Affine::IDENTITY }
    }

    /// How many states are saved.
    pub(super) fn depth(&self) -> usize {
        self.saved.len()
    }

    pub(super) fn save(&mut self) {
        if self.saved.len() < DEPTH {
            self.saved.push(self.now.clone());
        } else {
            self.refused += 1;
        }
    }

    /// Brings back the state saved last, but none of those that were saved before `floor` others.
    pub(super) fn restore(&mut self, floor: usize) {
        if self.refused > 0 {
            self.refused -= 1;
        } else if self.saved.len() > floor
            && let Some(state) = self.saved.pop()
        {
            self.now = state;
        }
    }

    /// Brings back the state that was in force when `depth` were saved.
    pub(super) fn restore_to(&mut self, depth: usize) {
        self.refused = 0;
        while self.saved.len() > depth {
            self.restore(depth);
        }
    }

    pub(super) fn transform(&mut self, matrix: [f64; 6]) {
        self.now.to_page *= Affine::new(matrix);
    }

    pub(super) fn begin_text(&mut self) {
        self.set_text_matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }

    pub(super) fn set_text_matrix(&mut self, matrix: [f64; 6]) {
        self.line = Affine::new(matrix);
        self.text = self.line;
    }

    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    /// From a letter's space (1 the size of the font) to the page.
    pub(super) fn letter_to_page(&self) -> Affine {
        let now = &self.now;
        now.to_page * self.text * Affine::new([now.size * now.stretch, 0.0, 0.0, now.size, 0.0, now.rise])
    }

    /// Moves on by a letter of the width given, in thousandths of the font's size.
    pub(super) fn advance(&mut self, thousandths: f64, is_space_code: bool) {
        let now = &self.now;
        let word_space = if is_space_code { now.word_space } else { 0.0 };
        let width = (thousandths / 1000.0 * now.size + now.letter_space + word_space) * now.stretch;
        self.text *= Affine::translate((width, 0.0));
    }

    /// Moves back by a number of a `TJ` array.
    pub(super) fn adjust(&mut self, thousandths: f64) {
        let width = -thousandths / 1000.0 * self.now.size * self.now.stretch;
        self.text *= Affine::translate((width, 0.0));
    }
}
