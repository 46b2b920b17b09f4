//! What npm brings and esbuild makes: done again only when its input changed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::{place, program};

/// Builds `assets/dist`, which the server embeds or serves.
pub fn build() -> Result<()> {
    let assets = place::root().join("assets");
    packages(&assets)?;
    let key = key_of(&sources(&assets)?)?;
    once(&place::target().join("stamps/assets"), &key, assets.join("dist").is_dir(), || {
        program::run_quietly(&mut program::within(&assets, "npm", &["run", "build"]))
    })
}

/// `npm ci` in a folder whose lock file changed since the last time.
pub fn packages(folder: &Path) -> Result<()> {
    let modules = folder.join("node_modules");
    let key = key_of(&[folder.join("package-lock.json")])?;
    once(&modules.join(".lock-hash"), &key, modules.is_dir(), || {
        program::run_quietly(&mut program::within(folder, "npm", &["ci", "--no-audit", "--no-fund"]))
    })
}

/// Does the work unless `stamp` holds `key` and the product is there; then writes the stamp.
pub fn once(
    stamp: &Path,
    key: &str,
    product_is_there: bool,
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    if product_is_there && std::fs::read_to_string(stamp).is_ok_and(|old| old == key) {
        return Ok(());
    }
    work()?;
    if let Some(folder) = stamp.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(stamp, key).with_context(|| stamp.display().to_string())
}

/// A hash over names and contents.
pub fn key_of(files: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files {
        let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
        hash.update(file.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    Ok(hexadecimal(hash))
}

/// A hash over texts.
pub fn hash(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hexadecimal(hash)
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file under `assets` that is ours, in a fixed order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_file() {
            found.push(path);
        } else if entry.file_name() != "node_modules" && entry.file_name() != "dist" {
            found.extend(sources(&path)?);
        }
    }
    Ok(found)
}
