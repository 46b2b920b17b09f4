//! A country in which every commune reports a hundred indicators for five years: the same in both databases, down to the ids,
//! and as files for DuckDB. Rows are written straight into the database, without audit events: nobody did them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use base::{Ids, SystemClock};
use chrono::NaiveDate;
use db::sea_orm::sea_query::SimpleExpr;
use db::{Db, Settings, WriteTx};
use reporting::OverTime;
use uuid::Uuid;

use crate::following::tasks::Dice;
use crate::following::world::{Rows, add_units, morning, settle};

pub(crate) const FIRST_YEAR: i32 = 2026;
pub(super) const YEARS: i32 = 5;
/// Each third of them is a share.
const INDICATORS: usize = 100;

/// What was made.
pub(super) struct Country {
    pub(super) db: Db,
    pub(super) regime: Uuid,
    /// In the order of the regime.
    pub(super) indicators: Vec<Uuid>,
    pub(super) communes: usize,
}

impl Country {
    /// Makes it in an empty database; where a folder is given, writes it there too.
    pub(super) async fn make(settings: &Settings, units: &str, files: Option<&Path>) -> Result<Self> {
        let db = Db::connect(settings, Arc::new(SystemClock), Arc::new(Counted::default()))?;
        db.migrate().await?;
        db.close().await?;
        // Ids from the beginning, whatever the migrations took.
        let db = Db::connect(settings, Arc::new(SystemClock), Arc::new(Counted::default()))?;
        let tx = db.housekeeping().await?;
        let (top, provinces) = add_units(&tx, units).await?;
        let communes: Vec<(Uuid, Uuid)> = provinces
            .iter()
            .flat_map(|province| province.communes.iter().map(|(commune, _)| (*commune, province.id)))
            .collect();
        let indicators = add_indicators(&tx, top).await?;
        let (regime, periods) = add_regime(&tx, top, &indicators).await?;
        let mut files = files.map(Files::create).transpose()?;
        if let Some(files) = &mut files {
            for (commune, province) in &communes {
                for above in [commune, province, &top] {
                    writeln!(files.ancestors, "{commune},{above}")?;
                }
            }
            for (position, indicator) in indicators.iter().enumerate() {
                writeln!(files.indicators, "{indicator},{}", over_time(position) == OverTime::Sum)?;
            }
        }
        add_returns(&tx, &periods, &communes, &indicators, files.as_mut()).await?;
        tx.commit().await?;
        if let Some(files) = files {
            files.finish()?;
        }
        settle(settings).await?;
        Ok(Self { db, regime, indicators, communes: communes.len() })
    }
}

pub(crate) fn is_share(position: usize) -> bool {
    position % 3 == 2
}

/// What came in a year is added; what there is at its end, and shares, the last year tells.
fn over_time(position: usize) -> OverTime {
    if position.is_multiple_of(3) { OverTime::Sum } else { OverTime::Latest }
}

pub(crate) async fn add_indicators(tx: &WriteTx, top: Uuid) -> Result<Vec<Uuid>> {
    let columns =
        ["id", "unit_id", "name", "sought", "measured_in", "direction", "kind", "over_time", "recorded_at"];
    let mut rows = Rows::new("indicators", &columns);
    let mut ids = Vec::new();
    for position in 0..INDICATORS {
        let id = tx.next_id();
        let (unit, kind) = if is_share(position) { ("%", "share") } else { ("mô hình", "number") };
        let name = format!("Chỉ tiêu {}", position + 1);
        rows.add(vec![
            id.into(),
            top.into(),
            name.clone().into(),
            name.into(),
            unit.into(),
            "up".into(),
            kind.into(),
            if over_time(position) == OverTime::Sum { "sum" } else { "latest" }.into(),
            tx.now().into(),
        ]);
        ids.push(id);
    }
    rows.finish(tx).await?;
    Ok(ids)
}

/// A yearly regime; it with its periods.
pub(crate) async fn add_regime(tx: &WriteTx, top: Uuid, indicators: &[Uuid]) -> Result<(Uuid, Vec<Uuid>)> {
    let regime = tx.next_id();
    let mut rows = Rows::new("regimes", &REGIME);
    rows.add(vec![
        regime.into(),
        top.into(),
        "Báo cáo năm".into(),
        "year".into(),
        FIRST_YEAR.into(),
        (FIRST_YEAR + YEARS - 1).into(),
        "".into(),
        31.into(),
        0.into(),
        1.into(),
        15.into(),
        false.into(),
        45.into(),
        "commune".into(),
        "".into(),
        tx.now().into(),
    ]);
    rows.finish(tx).await?;
    let mut measured = Rows::new("regime_indicators", &["regime_id", "indicator_id", "position"]);
    for (indicator, position) in indicators.iter().zip(0..) {
        measured.add(vec![regime.into(), (*indicator).into(), SimpleExpr::from(position)]);
    }
    measured.finish(tx).await?;
    let mut rows = Rows::new("report_periods", &PERIOD);
    let mut periods = Vec::new();
    for year in FIRST_YEAR..FIRST_YEAR + YEARS {
        let id = tx.next_id();
        let [first, last, opens, due] = [(year, 1, 1), (year, 12, 31), (year, 12, 1), (year + 1, 1, 15)]
            .map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default());
        rows.add(vec![
            id.into(),
            regime.into(),
            year.to_string().into(),
            first.into(),
            last.into(),
            opens.into(),
            due.into(),
            "locked".into(),
            2.into(),
            morning(due).into(),
        ]);
        periods.push(id);
    }
    rows.finish(tx).await?;
    Ok((regime, periods))
}

