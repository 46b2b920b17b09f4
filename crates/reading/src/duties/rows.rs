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
        r"chu tri|(?:co quan|don vi|noi|to chuc|bo phan)(?:,? (?:co quan|don vi))* (?:thuc hien|chiu trach nhiem|duoc giao|tham muu)|phan cong|dau moi|chiu trach nhiem|^don vi$|^co quan$",
    )
});
static COOPERATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"phoi hop"));
static TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"thoi gian|thoi han|tien do|hoan thanh|lo trinh|^nam$|giai doan thuc hien"));
static DELIVERABLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"san pham|ket qua|dau ra"));
static WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"noi dung|nhiem vu|cong viec|hoat dong|de an|giai phap|du an|danh muc|^ten|chuong trinh|van ban")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:tt|stt|so tt|so thu tu|muc)$"));
static SAME: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^(?:nt|nhu tren|["”'〃]+|-nt-)\.?$"#));

/// The duty of a row; `earlier` are those read before, for cells that repeat the one above.
pub(super) fn duty(plan: &Plan, place: usize, earlier: &[Duty]) -> Option<Duty> {
    let clause = plan.clause(place);
    if !plan.is_leaf(place) || indicators::is_indicator(clause) {
        return None;
    }
    let named =
        |rule: &Regex| clause.columns.iter().find(|column| rule.is_match(&vietnamese::fold(&column.name)));
    let lead = named(&LEAD);
    let cooperate = clause.columns.iter().find(|column| {
        let name = vietnamese::fold(&column.name);
        COOPERATE.is_match(&name) && !LEAD.is_match(&name)
    });
    let work = work(&clause.columns)?;
    // The cell of who leads is empty where one cell spans several rows.
    let above = || earlier.last().filter(|duty| same_table(plan, place, duty));
    let repeats = lead.is_none_or(|cell| SAME.is_match(&vietnamese::fold(cell.passage.text.trim())));
    if repeats && (cooperate.is_none() && named(&TIME).is_none() && lead.is_none() || above().is_none()) {
        return None;
    }
    // One column for both: "Sở Y tế / UBND các xã" below "Chủ trì / phối hợp".
    let both = lead.filter(|cell| COOPERATE.is_match(&vietnamese::fold(&cell.name)));
    let halves = both.and_then(|cell| cell.passage.text.split_once('/'));
    let leading = halves.map(|(first, _)| first).or(lead.map(|cell| cell.passage.text.as_str()));
    let helping = halves.map(|(_, second)| second).or(cooperate.map(|cell| cell.passage.text.as_str()));
    let listed = leading.filter(|_| !repeats).map(units::list);
    let (units, group, confidence) = match (listed, above()) {
        (Some(listed), _) => {
            let sure = if listed.known { Confidence::Sure } else { Confidence::Likely };
            (listed.names, listed.group, sure)
        }
        (None, Some(above)) => (above.units.clone(), above.group, Confidence::Unsure),
        (None, None) => return None,
    };
    let text = work.passage.text.clone();
    let due = named(&TIME).and_then(|cell| deadlines::of_cell(&cell.passage.text));
    Some(Duty {
        clause: clause.path.clone(),
        heading: None,
        units,
        cooperating: helping.map(|text| units::list(text).names).unwrap_or_default(),
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

/// The cell that says what is to be done: by its column's name, else the longest one.
fn work(columns: &[Column]) -> Option<&Column> {
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
        columns.iter().filter(|column| !known(column)).max_by_key(|column| column.passage.text.len())
    })
}

/// Whether a duty came from the same table: its row has the same annex or parent.
fn same_table(plan: &Plan, place: usize, duty: &Duty) -> bool {
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let own = &plan.clause(place).path;
    parent(own).is_some() && parent(own) == parent(&duty.clause)
}
