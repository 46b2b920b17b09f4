//! What a sentence without a subject says of the unit whose heading it stands under.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Mode;
use crate::text::{Text, before, pattern};
use crate::units::{List, Named};

/// The part a unit takes and who helps it.
pub(super) struct Wording {
    pub(super) mode: Mode,
    pub(super) leads_explicitly: bool,
    pub(super) cooperating: Vec<String>,
}

static LEADS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bchu tri\b"));
/// What one of the words of [`WITH`] begins with.
static HELPED: LazyLock<Regex> = LazyLock::new(|| pattern(r"phoi hop|chu tri|lien he"));
static OTHER_LEADS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:co quan|don vi)(?: duoc giao)?\s*$"));
static COOPERATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:theo|can cu) (?:chuc nang|nhiem vu),? ?(?:nhiem vu|quyen han)?(?: duoc giao| cua minh)?,? )?(?:thuc hien |tham gia |tich cuc |chu dong |co trach nhiem )*(?:phoi hop|tham gia)\b",
    )
});
static ADVISES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\W*(?:chu dong )?tham muu\b"));
static FOLLOWS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W*(?:theo doi|giam sat|kiem tra,? giam sat)\b"));

/// What comes right before those who help.
static WITH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:phoi hop|chu tri|lien he|phoi hop chat che)(?: chat che)?(?:,? (?:cung voi|cung|voi))?\s*:?\s*$",
    )
});

/// Reads a duty's own words.
pub(super) fn wording(text: &Text) -> Wording {
    let leads_explicitly = leads(text);
    let mode = if leads_explicitly {
        Mode::Lead
    } else if text.has(&COOPERATES) {
        Mode::Cooperate
    } else if text.has(&ADVISES) {
        Mode::Advise
    } else if text.has(&FOLLOWS) {
        Mode::Follow
    } else {
        Mode::Lead
    };
    Wording { mode, leads_explicitly, cooperating: cooperating(text) }
}

/// Says `chủ trì` of its own unit: neither of a unit named right before nor of "the agency in charge".
fn leads(text: &Text) -> bool {
    if !text.has(&LEADS) {
        return false;
    }
    let named = Named::new(text.original).lists();
    LEADS.find_iter(text.folded()).any(|found| {
        let start = text.original_range(found.range()).start;
        let nearest = named.partition_point(|list| list.range.end <= start);
        let another = named[..nearest]
            .last()
            .is_some_and(|list| text.original[list.range.end..start].trim().is_empty());
        !another && !OTHER_LEADS.is_match(&before(text.original, start))
    })
}

/// The units named right after `phối hợp với`.
pub(super) fn cooperating(text: &Text) -> Vec<String> {
    if !text.has(&HELPED) {
        return Vec::new();
    }
    let helps = |list: &&List| WITH.is_match(&before(text.original, list.range.start));
    let named = Named::new(text.original);
    named.lists().iter().filter(helps).flat_map(|list| list.printed(text.original)).collect()
}
