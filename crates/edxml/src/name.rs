//! Names of files that others chose.

/// Signs that a name keeps; what is longer loses of its middle, not of its ending.
const LONGEST: usize = 200;
/// Signs of an ending that is worth keeping.
const LONGEST_ENDING: usize = 16;

/// The name of a file alone: without folders of any system, without signs that do not show or that turn others round, without
/// dots and spaces at its ends. Empty where nothing is left. The name of a name is itself.
pub fn file_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).map(shown).find(|part| !part.is_empty()).unwrap_or_default();
    if last.chars().count() <= LONGEST {
        return last;
    }
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = if ending.chars().count() <= LONGEST_ENDING { ending } else { "" };
    let room = LONGEST - ending.chars().count() - 1;
    let stem: String = last.chars().take(room).collect();
    shown(&format!("{}.{ending}", stem.trim_end_matches(edge)))
}

/// The signs of one part that show.
fn shown(part: &str) -> String {
    let kept: String = part.chars().filter(|sign| !sign.is_control() && !is_unseen(*sign)).collect();
    kept.trim_matches(edge).to_owned()
}

/// Dots and spaces, which systems drop at the ends of a name, or take for a folder.
fn edge(sign: char) -> bool {
    sign == '.' || sign.is_whitespace()
}

/// Signs without a form of their own: zero width, direction, line and paragraph separators, and no character at all.
fn is_unseen(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}
