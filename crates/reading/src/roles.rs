//! What each clause is for, by the words of its heading; children inherit and may refine.

use std::sync::LazyLock;

use documents::outline::{Clause, Kind, Outline};
use regex::Regex;

use crate::model::Role;
use crate::text::pattern;

/// Words a heading begins with, folded, the more telling first; and its role.
const HEADINGS: &[(&str, Role)] = &[
    (r"muc tieu (?:chung|tong quat|tong the)", Role::ObjectiveGeneral),
    (r"muc tieu (?:cu the|den nam|giai doan|phan dau)|(?:cac |he thong )?chi tieu", Role::ObjectiveSpecific),
    (r"(?:ve )?muc tieu|phan dau den nam", Role::Objective),
    (r"muc dich|yeu cau\b", Role::Purpose),
    (r"(?:cac )?quan diem|phuong cham|nguyen tac|tu tuong chi dao", Role::Viewpoint),
    (
        r"to chuc (?:thuc hien|trien khai)|(?:bieu |bang |danh muc )?phan cong|trach nhiem|to chuc, phan cong|phan cong",
        Role::Assignment,
    ),
    (
        r"(?:thuc hien )?che do (?:thong tin,? )?bao cao|thong tin,? bao cao|cong tac (?:thong tin,? )?bao cao|bao cao|(?:cong tac |ve )?kiem tra,? (?:va )?giam sat|(?:cong tac |ve )?theo doi,? (?:va )?(?:danh gia|kiem tra|giam sat)|giam sat,? (?:va )?danh gia|so ket,? tong ket|dinh ky bao cao",
        Role::Reporting,
    ),
    (
        r"nguon kinh phi|kinh phi|nguon luc|nguon von|(?:khai toan|du toan|nhu cau) (?:kinh phi|von|ngan sach)|co che tai chinh|tai chinh|von va nguon von|von thuc hien|tong muc dau tu|tong kinh phi",
        Role::Funding,
    ),
    (r"hieu luc|dieu khoan|quyet dinh nay co hieu luc|nghi quyet nay co hieu luc", Role::Effect),
    (r"giai phap|bien phap", Role::Solution),
    (
        r"nhiem vu|noi dung|nhung viec|cong viec|danh muc (?:cac )?(?:nhiem vu|de an|du an|cong viec|nhiem vu)|phan giao nhiem vu|hoat dong|chuong trinh trong diem|linh vuc trong tam",
        Role::Task,
    ),
    (
        r"boi canh|thuc trang|tinh hinh|dac diem|su can thiet|danh gia|ket qua|can cu|co so (?:phap ly|xay dung|thuc tien)|khai quat|ton tai|han che|nguyen nhan|thuan loi|kho khan|dat van de|phan tich|hien trang|nhung (?:ket qua|han che|ton tai)",
        Role::Context,
    ),
];

/// What may stand before those words.
const BEFORE: &str = r"^\W*(?:(?:mot so|cac|nhung|nhom|ve|phan|xac dinh|tiep tuc|he thong|danh sach|bieu|bang)[ :]+)*(?:\d+ )?(?:nhom )?";

static RULES: LazyLock<Vec<(Regex, Role)>> = LazyLock::new(|| {
    HEADINGS.iter().map(|(words, role)| (pattern(&format!(r"{BEFORE}(?:{words})\b")), *role)).collect()
});

/// The same words anywhere, for the titles of parts and annexes.
static ANYWHERE: LazyLock<Vec<(Regex, Role)>> = LazyLock::new(|| {
    HEADINGS.iter().map(|(words, role)| (pattern(&format!(r"\b(?:{words})\b")), *role)).collect()
});

