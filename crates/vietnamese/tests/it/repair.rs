//! Repair, measured: on a real plan, on clean text, and on errors put into clean text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use vietnamese::repair::{Suggestion, suggest};

use crate::scan::scanned;

/// A file of the shared data, which stands beside the workspace or where `BIOKHE_SHARED` says.
fn shared(name: &str) -> String {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    let folder = std::env::var_os("BIOKHE_SHARED").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let path = folder.join("data").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{} is needed: {error}", path.display()))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&shared(name)).unwrap()
}

fn xquad_paragraphs() -> Vec<String> {
    let data = json("xquad.vi.json");
    let articles = data["data"].as_array().unwrap().iter();
    let paragraphs = articles.flat_map(|article| article["paragraphs"].as_array().unwrap());
    paragraphs.map(|paragraph| paragraph["context"].as_str().unwrap().to_owned()).collect()
}

/// Questions are not among the texts that the counts were made from.
fn xquad_questions() -> Vec<String> {
    let data = json("xquad.vi.json");
    let articles = data["data"].as_array().unwrap().iter();
    let paragraphs = articles.flat_map(|article| article["paragraphs"].as_array().unwrap());
    let questions = paragraphs.flat_map(|paragraph| paragraph["qas"].as_array().unwrap());
    questions.map(|question| question["question"].as_str().unwrap().to_owned()).collect()
}

fn own_texts() -> Vec<String> {
    [include_str!("../texts/ward.txt"), include_str!("../texts/farm.txt")].map(str::to_owned).into()
}

#[test]
fn the_real_plan_is_repaired() {
    let plan = shared("000_923be41ccff07cd5.txt");
    let plan = plan.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wanted: BTreeMap<(String, String), i64> = BTreeMap::new();
    for error in json("plan-88.facts.json")["scan_errors"].as_array().unwrap() {
        let key = (error["seen"].as_str().unwrap().to_owned(), error["meant"].as_str().unwrap().to_owned());
        wanted.insert(key, error["count"].as_i64().unwrap());
    }
    let total: i64 = wanted.values().sum();
    let mut extra = Vec::new();
    let mut found = 0;
    for suggestion in suggest(&plan) {
        match wanted.get_mut(&(suggestion.seen.clone(), suggestion.meant.clone())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                found += 1;
            }
            _ => extra.push((suggestion.seen, suggestion.meant)),
        }
    }
    wanted.retain(|_, left| *left > 0);
    println!("plan: {found} of {total}; missed {wanted:?}; not in the list {extra:?}");
    assert!(found >= 25, "found only {found} of {total}, missed {wanted:?}");
    assert!(extra.len() <= 2, "not in the list: {extra:?}");
}

#[test]
fn clean_text_is_left_alone() {
    // Proposals allowed per 1,000 syllables; those made on this text are mostly true misprints.
    let cases = [
        ("paragraphs", xquad_paragraphs(), 0.3),
        ("questions", xquad_questions(), 0.4),
        ("own", own_texts(), 0.0),
    ];
    for (name, texts, allowed) in cases {
        let syllables: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
        let found: Vec<Suggestion> = texts.iter().flat_map(|text| suggest(text)).collect();
        let rate = found.len() as f64 * 1000.0 / syllables as f64;
        println!("{name}: {} in {syllables} syllables, {rate:.3} per 1,000", found.len());
        for each in &found {
            println!("  {} → {}", each.seen, each.meant);
        }
        assert!(rate <= allowed, "{name}: {rate:.3} per 1,000: {found:?}");
    }
}

#[test]
fn errors_put_into_clean_text_are_found() {
    // The least precision and recall, on texts the counts know and on texts they do not.
    let cases = [
        ("paragraphs", xquad_paragraphs(), 0.9, 0.5),
        ("questions", xquad_questions(), 0.9, 0.5),
        ("own", own_texts(), 0.9, 0.5),
    ];
    for (name, texts, least_precision, least_recall) in cases {
        let (mut right, mut wrong, mut total) = (0, 0, 0);
        let mut missed = Vec::new();
        for round in 1..=if name == "own" { 20 } else { 1 } {
            for (number, text) in texts.iter().enumerate() {
                let (damaged, errors) = scanned(text, round * 1_000_003 + number as u64);
                let before = suggest(text).len();
                let found = suggest(&damaged);
                let mended = apply(&damaged, &found);
                let original: Vec<&str> = text.split_whitespace().collect();
                let seen: Vec<&str> = damaged.split_whitespace().collect();
                let result: Vec<&str> = mended.split_whitespace().collect();
                total += errors;
                let restored = (0..original.len())
                    .filter(|&index| {
                        seen[index] != original[index] && result.get(index) == Some(&original[index])
                    })
                    .count();
                for index in 0..original.len() {
                    if seen[index] != original[index] && result.get(index) != Some(&original[index]) {
                        missed.push(format!(
                            "{}→{}",
                            original[index.saturating_sub(1)..(index + 2).min(original.len())].join(" "),
                            seen[index]
                        ));
                    }
                }
                right += restored;
                wrong += found.len().saturating_sub(before).saturating_sub(restored);
            }
        }
        let precision = right as f64 / (right + wrong) as f64;
        let recall = right as f64 / total as f64;
        println!("{name}: {total} errors, precision {precision:.3}, recall {recall:.3}");
        if std::env::var_os("MISSED").is_some() {
            println!("{}", missed.join(" | "));
        }
        assert!(precision >= least_precision && recall >= least_recall);
    }
}

/// The text with all proposals accepted.
fn apply(text: &str, found: &[Suggestion]) -> String {
    let mut mended = String::new();
    let mut last = 0;
    for each in found {
        mended.push_str(&text[last..each.start]);
        mended.push_str(&each.meant);
        last = each.end;
    }
    mended + &text[last..]
}
