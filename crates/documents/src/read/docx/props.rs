//! Properties of paragraphs and of the words in them, each where it is set, unset where it is not.

use super::xml::{Element, Xml};
use crate::error::ReadError;

/// Properties as one place sets them: a style, a paragraph, a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Props {
    /// Style of the paragraph or run.
    pub(super) style: Option<String>,
    /// List; 0 takes a paragraph out of its style's list.
    pub(super) list: Option<i64>,
    /// Level in the list, from 0.
    pub(super) level: Option<usize>,
    /// Depth in the navigation tree, from 0; 9 is body text.
    pub(super) outline: Option<i64>,
    pub(super) centred: Option<bool>,
    pub(super) page_break_before: Option<bool>,
    pub(super) bold: Option<bool>,
    /// Shown in capitals.
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) font: Option<String>,
    /// A tracked change deletes the end of the paragraph.
    pub(super) end_deleted: bool,
}

impl Props {
    /// These, and what they leave unset from `base`. The style stays these' own.
    pub(super) fn or(self, base: &Self) -> Self {
        Self {
            style: self.style,
            list: self.list.or(base.list),
            level: self.level.or(base.level),
            outline: self.outline.or(base.outline),
            centred: self.centred.or(base.centred),
            page_break_before: self.page_break_before.or(base.page_break_before),
            bold: self.bold.or(base.bold),
            capitals: self.capitals.or(base.capitals),
            hidden: self.hidden.or(base.hidden),
            font: self.font.or_else(|| base.font.clone()),
            end_deleted: self.end_deleted,
        }
    }

    /// Reads a `pPr`; adds to what was read before.
    pub(super) fn read_paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
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
                "jc" => self.centred = element.val().map(|side| side == "center"),
                "pageBreakBefore" => self.page_break_before = Some(element.is_on()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Reads an `rPr`; adds to what was read before.
    pub(super) fn read_run(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rStyle" => self.style = element.val().map(|style| style.into_owned()),
                "b" => self.bold = Some(element.is_on()),
                "caps" => self.capitals = Some(element.is_on()),
                "vanish" => self.hidden = Some(element.is_on()),
                "rFonts" => self.font = font(&element),
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
