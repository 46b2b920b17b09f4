//! Packs the count tables under `data/` into sorted static tables for `repair`.
//!
//! Chances are kept as thousandths of a natural logarithm, negated, so that they fit 16 bits.

#[allow(dead_code)]
#[path = "src/letters.rs"]
mod letters;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// What absolute discounting takes from every pair seen, to leave room for pairs never seen.
const DISCOUNT: f64 = 0.6;

/// Pairs that every syllable is given unseen, so that a rare one tells little about its neighbours.
const RESERVE: f64 = 8.0;

/// How often a compound of the hand-written list counts as seen, at least; more where its first
/// syllable is frequent, a fiftieth of it.
const COMPOUND: u32 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/letters.rs");
    let chances = chances(&read("syllables.tsv")?, &read("general.tsv")?);
    let pairs = pairs(&chances)?;

    // Ordered by base letters first, so that all readings of one skeleton stand together.
    let mut order: Vec<(String, &String)> =
        chances.keys().map(|word| (word.chars().map(letters::base).collect(), word)).collect();
    order.sort();
    let number: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(index, (_, word))| (word.as_str(), index)).collect();

    let mut syllables = String::new();
    let mut followers = String::new();
    let mut written = 0;
    for (skeleton, word) in &order {
        let mut after: Vec<(usize, u32)> = pairs
            .get(word.as_str())
            .map(|after| after.iter().map(|(next, &count)| (number[next.as_str()], count)).collect())
            .unwrap_or_default();
        after.sort();
        let total: u32 = after.iter().map(|(_, count)| count).sum();
        // Half as many pairs again were seen only once and are not in the table.
        let total = f64::from(total) * 1.5 + RESERVE;
        let kept: f64 = after.iter().map(|&(_, count)| f64::from(count) - DISCOUNT).sum();
        let unseen = (1.0 - kept / total).clamp(0.05, 1.0);
        writeln!(
            syllables,
            "Entry {{ skeleton: {skeleton:?}, word: {word:?}, chance: {}, unseen: {}, followers: {written} }},",
            rarity(chances[*word]),
            rarity(unseen)
        )?;
        for (next, count) in &after {
            write!(followers, "({next},{}),", rarity((f64::from(*count) - DISCOUNT) / total))?;
        }
        written += after.len();
    }
    let out = Path::new(&std::env::var("OUT_DIR")?).join("counts.rs");
    Ok(std::fs::write(
        out,
        format!(
            "static ENTRIES: [Entry; {}] = [{syllables}];\nstatic FOLLOWERS: [(u16, u16); {written}] = [{followers}];\n",
            order.len()
        ),
    )?)
}

/// The chance of each syllable: half from official and technical text, half from general text.
fn chances(counts: &BTreeMap<String, u32>, general: &BTreeMap<String, u32>) -> BTreeMap<String, f64> {
    let total = f64::from(counts.values().sum::<u32>());
    let mut chances: BTreeMap<String, f64> = BTreeMap::new();
    for (word, &count) in counts {
        *chances.entry(word.clone()).or_default() += 0.5 * f64::from(count) / total;
    }
    for (word, &hundredths) in general {
        *chances.entry(word.clone()).or_default() += 0.5 * 10f64.powf(-f64::from(hundredths) / 100.0);
    }
    chances
}

/// For each syllable how often which other follows it.
fn pairs(known: &BTreeMap<String, f64>) -> Result<BTreeMap<String, BTreeMap<String, u32>>, Box<dyn Error>> {
    let mut pairs: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    let split = |words: &str| {
        let (first, second) = words.split_once(' ')?;
        (known.contains_key(first) && known.contains_key(second))
            .then(|| (first.to_owned(), second.to_owned()))
    };
    for (words, count) in read("pairs.tsv")? {
        if let Some((first, second)) = split(&words) {
            pairs.entry(first).or_default().insert(second, count);
        }
    }
    let compounds = std::fs::read_to_string("data/compounds.txt")?;
    let compounds: BTreeSet<&str> =
        compounds.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(", ")).collect();
    for (first, second) in compounds.into_iter().filter_map(split) {
        let followers = pairs.entry(first).or_default();
        let weight = COMPOUND.max(followers.values().sum::<u32>() / 50);
        *followers.entry(second).or_default() += weight;
    }
    Ok(pairs)
}

fn read(name: &str) -> Result<BTreeMap<String, u32>, Box<dyn Error>> {
    let text = std::fs::read_to_string(Path::new("data").join(name))?;
    text.lines()
        .map(|line| {
            let (words, figure) = line.split_once('\t').ok_or("a line without a tab")?;
            Ok((words.to_owned(), figure.parse()?))
        })
        .collect()
}

/// A chance as thousandths of its negated natural logarithm.
fn rarity(chance: f64) -> u16 {
    (-1000.0 * chance.ln()).clamp(0.0, 65_000.0) as u16
}
