//! Where messages to other authorities' document systems go: a folder, for a program of whoever runs the exchange to take them
//! from, or nowhere. The connection itself needs a kit and keys of the state's own, and stays outside.

use std::path::PathBuf;

use base::{Error, Result};

use crate::notices::put;

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
        put(&folder.join("out"), name, "edxml", bytes).await.map_err(Error::internal)
    }
}
