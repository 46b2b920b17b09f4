//! Properties of paragraphs and of the words in them, each where it is set, unset where it is not. Lengths are twentieths of a
//! point.

use super::xml::{Element, Xml};
use crate::error::ReadError;

/// Properties as one place sets them: a style, a paragraph, a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Props {
    /// Style of the paragraph or run.
    pub(crate) style: Option<String>,
    /// List; 0 takes a paragraph out of its style's list.
    pub(crate) list: Option<i64>,
    /// Level in the list, from 0.
    pub(crate) level: Option<usize>,
    /// Depth in the navigation tree, from 0; 9 is body text.
    pub(crate) outline: Option<i64>,
    /// The side on which lines are level, by Word's name of it.
    pub(crate) side: Option<String>,
    pub(crate) first_line: Option<i64>,
    /// Space before and after the paragraph.
    pub(crate) before: Option<i64>,
    pub(crate) after: Option<i64>,
    /// From line to line, in 240ths of a line; of an exact height none.
    pub(crate) line: Option<i64>,
    pub(crate) page_break_before: Option<bool>,
    pub(crate) bold: Option<bool>,
    pub(crate) italic: Option<bool>,
    /// Shown in capitals.
    pub(crate) capitals: Option<bool>,
    pub(crate) hidden: Option<bool>,
    pub(crate) font: Option<String>,
    /// Size of letters, in half points.
    pub(crate) size: Option<i64>,
    /// A tracked change deletes the end of the paragraph.
    pub(crate) end_deleted: bool,
}

impl Props {
    /// These, and what they leave unset from `base`. The style stays these' own.
    pub(crate) fn or(self, base: &Self) -> Self {
        Self {
            style: self.style,
            list: self.list.or(base.list),
            level: self.level.or(base.level),
            outline: self.outline.or(base.outline),
            side: self.side.or_else(|| base.side.clone()),
            first_line: self.first_line.or(base.first_line),
            before: self.before.or(base.before),
            after: self.after.or(base.after),
            line: self.line.or(base.line),
            page_break_before: self.page_break_before.or(base.page_break_before),
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            capitals: self.capitals.or(base.capitals),
            hidden: self.hidden.or(base.hidden),
            font: self.font.or_else(|| base.font.clone()),
            size: self.size.or(base.size),
            end_deleted: self.end_deleted,
        }
    }

    /// Reads a `pPr`; adds to what was read before.
    pub(crate) fn read_paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "numPr" => {
                    self.read_list(xml)?;
                    continue;
                }
                "rPr" => {
                    self.end_deleted = mark_is_deleted(xml)?;
                    continue;
                }
                "pStyle" => self.style = element.val().map(|style| style.into_owned()),
                "outlineLvl" => self.outline = element.number(),
                "jc" => self.side = element.val().map(|side| side.into_owned()),
                "ind" => self.first_line = element.length("firstLine").or(self.first_line),
                "spacing" => {
                    self.before = element.length("before").or(self.before);
                    self.after = element.length("after").or(self.after);
                    let is_in_lines = element.get("lineRule").is_none_or(|rule| rule == "auto");
                    self.line = element.length("line").filter(|_| is_in_lines).or(self.line);
                }
                "pageBreakBefore" => self.page_break_before = Some(element.is_on()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Reads an `rPr`; adds to what was read before.
    pub(crate) fn read_run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rStyle" => self.style = element.val().map(|style| style.into_owned()),
                "b" => self.bold = Some(element.is_on()),
                "i" => self.italic = Some(element.is_on()),
                "caps" => self.capitals = Some(element.is_on()),
                "vanish" => self.hidden = Some(element.is_on()),
                "rFonts" => self.font = font(&element),
                "sz" => self.size = element.number(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn read_list(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "numId" => self.list = element.number(),
                "ilvl" => self.level = element.number().and_then(|level| usize::try_from(level).ok()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// Letters beyond ASCII take the `hAnsi` font.
fn font(element: &Element<'_>) -> Option<String> {
    element.get("hAnsi").or_else(|| element.get("ascii")).map(|font| font.into_owned())
}

fn mark_is_deleted(xml: &mut Xml<'_>) -> Result<bool, ReadError> {
    let mut deleted = false;
    while let Some(element) = xml.child()? {
        deleted |= matches!(element.name(), "del" | "moveFrom");
        xml.skip()?;
    }
    Ok(deleted)
}
