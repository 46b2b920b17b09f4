//! Rows of task annexes: who does what by when, told by the names of the columns.

use std::sync::LazyLock;

use documents::outline::Column;
use regex::Regex;

use crate::deadlines;
use crate::indicators;
use crate::model::{Confidence, Duty};
use crate::plan::{Plan, locate};
use crate::text::{Text, pattern};
use crate::units;

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"chu tri|(?:co quan|don vi|noi|to chuc|bo phan)(?:,? (?:co quan|don vi))* (?:thuc hien|chiu trach nhiem|duoc giao|tham muu)|phan cong|dau moi|chiu trach nhiem|phu trach|^(?:cac )?(?:don vi|co quan)(?:,? (?:don vi|co quan|dia phuong))*$",
    )
});
/// A heading that may as well count what each unit is to reach.
static BARE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:cac )?(?:don vi|co quan)(?:,? (?:don vi|co quan|dia phuong))*$"));
static COOPERATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"phoi hop"));
/// Where in a cell for all those who help begin: `Chủ trì: Sở A; phối hợp: Sở B`, `Sở A chủ trì, phối hợp với Sở B`.
static HELPED_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\s,;.(]*(?:\bchu tri\)?[\s,;.]*)?\b(?:co quan |don vi )?phoi hop\b(?: thuc hien)?(?: cung voi| voi| cung)?\s*:?\s*",
    )
});
static LED_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\W*(?:(?:co quan|don vi) )?chu tri(?: thuc hien)?\s*:\s*|[\s,(]+chu tri\W*$")
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"thoi gian|thoi han|thoi diem|^han\b|tien do|hoan thanh|lo trinh|^nam$|giai doan thuc hien")
});
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"ket thuc|hoan thanh"));
static DELIVERABLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"san pham|ket qua|dau ra"));
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"noi dung|nhiem vu|cong viec|hoat dong|de an|giai phap|du an|danh muc|^ten|chuong trinh|van ban")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:tt|stt|so tt|so thu tu|muc)$"));
static SAME: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^(?:nt|nhu tren|["”'〃]+|-nt-)\.?$"#));

/// The duty of a row; `earlier` are those read before, for cells that repeat the one above.
pub(super) fn duty(plan: &Plan, place: usize, earlier: &[Duty]) -> Option<Duty> {
    let clause = plan.clause(place);
    let only_names = !plan.is_leaf(place) && clause.columns.len() < 3;
    if only_names || indicators::is_indicator(clause) {
        return None;
    }
    let named = |rule: &Regex| clause.columns.iter().find(|column| rule.is_match(&own_name(column)));
    let helps = |column: &&Column| {
        let name = own_name(column);
        COOPERATE.is_match(&name) && !LEAD.is_match(&name)
    };
    let lead =
        clause.columns.iter().filter(|column| !helps(column)).find(|column| {
            LEAD.is_match(&own_name(column)) || LEAD.is_match(&vietnamese::fold(&column.name))
        });
    let cooperate = clause.columns.iter().find(helps);
    // Of a beginning and an end the end.
    let timed = |column: &&Column| TIME.is_match(&vietnamese::fold(&column.name));
    let time = clause.columns.iter().filter(timed).find(|column| END.is_match(&own_name(column)));
    let time = time.or_else(|| clause.columns.iter().find(timed));
    let work = work(&clause.columns, lead.is_some_and(|column| BARE.is_match(&own_name(column))))?;
    // The cell of who leads is empty where one cell spans several rows.
    let above = || earlier.last().filter(|duty| same_table(plan, place, duty));
    let repeats = lead.is_none_or(|cell| is_same(&cell.passage.text));
    if repeats && (cooperate.is_none() && time.is_none() && lead.is_none() || above().is_none()) {
        return None;
    }
    let halves = lead.and_then(halves);
    let leading = halves.map(|(first, _)| first).or(lead.map(|cell| cell.passage.text.as_str()));
    let helping = halves.map(|(_, second)| second).or(cooperate.map(|cell| cell.passage.text.as_str()));
    let listed = leading.filter(|_| !repeats).map(units::list);
    let same = helping.is_some_and(is_same);
    let cooperating = match (helping, above()) {
        (Some(_), Some(above)) if same => above.cooperating.clone(),
        (Some(text), _) if !same => units::list(text).names,
        _ => Vec::new(),
    };
    let (units, group, confidence) = match (listed, above()) {
        (Some(listed), _) => {
            let sure = if listed.known { Confidence::Sure } else { Confidence::Likely };
            (listed.names, listed.group, sure)
        }
        (None, Some(above)) => (above.units.clone(), above.group, Confidence::Unsure),
        (None, None) => return None,
    };
    let text = work.passage.text.clone();
    let due = match time {
        Some(cell) if is_same(&cell.passage.text) => above().and_then(|above| above.due.clone()),
        cell => cell.and_then(|cell| deadlines::of_cell(&cell.passage.text)),
    };
    Some(Duty {
        clause: clause.path.clone(),
        heading: None,
        units,
        cooperating,
        group,
        leads_explicitly: lead.is_some_and(|cell| vietnamese::fold(&cell.name).contains("chu tri")),
        due: due.or_else(|| deadlines::of_sentence(&Text::new(&text))),
        deliverable: named(&DELIVERABLE).map(|cell| cell.passage.text.clone()),
        span: locate(&work.passage, &(0..work.passage.text.len())),
        text,
        confidence,
        ..Duty::default()
    })
}

/// A cell that repeats the one above.
fn is_same(text: &str) -> bool {
    SAME.is_match(&vietnamese::fold(text.trim()))
}

/// What a column itself is called below a heading that it shares with others: `Cơ quan thực hiện / Phối hợp`.
fn own_name(column: &Column) -> String {
    vietnamese::fold(column.name.rsplit(" / ").next().unwrap_or_default())
}

/// Who leads and who helps, where one cell names both: by a stroke under a heading for both, or by words.
fn halves(cell: &Column) -> Option<(&str, &str)> {
    let text = cell.passage.text.as_str();
    let words = Text::new(text);
    if let Some(border) = words.find(&HELPED_BY).filter(|border| border.start > 0) {
        let leading = Text::new(&text[..border.start]);
        let said = leading.find(&LED_BY);
        let range = match said {
            Some(said) if said.start == 0 => said.end..border.start,
            Some(said) => 0..said.start,
            None => 0..border.start,
        };
        return Some((&text[range], &text[border.end..]));
    }
    let both = COOPERATE.is_match(&vietnamese::fold(&cell.name));
    both.then(|| text.split_once('/')).flatten()
}

/// The cell that says what is to be done: by its column's name, else the longest one unless the column has to be named.
fn work(columns: &[Column], has_name: bool) -> Option<&Column> {
    let known = |column: &&Column| {
        let name = vietnamese::fold(&column.name);
        [&*LEAD, &*COOPERATE, &*TIME, &*DELIVERABLE, &*NUMBER].iter().any(|rule| rule.is_match(&name))
    };
    let by_name = columns.iter().find(|column| {
        let name = vietnamese::fold(&column.name);
        WORK.is_match(&name)
            && !COOPERATE.is_match(&name)
            && !name.contains("chu tri")
            && !TIME.is_match(&name)
    });
    by_name.or_else(|| {
        if has_name {
            return None;
        }
        columns.iter().filter(|column| !known(column)).max_by_key(|column| column.passage.text.len())
    })
}

/// Whether a duty came from the same table: its row has the same annex or parent.
pub(super) fn same_table(plan: &Plan, place: usize, duty: &Duty) -> bool {
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let own = &plan.clause(place).path;
    parent(own).is_some() && parent(own) == parent(&duty.clause)
}
