//! How a name is built: a head (`Sở`), what it is called after (`Khoa học và Công nghệ`), a place (`tỉnh Gia Lai`); or
//! a group (`các sở, ban, ngành liên quan`). All places are places in the list of words.

use super::phrases::{
    COMPLETE, EVERY, FIELD, FIELD_NAMES, FOLLOWERS, GOES_ON, LEVEL_WORDS, MODIFIERS, NONE, NOUNS, OFFICES,
    PLACE_WORDS, REGION_NAMES, STOPS, TITLE_WORDS, WITH_PLACE,
};
use super::places::{begins_next_cell, is_phrase, named_places, place, place_list, place_word, places};
use crate::words::Word;

/// A name in the list of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// First word, the title of a person left out.
    pub(super) start: usize,
    /// Word after the last.
    pub(super) end: usize,
    pub(super) group: bool,
    pub(super) places_only: bool,
}

/// The name that begins at this word, with or without a person's title before it.
pub(super) fn name(words: &[Word], at: usize) -> Option<Name> {
    let titled = title(words, at).and_then(|start| agency(words, start));
    let name = agency(words, at).or(titled).or_else(|| chief_of_office(words, at))?;
    Some(Name { end: of_assembly(words, name), ..name })
}

/// `Thường trực Ủy ban X` (của Quốc hội): a committee is named with the assembly it belongs to.
fn of_assembly(words: &[Word], name: Name) -> usize {
    let of = words.get(name.end).is_some_and(|word| word.exact == "của");
    let committee =
        is_phrase(words, name.start, ["uy", "ban"]) || is_phrase(words, name.start, ["thuong", "truc"]);
    let assembly = is_phrase(words, name.end + 1, ["quoc", "hoi"])
        .then_some(name.end + 3)
        .or_else(|| is_phrase(words, name.end + 1, ["hoi", "dong", "nhan", "dan"]).then_some(name.end + 5));
    assembly.filter(|_| of && committee && !name.group).unwrap_or(name.end)
}

/// `Chánh Văn phòng …`, where the title and the office share a word.
fn chief_of_office(words: &[Word], at: usize) -> Option<Name> {
    let first = words.get(at)?;
    (first.capital && matches!(first.exact.as_str(), "chánh" | "trưởng")).then(|| agency(words, at + 1))?
}

/// The word after a person's title, where one begins here; else this word.
pub(super) fn after_title(words: &[Word], at: usize) -> usize {
    title(words, at).filter(|next| *next < words.len()).unwrap_or(at)
}

pub(super) fn title(words: &[Word], at: usize) -> Option<usize> {
    words.get(at).filter(|word| word.capital)?;
    TITLE_WORDS.end(words, at)
}

fn agency(words: &[Word], at: usize) -> Option<Name> {
    single(words, at).or_else(|| group(words, at))
}

/// A single agency, or one head for many: `UBND các xã, phường`.
fn single(words: &[Word], at: usize) -> Option<Name> {
    let first = words.get(at)?;
    if NONE.end(words, at).is_some() || ends_a_word(words, at) {
        return None;
    }
    let made = |end, group| Some(Name { start: at, end, group, places_only: false });
    if !first.capital {
        return small_head(words, at).and_then(|end| made(end, false));
    }
    if let Some(end) = village(words, at) {
        return made(end, false);
    }
    // "Văn phòng Điều phối …" is complete in itself and no office of another agency.
    let complete = COMPLETE.end(words, at);
    let office = office_of(words, at).filter(|_| complete <= OFFICES.end(words, at));
    if let Some(end) = office {
        return made(end.0, end.1);
    }
    if let Some(end) = complete {
        let (end, group) = places(words, end, true);
        return made(end, group);
    }
    if let Some(head) = FIELD.end(words, at)
        && let Some(end) = body(words, at, head)
    {
        // "Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh": the agency it is part of follows; after "Sở Xây dựng" it
        // would be the next line of a cell.
        let part = matches!(words[at].exact.as_str(), "ban" | "đội" | "trung") || is_police(words, head);
        let whole = words.get(end).filter(|next| next.capital && part).and_then(|_| COMPLETE.end(words, end));
        let (end, group) = places(words, whole.unwrap_or(end), whole.is_some());
        return made(end, group);
    }
    let head = WITH_PLACE.end(words, at)?;
    let (end, group) = places(words, head, true);
    if end > head { made(end, group) } else { None }
}

