//! Dashboards: how far a country is, a province, and what everybody sees of them.

mod asked;

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::following::world::{PEOPLE, World};
use crate::following::{page, sign_in, thousands};
use crate::load::{self, Run};
use crate::measure::{milliseconds, quantile};
use crate::server::Server;
use crate::{Surroundings, http, machine, measure};

/// Tasks, and those of them that stand in the plan.
const TASKS: usize = 100_000;
const OF_PLAN: usize = 50_000;
/// The number of the sample's plan.
const PLAN: &str = "88/KH-UBND";
/// Requests one after the other.
const ALONE: usize = 60;

/// A page and how long it takes.
struct Asked {
    words: &'static str,
    /// Compressed, with its head.
    bytes: usize,
    /// One after the other, sorted.
    alone: Vec<Duration>,
    together: Run,
}

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let folder = surroundings.fixtures.join("bench-progress");
    let sqlite = measured(surroundings, &folder.join("sqlite"), None)?;
    let url = surroundings.postgres("progress");
    let postgres = measured(surroundings, &folder.join("postgres"), Some(url))?;
    println!("## Dashboards\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "{} tasks of the 34 provinces and 3,321 communes of 2025, {} of them on the clauses of the sample's plan, and a period that is\n\
         open, in which each commune reports 100 indicators, of which there are targets and figures of the years before; seven returns\n\
         of ten are sent, in the last four weeks. Everybody sees 20 indicators and the plan. A page of `/bo/progress` takes six\n\
         statements beside that of the sign-in, as a test holds. Asked over HTTP as a browser asks, compressed: “alone” one after the\n\
         other, {ALONE} times after five that warm up; “together” by `wrk` with {} connections on the same two cores, {} runs of two\n\
         seconds of which the one with the least p95 counts.\n",
        thousands(TASKS as u64),
        thousands(OF_PLAN as u64),
        load::CONNECTIONS,
        load::RUNS,
    );
    println!("| page | answer | database | alone p50 | **p95** | goal | together p50 | p95 | requests/s |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (one, other) in sqlite.iter().zip(&postgres) {
        one.print("SQLite", one.words);
        other.print("PostgreSQL", "");
    }
    println!();
    Ok(())
}

impl Asked {
    fn print(&self, database: &str, words: &str) {
        println!(
            "| {words} | {} kB | {database} | {} | **{}** | 100 ms | {} | {} | {:.0} |",
            self.bytes / 1000,
            milliseconds(quantile(&self.alone, 0.5)),
            milliseconds(quantile(&self.alone, 0.95)),
            milliseconds(self.together.p50),
            milliseconds(self.together.p95),
            self.together.requests_per_second,
        );
    }
}

fn measured(surroundings: &Surroundings, folder: &Path, url: Option<String>) -> Result<Vec<Asked>> {
    let world = World::make(surroundings, folder.to_owned(), url, [TASKS, OF_PLAN])?;
    asked::fill(&world, surroundings.date.parse()?)?;
    let server = Server::start(&surroundings.biokhe, &world.folder, world.url.as_deref())?;
    let (top, province) = (world.facts.top, world.facts.province);
    let [of_province, of_top] =
        [PEOPLE[1], PEOPLE[2]].map(|(login, _)| sign_in(&server, login, &world.password));
    let (of_province, of_top) = (of_province?, of_top?);
    // A page that shows nothing would be there soon.
    let clauses = "part=clauses";
    let pages: [(_, _, _, &[_]); 3] = [
        (
            "`/bo/progress` of the country",
            format!("/bo/progress?unit={top}"),
            Some(&of_top),
            &["<svg", "Chỉ tiêu 3", clauses],
        ),
        (
            "`/bo/progress` of the province with most communes",
            format!("/bo/progress?unit={province}"),
            Some(&of_province),
            &["<svg", clauses],
        ),
        ("`/progress` of the country", format!("/progress?unit={top}"), None, &["<svg", "Chỉ tiêu 3", PLAN]),
    ];
    let mut asked = Vec::new();
    for (words, path, cookie, texts) in pages {
        let head: Vec<_> =
            cookie.into_iter().cloned().chain(["Accept-Encoding: br, gzip".to_owned()]).collect();
        let lines: String = head.iter().map(|line| format!("{line}\r\n")).collect();
        let shown = page(&server, &path, &cookie.map(|line| format!("{line}\r\n")).unwrap_or_default())?;
        for text in texts {
            ensure!(shown.contains(text), "{path} does not show {text}");
        }
        let ask = || http::ask(server.address, &path, &lines);
        let bytes = ask()?.bytes;
        measure::sorted(5, || ask().map(drop))?;
        let alone = measure::sorted(ALONE, || {
            let answer = ask()?;
            ensure!(answer.status == 200, "{path} answers {}", answer.status);
            Ok(())
        })?;
        let url = format!("http://{}{path}", server.address);
        let together = load::best(&url, &head, folder, &|| Ok(vec![server.process()]))?;
        eprintln!("{words}: p95 {}", milliseconds(quantile(&alone, 0.95)));
        asked.push(Asked { words, bytes, alone, together });
    }
    Ok(asked)
}
