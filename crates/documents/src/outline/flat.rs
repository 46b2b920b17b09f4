//! Tables that lost their columns: a text made from a PDF gives the heading and the rows as lines.
//!
//! The rows come apart by their count, `1 …`, `2 …`; which words stood in which column is lost, so each row is one
//! text.

use super::label::{self, Label, Style};

/// The table being read.
#[derive(Debug, Default)]
pub(super) struct FlatTable {
    /// Number of the last row.
    row: u32,
    /// Roman number of the last group.
    group: u32,
    /// A row or group has been seen.
    begun: bool,
}

impl FlatTable {
    /// The heading of such a table: a count of rows and at least two names of columns on one line.
    pub(super) fn begins_with(line: &str) -> bool {
        const NAMES: [&str; 16] = [
            "don vi",
            "co quan",
            "ke hoach",
            "ghi chu",
            "noi dung",
            "nhiem vu",
            "chi tieu",
            "chu tri",
            "phoi hop",
            "thoi gian",
            "san pham",
            "ket qua",
            "dvt",
            "kinh phi",
            "muc tieu",
            "thuc hien",
        ];
        let folded = vietnamese::fold(line);
        let rest = ["stt ", "tt ", "so tt "].iter().find_map(|count| folded.strip_prefix(count));
        rest.is_some_and(|rest| NAMES.iter().filter(|name| rest.contains(**name)).count() >= 2)
    }

    /// The heading may take several lines: they belong to no row.
    pub(super) fn awaits_first_row(&self) -> bool {
        !self.begun
    }

    /// A line on which the table cannot go on.
    pub(super) fn is_over(line: &str) -> bool {
        label::label(line).is_some_and(|l| matches!(l.style, Style::Annex | Style::Part | Style::Article))
    }

    /// The next row or group, where the line begins one.
    pub(super) fn row(&mut self, line: &str) -> Option<Label> {
        let (number, rest) = line.split_once(' ')?;
        let core = number.trim_end_matches(['.', ')']);
        let begins = rest.trim_start().chars().next()?;
        if begins.is_lowercase() {
            return None;
        }
        let (style, value) = if let Ok(value) = core.parse::<u32>() {
            // The count may begin anew in each group; the line that counts the columns is no row.
            let next = value == self.row + 1 || value == 1 && self.row > 0;
            (next && begins.is_alphabetic()).then_some((Style::Row, value))?
        } else {
            let value = label::roman(core)?;
            (value == self.group + 1).then_some((Style::RowGroup, value))?
        };
        match style {
            Style::Row => self.row = value,
            _ => {
                self.group = value;
                self.row = 0;
            }
        }
        self.begun = true;
        Some(Label {
            style,
            numbers: vec![value],
            typed: core.to_owned(),
            length: line.len() - rest.trim_start().len(),
        })
    }
}
