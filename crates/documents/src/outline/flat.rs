//! Tables that lost their columns: a text made from a PDF gives the heading and the rows as lines.
//!
//! The rows come apart by their count, `1 …`, `2 …`, which goes on over groups or begins anew in each; which words stood
//! in which column is lost, so each row is one text. The heading comes again on every page.

use super::label::{self, Label, Style};

/// The table being read.
#[derive(Debug, Default)]
pub(super) struct FlatTable {
    /// Number of the last row in its group.
    row: u32,
    /// Number of the last row of all.
    count: u32,
    /// Roman number of the last group.
    group: u32,
    /// A row or group has been seen.
    begun: bool,
    /// The lines of the heading.
    heading: Vec<String>,
    /// The heading stands here again.
    again: bool,
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

    /// The same, where the first cell may be broken: `ST` / `T` / `Nhiệm vụ …`. `below` are the lines that follow.
    pub(super) fn begins_at(line: &str, below: &[String]) -> bool {
        const LINES: usize = 2;
        let broken = matches!(line, "S" | "ST" | "TT" | "STT" | "T");
        let heads = |next: &String| Self::begins_with(&format!("TT {next}"));
        Self::begins_with(line)
            || broken
                && below.iter().take(LINES).skip_while(|next| matches!(next.as_str(), "T" | "TT")).any(heads)
    }

    /// The heading may take several lines, the first time and on every page again: they belong to no row.
    pub(super) fn is_heading(&self) -> bool {
        !self.begun || self.again
    }

    /// A line of the heading, again.
    pub(super) fn repeats(&self, line: &str) -> bool {
        self.heading.iter().any(|heading| heading == line)
    }

    /// A line on which the table cannot go on.
    pub(super) fn is_over(line: &str) -> bool {
        label::label(line).is_some_and(|l| matches!(l.style, Style::Annex | Style::Part | Style::Article))
    }

    /// The next row or group, where the line begins one.
    pub(super) fn row(&mut self, line: &str) -> Option<Label> {
        let first = self.heading.first().is_some_and(|heading| heading == line);
        self.again = self.begun && (first || self.again) && self.repeats(line);
        let label = self.numbered(line);
        if !self.begun {
            self.heading.push(line.to_owned());
        }
        label
    }

    fn numbered(&mut self, line: &str) -> Option<Label> {
        let (number, rest) = line.split_once(' ')?;
        let core = number.trim_end_matches(['.', ')']);
        let begins = rest.trim_start().chars().next()?;
        if begins.is_lowercase() {
            return None;
        }
        let part = core.split_once('.').and_then(|(row, part)| Some((row.parse().ok()?, part.parse().ok()?)));
        let (style, value) = if let Ok(value) = core.parse::<u32>() {
            // The count may begin anew in each group; the line that counts the columns is no row.
            let next = value == self.row + 1 || value == self.count + 1 || value == 1 && self.row > 0;
            (next && begins.is_alphabetic()).then_some((Style::Row, value))?
        } else if let Some((row, part)) = part {
            // "11.1" below 11
            let own: (u32, u32) = (row, part);
            (own.0 == self.count && begins.is_alphabetic()).then_some((Style::Row, self.row))?
        } else {
            let value = label::roman(core)?;
            (value == self.group + 1).then_some((Style::RowGroup, value))?
        };
        match style {
            Style::Row if part.is_none() => (self.row, self.count) = (value, value),
            Style::Row => {}
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
