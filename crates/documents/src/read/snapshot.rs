//! The name of what an official document was made of, as its files carry it.

use std::collections::BTreeSet;

use super::package::Package;
use crate::limits::Limits;

/// Letters of a SHA-256 in hexadecimal.
const LETTERS: usize = 64;
/// Most names that are told of one file: it has one, and whoever makes up others finds nothing by them.
const MOST: usize = 64;

/// All that could be the hash of a snapshot: of a Word file in its own properties, of others anywhere in the bytes, since a
/// PDF for archives keeps its properties as plain text. In no order that means anything; empty where there is none.
pub fn snapshots(bytes: &[u8], limits: &Limits) -> Vec<String> {
    let properties =
        Package::open(bytes, limits).and_then(|mut package| package.bytes("docProps/custom.xml"));
    let text = match &properties {
        Ok(Some(properties)) => properties.as_slice(),
        _ => bytes,
    };
    let runs = text.split(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let hashes = runs.filter(|run| run.len() == LETTERS).map(|run| String::from_utf8_lossy(run).into_owned());
    let mut found = BTreeSet::new();
    for hash in hashes {
        if found.len() == MOST {
            break;
        }
        found.insert(hash);
    }
    found.into_iter().collect()
}
