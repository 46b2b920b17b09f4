//! Money a plan names: sums and sources.

use std::ops::Range;
use std::sync::LazyLock;

use documents::outline::{Column, Kind, Passage};
use regex::Regex;

use crate::model::{BudgetLine, Role};
use crate::plan::{Plan, locate};
use crate::sentence::sentences;
use crate::text::{Text, after, pattern, trim};

static SUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?P<whole>\d+(?:[.,]\d+)*) (?P<larger>ty|trieu),? )?(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?) ?(?P<scale>nghin ty|ngan ty|ty|trieu|nghin|ngan)? ?(?:dong|vnd)\b",
    )
});
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:ngan sach(?: (?:nha nuoc|trung uong|dia phuong|tinh|thi xa|thanh pho|huyen|xa|phuong|cac cap|cap [a-z]+))*",
        r"|nguon (?:von )?(?:su nghiep|dau tu cong|dau tu phat trien|xa hoi hoa|hop phap khac|vay|tin dung|oda|tai tro|huy dong)(?: [a-z]+ [a-z]+)?",
        r"|von (?:dau tu cong|su nghiep|vay|tin dung|doanh nghiep|oda|doi ung|xa hoi hoa)|xa hoi hoa|quy (?:khoa hoc|phat trien) [a-z ]{3,30}|nguon von hop phap(?: khac)?)\b",
    ))
});
static MONEY_COLUMN: LazyLock<Regex> = LazyLock::new(|| pattern(r"kinh phi|\bvon\b|ngan sach|du toan"));

/// Sentences that name a sum or, where the plan speaks of funding, a source; and the money columns of annexes.
pub(crate) fn budget(plan: &Plan) -> Vec<BudgetLine> {
    let mut lines = Vec::new();
    for place in 0..plan.len() {
        let clause = plan.clause(place);
        if clause.kind == Kind::Row {
            lines.extend(clause.columns.iter().filter_map(|column| cell(&clause.path, column)));
            continue;
        }
        let funding = plan.roles[place] == Role::Funding;
        for range in sentences(&clause.passage.text) {
            let text = Text::new(&clause.passage.text[range.clone()]);
            for piece in pieces(&text) {
                let range = range.start + piece.start..range.start + piece.end;
                let piece = Text::new(&clause.passage.text[range.clone()]);
                let source = source(&piece);
                let amount = amount(&piece).filter(|_| funding || speaks_of_funds(&text));
                if amount.is_some() || (funding && source.is_some()) {
                    lines.push(line(&clause.path, &piece, amount, source, &clause.passage, &range));
                }
            }
        }
    }
    lines
}

/// What a sum may go on with: where it comes from.
static FROM_SOURCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:\(|,)?\s*(?:tu|do|thuoc|bang|cua)\s+(?:nguon )?"));

/// A sentence, or its pieces where it names several sums: `1.200 tỷ đồng, trong đó ngân sách trung ương 800 tỷ đồng`.
fn pieces(text: &Text) -> Vec<Range<usize>> {
    let sums: Vec<_> = SUM.find_iter(text.folded()).map(|sum| text.original_range(sum.range())).collect();
    // "từ 2 tỷ đồng lên 5 tỷ đồng", "5 - 7 tỷ đồng" is one sum.
    let apart = |pair: &[Range<usize>]| {
        text.original[pair[0].end..pair[1].start].contains([',', ';', '(', ':'])
            || text.original[pair[0].end..pair[1].start].contains(" và ")
    };
    if sums.len() < 2 || !sums.windows(2).all(apart) {
        return std::iter::once(0..text.original.len()).collect();
    }
    // The source stands behind each sum, or before it.
    let behind = sums.iter().all(|sum| FROM_SOURCE.is_match(&after(text.original, sum.end)));
    let mut pieces = Vec::with_capacity(sums.len());
    let mut start = 0;
    for (nth, sum) in sums.iter().enumerate() {
        let next = sums.get(nth + 1).map_or(text.original.len(), |next| next.start);
        let end = match sums.get(nth + 1) {
            None => next,
            Some(_) if !behind => sum.end,
            Some(_) => {
                text.original[sum.end..next].rfind([',', ';', '(']).map_or(next, |mark| sum.end + mark)
            }
        };
        pieces
            .push(trim(text.original, start..end, |letter| letter.is_whitespace() || ",;(".contains(letter)));
        start = end;
    }
    pieces
}

fn line(
    clause: &str,
    text: &Text,
    amount: Option<i64>,
    source: Option<String>,
    passage: &Passage,
    range: &Range<usize>,
) -> BudgetLine {
    BudgetLine {
        clause: clause.to_owned(),
        amount,
        text: text.original.to_owned(),
        source,
        span: locate(passage, range),
    }
}

static FUNDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:kinh phi|du toan|nguon von|tong von|von dau tu|ngan sach|tong muc dau tu)\b")
});

fn speaks_of_funds(text: &Text) -> bool {
    text.has(&FUNDS)
}

fn source(text: &Text) -> Option<String> {
    text.find(&SOURCE).map(|range| text.original[range].to_owned())
}

/// The first sum of a text in whole đồng.
fn amount(text: &Text) -> Option<i64> {
    let captures = SUM.captures(text.folded())?;
    let part = |number: &str, scale: &str| {
        let number = captures.name(number)?.as_str();
        in_dong(number, captures.name(scale).map_or("", |scale| scale.as_str()))
    };
    // "78 tỷ 500 triệu đồng"
    Some(part("whole", "larger").unwrap_or(0) + part("number", "scale")?)
}

fn in_dong(number: &str, scale: &str) -> Option<i64> {
    let decimal = match number.rsplit_once('.') {
        Some((_, digits)) if digits.len() != 3 && !number.contains(',') => number.to_owned(),
        _ => number.replace('.', "").replace(',', "."),
    };
    let factor = match scale {
        "nghin ty" | "ngan ty" => 1e12,
        "ty" => 1e9,
        "trieu" => 1e6,
        "nghin" | "ngan" => 1e3,
        _ => 1.0,
    };
    let value = decimal.parse::<f64>().ok()? * factor;
    (value.is_finite() && value < 9e15).then_some(value.round() as i64)
}

static SCALE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(nghin ty|ty|trieu|nghin) ?dong|\b(dong)\b|\(?tr\.? ?d\b"));
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s*$"));

/// A money cell: a sum with its unit, or a bare figure whose unit the column's name gives.
fn cell(clause: &str, column: &Column) -> Option<BudgetLine> {
    let name = Text::new(&column.name);
    let text = Text::new(&column.passage.text);
    if !name.has(&MONEY_COLUMN) || text.original.trim().is_empty() {
        return None;
    }
    let scale = SCALE
        .captures(name.folded())
        .and_then(|captures| captures.get(1).map(|scale| scale.as_str().to_owned()));
    let named = SCALE.is_match(name.folded());
    let bare = BARE.captures(text.folded()).filter(|_| named);
    let amount = amount(&text).or_else(|| in_dong(&bare?[1], scale.as_deref().unwrap_or("")));
    let range = 0..column.passage.text.len();
    Some(line(clause, &text, amount, source(&text), &column.passage, &range))
}

#[cfg(test)]
mod tests;