/// `Thôn An Điền Bắc`, `Tổ dân phố 5`: villages are called on by their own names or numbers.
fn village(words: &[Word], at: usize) -> Option<usize> {
    const LONGEST: usize = 4;
    let head = match words[at].folded.as_str() {
        "thon" | "buon" | "ap" | "khom" => at + 1,
        "to" if is_phrase(words, at + 1, ["dan", "pho"]) => at + 3,
        "khu" if is_phrase(words, at + 1, ["pho"]) => at + 2,
        _ => return None,
    };
    if words[at].shouted && words[at].exact.chars().count() > 1 {
        return None;
    }
    let number = |word: &Word| word.exact.starts_with(|letter: char| letter.is_ascii_digit());
    let named = words[head.min(words.len())..]
        .iter()
        .take(LONGEST)
        .take_while(|word| word.capital && word.is_word())
        .count();
    let numbered = words.get(head).is_some_and(number);
    let length = if numbered { 1 } else { named };
    (length > 0).then_some(head + length)
}

/// `NHIỆM VỤ TRỌNG TÂM`, `DỊCH VỤ CÔNG`: in a line of capitals the head is the second half of a word.
fn ends_a_word(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    words[at].folded == "vu"
        && words[at].shouted
        && before.is_some_and(|before| before.shouted && before.is_word())
}

/// `Phòng Cảnh sát …`, `Phòng An ninh …` of the police.
fn is_police(words: &[Word], head: usize) -> bool {
    is_phrase(words, head, ["canh", "sat"]) || is_phrase(words, head, ["an", "ninh"])
}

/// `phòng Kinh tế`: a head in small letters counts only before a known field in capitals.
fn small_head(words: &[Word], at: usize) -> Option<usize> {
    let head = FIELD
        .end(words, at)
        .filter(|_| matches!(words[at].exact.as_str(), "phòng" | "sở" | "trung" | "chi"))?;
    let known = words.get(head).is_some_and(|word| word.capital) && FIELD_NAMES.end(words, head).is_some();
    let (end, _) = places(words, body(words, at, head).filter(|_| known)?, false);
    Some(end)
}

/// `Ban Thường vụ Thị ủy An Khê`, `Văn phòng HĐND và UBND thị xã`.
fn office_of(words: &[Word], at: usize) -> Option<(usize, bool)> {
    let head = OFFICES.end(words, at)?;
    let next = words.get(head)?;
    let first = single(words, head).filter(|_| next.capital);
    let Some(owner) = first else {
        let (end, group) = places(words, head, true);
        // "Văn phòng" and the like alone are no name; committees of the party are.
        let stands_alone = head - at > 1 && words[at].folded != "van" && words[at].folded != "co";
        return (end > head || (stands_alone && head - at > 2)).then_some((end, group));
    };
    let joined = words.get(owner.end).is_some_and(|word| word.is("và") || word.is("&") || word.is_dash());
    let shared = joined && words[at].folded == "van" && owner.end == COMPLETE.end(words, head).unwrap_or(0);
    let second =
        single(words, owner.end + 1).filter(|_| shared && COMPLETE.end(words, owner.end + 1).is_some());
    let last = second.unwrap_or(owner);
    Some((last.end, last.group))
}

/// What an agency is called after; the place after it.
fn body(words: &[Word], start: usize, head: usize) -> Option<usize> {
    let first = words.get(head)?;
    if words[start].shouted && first.shouted && words[start].exact != first.exact {
        let end = shouted_body(words, head);
        // One word that is no field of work is the end of another word: "CHI CỤC BỘ".
        let named = end > head + 1 || FIELD_NAMES.end(words, head).is_some();
        return named.then_some(end);
    }
    let mut at = element(words, head)?;
    loop {
        let Some(next) = words.get(at) else { return Some(at) };
        let joined = next.is("và") || next.is("&") || next.is_dash();
        let goes_on = if joined {
            element(words, at + 1)
                .or_else(|| GOES_ON.end(words, at + 1).filter(|_| !words[at - 1].capital && next.is("và")))
        } else if next.is(",") {
            short_comma(words, at).or_else(|| inner_comma(words, at))
        } else if next.capital {
            element(words, at).filter(|_| !begins_next_cell(words, at))
        } else {
            GOES_ON.end(words, at)
        };
        match goes_on {
            Some(end) => at = end,
            None => return Some(at),
        }
    }
}

