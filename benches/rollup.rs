//! Figures of a whole country rolled up over the tree of its units, and DuckDB beside.

mod cells;
mod duckdb;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use app::AppState;
use db::Settings;
use reporting::{Period, Total};
use uuid::Uuid;

use crate::following::thousands;
use crate::{Surroundings, machine, measure};
use cells::{Country, FIRST_YEAR, YEARS};
use duckdb::{Duckdb, Theirs};

/// By indicator and unit.
type Totals = HashMap<Uuid, BTreeMap<Uuid, Total>>;

/// Years together, and in what time they should be rolled up.
const SPANS: [(i32, &str); 2] = [(1, "1 s"), (YEARS, "5 s")];

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let folder = surroundings.fixtures.join("bench-rollup");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let units = surroundings.shared.join("data/units-2025.tsv");
    let units = std::fs::read_to_string(&units).with_context(|| units.display().to_string())?;
    // As the server has it.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let start = Instant::now();
    let sqlite = Settings::sqlite(&folder.join("biokhe.sqlite"));
    let sqlite = runtime.block_on(Country::make(&sqlite, &units, Some(&folder)))?;
    eprintln!("sqlite made in {:?}", start.elapsed());
    let postgres = Settings::new(&surroundings.postgres);
    let postgres = runtime.block_on(Country::make(&postgres, &units, None))?;
    eprintln!("both made in {:?}", start.elapsed());
    let mut other = Duckdb::start(&surroundings.fixtures.join("duckdb"), &folder);

    for (years, goal) in SPANS {
        let last = FIRST_YEAR + years - 1;
        let ours = |country: &Country| runtime.block_on(roll_up(country, last));

        for run in 0..=measure::RUNS {
            let start = Instant::now();
            let totals = ours(&sqlite)?;
            let between = Instant::now();
            eprintln!("sqlite {:?} {}", between - start, totals.len());
            drop(totals);
            let between = Instant::now();
            let totals = ours(&postgres)?;
            eprintln!("postgres {:?} {}", between.elapsed(), totals.len());
            if let Ok(duckdb) = &mut other {
                eprintln!("duckdb {:?}", duckdb.roll_up(last)?);
            }
        }
    }
    eprintln!("{}", machine::own_memory("VmHWM")?);
    Ok(())
}

async fn roll_up(country: &Country, last: i32) -> Result<Totals> {
    let period = Period::years(FIRST_YEAR, last).context("years")?;
    let tx = country.db.read().await?;
    let over_time = |indicator| country.over_time(indicator);
    Ok(AppState::figures_over_tree(&tx, country.regime, period, over_time).await?)
}
