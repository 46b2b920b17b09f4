//! Returns: the board of a country, one return in the page and in Excel, and many who send theirs in the last minutes.

mod country;
mod excel;
mod rush;

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::following::thousands;
use crate::load::{self, Run};
use crate::server::Server;
use crate::{Surroundings, machine, measure};
use country::{Country, OFFICERS};
use rush::Rush;

/// Of one database.
struct Figures {
    pages: Vec<(&'static str, Run)>,
    /// A workbook out, and one in with another figure in each cell.
    excel: (Duration, Duration),
    rush: Rush,
}

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    println!("## Returns\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    let folder = surroundings.fixtures.join("bench-returns");
    let sqlite = measured(surroundings, &folder.join("sqlite"), None)?;
    let url = surroundings.postgres("returns");
    let postgres = measured(surroundings, &folder.join("postgres"), Some(&url))?;
    println!(
        "A period in which the 3,321 communes of 2025 report 100 indicators, a third of them shares, to one office; rows are written\n\
         straight into the database. Pages are asked over HTTP as a browser asks, by `wrk` with {} connections on the same two cores,\n\
         {} runs of two seconds of which the one with the least p95 counts. A workbook goes out with 100 rows and comes back with a\n\
         figure in each: one after the other, the median of {} runs.\n",
        load::CONNECTIONS,
        load::RUNS,
        measure::RUNS,
    );
    println!("| figure | SQLite | PostgreSQL | goal |\n|---|---|---|---|");
    for ((words, one), (_, other)) in sqlite.pages.iter().zip(&postgres.pages) {
        println!("| {words}: p95 (p50), CPU | {} | {} | |", told(one), told(other));
    }
    let excel =
        |which: fn(&Figures) -> Duration| [&sqlite, &postgres].map(|of| measure::milliseconds(which(of)));
    for (words, [one, other]) in
        [("a workbook out", excel(|of| of.excel.0)), ("a workbook in", excel(|of| of.excel.1))]
    {
        println!("| {words} | **{one}** | **{other}** | 100 ms |");
    }
    println!("\n### The last minutes\n");
    println!(
        "{OFFICERS} officers of as many communes at the same moment, each on a line of their own: three times ten figures that the page\n\
         keeps while they type, then all {} with “send”. Afterwards every return is looked at in the database: sent once, each figure\n\
         as it was typed, or the run fails. Times are from the first byte of “send” to the last of its answer.\n",
        thousands(100),
    );
    println!(
        "| | sent | otherwise | p50 | p95 | p99 | longest | all within | memory before, peak |\n|---|---|---|---|---|---|---|---|---|"
    );
    sqlite.rush.print("SQLite");
    postgres.rush.print("PostgreSQL");
    println!();
    Ok(())
}

fn measured(surroundings: &Surroundings, folder: &Path, url: Option<&str>) -> Result<Figures> {
    let country = Country::make(surroundings, folder, url)?;
    let server = Server::start(&surroundings.biokhe, folder, url)?;
    let mut pages = Vec::new();
    for (words, path) in [
        ("board of all units", format!("/bo/periods/{}", country.period)),
        ("board, those that owe it, page 2", format!("/bo/periods/{}?state=draft&page=2", country.period)),
        ("a return with 100 figures", country.officers[0].path()),
    ] {
        let cookie =
            if path.starts_with("/bo/returns") { &country.officers[0].cookie } else { &country.office };
        let head = [format!("Cookie: {cookie}"), "Accept-Encoding: br, gzip".to_owned()];
        let url = format!("http://{}{path}", server.address);
        pages.push((words, load::best(&url, &head, folder, &|| Ok(vec![server.process()]))?));
    }
    let excel = excel::excel(&server, &country)?;
    let rush = rush::rush(&server, &country)?;
    Ok(Figures { pages, excel, rush })
}

fn told(run: &Run) -> String {
    let of = measure::milliseconds;
    format!("**{}** ({}), {}", of(run.p95), of(run.p50), of(run.computed))
}
