//! An authority with all provinces and communes of 2025 and as many tasks as asked for.
//!
//! The sample town is loaded as people load it; then rows of units, people and tasks are written straight into the
//! database, the same in every run. They have no audit events: nobody did them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use base::{SystemClock, SystemIds};
use chrono::{DateTime, Days, NaiveDate, Utc};
use db::sea_orm::sea_query::{Alias, Query, SimpleExpr};
use db::sea_orm::{ConnectionTrait, Database, Statement};
use db::{Db, Settings, WriteTx};
use uuid::Uuid;

use super::tasks;
use crate::Surroundings;

/// Somebody of the sample whose password the others share.
const SAMPLE_LOGIN: &str = "hoa.lt";
/// Who signs in: officer of a commune, coordinators of the province with most communes, of the unit above all provinces, and
/// without a unit, which is for all there are.
pub(crate) const PEOPLE: [(&str, &str); 4] = [
    ("can-bo-xa", "officer"),
    ("dieu-phoi-tinh", "coordinator"),
    ("dieu-phoi", "coordinator"),
    ("tat-ca", "coordinator"),
];
/// Rows in one statement; SQLite takes 32,766 values.
pub(crate) const BATCH: usize = 400;

/// Where it is, and who signs in.
pub(crate) struct World {
    pub(crate) folder: PathBuf,
    /// PostgreSQL; none: SQLite's file in the folder.
    pub(crate) url: Option<String>,
    pub(crate) password: String,
    pub(crate) facts: Facts,
}

/// What pages are asked about.
pub(crate) struct Facts {
    /// Above all provinces.
    pub(crate) top: Uuid,
    /// A commune of which the officer is, and its province.
    pub(crate) commune: Uuid,
    pub(crate) province: Uuid,
    /// All of them.
    pub(crate) communes: Vec<Uuid>,
    /// A task with three events.
    pub(crate) task: Uuid,
    /// The sample's plan.
    pub(crate) plan: Uuid,
}

/// A province with its communes.
pub(crate) struct Province {
    pub(crate) id: Uuid,
    pub(crate) communes: Vec<(Uuid, String)>,
}

impl World {
    /// Makes it anew with so many tasks, and so many of them on the clauses of the sample's plan.
    pub(crate) fn make(
        surroundings: &Surroundings,
        folder: PathBuf,
        url: Option<String>,
        counts: [usize; 2],
    ) -> Result<Self> {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        let password = load_sample(&surroundings.biokhe, &folder, url.as_deref())?;
        let units = surroundings.shared.join("data/units-2025.tsv");
        let units = std::fs::read_to_string(&units).with_context(|| units.display().to_string())?;
        let today: NaiveDate = surroundings.date.parse()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let settings = settings(&folder, url.as_deref());
        let facts = runtime.block_on(async {
            let clock = Arc::new(SystemClock);
            let db = Db::connect(&settings, clock.clone(), Arc::new(SystemIds::new(clock)))?;
            let facts = fill(&db, &units, today, counts).await?;
            db.close().await?;
            settle(&settings).await?;
            anyhow::Ok(facts)
        })?;
        Ok(Self { folder, url, password, facts })
    }

    /// Where its database is.
    pub(crate) fn settings(&self) -> Settings {
        settings(&self.folder, self.url.as_deref())
    }

    /// Bytes of SQLite's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join("biokhe.sqlite")
    }
}

fn settings(folder: &Path, url: Option<&str>) -> Settings {
    url.map_or_else(|| Settings::sqlite(&folder.join("biokhe.sqlite")), Settings::new)
}

/// What PostgreSQL's own vacuum does within minutes of so many new rows.
pub(crate) async fn settle(settings: &Settings) -> Result<()> {
    if settings.url.starts_with("postgres") {
        let connection = Database::connect(&settings.url).await?;
        connection.execute_unprepared("VACUUM ANALYZE").await?;
        connection.close().await?;
    }
    Ok(())
}

