//! The vocabulary of names, made ready to be looked up once.

use std::sync::LazyLock;

use crate::vocabulary::{
    COMPLETE_HEADS, CONTINUATIONS, FIELD_HEADS, FIELDS, GROUP_FOLLOWERS, GROUP_MODIFIERS, GROUP_NOUNS,
    HEADS_WITH_PLACE, LEVELS, NEXT_CELLS, NO_HEADS, NOT_IN_NAMES, OFFICES_OF, PLACES, REGIONS, TITLES,
};
use crate::words::Phrases;

pub(super) static COMPLETE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(COMPLETE_HEADS.iter().copied()));
pub(super) static WITH_PLACE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(HEADS_WITH_PLACE.iter().copied()));
pub(super) static OFFICES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(OFFICES_OF.iter().copied()));
pub(super) static FIELD: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FIELD_HEADS.iter().copied()));
pub(super) static NONE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NO_HEADS.iter().copied()));
pub(super) static FIELD_NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FIELDS.iter().copied()));
pub(super) static GOES_ON: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(CONTINUATIONS.iter().copied()));
pub(super) static NEXT_CELL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NEXT_CELLS.iter().copied()));
pub(super) static STOPS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NOT_IN_NAMES.iter().copied()));
pub(super) static NOUNS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(GROUP_NOUNS.iter().copied()));
pub(super) static FOLLOWERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(GROUP_FOLLOWERS.iter().copied()));
pub(super) static MODIFIERS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(GROUP_MODIFIERS.iter().copied()));
pub(super) static PLACE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PLACES.iter().copied()));
pub(super) static REGION_NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(REGIONS.iter().copied()));
pub(super) static LEVEL_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LEVELS.iter().copied()));
pub(super) static TITLE_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(TITLES.iter().copied()));
pub(super) static EVERY: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(["các", "những", "mọi", "toàn thể các", "từng"]));
