//! Where messages to other authorities' document systems go: a folder, for a program of whoever runs the exchange to take them
//! from, or nowhere. The connection itself needs a kit and keys of the state's own, and stays outside.

use std::path::{Path, PathBuf};

use base::{Error, Result};
use tokio::fs;

/// Takes messages.
#[derive(Clone, Debug)]
pub enum Exchange {
    /// Nowhere: no message is made.
    Off,
    /// As files `….edxml` in the folder `out` of a folder.
    Folder(PathBuf),
}

impl Exchange {
    /// Whether it takes messages.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Hands a message over: whole or not at all. The same name is the same message, so a second time changes nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it is off; those of the disk.
    pub(crate) async fn send(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let Self::Folder(folder) = self else { return Err(Error::Unavailable) };
        put(&folder.join("out"), name, bytes).await.map_err(Error::internal)
    }
}

async fn put(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await?;
    let (trial, path) = (folder.join(format!("{name}.tmp")), folder.join(format!("{name}.edxml")));
    fs::write(&trial, bytes).await?;
    fs::rename(&trial, &path).await
}
