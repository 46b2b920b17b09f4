//! Numbers that Word keeps outside of the text: definitions, and the counting.

use std::collections::{HashMap, HashSet};

use super::label::{self, Level};
use super::xml::{Element, Xml};
use crate::error::ReadError;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// A list as defined, shared by all its uses.
#[derive(Clone, Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The list is defined by a style of this name.
    by_style: Option<String>,
    /// The list is the definition of this style.
    of_style: Option<String>,
}

/// A use of a definition, with levels and starts of its own.
#[derive(Clone, Debug, Default)]
struct Use {
    definition: i64,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, i64>,
}

/// Counts list paragraphs in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<i64, Definition>,
    uses: HashMap<i64, Use>,
    /// By definition: uses of one definition count on where the other stopped.
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Uses whose own start at a level has been taken.
    started: HashSet<(i64, usize)>,
}

impl Numbering {
    pub(super) fn read(text: &str, depth: usize) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let xml = &mut Xml::new(text, depth);
        xml.child()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "abstractNum" => {
                    let id = attribute(&element, "abstractNumId");
                    numbering.definitions.insert(id, Definition::read(xml)?);
                }
                "num" => {
                    let id = attribute(&element, "numId");
                    numbering.uses.insert(id, Use::read(xml)?);
                }
                _ => xml.skip()?,
            }
        }
        numbering.follow_styles();
        Ok(numbering)
    }

    /// The level that a style is bound to in its list.
    pub(super) fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        let definition = self.definitions.get(&self.uses.get(&list)?.definition)?;
        definition.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph and gives the label that Word shows before it; empty where the level shows none.
    pub(super) fn next(&mut self, list: i64, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let used = self.uses.get(&list)?;
        let definition = self.definitions.get(&used.definition)?;
        let levels: [&Level; LEVELS] =
            std::array::from_fn(|at| used.levels.get(&at).unwrap_or(&definition.levels[at]));
        let counts = self.counts.entry(used.definition).or_default();
        let own_start = used.starts.get(&level).filter(|_| self.started.insert((list, level)));
        counts[level] = Some(match (own_start, counts[level]) {
            (Some(start), _) => *start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => levels[level].start,
        });
        for deeper in level + 1..LEVELS {
            // A level begins anew after any higher one, or only after those up to the one it names; 0 is never.
            let restarts = levels[deeper].restart.is_none_or(|after| level < after);
            if restarts {
                counts[deeper] = None;
            }
        }
        let shown = std::array::from_fn(|at| counts[at].unwrap_or(levels[at].start));
        Some(label::label(&levels, level, &shown))
    }

    /// A definition may only name the style that holds the real one.
    fn follow_styles(&mut self) {
        let real: HashMap<String, [Level; LEVELS]> = self
            .definitions
            .values()
            .filter_map(|definition| Some((definition.of_style.clone()?, definition.levels.clone())))
            .collect();
        for definition in self.definitions.values_mut() {
            if let Some(levels) = definition.by_style.as_ref().and_then(|style| real.get(style)) {
                definition.levels = levels.clone();
            }
        }
    }
}

impl Definition {
    fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut definition = Self::default();
        while let Some(element) = xml.child()? {
            match element.name() {
                "lvl" => {
                    let at = place(&element);
                    let level = Level::read(xml)?;
                    if let Some(slot) = at.and_then(|at| definition.levels.get_mut(at)) {
                        *slot = level;
                    }
                    continue;
                }
                "numStyleLink" => definition.by_style = element.val().map(|style| style.into_owned()),
                "styleLink" => definition.of_style = element.val().map(|style| style.into_owned()),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(definition)
    }
}

impl Use {
    fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut used = Self::default();
        while let Some(element) = xml.child()? {
            match (element.name(), place(&element)) {
                ("lvlOverride", Some(at)) => used.read_override(xml, at)?,
                ("abstractNumId", _) => {
                    used.definition = element.number().unwrap_or(-1);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(used)
    }

    fn read_override(&mut self, xml: &mut Xml<'_>, at: usize) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "lvl" => {
                    let level = Level::read(xml)?;
                    self.levels.insert(at, level);
                }
                "startOverride" => {
                    self.starts.insert(at, element.number().unwrap_or(1));
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
}

fn attribute(element: &Element<'_>, name: &str) -> i64 {
    element.get(name).and_then(|id| id.trim().parse().ok()).unwrap_or(-1)
}

fn place(element: &Element<'_>) -> Option<usize> {
    element.get("ilvl").and_then(|level| level.trim().parse().ok()).filter(|level| *level < LEVELS)
}
