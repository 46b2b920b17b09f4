//! How well questions find their texts, as tables. From the root of the project:
//!
//! `cargo run --release --package search --example quality -- ../shared/data/xquad.vi.json samples/an-khe/knowledge`

mod judge;

use std::io::Write;
use std::path::PathBuf;

use judge::{Failure, Slips};

/// Seeds of the slips.
const SEEDS: [u64; 3] = [1, 2, 3];

fn main() -> Result<(), Failure> {
    let file = std::env::args_os().nth(1).map(PathBuf::from).ok_or("which file?")?;
    let set = judge::xquad(&file)?;
    let mut out = std::io::stdout();
    writeln!(out, "{} texts, {} questions\n", set.texts, set.questions.len())?;
    writeln!(out, "| typed | MRR@10 |\n|---|---|")?;
    writeln!(out, "| as it is | {:.4} |", set.mean_rank(str::to_owned)?)?;
    writeln!(out, "| without marks | {:.4} |", set.mean_rank(vietnamese::fold)?)?;
    for seed in SEEDS {
        let mut slips = Slips(seed);
        writeln!(out, "| two slips, seed {seed} | {:.4} |", set.mean_rank(|one| slips.two(one))?)?;
        let mut slips = Slips(seed);
        let plain = set.mean_rank(|one| slips.two(&vietnamese::fold(one)))?;
        writeln!(out, "| without marks, two slips, seed {seed} | {plain:.4} |")?;
    }
    let Some(folder) = std::env::args_os().nth(2).map(PathBuf::from) else { return Ok(()) };
    let library = judge::library(&folder)?;
    writeln!(out, "\n{} items, {} queries\n", library.items, library.queries.len())?;
    let gains = library.gains(str::to_owned)?;
    writeln!(out, "| typed | nDCG@10 |\n|---|---|\n| as it is | {:.4} |", judge::mean(&gains))?;
    writeln!(out, "| without marks | {:.4} |", judge::mean(&library.gains(vietnamese::fold)?))?;
    writeln!(out, "\nThe ten that are answered worst:\n")?;
    let mut worst: Vec<_> = library.queries.iter().zip(gains).collect();
    worst.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    worst.iter().take(10).try_for_each(|((query, _), gain)| writeln!(out, "- {query}: {gain:.3}"))?;
    Ok(())
}
