//! Looks of words and paragraphs, each where it is set, unset where it is not.

use crate::error::ReadError;
use crate::read::{Element, Xml};

/// What one place sets: a style, the defaults, a paragraph, a run. Lengths are twentieths of a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) style: Option<String>,
    pub(super) outline: Option<i64>,
    pub(super) side: Option<String>,
    pub(super) first_line: Option<i64>,
    pub(super) before: Option<i64>,
    pub(super) after: Option<i64>,
    /// In 240ths of a line; of an exact height none.
    pub(super) line: Option<i64>,
    pub(super) font: Option<String>,
    /// Half points.
    pub(super) size: Option<i64>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) capitals: Option<bool>,
}

impl Look {
    /// These, and what they leave unset from `base`.
    pub(super) fn or(self, base: &Self) -> Self {
        Self {
            style: self.style,
            outline: self.outline.or(base.outline),
            side: self.side.or_else(|| base.side.clone()),
            first_line: self.first_line.or(base.first_line),
            before: self.before.or(base.before),
            after: self.after.or(base.after),
            line: self.line.or(base.line),
            font: self.font.or_else(|| base.font.clone()),
            size: self.size.or(base.size),
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            capitals: self.capitals.or(base.capitals),
        }
    }

    /// Reads a `pPr`, up to its end; what stands in a section's properties there goes to `section`.
    pub(super) fn read_paragraph(
        &mut self,
        xml: &mut Xml<'_>,
        mut section: impl FnMut(&mut Xml<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "sectPr" => {
                    section(xml)?;
                    continue;
                }
                "pStyle" => self.style = element.val().map(|style| style.into_owned()),
                "outlineLvl" => self.outline = element.number(),
                "jc" => self.side = element.val().map(|side| side.into_owned()),
                "ind" => self.first_line = length(&element, "firstLine").or(self.first_line),
                "spacing" => {
                    self.before = length(&element, "before").or(self.before);
                    self.after = length(&element, "after").or(self.after);
                    let is_auto = element.get("lineRule").is_none_or(|rule| rule == "auto");
                    self.line = length(&element, "line").filter(|_| is_auto).or(self.line);
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Reads an `rPr`, up to its end.
    pub(super) fn read_run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rStyle" => self.style = element.val().map(|style| style.into_owned()),
                "rFonts" => self.font = element.get("hAnsi").or_else(|| element.get("ascii")).map(Into::into),
                "sz" => self.size = element.number(),
                "b" => self.bold = Some(element.is_on()),
                "i" => self.italic = Some(element.is_on()),
                "caps" => self.capitals = Some(element.is_on()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// A length of an element, whole twentieths of a point.
pub(super) fn length(element: &Element<'_>, name: &str) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond any page is caught by the rules")]
    element.get(name)?.trim().parse::<f64>().ok().map(|length| length.round() as i64)
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) look: Look,
}

/// A paragraph as Word would show it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) runs: Vec<Run>,
    pub(super) look: Look,
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
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Runs that show something.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.text.trim().is_empty())
    }

    pub(super) fn is_bold(&self) -> bool {
        self.shown().all(|run| run.look.bold == Some(true))
    }

    pub(super) fn is_italic(&self) -> bool {
        self.shown().all(|run| run.look.italic == Some(true))
    }

    pub(super) fn is_on(&self, side: &str) -> bool {
        self.look.side.as_deref() == Some(side)
    }
}
