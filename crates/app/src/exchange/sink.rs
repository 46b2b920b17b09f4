//! Where messages to other authorities' document systems go, and where theirs are found: folders, for a program of whoever
//! runs the exchange. The connection itself needs a kit and keys of the state's own, and stays outside.

use std::path::PathBuf;

use base::{Error, Result};

use crate::notices::put;

/// The ends of the exchange in this program.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Where messages go.
    pub sink: Sink,
    /// The folder where those of others are found; none where nobody looks for any.
    pub source: Option<PathBuf>,
}

/// Takes messages.
#[derive(Clone, Debug)]
pub enum Sink {
    /// Nowhere: no message is made.
    Off,
    /// As files `….edxml` in the folder `out` of a folder.
    Folder(PathBuf),
}

impl Exchange {
    /// Whether it takes messages.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.sink, Sink::Off)
    }

    /// Hands a message over: whole or not at all. The same name is the same message, so a second time changes nothing.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where it is off; those of the disk.
    pub(crate) async fn send(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let Sink::Folder(folder) = &self.sink else { return Err(Error::Unavailable) };
        put(&folder.join("out"), name, "edxml", bytes).await.map_err(Error::internal)
    }
}
