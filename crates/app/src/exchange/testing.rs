//! Messages for tests.

use std::path::PathBuf;

use crate::AppState;

/// The folder in which messages are found.
pub(crate) fn source(app: &AppState) -> PathBuf {
    let folder = app.exchange.source.clone().expect("a folder");
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

/// Puts a file there.
pub(crate) fn put(app: &AppState, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(source(app).join(name), bytes).expect("written");
}

/// The names of what is in a folder below it, in order.
pub(crate) fn names(app: &AppState, below: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(source(app).join(below)) else { return Vec::new() };
    let files = entries.map(|entry| entry.expect("an entry")).filter(|entry| entry.path().is_file());
    let mut names: Vec<_> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