/// A field, or a capital word and the small one that belongs to it.
pub(super) fn element(words: &[Word], at: usize) -> Option<usize> {
    let first = words.get(at)?;
    let starts_another = title(words, at).is_some()
        || COMPLETE.end(words, at).is_some()
        || (FIELD_NAMES.end(words, at).is_none()
            && FIELD.end(words, at).is_some()
            && NONE.end(words, at).is_none())
        || EVERY.end(words, at).is_some();
    if !first.capital || !first.is_word() || starts_another || place_word(words, at).is_some() {
        return None;
    }
    if let Some(end) = FIELD_NAMES.end(words, at).or_else(|| REGION_NAMES.end(words, at)) {
        return Some(end);
    }
    let follows = |next: &&Word| {
        next.is_word() && !next.capital && !next.exact.starts_with(|letter: char| letter.is_ascii_digit())
    };
    let second = words.get(at + 1).filter(|_| !first.shouted).filter(follows);
    match second {
        Some(_) if STOPS.end(words, at + 1).is_none() && place_word(words, at + 1).is_none() => Some(at + 2),
        _ => Some(at + 1),
    }
}

/// A comma inside a name: `Văn hóa, Thông tin và Thể thao` goes on over capital words up to one after `và`.
fn inner_comma(words: &[Word], comma: usize) -> Option<usize> {
    let mut at = comma;
    while words.get(at)?.is(",") {
        at = element(words, at + 1)?;
    }
    words.get(at)?.is("và").then(|| element(words, at + 1))?
}

/// A comma without blanks between short forms: `KT,HT&ĐT`.
fn short_comma(words: &[Word], comma: usize) -> Option<usize> {
    let (before, next) = (words.get(comma.checked_sub(1)?)?, words.get(comma + 1)?);
    let mark = &words[comma].range;
    let tight = before.range.end == mark.start && mark.end == next.range.start;
    (tight && before.shouted && next.shouted).then_some(comma + 2)
}

/// In a line of capitals a name goes on until a mark, another head or a place.
fn shouted_body(words: &[Word], head: usize) -> usize {
    let mut at = head;
    while let Some(word) = words.get(at) {
        let joins = at > head && (word.is_dash() || word.is("và") || word.is(","));
        let next = if joins { at + 1 } else { at };
        let fits = words.get(next).is_some_and(|word| word.shouted || (word.capital && word.is_word()));
        let another = COMPLETE.end(words, next).is_some()
            || place_word(words, next).is_some()
            || (next > head && FIELD.end(words, next).is_some() && FIELD_NAMES.end(words, next).is_none());
        let inside = !word.is(",") || inner_comma(words, at).is_some();
        if !fits || another || !inside {
            break;
        }
        at = FIELD_NAMES.end(words, next).unwrap_or(next + 1);
    }
    at
}

/// `các sở, ban, ngành liên quan`; without `các` two nouns or `liên quan` are asked for.
fn group(words: &[Word], at: usize) -> Option<Name> {
    let start = EVERY.end(words, at);
    let first = start.unwrap_or(at);
    let (listed, shape) = nouns(words, first)?;
    // "các địa phương Bắc Ninh, An Giang"
    let of_places = shape.agencies == 0 || listed > 1 && is_phrase(words, listed - 2, ["dia", "phuong"]);
    let listed = if start.is_some() && of_places { named_places(words, listed) } else { listed };
    let end = modifiers(words, listed);
    let end = more_nouns(words, end);
    let narrowed = end > listed;
    let several = shape.count > 1;
    let whole = match start {
        Some(_) => shape.agencies > 0 || several || inhabited(words, first),
        None => shape.agencies > 0 && (several || narrowed) && shape.small_alone(words, at, narrowed),
    };
    whole.then_some(Name { start: at, end, group: true, places_only: shape.agencies == 0 })
}

