//! Which fonts a PDF is printed in.

use crate::check::paper::Run;
use crate::read::pdf::fonts::NamedFont;
use crate::write::Layout;

/// What follows the family in a PostScript name.
const FACES: [&str; 8] = ["PSMT", "PS", "MT", "Bold", "Italic", "Oblique", "Regular", "Roman"];

/// The first words in each font. One of the measures that the layout's font has counts as that one; so does one that has no name.
pub(super) fn letters(fonts: &[NamedFont], layout: &Layout) -> Vec<Run> {
    let used = fonts.iter().filter(|font| !font.words.is_empty());
    let run = |NamedFont { name, is_embedded, words }: &NamedFont| Run {
        text: words.clone(),
        font: Some(if is_of(name, layout) { layout.font.clone() } else { name.clone() }),
        is_without_font: !is_embedded,
        ..Run::default()
    };
    used.map(run).collect()
}

/// `TimesNewRomanPS-BoldMT`, `TimesNewRoman,Bold`, `Tinos-Regular`.
fn is_of(name: &str, layout: &Layout) -> bool {
    let name: String = name.chars().filter(|sign| !matches!(sign, ' ' | '-' | ',')).collect();
    let families = std::iter::once(&layout.font).chain(&layout.fonts_of_its_measures);
    let rests = families.filter_map(|family| name.strip_prefix(&family.replace(' ', "")));
    let is_face =
        |rest: &str| FACES.iter().fold(rest.to_owned(), |rest, face| rest.replace(face, "")).is_empty();
    name.is_empty() || rests.into_iter().any(is_face)
}
