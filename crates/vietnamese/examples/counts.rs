//! Makes the count tables under `data/` from the sources that `data/README.md` names.
//!
//! `cargo run -p vietnamese --example counts -- SYLLABLES.tsv PAIRS.tsv WORDFREQ.tsv DATA_FOLDER`
//!
//! It keeps only what Vietnamese spelling allows, writes both tone placements as one, and adds
//! up what becomes the same.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use vietnamese::syllable::Syllable;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [syllables, pairs, general, folder] = paths.as_slice() else {
        return Err("expected: SYLLABLES.tsv PAIRS.tsv WORDFREQ.tsv DATA_FOLDER".into());
    };
    let folder = Path::new(folder);
    write(&folder.join("syllables.tsv"), read(syllables, |old, new| old + new)?)?;
    write(&folder.join("pairs.tsv"), read(pairs, |old, new| old + new)?)?;
    // The rarity of two spellings together is close to that of the more frequent one.
    write(&folder.join("general.tsv"), read(general, u32::min)?)
}

fn read(path: &str, merge: fn(u32, u32) -> u32) -> Result<BTreeMap<String, u32>, Box<dyn Error>> {
    let mut table = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let (words, figure) = line.split_once('\t').ok_or("a line without a tab")?;
        let figure: u32 = figure.parse()?;
        let spelled: Option<Vec<String>> =
            words.split(' ').map(|word| Syllable::parse(word).map(|syllable| syllable.spell())).collect();
        if let Some(spelled) = spelled {
            table.entry(spelled.join(" ")).and_modify(|old| *old = merge(*old, figure)).or_insert(figure);
        }
    }
    Ok(table)
}

fn write(path: &Path, table: BTreeMap<String, u32>) -> Result<(), Box<dyn Error>> {
    let lines: String = table.iter().map(|(words, figure)| format!("{words}\t{figure}\n")).collect();
    Ok(std::fs::write(path, lines)?)
}
