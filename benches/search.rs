//! Search in many texts, and the full-text searches of PostgreSQL and SQLite beside.

mod peers;
mod texts;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use search::{Document, Index, Question};

use crate::following::thousands;
use crate::measure::{milliseconds, quantile};
use crate::{Surroundings, machine, measure};
use peers::{Postgres, Sqlite};
use texts::Texts;

/// Texts in an index.
const SIZES: [usize; 2] = [100_000, 1_000_000];
/// Questions behind each figure.
const QUESTIONS: usize = 2_000;
/// Of them, those that a database answers: some of its answers take seconds.
const FOR_PEERS: usize = 400;
/// Texts that are put in at once.
const AT_ONCE: usize = 10_000;
/// What is shown of an answer.
const HITS: usize = 10;

/// What is told of an engine.
struct Figures {
    name: String,
    made_in: Duration,
    bytes: u64,
    /// Sorted.
    times: Vec<Duration>,
    /// Questions to which something was found.
    answered: usize,
    asked: usize,
    peak: Option<u64>,
}

/// Prints the section.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let folder = surroundings.fixtures.join("bench-search");
    let _ = std::fs::remove_dir_all(&folder);
    let texts = Texts::read(&surroundings.shared.join("data"))?;
    println!("## Search\n");
    println!("Measured on {}. {}\n", surroundings.date, machine::describe()?);
    println!(
        "Texts drawn from how often syllables of Vietnamese stand beside each other: a title of 6 to 12 and a body of 40 to 260\n\
         syllables, the same in every run. Questions are 2 to 7 syllables that stand side by side in one of them; a third is typed without\n\
         marks, one in ten with a slip. Each is asked once, on one thread, after a hundred others that warm up: {} of ours, and\n\
         of those the first {FOR_PEERS} of the databases. Ours finds also texts that have a part of the question, and looks for what may have been\n\
         meant; the databases find what has every word: PostgreSQL with `unaccent`, a stored `tsvector`, GIN and `ts_rank`, SQLite\n\
         with FTS5, `remove_diacritics 2` and `bm25`, through one connection each. The index is what it takes beside the texts.\n",
        thousands(QUESTIONS as u64),
    );
    println!(
        "| texts | engine | texts/s | index ÷ text | peak memory | p50 | p95 | **p99** | goal | answered |\n\
         |---|---|---|---|---|---|---|---|---|---|"
    );
    for size in SIZES {
        let questions = texts.questions(size, QUESTIONS);
        let written: u64 = (0..size).map(|at| texts.document(at).length()).sum();
        let mut all = vec![ours(&folder.join(size.to_string()), &texts, size, &questions)?];
        if surroundings.has_peers {
            let few = &questions[..FOR_PEERS];
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let url = surroundings.postgres("search");
            all.push(runtime.block_on(peers::measured::<Postgres>(&url, &texts, size, few))?);
            let file = folder.join(format!("{size}.sqlite"));
            let url = format!("sqlite://{}?mode=rwc", file.display());
            all.push(runtime.block_on(peers::measured::<Sqlite>(&url, &texts, size, few))?);
            std::fs::remove_file(file)?;
        }
        all.iter().for_each(|figures| figures.print(size, written));
    }
    println!();
    Ok(())
}

fn ours(folder: &Path, texts: &Texts, size: usize, questions: &[String]) -> Result<Figures> {
    std::fs::create_dir_all(folder)?;
    machine::forget_peak(std::process::id())?;
    let index = Index::open(folder)?;
    let start = Instant::now();
    for first in (0..size).step_by(AT_ONCE) {
        let document = |at: usize| {
            let text = texts.document(at);
            Document { key: at.to_string(), title: text.title, body: text.body }
        };
        let some: Vec<_> = (first..size.min(first + AT_ONCE)).map(document).collect();
        index.put(&some, &[], i64::try_from(first + some.len())?)?;
    }
    let made_in = start.elapsed();
    let peak = machine::own_memory("VmHWM")?;
    let ask = |question: &String| index.search(&Question::read(question), HITS);
    for question in questions.iter().rev().take(100) {
        ask(question)?;
    }
    let (mut answered, mut asked) = (0, questions.iter());
    let times = measure::sorted(questions.len(), || {
        let found = ask(asked.next().context("a question")?)?;
        answered += usize::from(!found.hits.is_empty());
        Ok(())
    })?;
    let bytes = size_of(folder)?;
    let (name, asked) = ("BioKhê".to_owned(), questions.len());
    Ok(Figures { name, made_in, bytes, times, answered, asked, peak: Some(peak) })
}

impl Figures {
    fn print(&self, size: usize, written: u64) {
        let [half, most, all] = [0.5, 0.95, 0.99].map(|share| milliseconds(quantile(&self.times, share)));
        println!(
            "| {} | {} | {} | {:.2} | {} | {half} | {most} | **{all}** | {} | {} % |",
            thousands(size as u64),
            self.name,
            thousands((size as f64 / self.made_in.as_secs_f64()) as u64),
            self.bytes as f64 / written as f64,
            self.peak.map(crate::following::megabytes).unwrap_or_default(),
            if self.peak.is_some() && size == 1_000_000 { "10 ms" } else { "" },
            self.answered * 100 / self.asked,
        );
    }
}

/// The bytes of all files of a folder.
fn size_of(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { size_of(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}
