//! The fonts of a document: codes into characters and widths.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};

use super::layout::Style;
use super::unpack::Budget;
use crate::error::ReadError;

/// Fonts already made, by the number of their object.
pub(super) struct Fonts<'a> {
    made: HashMap<ObjectIdentifier, Option<Face<'a>>>,
    /// Those that are usable, as the file names them; a face has its number in here.
    pub(super) named: Vec<NamedFont>,
    cache: FontCache<'a>,
    programs: FontResolverFn,
    code_maps: CMapResolverFn,
}

/// Letters of a font's name (ISO 32000-1, annex C).
const LONGEST_NAME: usize = 127;
/// Bytes of words that are told of a font.
const TOLD: usize = 60;

/// What a file says of one of its fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedFont {
    /// Its PostScript name, such as `TimesNewRomanPS-BoldMT`; empty where it has none.
    pub(crate) name: String,
    /// The file brings the shapes of its letters along.
    pub(crate) is_embedded: bool,
    /// The first words in it; empty where no letter or figure is.
    pub(crate) words: String,
}

/// A font with what the layout wants to know of it.
#[derive(Clone)]
pub(super) struct Face<'a> {
    font: Font<'a>,
    pub(super) style: Style,
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

impl NamedFont {
    /// Something is written in it, in an encoding older than Unicode, so that nobody knows what.
    pub(crate) fn is_legacy_text(&self) -> bool {
        is_legacy(&self.name) && !self.words.is_empty()
    }
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            made: HashMap::new(),
            named: Vec::new(),
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
            let descriptor = descriptor(dict);
            let style = Style {
                bold: is_bold(name, &descriptor),
                italic: is_italic(name, &descriptor),
                font: u16::try_from(self.named.len()).ok(),
            };
            let is_drawn = dict.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type3");
            let is_embedded = is_drawn || PROGRAMS.iter().any(|key| descriptor.contains_key(*key));
            if style.font.is_some() {
                let name = name.chars().take(LONGEST_NAME).collect();
                self.named.push(NamedFont { name, is_embedded, words: String::new() });
            }
            Face { font, style, legacy: is_legacy(name) }
        });
        if let Some(id) = id {
            self.made.insert(id, face.clone());
        }
        Ok(face)
    }

    /// Notes that letters are drawn in a font.
    pub(super) fn draws(&mut self, style: Style, letters: &str) {
        let font = style.font.and_then(|font| self.named.get_mut(usize::from(font)));
        if let Some(NamedFont { words, .. }) = font
            && words.len() < TOLD
            && (!words.is_empty() || letters.contains(char::is_alphanumeric))
        {
            words.extend(letters.chars().take(TOLD));
        }
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
        let tables = ["ToUnicode", "Encoding", "CIDToGIDMap"].map(|key| part.get::<Stream<'_>>(key));
        let programs = PROGRAMS.map(|key| descriptor.get::<Stream<'_>>(key));
        for stream in tables.into_iter().chain(programs).flatten() {
            budget.measure(&stream)?;
        }
    }
    Ok(())
}

/// The entries under which a descriptor has the shapes of letters.
const PROGRAMS: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];

fn descriptor<'a>(dict: &Dict<'a>) -> Dict<'a> {
    let descendant =
        dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>("FontDescriptor").unwrap_or_default()
}

fn is_bold(name: &str, descriptor: &Dict<'_>) -> bool {
    const FORCE_BOLD: i32 = 1 << 18;
    ["Bold", "bold", "Black", "Heavy"].iter().any(|word| name.contains(word))
        || descriptor.get::<i32>("FontWeight").is_some_and(|weight| weight >= 600)
        || descriptor.get::<i32>("Flags").is_some_and(|flags| flags & FORCE_BOLD != 0)
}

fn is_italic(name: &str, descriptor: &Dict<'_>) -> bool {
    const ITALIC: i32 = 1 << 6;
    ["Italic", "italic", "Oblique", "oblique"].iter().any(|word| name.contains(word))
        || descriptor.get::<i32>("Flags").is_some_and(|flags| flags & ITALIC != 0)
}

/// Vietnamese fonts from before Unicode put its letters on Latin codes and are known by their names.
fn is_legacy(name: &str) -> bool {
    name.starts_with(".Vn") || name.starts_with("VNI-") || name.starts_with("#2EVn")
}