/// Whom a closing order calls on, or how it begins.
static INSTRUCTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:yeu cau|de nghi|giao) (?:thu truong|lanh dao|cac|chu tich|giam doc|nguoi dung dau|truong|cap uy|dang uy|uy ban)",
        r"|tren (?:day|co so)|can cu (?:ke hoach|noi dung ke hoach|chuong trinh|nghi quyet|nhiem vu|chuc nang)|nhan duoc (?:ke hoach|cong van|chuong trinh)",
        r"|trong qua trinh (?:to chuc )?(?:trien khai|thuc hien)|qua trinh (?:trien khai|thuc hien)|(?:ke hoach|chuong trinh|nghi quyet)(?: nay)? duoc (?:pho bien|gui|quan triet|trien khai)",
        r"|(?:thu truong|chu tich|chanh van phong|giam doc|cac dong chi|cac so|cac co quan|bo truong)\b.*(?:chiu trach nhiem|can cu (?:ke hoach|quyet dinh)).*)",
    ))
});

static CARRIES_OUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"chiu trach nhiem (?:thi hanh|thuc hien)|can cu quyet dinh (?:nay )?thi hanh"));

static IN_FORCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"co hieu luc|thay the (?:quyet dinh|nghi quyet|ke hoach)"));

static REPORTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bbao cao\b"));

/// A sentence that sets the reporting rule among the assignments.
static REGULAR_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:dinh ky|hang nam|hang quy|hang thang|truoc ngay)\b.*\bbao cao\b",
        r"|^[^.;:]{0,90}\b(?:gui bao cao|bao cao)\b.*\b(?:dinh ky|truoc ngay|hang (?:nam|quy|thang)|6 thang)\b",
    ))
});

static DATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W*(?:cac |mot so )?muc tieu (?:den nam|giai doan)"));

fn is_objective(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Objective | Role::ObjectiveGeneral | Role::ObjectiveSpecific))
}

static ORDERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^giao\b|chiu trach nhiem|phan cong"));

/// The role of every clause.
pub(crate) fn roles(outline: &Outline, children: &[Vec<usize>]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(outline.clauses.len());
    let last = last_of_body(&outline.clauses);
    for (place, clause) in outline.clauses.iter().enumerate() {
        let inherited = clause.parent.map(|parent| roles[parent]);
        let heads = !children[place].is_empty();
        let own = own_role(clause, heads, inherited);
        let closing = Some(place) == last && !heads && clause.depth > 1;
        let role = if closing && closes(clause, inherited) { Some(Role::Instruction) } else { own };
        roles.push(role.or(inherited).unwrap_or_default());
    }
    roles
}

fn first(rules: &[(Regex, Role)], folded: &str) -> Option<Role> {
    // The word that comes first decides: "NHIỆM VỤ, GIẢI PHÁP" is about tasks, "MỤC ĐÍCH, YÊU CẦU" about the purpose.
    rules
        .iter()
        .filter_map(|(rule, role)| rule.find(folded).map(|found| (found.start(), role)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, role)| *role)
}

fn own_role(clause: &Clause, heads: bool, inherited: Option<Role>) -> Option<Role> {
    let text = &clause.passage.text;
    let folded = vietnamese::fold(text);
    // "MỤC TIÊU ĐẾN NĂM 2030" on its own is all of the objectives.
    let narrowed = |role: Role| match role {
        Role::ObjectiveSpecific if DATED.is_match(&folded) && !is_objective(inherited) => Role::Objective,
        role => role,
    };
    let role = match clause.kind {
        Kind::Row => None,
        Kind::Article => article(&folded).or_else(|| first(&RULES, title(&folded))),
        Kind::Annex => first(&RULES, &folded).or_else(|| first(&ANYWHERE, &folded)),
        Kind::Part | Kind::Section => {
            first(&RULES, &folded).or_else(|| first(&ANYWHERE, title(&folded))).map(narrowed)
        }
        Kind::Item | Kind::Letter | Kind::Paragraph
            if (!heads || text.trim_end().ends_with('.'))
                && inherited == Some(Role::Assignment)
                && clause.depth == 2
                && REGULAR_REPORT.is_match(&folded) =>
        {
            Some(Role::Reporting)
        }
        _ if clause.depth == 1 && !heads && is_order(&folded) => Some(Role::Instruction),
        _ => first(&RULES, title(&folded)).filter(|role| {
            (is_heading(clause, heads) || opens_funding(&folded)) && refines(inherited, *role)
        }),
    };
    // Among tasks and solutions a heading about finances is one of them, unless it is about the plan's own costs.
    let of_work = matches!(inherited, Some(Role::Task | Role::Solution));
    role.filter(|role| !of_work || *role != Role::Funding || opens_funding(&folded))
}

