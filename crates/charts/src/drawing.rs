use serde::{Deserialize, Serialize};

use crate::width_of;

/// A picture made of simple forms. Lengths are points; the origin is the upper left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its forms, those behind first.
    pub shapes: Vec<Shape>,
}

/// A form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "shape")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Shape {
    /// A filled rectangle.
    Bar { x: f64, y: f64, width: f64, height: f64, ink: Ink },
    /// A line from one point to another.
    Line { from: [f64; 2], to: [f64; 2], width: f64, dashed: bool, ink: Ink },
    /// A filled circle, or its outline alone.
    Dot { x: f64, y: f64, radius: f64, hollow: bool, ink: Ink },
    /// Words on one line; `y` is where they stand.
    Words { x: f64, y: f64, size: f64, anchor: Anchor, strong: bool, ink: Ink, text: String },
}

/// Which end of words stands at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// What a colour means; a page has its own for light and dark, paper has those of [`Ink::on_paper`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Words and figures.
    Words,
    /// Words on a dark bar.
    OnBar,
    /// What is less important.
    Faint,
    /// Axes and the lines of a grid.
    Rule,
    /// What was reached, or done in time.
    Done,
    /// Done, but late.
    Late,
    /// Under way, or a second line.
    Within,
    /// Overdue.
    Overdue,
    /// Estimated, or not said.
    Estimate,
    /// Between the least and the most that is wanted.
    Band,
}

impl Ink {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Words,
        Self::OnBar,
        Self::Faint,
        Self::Rule,
        Self::Done,
        Self::Late,
        Self::Within,
        Self::Overdue,
        Self::Estimate,
        Self::Band,
    ];

    /// Its name in a style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::OnBar => "on-bar",
            Self::Faint => "faint",
            Self::Rule => "rule",
            Self::Done => "done",
            Self::Late => "late",
            Self::Within => "within",
            Self::Overdue => "overdue",
            Self::Estimate => "estimate",
            Self::Band => "band",
        }
    }

    /// Its colour on white paper, six hexadecimal digits. In grey they still differ.
    pub fn on_paper(self) -> &'static str {
        match self {
            Self::Words => "000000",
            Self::OnBar => "ffffff",
            Self::Faint => "51605a",
            Self::Rule => "b9c7bf",
            Self::Done => "1f6b45",
            Self::Late => "8fbf9f",
            Self::Within => "145f92",
            Self::Overdue => "b0231c",
            Self::Estimate => "c9a24a",
            Self::Band => "cfead9",
        }
    }
}

impl Drawing {
    pub(crate) fn words(&mut self, place: [f64; 2], anchor: Anchor, ink: Ink, text: impl Into<String>) {
        let [x, y] = place;
        self.shapes.push(Shape::Words { x, y, size: SIZE, anchor, strong: false, ink, text: text.into() });
    }

    pub(crate) fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, ink: Ink) {
        if width > 0.0 && height > 0.0 {
            self.shapes.push(Shape::Bar { x, y, width, height, ink });
        }
    }

    pub(crate) fn line(&mut self, from: [f64; 2], to: [f64; 2], width: f64, ink: Ink) {
        self.shapes.push(Shape::Line { from, to, width, dashed: false, ink });
    }

    /// A row of coloured squares with what they mean, from `x` on, as many lines as they need. Returns how high it is.
    pub(crate) fn legend(&mut self, x: f64, y: f64, width: f64, entries: &[(Ink, &str)]) -> f64 {
        let (mut at, mut line) = (x, 0.0);
        for (ink, name) in entries {
            let wide = SWATCH + 4.0 + width_of(name, SIZE, false);
            if at > x && at + wide > x + width {
                (at, line) = (x, line + ROW);
            }
            self.bar(at, y + line + 2.0, SWATCH, SWATCH, *ink);
            self.words([at + SWATCH + 4.0, y + line + SWATCH + 1.0], Anchor::Start, Ink::Words, *name);
            at += wide + 14.0;
        }
        line + ROW
    }
}

/// Words broken into lines that are no wider than `width`, at most `most`; what is left over ends in an ellipsis.
pub(crate) fn lines(words: &str, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let fits = |line: &String| width_of(line, SIZE, false) + width_of(word, SIZE, false) + 3.0 <= width;
        match lines.last_mut() {
            Some(line) if fits(line) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width_of(last, SIZE, false) + SIZE > width && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// Width of a drawing: that of the text on a page of official documents, 160 mm.
pub(crate) const WIDTH: f64 = 453.5;
/// Letters.
pub(crate) const SIZE: f64 = 10.0;
/// From one line of words to the next.
pub(crate) const ROW: f64 = 13.0;
/// A square of a legend.
const SWATCH: f64 = 9.0;
/// Thickness of an axis.
pub(crate) const THIN: f64 = 0.75;
