//! A paper as far as a layout speaks of it, whatever file it stands in. What a file does not tell is unset, and no rule asks for
//! it.

/// A paper.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// In reading order.
    pub(super) pieces: Vec<Piece>,
    /// Words of which only the letters are looked at.
    pub(super) letters: Vec<Run>,
    /// The first first.
    pub(super) sheets: Vec<Sheet>,
    /// What stands in the upper margins of pages that have to show their number.
    pub(super) page_numbers: Vec<Option<Piece>>,
    /// The first page shows its number, too.
    pub(super) has_first_number: bool,
    /// Space between paragraphs that is off by no more is rounded, not wrong.
    pub(super) rounding_pt: f64,
}

/// Pages of one form.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Width and height as the page lies, millimetres.
    pub(super) size_mm: [f64; 2],
    pub(super) is_on_side: bool,
    /// Top, right, bottom, left, millimetres: the least and the most that each may be.
    pub(super) margins_mm: [[f64; 2]; 4],
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) font: Option<String>,
    pub(super) size_pt: f64,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// The shapes of its letters are left to whatever machine shows them.
    pub(super) is_without_font: bool,
}

/// A paragraph as one sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) runs: Vec<Run>,
    /// The side on which its lines are level, by Word's name of it.
    pub(super) side: Option<String>,
    pub(super) is_heading: bool,
    /// How far its first line is moved in.
    pub(super) first_line_mm: Option<f64>,
    /// From line to line, in lines.
    pub(super) line_spacing: Option<f64>,
    /// Space before and after it.
    pub(super) before_pt: Option<f64>,
    pub(super) after_pt: Option<f64>,
    /// Table, row and column in which it stands; tables within tables count as the outer one.
    pub(super) cell: Option<[usize; 3]>,
}

impl Piece {
    /// Its words, without space around them.
    pub(super) fn text(&self) -> String {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        text.trim_matches([' ', '\n', '\t']).to_owned()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.shown().next().is_none()
    }

    /// Runs that show something.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.text.trim().is_empty())
    }

    pub(super) fn is_bold(&self) -> bool {
        self.shown().all(|run| run.is_bold)
    }

    pub(super) fn is_italic(&self) -> bool {
        self.shown().all(|run| run.is_italic)
    }

    pub(super) fn is_on(&self, side: &str) -> bool {
        self.side.as_deref() == Some(side)
    }
}
