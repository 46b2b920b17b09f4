//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program that `cargo build` makes.
pub fn biokhe() -> PathBuf {
    target().join("debug/biokhe")
}

/// Documents made for tests, benches and the fuzzer.
pub fn fixtures() -> PathBuf {
    target().join("fixtures")
}

/// The folder with the real plan, which stays outside of the repository.
pub fn shared() -> PathBuf {
    std::env::var_os("BIOKHE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// A file of [`shared`], or an error that says how to point at it.
pub fn shared_file(name: &str) -> Result<PathBuf> {
    let path = shared().join("data").join(name);
    ensure!(
        path.is_file(),
        "{} is missing: set BIOKHE_SHARED to the folder that holds data/{name}",
        path.display()
    );
    Ok(path)
}
