//! The places that belong to a name: `thị xã An Khê`, `các xã, phường`, `khu vực 5`.

use super::grammar::{element, modifiers, nouns, title};
use super::phrases::{
    COMPLETE, EVERY, FIELD, LEVEL_WORDS, NEXT_CELL, OFFICES, PLACE_WORDS, REGION_NAMES, STOPS,
};
use crate::words::Word;

/// The places after a name and whether they make it a group. `bare`: a name of a place may follow without its kind.
pub(super) fn places(words: &[Word], at: usize, bare: bool) -> (usize, bool) {
    if let Some(end) = places_of_group(words, at) {
        return (end, true);
    }
    // A branch is named after its place: "Chi nhánh Khu vực 9", "chi nhánh tỉnh Gia Lai".
    if is_phrase(words, at, ["chi", "nhanh"]) {
        let (end, group) = places(words, at + 2, true);
        return if end > at + 2 { (end, group) } else { (at, false) };
    }
    if let Some((end, several)) = place_list(words, at) {
        return (end, several);
    }
    if let Some(end) = LEVEL_WORDS.end(words, at) {
        // "Thuế cơ sở 5 tỉnh Gia Lai"
        return (places(words, number(words, end), false).0, words[at].is("các"));
    }
    if is_phrase(words, at, ["khu", "vuc"]) {
        let numbered = number(words, at + 2);
        let end = if numbered > at + 2 { numbered } else { proper_name(words, at + 2) };
        let alone =
            words.get(at + 2).is_none_or(|next| !next.is_word() || STOPS.end(words, at + 2).is_some());
        return (if end > at + 2 || alone { end } else { at }, false);
    }
    // "Đội Quản lý thị trường số 5"
    if words.get(at).is_some_and(|word| word.is("số")) && number(words, at + 1) > at + 1 {
        return (places(words, at + 2, false).0, false);
    }
    let end = if bare { proper_name(words, at) } else { at };
    (end, false)
}

/// The place after a number, Arabic or Roman, where one stands here.
fn number(words: &[Word], at: usize) -> usize {
    let is_roman =
        |word: &Word| word.capital && word.exact.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let numbered = words.get(at).is_some_and(|word| word.exact.parse::<u8>().is_ok() || is_roman(word));
    if numbered { at + 1 } else { at }
}

pub(super) fn is_phrase<const LENGTH: usize>(words: &[Word], at: usize, phrase: [&str; LENGTH]) -> bool {
    words.get(at..at + LENGTH).is_some_and(|words| words.iter().map(|word| word.folded.as_str()).eq(phrase))
}

/// `các xã, phường`, `các tỉnh, thành phố trực thuộc Trung ương` after a head.
fn places_of_group(words: &[Word], at: usize) -> Option<usize> {
    // "Bộ Nội vụ Các bộ, ngành": a capital begins the next cell.
    let start = EVERY.end(words, at).filter(|_| !words[at].capital)?;
    let (end, _) = nouns(words, start)?;
    Some(modifiers(words, named_places(words, end)))
}

/// The names of the places of a group: `các xã` (`: Cửu An, Tú An`), `các xã, phường, đặc khu` (`Phú Quý`).
pub(super) fn named_places(words: &[Word], at: usize) -> usize {
    let colon = words.get(at).is_some_and(|mark| mark.is(":"));
    let first = at + usize::from(colon);
    let mut end = proper_name(words, first);
    // "các tỉnh, thành phố: Thông báo …" names none.
    if end == first || colon && end == first + 1 {
        return at;
    }
    while let Some(mark) = words.get(end)
        && (mark.is(",") || mark.is("và"))
        && words.get(end + 1).is_some_and(|next| !next.shouted)
        && proper_name(words, end + 1) > end + 1
    {
        end = proper_name(words, end + 1);
    }
    end
}

/// `thị xã`, `tỉnh Gia Lai`, `xã, phường`, and a wider place after it: `phường An Bình, tỉnh Gia Lai` stays apart.
pub(super) fn place_list(words: &[Word], at: usize) -> Option<(usize, bool)> {
    let mut end = place(words, at)?;
    let mut several = false;
    while let Some(mark) = words.get(end)
        && (mark.is(",") || mark.is("-") || mark.is("và"))
        && place_word(words, end + 1).is_some_and(|after| !words.get(after).is_some_and(|word| word.capital))
        && !words[end - 1].capital
    {
        end = place_word(words, end + 1).unwrap_or(end + 1);
        several = true;
    }
    Some((end, several))
}

pub(super) fn place(words: &[Word], at: usize) -> Option<usize> {
    let kind = place_word(words, at)?;
    Some(proper_name(words, kind))
}

pub(super) fn place_word(words: &[Word], at: usize) -> Option<usize> {
    let end = PLACE_WORDS.end(words, at)?;
    // "Tỉnh ủy", "Thành ủy" and the like are agencies.
    if words[at].capital && COMPLETE.end(words, at).is_some() {
        return None;
    }
    // "xã hội" is no place.
    let society = words[at].exact == "xã" && words.get(end).is_some_and(|word| word.folded == "hoi");
    let with_dot = words.get(end).is_some_and(|word| word.is(".")) && words[at].shouted;
    (!society).then_some(if with_dot { end + 1 } else { end })
}

/// Up to four capital words in a row, with a dash between as in `Thừa Thiên - Huế`, or a part of the country; no other
/// name's head.
fn proper_name(words: &[Word], at: usize) -> usize {
    if let Some(end) = REGION_NAMES.end(words, at) {
        return end;
    }
    let fits = |at: usize| {
        words.get(at).is_some_and(|word| word.capital && word.is_word())
            && COMPLETE.end(words, at).is_none()
            && OFFICES.end(words, at).is_none()
            && title(words, at).is_none()
            && EVERY.end(words, at).is_none()
            && !begins_next_cell(words, at)
            && place_word(words, at).is_none()
            && single_field(words, at).is_none()
    };
    let mut end = at;
    while end < at + 4 && fits(end) {
        end += 1;
    }
    if end > at && words.get(end).is_some_and(Word::is_dash) && fits(end + 1) && words.len() > end + 1 {
        let after = (end + 1..end + 3).take_while(|&next| fits(next)).count();
        return end + 1 + after;
    }
    end
}

/// Whether a product or a time begins here: `Kế hoạch`, `Tháng 9/2026`, `Trước ngày 15/6`.
pub(super) fn begins_next_cell(words: &[Word], at: usize) -> bool {
    let time = words.get(at).is_some_and(|word| {
        matches!(word.exact.as_str(), "tháng" | "năm" | "quý" | "trước" | "từ" | "giai" | "hằng" | "hàng")
    });
    let goes_on = words.get(at + 1).is_some_and(|word| {
        matches!(word.exact.as_str(), "ngày" | "tháng" | "năm" | "quý" | "đoạn" | "i" | "ii" | "iii" | "iv")
            || word.exact.starts_with(|letter: char| letter.is_ascii_digit())
    });
    NEXT_CELL.end(words, at).is_some() || time && goes_on
}

fn single_field(words: &[Word], at: usize) -> Option<usize> {
    FIELD.end(words, at).and_then(|head| element(words, head))
}
