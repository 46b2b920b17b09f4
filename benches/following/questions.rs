//! What is asked of the list, and how long the answers take.

use std::path::Path;

use anyhow::Result;

use super::world::{PEOPLE, World};
use super::{WHO, page, sign_in, thousands};
use crate::load::{self, Run};
use crate::server::Server;
use crate::{http, measure};

const OFFICER: usize = 0;
const PROVINCE: usize = 1;
const TOP: usize = 2;
const ALL: usize = 3;

/// A question with its answer.
pub(crate) struct Asked {
    who: usize,
    words: &'static str,
    /// Tasks found, as the page says it, where it is a list.
    found: String,
    /// Compressed, with its head.
    bytes: usize,
    run: Run,
}

fn questions(world: &World) -> Vec<(usize, &'static str, String)> {
    let list = |question: &str| format!("/bo/tasks{question}");
    let facts = &world.facts;
    vec![
        (OFFICER, "what is open", list("")),
        (OFFICER, "all, newest first", list("?state=all&sort=newest")),
        (OFFICER, "two words", list("?q=tap+huan&state=all")),
        (PROVINCE, "what is open", list("")),
        (PROVINCE, "all, page 50", list("?state=all&page=50")),
        (PROVINCE, "overdue", list("?state=overdue")),
        (PROVINCE, "led by one commune", list(&format!("?state=all&unit={}", facts.commune))),
        (PROVINCE, "two words", list("?q=tap+huan&state=all")),
        (TOP, "what is open", list("")),
        (TOP, "all, those due first first", list("?state=all")),
        (TOP, "all, those due first first, page 500", list("?state=all&page=500")),
        (TOP, "all, those due last first", list("?state=all&sort=due_last")),
        (TOP, "all, newest first", list("?state=all&sort=newest")),
        (TOP, "all, newest first, page 500", list("?state=all&sort=newest&page=500")),
        (TOP, "in one state", list("?state=in_progress")),
        (TOP, "overdue", list("?state=overdue")),
        (TOP, "due soon", list("?state=soon")),
        (TOP, "led within one province", list(&format!("?state=all&unit={}", facts.province))),
        (TOP, "words that few titles have", list("?q=ba+dinh+tram+quan+trac&state=all")),
        (TOP, "words that many titles have", list("?q=nong+san&state=all")),
        (ALL, "what is open", list("")),
        (ALL, "all, page 500", list("?state=all&page=500")),
        (ALL, "overdue", list("?state=overdue")),
        (TOP, "*page of one task*", format!("/bo/tasks/{}", facts.task)),
        (TOP, "*page of a plan with some 300 tasks*", format!("/bo/plans/{}", facts.plan)),
    ]
}

/// Asks them all.
pub(crate) fn ask(server: &Server, world: &World, folder: &Path) -> Result<Vec<Asked>> {
    let mut cookies = Vec::new();
    for (login, _) in PEOPLE {
        cookies.push(sign_in(server, login, &world.password)?);
    }
    let mut asked = Vec::new();
    for (who, words, path) in questions(world) {
        let head = format!("{}\r\n", cookies[who]);
        let found = found(&page(server, &path, &head)?).unwrap_or_default();
        let compressed = format!("{head}Accept-Encoding: br, gzip\r\n");
        let bytes = http::ask(server.address, &path, &compressed)?.bytes;
        let head = [cookies[who].clone(), "Accept-Encoding: br, gzip".to_owned()];
        let url = format!("http://{}{path}", server.address);
        let run = load::best(&url, &head, folder, &|| Ok(vec![server.process()]))?;
        eprintln!("{}: {words}: p95 {}", WHO[who], measure::milliseconds(run.p95));
        asked.push(Asked { who, words, found, bytes, run });
    }
    Ok(asked)
}

/// The number above the list; after words where there are more.
fn found(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("class=\"list-head\"")?;
    let (_, rest) = rest.split_once("<p class=\"muted\">")?;
    let (line, _) = rest.split_once('<')?;
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    let more = if line.starts_with(|letter: char| letter.is_ascii_digit()) { "" } else { "> " };
    Some(format!("{more}{}", thousands(digits.parse().ok()?)))
}

/// Prints the table.
pub(crate) fn print(sqlite: &[Asked], postgres: &[Asked]) {
    println!("### The list of tasks (goal: p95 25 ms)\n");
    println!("A page of the list has 50 tasks.\n");
    println!(
        "| who | asks for | tasks | answer | SQLite p50 | **p95** | requests/s | CPU | PostgreSQL p50 | **p95** |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (one, other) in sqlite.iter().zip(postgres) {
        println!(
            "| {} | {} | {} | {:.1} kB | {} | **{}** | {:.0} | {} | {} | **{}** |",
            WHO[one.who],
            one.words,
            one.found,
            one.bytes as f64 / 1000.0,
            measure::milliseconds(one.run.p50),
            measure::milliseconds(one.run.p95),
            one.run.requests_per_second,
            measure::milliseconds(one.run.computed),
            measure::milliseconds(other.run.p50),
            measure::milliseconds(other.run.p95),
        );
    }
    println!();
}
