//! Figures of a whole country rolled up over the tree of its units, and DuckDB beside.

pub(crate) mod cells;
mod duckdb;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use db::Settings;
use reporting::{Period, Total, WHOLE};
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
    let make =
        |settings: Settings, files: Option<&Path>| runtime.block_on(Country::make(&settings, &units, files));
    let sqlite = make(Settings::sqlite(&folder.join("biokhe.sqlite")), Some(&folder))?;
    let postgres = make(Settings::new(surroundings.postgres("rollup")), None)?;
    let mut duckdb = if surroundings.has_peers {
        Duckdb::start(&surroundings.fixtures.join("duckdb"), &folder)
    } else {
        Err(anyhow!("left out"))
    };
    introduce(surroundings, &sqlite, &duckdb)?;

    println!("| years | cells | goal | | median | worst | beside DuckDB |\n|---|---|---|---|---|---|---|");
    for (years, goal) in SPANS {
        let last = FIRST_YEAR + years - 1;
        let ours = |country: &Country| runtime.block_on(roll_up(country, last));
        let totals = ours(&sqlite)?;
        ensure!(totals == ours(&postgres)?, "the databases come to different totals");
        if let Ok(duckdb) = &mut duckdb {
            compare(&totals, &duckdb.totals(last, &folder.join("totals.csv"))?)?;
        }
        drop(totals);
        let mut times = [Times::default(), Times::default(), Times::default()];
        for _ in 0..measure::RUNS {
            for (country, times) in [&sqlite, &postgres].into_iter().zip(&mut times) {
                let start = Instant::now();
                let totals = ours(country)?;
                times.0.push(start.elapsed());
                drop(totals);
            }
            if let Ok(duckdb) = &mut duckdb {
                times[2].0.push(duckdb.roll_up(last)?);
            }
        }
        let cells = sqlite.communes * sqlite.indicators.len() * usize::try_from(years)?;
        print(&format!("{years} | {} | {goal}", thousands(cells as u64)), times, &duckdb);
    }
    println!("\nA ratio above 1 means that BioKhê takes longer.\n");
    Ok(())
}

fn introduce(surroundings: &Surroundings, country: &Country, duckdb: &Result<Duckdb>) -> Result<()> {
    println!("## Rolling up\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "{} indicators, a third of them shares, that each of the {} communes of 2025 reports for a year: one indicator in three is\n\
         added over years, of the others the last reported year counts. In a hundred returns four were not sent, in a hundred cells 15\n\
         say no value. From the first query to the totals of every indicator for each commune, the 34 provinces and the country, with\n\
         the cells of each state among them: `returns::figures_over_tree`, which reads them cell by cell as they were typed. The same\n\
         cells in both databases, in turn, {} runs after one that warms up.\n",
        country.indicators.len(),
        thousands(country.communes as u64),
        measure::RUNS,
    );
    match duckdb {
        Ok(duckdb) => println!(
            "Beside it DuckDB {} from PyPI, in turn in the same run, with the same tables in its own memory (loading them is not\n\
             timed) and a thread for each core: one query that makes a table of the same totals. All three come to the same, total by\n\
             total, or the run fails.\n",
            duckdb.version
        ),
        Err(fault) => println!("DuckDB from PyPI beside it is not measured: {fault:#}.\n"),
    }
    Ok(())
}

async fn roll_up(country: &Country, last: i32) -> Result<Totals> {
    let period = Period::years(FIRST_YEAR, last).context("years")?;
    let tx = country.db.read().await?;
    Ok(app::returns::figures_over_tree(&tx, country.regime, period).await?)
}

/// Every total of theirs is one of ours, and there are no others.
fn compare(ours: &Totals, theirs: &[Theirs]) -> Result<()> {
    let count: usize = ours.values().map(BTreeMap::len).sum();
    ensure!(count == theirs.len(), "{count} totals here, {} there", theirs.len());
    for their in theirs {
        let our =
            ours.get(&their.indicator).and_then(|of| of.get(&their.unit)).context("a total is missing")?;
        let ((values, estimates, stale), (not_applicable, not_reported)) = (our.reported(), our.unreported());
        let cells = [values, estimates, stale, not_applicable, not_reported];
        let is_same = cells == their.counts.map(|count| count * u64::from(WHOLE))
            && match their.whole {
                // To a ten-thousandth, which is as exact as cells are.
                None => our.rounded(4) == (values + estimates > 0).then_some(their.part),
                Some(whole) => our.rounded(6) == rounded(their.part * 1_000_000, whole),
            };
        ensure!(is_same, "{} of {}: {our:?} here, {their:?} there", their.indicator, their.unit);
    }
    Ok(())
}

/// To the nearest, halves up; nothing is below zero here.
fn rounded(part: i128, whole: i128) -> Option<i128> {
    (whole != 0).then(|| (2 * part + whole) / (2 * whole))
}

/// Of several runs.
#[derive(Default)]
struct Times(Vec<Duration>);

fn print(what: &str, times: [Times; 3], duckdb: &Result<Duckdb>) {
    let [sqlite, postgres, other] = times.map(|Times(mut times)| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().zip(times.last().copied())
    });
    for (name, times) in [("SQLite", sqlite), ("PostgreSQL", postgres), ("DuckDB", other)] {
        let what = if name == "SQLite" { what } else { " | | " };
        let Some((median, worst)) = times else {
            let fault = duckdb.as_ref().err().map(|fault| format!("{fault:#}")).unwrap_or_default();
            println!("| {what} | {name} | not measured: {fault} | | |");
            continue;
        };
        let ratio = other
            .filter(|_| name != "DuckDB")
            .map(|(theirs, _)| format!("{:.1} ×", median.as_secs_f64() / theirs.as_secs_f64()));
        println!(
            "| {what} | {name} | **{}** | {} | {} |",
            measure::milliseconds(median),
            measure::milliseconds(worst),
            ratio.unwrap_or_default()
        );
    }
}