/// `Kinh phí thực hiện là 85 tỷ đồng`.
fn opens_funding(folded: &str) -> bool {
    ["kinh phi", "nguon kinh phi", "tong kinh phi"].iter().any(|words| folded.starts_with(words))
}

/// An article says what it does in its first sentence.
fn article(folded: &str) -> Option<Role> {
    let opening = &folded[..folded.char_indices().nth(600).map_or(folded.len(), |(at, _)| at)];
    if CARRIES_OUT.is_match(opening) {
        return Some(Role::Instruction);
    }
    if IN_FORCE.is_match(opening) {
        return Some(Role::Effect);
    }
    (first(&RULES, title(folded)).is_none() && ORDERS.is_match(opening)).then_some(Role::Assignment)
}

/// The words before the first colon or full stop.
fn title(folded: &str) -> &str {
    folded.split([':', '.', '\n']).map(str::trim).find(|piece| !piece.is_empty()).unwrap_or(folded)
}

/// A heading has something under it, or is a few words, or a few words and a colon.
fn is_heading(clause: &Clause, heads: bool) -> bool {
    let text = &clause.passage.text;
    let words = |text: &str| text.split_whitespace().count();
    let label = text.split_once(':').map(|(label, _)| words(label));
    let numbered = !matches!(clause.kind, Kind::Dash | Kind::Plus | Kind::Paragraph);
    heads || label.is_some_and(|count| count <= 8) || (numbered && words(text) <= 12)
}

/// Whether a heading below another may change what it is about: general and specific objectives belong under
/// objectives, and parts of a task's description under the task; a solution about finances stays a solution.
fn refines(inherited: Option<Role>, own: Role) -> bool {
    match (inherited, own) {
        (None | Some(Role::Other), _) => true,
        (Some(outer), own) if outer == own => false,
        (Some(Role::ObjectiveGeneral | Role::ObjectiveSpecific), Role::Objective) => false,
        (Some(Role::Task), Role::Solution) | (Some(Role::Solution), Role::Task) => true,
        (Some(Role::Task | Role::Solution | Role::Context), Role::Context | Role::Purpose) => false,
        (Some(Role::Assignment), Role::Task | Role::Solution | Role::Context | Role::Purpose) => false,
        (Some(Role::Reporting), Role::Context | Role::Task) => false,
        (
            Some(Role::Objective | Role::ObjectiveSpecific),
            Role::Task | Role::Context | Role::Solution | Role::Funding,
        ) => false,
        _ => true,
    }
}

fn is_order(folded: &str) -> bool {
    INSTRUCTION.is_match(folded)
}

/// The last clause of assignment or reporting is a closing order where it calls on those who carry the plan out.
fn closes(clause: &Clause, inherited: Option<Role>) -> bool {
    let folded = vietnamese::fold(&clause.passage.text);
    let where_orders_stand =
        matches!(inherited, Some(Role::Assignment | Role::Reporting | Role::Other) | None);
    let ends = clause.passage.text.trim_end().ends_with("./.") || clause.kind == Kind::Paragraph;
    let called = ["yeu cau", "nhan duoc", "tren day"].iter().any(|opening| folded.starts_with(opening));
    let reports_only = REPORTS.is_match(&folded) && !called;
    let trouble = folded.contains("vuong mac") || folded.contains("kho khan");
    where_orders_stand && ends && is_order(&folded) && (!reports_only || trouble)
}

/// The last clause before the annexes.
fn last_of_body(clauses: &[Clause]) -> Option<usize> {
    let end = clauses.iter().position(|clause| clause.kind == Kind::Annex).unwrap_or(clauses.len());
    end.checked_sub(1)
}

#[cfg(test)]
mod tests;
