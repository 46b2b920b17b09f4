//! What is printed by `biokhe plan read --json`, kept for the reading page and taken up by the review.
//!
//! Everything here is a proposal: each part names the clause or the place it was read from, and how sure it is.

mod header;

use documents::Span;
use documents::outline::Kind;
use serde::{Deserialize, Serialize};

pub use header::{Header, Reference, Signature};

/// What was read out of one plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Header and closing of the document.
    pub document: Header,
    /// Its clauses in order, parents first.
    pub clauses: Vec<Clause>,
    /// What is to be reached, in figures or (with neither `low` nor `high`) in words.
    pub targets: Vec<Target>,
    /// Who has to do what.
    pub duties: Vec<Duty>,
    /// Indicators of an annex table.
    pub indicators: Vec<Indicator>,
    /// Money the plan names.
    pub budget: Vec<BudgetLine>,
    /// Who reports when to whom.
    pub reporting: Option<Reporting>,
    /// Last year the plan speaks of as its own end.
    pub horizon: Option<Horizon>,
    /// Names of agencies, each where it stands.
    pub units: Vec<UnitMention>,
    /// Likely scan errors. Nothing is changed before a person accepts.
    pub repairs: Vec<Repair>,
}

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A guess: a person has to look.
    #[default]
    Unsure,
    /// Likely: the form fits, something was left open.
    Likely,
    /// Sure: the text says so in a form that means nothing else.
    Sure,
}

/// A clause, as in the outline, with its role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// `IV.3.1/2`
    pub path: String,
    /// Form of its number.
    pub kind: Kind,
    /// From 1.
    pub depth: u8,
    /// What it is for: `purpose`, `objective-general`, `task` …
    pub role: Role,
    /// Its words without the label.
    pub text: String,
    /// Bytes in the source text, label included, children left out.
    pub span: Span,
    /// For a row: name of column and text of cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<(String, String)>,
}

/// What a clause is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Situation, results so far, why.
    Context,
    /// Mục đích, yêu cầu.
    Purpose,
    /// Quan điểm, phương châm.
    Viewpoint,
    /// Mục tiêu.
    Objective,
    /// Mục tiêu chung, tổng quát.
    ObjectiveGeneral,
    /// Mục tiêu cụ thể, chỉ tiêu.
    ObjectiveSpecific,
    /// Nhiệm vụ, nội dung.
    Task,
    /// Giải pháp.
    Solution,
    /// Kinh phí, nguồn lực.
    Funding,
    /// Tổ chức thực hiện, phân công.
    Assignment,
    /// Chế độ báo cáo, kiểm tra, giám sát.
    Reporting,
    /// A closing order to carry the plan out.
    Instruction,
    /// Hiệu lực thi hành.
    Effect,
    /// None of these.
    #[default]
    Other,
}

/// An amount to be reached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Path of its clause.
    pub clause: String,
    /// What is measured, as the sentence says it.
    pub measure: String,
    /// What is counted: `khu`, `doanh nghiệp`, `%`, `%/năm`, `tỷ đồng`.
    pub unit: Option<String>,
    /// Least value; `None` where only the most is given or none.
    pub low: Option<f64>,
    /// Greatest value; `None` where only the least is given (`ít nhất`, `trên`) or none.
    pub high: Option<f64>,
    /// `at-least`, `above`, `at-most`, `below`, `about`, `increase`, `decrease`; none for exact or a range.
    pub bound: Option<Bound>,
    /// By which year, written in the sentence or taken from the heading above.
    pub by: Option<i32>,
    /// The whole sentence.
    pub text: String,
    /// The sentence in the source.
    pub span: Span,
    /// How sure.
    pub confidence: Confidence,
}

/// How the figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// ít nhất, tối thiểu, từ … trở lên
    AtLeast,
    /// trên, hơn
    Above,
    /// không quá, tối đa
    AtMost,
    /// dưới
    Below,
    /// khoảng, gần
    About,
    /// tăng
    Increase,
    /// giảm
    Decrease,
}

/// How a unit takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// chủ trì, or the only one named
    #[default]
    Lead,
    /// phối hợp
    Cooperate,
    /// tham mưu
    Advise,
    /// theo dõi, giám sát
    Follow,
}