const REGIME: [&str; 16] = [
    "id",
    "unit_id",
    "title",
    "cycle",
    "first_year",
    "last_year",
    "reviews",
    "closes_on",
    "closes_months_before",
    "due_months_after",
    "due_day",
    "due_strictly_before",
    "opens_before",
    "asked",
    "receivers",
    "recorded_at",
];
const PERIOD: [&str; 10] = [
    "id",
    "regime_id",
    "name",
    "first_on",
    "last_on",
    "opens_on",
    "due_on",
    "state",
    "revision",
    "recorded_at",
];
pub(crate) const RETURN: [&str; 9] = [
    "id",
    "period_id",
    "unit_id",
    "state",
    "first_due_on",
    "due_on",
    "is_by_office",
    "revision",
    "recorded_at",
];
const CELL: [&str; 6] = ["return_id", "indicator_id", "state", "value", "whole", "number"];
/// Returns whose cells are written together.
const AT_ONCE: usize = 40;

async fn add_returns(
    tx: &WriteTx,
    periods: &[Uuid],
    communes: &[(Uuid, Uuid)],
    indicators: &[Uuid],
    mut files: Option<&mut Files>,
) -> Result<()> {
    let mut dice = Dice(20_260_101);
    let mut returns = Rows::new("returns", &RETURN);
    let mut cells = Rows::new("return_cells", &CELL);
    for (period, year) in periods.iter().zip(FIRST_YEAR..) {
        let due = NaiveDate::from_ymd_opt(year + 1, 1, 15).context("a day")?;
        for (number, (commune, _)) in communes.iter().enumerate() {
            let id = tx.next_id();
            // Of a hundred returns three were never sent and one came back.
            let state = match dice.below(100) {
                0..3 => "draft",
                3 => "returned",
                4..20 => "submitted",
                _ => "accepted",
            };
            returns.add(vec![
                id.into(),
                (*period).into(),
                (*commune).into(),
                state.into(),
                due.into(),
                due.into(),
                false.into(),
                2.into(),
                morning(due).into(),
            ]);
            if let Some(files) = &mut files {
                writeln!(files.returns, "{id},{year},{commune},{state}")?;
            }
            for (position, indicator) in indicators.iter().enumerate() {
                let Said { state, value, whole } = Said::by(&mut dice, is_share(position))?;
                if let Some(files) = &mut files {
                    let [value, whole] = [value, whole].map(|count| count.map(|count| count.to_string()));
                    let (value, whole) = (value.unwrap_or_default(), whole.unwrap_or_default());
                    writeln!(files.cells, "{id},{indicator},{state},{value},{whole}")?;
                }
                cells.add(vec![
                    id.into(),
                    (*indicator).into(),
                    state.into(),
                    value.into(),
                    whole.into(),
                    1.into(),
                ]);
            }
            if number % AT_ONCE == 0 {
                returns.finish(tx).await?;
                cells.finish(tx).await?;
            }
        }
    }
    returns.finish(tx).await?;
    cells.finish(tx).await
}

/// A cell.
struct Said {
    state: &'static str,
    value: Option<i64>,
    whole: Option<i64>,
}

impl Said {
    /// Of a hundred cells 85 say a value, six of them for the time being; four do not concern their unit.
    fn by(dice: &mut Dice, is_share: bool) -> Result<Self> {
        let state = match dice.below(100) {
            0..79 => "value",
            79..85 => "estimate",
            85..89 => "not_applicable",
            _ => "not_reported",
        };
        if !matches!(state, "value" | "estimate") {
            return Ok(Self { state, value: None, whole: None });
        }
        // Up to a million with two decimals.
        let mut figure = || i64::try_from(dice.below(100_000_000)).map(|count| count * 100);
        let (one, other) = (figure()?, figure()?);
        let is_part = is_share.then_some((one.min(other), one.max(other)));
        let (value, whole) = is_part.map_or((one, None), |(part, whole)| (part, Some(whole)));
        Ok(Self { state, value: Some(value), whole })
    }
}

/// Counts, so that both databases have the same.
#[derive(Debug, Default)]
struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        // A time for every thousand, as where many are made within a millisecond.
        uuid::Builder::from_unix_timestamp_millis(1_767_225_600_000 + number / 1_000, &tail(number))
            .into_uuid()
    }
}

fn tail(number: u64) -> [u8; 10] {
    let mut tail = [0; 10];
    tail[2..].copy_from_slice(&number.to_be_bytes());
    tail
}

/// The same as CSV.
struct Files {
    ancestors: BufWriter<File>,
    indicators: BufWriter<File>,
    returns: BufWriter<File>,
    cells: BufWriter<File>,
}

impl Files {
    fn create(folder: &Path) -> Result<Self> {
        let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
        Ok(Self {
            ancestors: create("ancestors.csv")?,
            indicators: create("indicators.csv")?,
            returns: create("returns.csv")?,
            cells: create("cells.csv")?,
        })
    }

    fn finish(mut self) -> Result<()> {
        for file in [&mut self.ancestors, &mut self.indicators, &mut self.returns, &mut self.cells] {
            file.flush()?;
        }
        Ok(())
    }
}
