//! Tasks in all states over four years, led and helped as in a country of provinces and communes.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::WriteTx;
use db::sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::world::{BATCH, Province, Rows, day, morning};

const TASK: [&str; 17] = [
    "id",
    "plan_id",
    "plan_number",
    "clause_id",
    "clause_path",
    "title",
    "sought",
    "lead_id",
    "state",
    "first_due_on",
    "due_on",
    "done_on",
    "progress",
    "workflow",
    "revision",
    "recorded_at",
    "deliverable",
];
const EVENT: [&str; 7] = ["id", "task_id", "number", "kind", "words", "percent", "recorded_at"];

/// Of a hundred tasks so many are in each state.
const STATES: [(&str, u64); 7] = [
    ("not_started", 22),
    ("in_progress", 28),
    ("reported_done", 5),
    ("returned", 3),
    ("confirmed_done", 37),
    ("suspended", 2),
    ("cancelled", 3),
];

const VERBS: [&str; 8] =
    ["Xây dựng", "Tổ chức", "Rà soát", "Hỗ trợ", "Tập huấn", "Kiểm tra", "Tổng hợp", "Nhân rộng"];
const OBJECTS: [&str; 16] = [
    "mô hình trồng rau sạch",
    "vườn giống cây dược liệu",
    "chuỗi liên kết tiêu thụ nông sản",
    "nhãn hiệu cho sản phẩm địa phương",
    "lớp kỹ thuật nuôi ong",
    "hồ sơ truy xuất nguồn gốc",
    "phiên chợ công nghệ",
    "điểm xử lý phụ phẩm",
    "danh mục nguồn gen",
    "đề tài khoa học cấp cơ sở",
    "tổ hợp tác sản xuất giống",
    "chế phẩm vi sinh cho đất",
    "trạm quan trắc nước",
    "quy trình bảo quản trái cây",
    "báo cáo kết quả ứng dụng",
    "sổ tay hướng dẫn nông hộ",
];

/// Adds `count` tasks with their units and events, of which `of_plan` hang on the clauses of the sample's plan; the others stand in
/// no plan. Gives back one in the middle and the plan.
pub(crate) async fn add(
    tx: &WriteTx,
    provinces: &[Province],
    today: NaiveDate,
    [count, of_plan]: [usize; 2],
) -> Result<(Uuid, Uuid)> {
    let clauses = clauses(tx).await?;
    let all: Vec<(usize, usize)> = provinces
        .iter()
        .enumerate()
        .flat_map(|(at, province)| (0..province.communes.len()).map(move |commune| (at, commune)))
        .collect();
    let mut dice = Dice(20_260_101);
    let mut tasks = Rows::new("tasks", &TASK);
    let mut units = Rows::new("task_units", &["task_id", "unit_id", "mode"]);
    let mut events = Rows::new("task_events", &EVENT);
    let mut middle = None;
    for number in 0..count {
        let (at, commune) = all[dice.below(all.len())];
        let province = &provinces[at];
        let (commune, place) = &province.communes[commune];
        // One in eight is the province's own.
        let lead = if dice.below(8) == 0 { province.id } else { *commune };
        let mut taking_part = vec![(lead, "lead")];
        for _ in 0..dice.below(4) {
            let helper = match dice.below(3) {
                0 => province.id,
                _ => province.communes[dice.below(province.communes.len())].0,
            };
            if taking_part.iter().all(|(unit, _)| *unit != helper) {
                taking_part.push((helper, "cooperate"));
            }
        }
        let state = dice.state();
        let set_up = day(today, -i64::try_from(dice.below(1_100))?);
        let term = i64::try_from(20 + dice.below(500))?;
        let is_over = matches!(state, "confirmed_done" | "reported_done");
        // What is done was due some time ago or is early; of what is open few are late.
        let due = if is_over { day(set_up, term) } else { day(today, term - 60) };
        let due = (dice.below(20) > 0).then_some(due);
        // From four weeks before to ten days after the last day.
        let margin = 10 - i64::try_from(dice.below(40))?;
        let done = is_over.then(|| {
            let done = day(due.unwrap_or(set_up), margin);
            // What would be done on a day to come was done early, one on this day and one on that.
            let since = (today - set_up).num_days() + 1;
            if done > today { day(set_up, i64::try_from(number).unwrap_or_default() % since) } else { done }
        });
        let progress = match state {
            "not_started" => 0,
            _ if is_over => 100,
            _ => i32::try_from(dice.below(10) * 10)?,
        };
        let title = format!(
            "{} {} tại {place}, đợt {}",
            VERBS[dice.below(8)],
            OBJECTS[dice.below(16)],
            1 + number % 9
        );
        let id = tx.next_id();
        if number == count / 2 {
            middle = Some(id);
        }
        let clause = (number < of_plan).then(|| &clauses[number % clauses.len()]);
        let row = vec![
            id.into(),
            clause.map(|clause| clause.plan).into(),
            clause.map(|clause| clause.number.clone()).into(),
            clause.map(|clause| clause.id).into(),
            clause.map(|clause| clause.path.clone()).into(),
            title.clone().into(),
            sought(&title).into(),
            lead.into(),
            state.into(),
            due.into(),
            due.into(),
            done.into(),
            progress.into(),
            1.into(),
            3.into(),
            morning(set_up).into(),
            "Báo cáo kèm biên bản nghiệm thu".into(),
        ];
        tasks.add(row);
        for (unit, mode) in taking_part {
            units.add(vec![id.into(), unit.into(), mode.into()]);
        }
        let happened = match state {
            "confirmed_done" => ["found", "done", "confirm"],
            "reported_done" => ["found", "progress", "done"],
            _ => ["found", "progress", "comment"],
        };
        for (at, kind) in happened.into_iter().enumerate() {
            let on = match (kind, done) {
                ("done", Some(done)) => done,
                ("confirm", Some(done)) => day(done, 2).min(today),
                _ => day(set_up, i64::try_from(at)? * 10),
            };
            let row = vec![
                id_of(morning(on), number * happened.len() + at).into(),
                id.into(),
                i32::try_from(at + 1)?.into(),
                kind.into(),
                told(kind).into(),
                (kind == "progress").then_some(30).into(),
                morning(on).into(),
            ];
            events.add(row);
        }
        if number % BATCH == 0 {
            tasks.finish(tx).await?;
            units.finish(tx).await?;
            events.finish(tx).await?;
        }
    }
    tasks.finish(tx).await?;
    units.finish(tx).await?;
    events.finish(tx).await?;
    tx.execute_unprepared(SEEN).await?;
    tx.execute_unprepared(match tx.get_database_backend() {
        DbBackend::Sqlite => WORDS_OF_SQLITE,
        _ => WORDS_OF_POSTGRES,
    })
    .await?;
    Ok((middle.context("no task")?, clauses.first().context("no plan")?.plan))
}