/// A clause that units have to carry out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Path of the clause that holds the work.
    pub clause: String,
    /// Path of the heading that names the units, where it is another.
    pub heading: Option<String>,
    /// Who leads, or carries it out alone: names as printed.
    pub units: Vec<String>,
    /// Who helps: names as printed.
    pub cooperating: Vec<String>,
    /// True where `units` is a group such as "UBND các xã, phường".
    pub group: bool,
    /// Part of the first unit: what the sentence says of it.
    pub mode: Mode,
    /// True where the sentence itself says `chủ trì`.
    pub leads_explicitly: bool,
    /// The work.
    pub text: String,
    /// When, where the text says so.
    pub due: Option<Due>,
    /// What is handed in.
    pub deliverable: Option<String>,
    /// The sentence in the source.
    pub span: Span,
    /// How sure.
    pub confidence: Confidence,
}

/// A deadline or a recurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The words: `trước ngày 15 tháng 11 hàng năm`.
    pub text: String,
    /// First day of the window, `2027-01-01`, where there is a start.
    pub from: Option<String>,
    /// Last day on which it is in time, `2026-12-31`; for a recurring one `None`.
    pub until: Option<String>,
    /// For a recurring one the month and day, `11-15`.
    pub month_day: Option<String>,
    /// True where the day named is already too late (`trước`): `until` then is the day before.
    pub strictly_before: bool,
    /// `yearly`, `quarterly`, `monthly`, `half-yearly`, `continuous`.
    pub recurrence: Option<Recurrence>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recurrence {
    /// hằng tháng
    Monthly,
    /// hằng quý
    Quarterly,
    /// 6 tháng
    HalfYearly,
    /// hằng năm
    Yearly,
    /// thường xuyên
    Continuous,
}

/// A row of an indicator annex.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// Path of its row.
    pub clause: String,
    /// Its name.
    pub name: String,
    /// Unit of measure as printed.
    pub unit: Option<String>,
    /// Who follows it.
    pub followed_by: Vec<String>,
    /// Every column as printed.
    pub columns: Vec<(String, String)>,
}

/// A sum of money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Path of its clause.
    pub clause: String,
    /// Whole đồng, where the sum is written as a figure with a unit.
    pub amount: Option<i64>,
    /// The sentence; where it names several sums, the piece about this one.
    pub text: String,
    /// Its source of money: `ngân sách nhà nước` …
    pub source: Option<String>,
    /// The same in the source.
    pub span: Span,
}

/// The reporting rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporting {
    /// Path of its clause.
    pub clause: String,
    /// `11-15`
    pub due_month_day: Option<String>,
    /// True for `trước ngày`.
    pub strictly_before: bool,
    /// True for `ngày 15 tháng 01 năm sau`: the yearly report is due in the year after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub next_year: bool,
    /// True where it comes every year.
    pub annual: bool,
    /// All cycles named, in order.
    pub cycles: Vec<Recurrence>,
    /// The same, each with its own day.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// `[1, 3, 5]`
    pub reviews_after_years: Vec<u32>,
    /// Who reports, as printed.
    pub from: Option<String>,
    /// Through whom.
    pub via: Option<String>,
    /// To whom, written out.
    pub to: Option<String>,
    /// Who gets the consolidated report, written out.
    pub onward: Vec<String>,
    /// The sentence.
    pub text: String,
    /// The sentence in the source.
    pub span: Span,
    /// How sure.
    pub confidence: Confidence,
}

/// One cycle of reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// How often.
    pub every: Recurrence,
    /// Its own day, `06-15`, where the text names one beside it.
    pub month_day: Option<String>,
    /// Its day in each month, or in the last month of each quarter: 20 of `ngày 20 tháng cuối quý`.
    #[serde(default)]
    pub day: Option<u8>,
}

/// How long the plan runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// First year, where the text says so.
    pub from: Option<i32>,
    /// Last year.
    pub to: i32,
    /// The words that say so.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A name of an agency where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMention {
    /// Path of its clause.
    pub clause: String,
    /// As printed, wrapped lines joined.
    pub name: String,
    /// Abbreviations written out: `UBND các xã, phường` → `Ủy ban nhân dân các xã, phường`.
    pub full_name: String,
    /// Stands for several units.
    pub group: bool,
    /// Where.
    pub span: Span,
}

/// A likely scan error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// Path of the clause; empty in header, preamble and closing.
    pub clause: String,
    /// Syllables as they stand: `phát triến`.
    pub seen: String,
    /// What was likely meant: `phát triển`.
    pub meant: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Where.
    pub span: Span,
}
