//! Duties of units that no rule knows: their names are taken as they are printed, and a person is asked.

use std::sync::LazyLock;

use regex::Regex;

use super::sentences::{OPENING, border};
use super::wording::{cooperating, wording};
use crate::model::{Confidence, Duty, Mode};
use crate::text::{Text, pattern};
use crate::units::{List, Named};

/// `Công an thị xã; Nhà máy Đường An Khê: kiểm tra …`: beside a known name those that no rule knows are taken as they
/// are printed, and a person is asked.
pub(super) fn named_before_work(piece: &Named, first: &List) -> Option<(usize, Duty)> {
    const LONGEST: usize = 200;
    let (head, work) = piece.text.split_once(':')?;
    let begins = OPENING.is_match(&vietnamese::fold(&piece.text[..first.range.start.min(head.len())]));
    if !begins || head.len() > LONGEST || first.range.end >= head.len() || work.trim().is_empty() {
        return None;
    }
    let mut units = first.printed(piece.text);
    let directly = head[first.range.end..].trim_start();
    if units.len() == 1 && directly.starts_with(char::is_alphanumeric) && is_name_before_colon(head, work) {
        // "Trung tâm Kiểm soát thanh toán BHXH, BHYT điện tử: Chủ trì …": a name longer than the rules know.
        units = vec![head[first.range.start..].trim().to_owned()];
    } else {
        units.extend(printed_after(head, first.range.end)?);
    }
    let wording = wording(&Text::new(work.trim_start()));
    let duty = Duty {
        units,
        cooperating: wording.cooperating,
        group: first.group(),
        mode: wording.mode,
        confidence: Confidence::Unsure,
        ..Duty::default()
    };
    Some((0, duty))
}

/// The names that follow the known ones up to the colon; `None` where something else stands there.
fn printed_after(head: &str, from: usize) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for rest in head[from..].split([',', ';']).map(str::trim) {
        match rest.strip_prefix("và ").unwrap_or(rest) {
            "" => {}
            rest if rest.starts_with(char::is_uppercase) => names.push(rest.to_owned()),
            _ => return None,
        }
    }
    Some(names)
}

/// A few words that say nothing of work, and a sentence of its own behind the colon.
fn is_name_before_colon(head: &str, work: &str) -> bool {
    const LONGEST: usize = 14;
    head.split_whitespace().count() <= LONGEST
        && work.trim_start().starts_with(char::is_uppercase)
        && !SAYS_WORK.is_match(&vietnamese::fold(head))
}

static SAYS_WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:chu tri|phoi hop|co trach nhiem|chiu trach nhiem|tham muu|trien khai|tap trung|tiep tuc|chi dao|lanh dao|theo chuc nang)\b",
    )
});

static ASSIGNS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[,;(]\s*)(?:giao|phan cong)(?: cho)? (?P<unit>[^,;.:()]{3,80}?) ",
        r"(?:(?:lam |la )?(?:co quan |don vi )?(?:dau moi|thuong truc),? )?chu tri\b",
    ))
});

/// `giao Nhà máy Đường An Khê chủ trì …`: a name that no rule knows is taken as it is printed, and a person is asked.
pub(super) fn assigned_as_printed(text: &str) -> Option<(usize, Duty)> {
    let folded = Text::new(text);
    let captures = ASSIGNS.captures(folded.folded())?;
    let unit = folded.original_range(captures.name("unit")?.range());
    let rest = Text::new(text[unit.end..].trim_start());
    let is_name = text[unit.clone()].starts_with(char::is_uppercase);
    is_name.then(|| {
        let duty = Duty {
            units: vec![text[unit.clone()].to_owned()],
            cooperating: cooperating(&rest),
            mode: Mode::Lead,
            leads_explicitly: true,
            confidence: Confidence::Unsure,
            ..Duty::default()
        };
        (border(text, unit.start), duty)
    })
}