/// As migrations 0018 and 0038 do it for tasks that are there before.
const SEEN: &str = "INSERT INTO task_seen (unit_id, task_id, leads, state, due_on, done_on, sought, plan_id, clause_id) \
    SELECT a.ancestor_id, t.id, max(CASE WHEN p.mode = 'lead' THEN 1 ELSE 0 END) = 1, t.state, t.due_on, t.done_on, t.sought, \
    t.plan_id, t.clause_id \
    FROM task_units p JOIN tasks t ON t.id = p.task_id JOIN unit_ancestors a ON a.unit_id = p.unit_id \
    WHERE NOT EXISTS (SELECT 1 FROM task_seen s WHERE s.task_id = t.id) \
    GROUP BY a.ancestor_id, t.id, t.state, t.due_on, t.done_on, t.sought, t.plan_id, t.clause_id";

/// As migration 0020 does it.
const WORDS_OF_SQLITE: &str = "WITH RECURSIVE part (id, word, rest) AS ( \
    SELECT id, '', ltrim(sought) FROM tasks WHERE id NOT IN (SELECT task_id FROM task_words) \
    UNION ALL \
    SELECT id, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)) FROM part WHERE rest <> '') \
    INSERT INTO task_words (word, task_id) SELECT DISTINCT word, id FROM part WHERE word <> ''";
const WORDS_OF_POSTGRES: &str = "INSERT INTO task_words (word, task_id) \
    SELECT DISTINCT word, t.id FROM tasks t, regexp_split_to_table(btrim(t.sought), ' +') AS word \
    WHERE word <> '' AND t.id NOT IN (SELECT task_id FROM task_words)";

/// As the program has it: folded, each word between spaces.
fn sought(title: &str) -> String {
    let folded = vietnamese::fold(title);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| [" ", word]).chain([" "]).collect()
}

/// What somebody said.
fn told(kind: &str) -> Option<&'static str> {
    match kind {
        "progress" => Some("Đã họp với các hộ tham gia và chốt danh sách."),
        "done" => Some("Đã hoàn thành và nghiệm thu."),
        "comment" => Some("Đề nghị gửi kèm ảnh hiện trạng trong kỳ sau."),
        _ => None,
    }
}

/// Ids follow the time, as where things happen one after the other.
fn id_of(at: DateTime<Utc>, number: usize) -> Uuid {
    let mut tail = [0; 10];
    tail[2..].copy_from_slice(&(number as u64).to_be_bytes());
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

/// A clause of the sample's plan.
struct Clause {
    id: Uuid,
    path: String,
    plan: Uuid,
    number: String,
}

async fn clauses(tx: &WriteTx) -> Result<Vec<Clause>> {
    let sql = "SELECT c.id, c.path, p.id AS plan, p.number FROM plan_clauses c JOIN plans p ON p.id = c.plan_id \
               WHERE c.role = 'task' ORDER BY c.position";
    let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Clause {
                id: row.try_get("", "id")?,
                path: row.try_get("", "path")?,
                plan: row.try_get("", "plan")?,
                number: row.try_get("", "number")?,
            })
        })
        .collect()
}

/// The same throws in every run: Knuth's MMIX generator, of which the upper half is used.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap_or_default()
    }

    fn state(&mut self) -> &'static str {
        let mut throw = self.below(100) as u64;
        for (name, share) in STATES {
            if throw < share {
                return name;
            }
            throw -= share;
        }
        STATES[0].0
    }
}