/// `biokhe sample load`; gives the password of one of its people, which it prints this once.
fn load_sample(biokhe: &Path, folder: &Path, url: Option<&str>) -> Result<String> {
    let mut command = Command::new(biokhe);
    command.arg("--data").arg(folder).args(["sample", "load"]);
    command.env("BIOKHE__DATABASE__URL", url.unwrap_or_default());
    let output = command.output()?;
    ensure!(output.status.success(), "sample load: {}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout)?;
    let line = printed.lines().find_map(|line| line.trim().strip_prefix(SAMPLE_LOGIN));
    let password = line.and_then(|line| line.split_whitespace().next());
    Ok(password.context("sample load names no password")?.to_owned())
}

async fn fill(db: &Db, units: &str, today: NaiveDate, counts: [usize; 2]) -> Result<Facts> {
    let tx = db.housekeeping().await?;
    let (top, provinces) = add_units(&tx, units).await?;
    let largest = provinces.iter().max_by_key(|province| province.communes.len()).context("no province")?;
    let (province, commune) = (largest.id, largest.communes[0].0);
    for ((login, role), unit) in PEOPLE.into_iter().zip([Some(commune), Some(province), Some(top), None]) {
        add_person(&tx, login, role, unit).await?;
    }
    let (task, plan) = tasks::add(&tx, &provinces, today, counts).await?;
    tx.commit().await?;
    let communes =
        provinces.iter().flat_map(|province| province.communes.iter().map(|(id, _)| *id)).collect();
    Ok(Facts { top, commune, province, communes, task, plan })
}

pub(crate) async fn add_units(tx: &WriteTx, lines: &str) -> Result<(Uuid, Vec<Province>)> {
    let mut provinces: Vec<(String, Province)> = Vec::new();
    let mut units = Rows::new("units", &UNIT);
    let mut ancestors = Rows::new("unit_ancestors", &["unit_id", "ancestor_id", "distance"]);
    let from = NaiveDate::from_ymd_opt(2025, 7, 1).context("a day")?;
    let top = tx.next_id();
    let row = |id: Uuid,
               (parent, level): (Option<Uuid>, i32),
               kind: &str,
               code: &str,
               name: &str|
     -> Vec<SimpleExpr> {
        vec![
            id.into(),
            parent.into(),
            kind.into(),
            code.into(),
            name.into(),
            from.into(),
            level.into(),
            1.into(),
            tx.now().into(),
        ]
    };
    units.add(row(top, (None, 0), "authority", "00", "Cả nước"));
    ancestors.add(vec![top.into(), top.into(), 0.into()]);
    for line in lines.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [level, code, province, _, name, ..] = fields[..] else { continue };
        let id = tx.next_id();
        let (place, kind) = match level {
            "province" => {
                provinces.push((code.to_owned(), Province { id, communes: Vec::new() }));
                ancestors.add(vec![id.into(), top.into(), 1.into()]);
                ((Some(top), 1), "authority")
            }
            _ => {
                let (_, above) = provinces
                    .iter_mut()
                    .find(|(other, _)| other == province)
                    .with_context(|| format!("{name} lies nowhere"))?;
                above.communes.push((id, name.to_owned()));
                ancestors.add(vec![id.into(), above.id.into(), 1.into()]);
                ancestors.add(vec![id.into(), top.into(), 2.into()]);
                ((Some(above.id), 2), "commune")
            }
        };
        ancestors.add(vec![id.into(), id.into(), 0.into()]);
        units.add(row(id, place, kind, code, name));
    }
    units.finish(tx).await?;
    ancestors.finish(tx).await?;
    Ok((top, provinces.into_iter().map(|(_, province)| province).collect()))
}

const UNIT: [&str; 9] =
    ["id", "parent_id", "kind", "code", "name", "valid_from", "level", "revision", "recorded_at"];

/// A person with the password of one of the sample's.
async fn add_person(tx: &WriteTx, login: &str, role: &str, unit: Option<Uuid>) -> Result<()> {
    let id = tx.next_id();
    let backend = tx.get_database_backend();
    let sql = "INSERT INTO people (id, login, name, sought, password, revision, created_at) \
               SELECT $1, $2, $2, $2, password, 1, created_at FROM people WHERE login = $3";
    // PostgreSQL cannot tell that a value which stands three times has one type.
    let sql = sql.replace("$2, $2, $2", "$2, $4, $5");
    let values = [id.into(), login.into(), SAMPLE_LOGIN.into(), login.into(), login.into()];
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let mut grants = Rows::new("grants", &["id", "person_id", "role", "unit_id", "valid_from"]);
    let from = NaiveDate::from_ymd_opt(2023, 1, 1).context("a day")?;
    let row = vec![tx.next_id().into(), id.into(), role.into(), unit.into(), from.into()];
    grants.add(row);
    grants.finish(tx).await
}

/// Rows on their way into a table, many in one statement.
pub(crate) struct Rows {
    table: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<SimpleExpr>>,
}

impl Rows {
    pub(crate) fn new(table: &'static str, columns: &[&'static str]) -> Self {
        Self { table, columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(crate) fn add(&mut self, row: Vec<SimpleExpr>) {
        self.rows.push(row);
    }

    /// Writes what was added.
    pub(crate) async fn finish(&mut self, tx: &WriteTx) -> Result<()> {
        for rows in std::mem::take(&mut self.rows).chunks(BATCH) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(self.table)).columns(self.columns.iter().copied().map(Alias::new));
            for row in rows {
                insert.values(row.iter().cloned())?;
            }
            tx.execute(&insert).await?;
        }
        Ok(())
    }
}

/// A day as many days after another, before it where negative.
pub(crate) fn day(from: NaiveDate, days: i64) -> NaiveDate {
    if days < 0 { from - Days::new(days.unsigned_abs()) } else { from + Days::new(days.unsigned_abs()) }
}

/// Eight in the morning in Vietnam.
pub(crate) fn morning(on: NaiveDate) -> DateTime<Utc> {
    on.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(1)
}
