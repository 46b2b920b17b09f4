//! The reader measured on the plans of `samples/plans`, each labelled by a person who read it.
//!
//! Everything labelled has to be read as labelled, but for what [`SHORT`] says; `cargo nextest run -p reading --test
//! plans --no-capture` prints the table of scores and every miss.
#![allow(clippy::print_stdout, reason = "the table of scores is what one runs it for")]

use std::path::{Path, PathBuf};

#[path = "plans/clauses.rs"]
mod clauses;
#[path = "plans/facts.rs"]
mod facts;
#[path = "plans/labels.rs"]
mod labels;
#[path = "plans/repairs.rs"]
mod repairs;
#[path = "plans/score.rs"]
mod score;

use score::Score;

/// What is not read rightly yet: plan, measure, points missing at most.
const SHORT: &[(&str, &str, usize)] = &[
    ("chuong-trinh-chinh-phu", "repairs", 1),
    ("ke-hoach-loi-quet", "repairs", 1),
    ("quyet-dinh-de-an", "targets", 1),
];

#[test]
fn every_plan_is_read_as_labelled() {
    let plans = plans();
    assert!(plans.len() >= 10, "only {} plans in {}", plans.len(), folder().display());
    let mut failures = Vec::new();
    for (name, file) in &plans {
        let scores = measure(name, file);
        let figures = scores.iter().map(|score| format!("{} {}/{}", score.measure, score.right, score.of));
        println!("{name}: {}", figures.collect::<Vec<_>>().join(", "));
        for score in scores {
            score.misses.iter().for_each(|miss| println!("    {}: {miss}", score.measure));
            let missing = score.of - score.right;
            if missing > allowed(name, score.measure) {
                failures.push(format!("{name}: {} of {} {} are right", score.right, score.of, score.measure));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn measure(name: &str, file: &Path) -> Vec<Score> {
    let beside = |suffix: &str| folder().join(format!("{name}.{suffix}"));
    let reading = labels::read(file);
    let mut scores = vec![clauses::score(&reading, &labels::outline(&beside("outline.tsv")))];
    scores.extend(facts::scores(&reading, &labels::facts(&beside("facts.json"))));
    scores
}

fn allowed(plan: &str, measure: &str) -> usize {
    SHORT.iter().find(|short| (short.0, short.1) == (plan, measure)).map_or(0, |short| short.2)
}

/// Name and file of every labelled plan, in order.
fn plans() -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir(folder()).expect("the folder of plans is there");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".outline.tsv").map(str::to_owned)).collect();
    names.sort();
    let file = |name: &str| {
        let forms = ["txt", "md"].map(|form| folder().join(format!("{name}.{form}")));
        forms.into_iter().find(|file| file.exists()).unwrap_or_else(|| panic!("no document {name}"))
    };
    names.into_iter().map(|name| (name.clone(), file(&name))).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/plans")
}
