//! The folder in which messages of others are found.
//!
//! Whoever puts a message there writes it under another name and renames it, so that it is whole; for those who do not, a file is left
//! alone for some seconds after its last change. Files of other names, folders and links are nobody's messages and stay.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use base::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::fs;
use tokio::io::AsyncReadExt;

/// Messages that are taken in a run; the next takes more.
const MOST: usize = 50;
/// Entries of the folder that are looked at in a run.
const MOST_ENTRIES: usize = 10_000;
/// Seconds since its last change after which a file is taken to be whole.
const QUIET: i64 = 10;
/// Folders for what was looked at.
pub(crate) const TAKEN: &str = "taken";
pub(crate) const REJECTED: &str = "rejected";

/// A file that may be a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    modified: DateTime<Utc>,
    name: OsString,
    path: PathBuf,
    pub(crate) bytes: u64,
}

impl Candidate {
    /// Its name, for people.
    pub(crate) fn shown(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}

/// The files that may be messages, the oldest first.
///
/// # Errors
/// Those of the disk. A folder that is not there has none.
pub(crate) async fn candidates(folder: &Path, now: DateTime<Utc>) -> Result<Vec<Candidate>> {
    let mut entries = match fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(Error::internal(fault)),
    };
    let mut found = Vec::new();
    for _ in 0..MOST_ENTRIES {
        let Some(entry) = entries.next_entry().await.map_err(Error::internal)? else { break };
        // Somebody may have taken it away meanwhile.
        let Ok(about) = fs::symlink_metadata(entry.path()).await else { continue };
        let Ok(modified) = about.modified().map(DateTime::<Utc>::from) else { continue };
        // A clock that is behind must not hold a file for ever.
        let is_quiet = (now - modified).abs() >= TimeDelta::seconds(QUIET);
        if about.is_file() && is_message(&entry.path()) && is_quiet {
            let (name, path) = (entry.file_name(), entry.path());
            found.push(Candidate { modified, name, path, bytes: about.len() });
        }
    }
    found.sort();
    found.truncate(MOST);
    Ok(found)
}

/// By its name; hidden files are somebody's who still writes.
fn is_message(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with('.') && ["edxml", "xml"].contains(&ending.as_str())
}

/// What is in a file, so much of it and one byte more; none where it is gone.
///
/// # Errors
/// Those of the disk.
pub(crate) async fn read(file: &Candidate, most: usize) -> Result<Option<Vec<u8>>> {
    let opened = match fs::File::open(&file.path).await {
        Ok(opened) => opened,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(Error::internal(fault)),
    };
    let mut bytes = Vec::new();
    opened.take(most as u64 + 1).read_to_end(&mut bytes).await.map_err(Error::internal)?;
    Ok(Some(bytes))
}

/// Puts a file away into a folder below, beside others of its name.
///
/// # Errors
/// Those of the disk.
pub(crate) async fn put_away(folder: &Path, file: &Candidate, below: &str) -> Result<()> {
    let target = folder.join(below);
    fs::create_dir_all(&target).await.map_err(Error::internal)?;
    let place = free(&target, file).await.map_err(Error::internal)?;
    match fs::rename(&file.path, place).await {
        // Somebody else has put it away.
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(Error::internal),
    }
}

/// A name that none has yet: its own, else with a number before it.
async fn free(target: &Path, file: &Candidate) -> std::io::Result<PathBuf> {
    let mut place = target.join(&file.name);
    for number in 2_u32.. {
        if !fs::try_exists(&place).await? {
            break;
        }
        let mut name = OsString::from(format!("{number}-"));
        name.push(&file.name);
        place = target.join(name);
    }
    Ok(place)
}
