//! The fonts of a document: codes into characters and widths.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};

use super::unpack::Budget;
use crate::error::ReadError;

/// Fonts already made, by the number of their object.
pub(super) struct Fonts<'a> {
    made: HashMap<ObjectIdentifier, Option<Face<'a>>>,
    cache: FontCache<'a>,
    programs: FontResolverFn,
    code_maps: CMapResolverFn,
}

/// A font with what the layout wants to know of it.
#[derive(Clone)]
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// Its strokes are heavy.
    pub(super) bold: bool,
    /// Its characters are those of an encoding older than Unicode (TCVN3, VNI), so that its text is not to be
    /// trusted.
    pub(super) legacy: bool,
}

/// A letter of a shown string.
pub(super) struct Letter {
    /// Its characters, `None` where the font names none.
    pub(super) text: Option<String>,
    /// How far it moves on, in thousandths of the font's size.
    pub(super) advance: f64,
    /// It is the one-byte code 32, which takes the word spacing.
    pub(super) is_space_code: bool,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            made: HashMap::new(),
            cache: FontCache::new(),
            programs: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            code_maps: Arc::new(|_| None),
        }
    }

    /// The font of a dictionary, `None` where it is not usable.
    ///
    /// # Errors
    /// `zip-bomb` where what it embeds unpacks past the bounds.
    pub(super) fn face(
        &mut self,
        dict: &Dict<'a>,
        budget: &mut Budget,
    ) -> Result<Option<Face<'a>>, ReadError> {
        let id = dict.obj_id();
        if let Some(made) = id.and_then(|id| self.made.get(&id)) {
            return Ok(made.clone());
        }
        measure_parts(dict, budget)?;
        let face = self.cache.font(dict, &self.programs, &self.code_maps).map(|font| {
            let name =
                dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
            let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
            Face { font, bold: is_bold(name, dict), legacy: is_legacy(name) }
        });
        if let Some(id) = id {
            self.made.insert(id, face.clone());
        }
        Ok(face)
    }
}

impl Face<'_> {
    /// The letters of a shown string.
    pub(super) fn letters(&self, bytes: &[u8], each: &mut dyn FnMut(Letter)) {
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = self.font.read_code(bytes, at);
            at += length.max(1);
            let text = match self.font.glyph(self.font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            each(Letter {
                text: text.map(|text| match text {
                    BfString::Char(sign) => sign.to_string(),
                    BfString::String(signs) => signs,
                }),
                advance: self.font.code_advance(code).x,
                is_space_code: code == 32 && length == 1,
            });
        }
    }
}

/// Charges everything that the making of a font unpacks.
fn measure_parts(dict: &Dict<'_>, budget: &mut Budget) -> Result<(), ReadError> {
    let descendant =
        dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    for part in [Some(dict), descendant.as_ref()].into_iter().flatten() {
        let descriptor = part.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let streams = [
            part.get::<Stream<'_>>("ToUnicode"),
            part.get::<Stream<'_>>("Encoding"),
            part.get::<Stream<'_>>("CIDToGIDMap"),
            descriptor.get::<Stream<'_>>("FontFile"),
            descriptor.get::<Stream<'_>>("FontFile2"),
            descriptor.get::<Stream<'_>>("FontFile3"),
        ];
        for stream in streams.into_iter().flatten() {
            budget.measure(&stream)?;
        }
    }
    Ok(())
}

fn is_bold(name: &str, dict: &Dict<'_>) -> bool {
    const FORCE_BOLD: i32 = 1 << 18;
    let descendant =
        dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let descriptor =
        descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    ["Bold", "bold", "Black", "Heavy"].iter().any(|word| name.contains(word))
        || descriptor.get::<i32>("FontWeight").is_some_and(|weight| weight >= 600)
        || descriptor.get::<i32>("Flags").is_some_and(|flags| flags & FORCE_BOLD != 0)
}

/// Vietnamese fonts from before Unicode put its letters on Latin codes and are known by their names.
fn is_legacy(name: &str) -> bool {
    name.starts_with(".Vn") || name.starts_with("VNI-") || name.starts_with("#2EVn")
}