/// `các tổ dân phố`, `các xã`: places whose people act together.
fn inhabited(words: &[Word], at: usize) -> bool {
    PLACE_WORDS.end(words, at).is_some()
        || words[at..].iter().take(2).map(|word| word.folded.as_str()).eq(["to", "dan"])
}

/// What a list of group nouns is made of.
pub(super) struct Shape {
    count: usize,
    agencies: usize,
}

impl Shape {
    /// Without `các`, one noun and a modifier is a group only as in `đơn vị liên quan`.
    fn small_alone(&self, words: &[Word], at: usize, narrowed: bool) -> bool {
        self.count > 1 || (narrowed && matches!(words[at].folded.as_str(), "don" | "co"))
    }
}

/// Nouns of a group with commas and `và` between.
pub(super) fn nouns(words: &[Word], at: usize) -> Option<(usize, Shape)> {
    let (mut end, agency) = noun(words, at)?;
    let mut shape = Shape { count: 1, agencies: usize::from(agency) };
    while let Some(mark) = words.get(end)
        && (mark.is(",") || mark.is("và") || mark.is_dash() || mark.is("/") || mark.is(";"))
    {
        let Some((next, agency)) = noun(words, end + 1) else { break };
        if mark.is(";") && !agency {
            break;
        }
        shape.count += 1;
        shape.agencies += usize::from(agency);
        end = next;
    }
    Some((end, shape))
}

fn noun(words: &[Word], at: usize) -> Option<(usize, bool)> {
    let agency = NOUNS.end(words, at).map(|end| (end, true));
    let follower = FOLLOWERS.end(words, at).map(|end| (end, false));
    let (end, is_agency) = match (agency, follower) {
        (Some(a), Some(f)) if f.0 > a.0 => f,
        (Some(a), _) => a,
        (None, f) => f?,
    };
    if NONE.end(words, at).is_some_and(|other| other > end || (other == end && is_agency)) {
        return None;
    }
    // A capital noun before a capital word is the head of a name of its own: "Sở Y tế".
    let named = words[at].capital && words.get(end).is_some_and(|next| next.capital && next.is_word());
    let society = words[at].exact == "xã" && words.get(end).is_some_and(|word| word.folded == "hoi");
    (!named && !society).then_some((end, is_agency))
}

/// A list that goes on after a modifier: `các bộ, ngành trung ương và địa phương`.
fn more_nouns(words: &[Word], at: usize) -> usize {
    let joined = words.get(at).is_some_and(|mark| mark.is("và") || mark.is(","));
    match nouns(words, at + 1).filter(|(_, shape)| joined && shape.agencies > 0) {
        Some((end, _)) => modifiers(words, end),
        None => at,
    }
}

/// What narrows a group: `liên quan`, `thuộc thị xã`, `của tỉnh`, `trên địa bàn thị xã`.
pub(super) fn modifiers(words: &[Word], at: usize) -> usize {
    let mut end = at;
    loop {
        let places = || place_list(words, end).map(|(end, _)| end);
        let next = owner(words, end).or_else(|| MODIFIERS.end(words, end)).or_else(places);
        match next {
            Some(next) if next > end => end = next,
            _ => return end,
        }
    }
}

/// `thuộc UBND thị xã`, `của tỉnh`, `trực thuộc Trung ương`.
fn owner(words: &[Word], at: usize) -> Option<usize> {
    let word = words.get(at)?;
    let start = match word.exact.as_str() {
        "thuộc" | "của" | "trong" => at + 1,
        "trực" if words.get(at + 1)?.exact == "thuộc" => at + 2,
        _ => return None,
    };
    if word.exact == "trong" {
        return place(words, start);
    }
    let named =
        words.get(start).filter(|next| next.capital).and_then(|_| single(words, start)).map(|name| name.end);
    named.or_else(|| place(words, start)).or_else(|| LEVEL_WORDS.end(words, start))
}
