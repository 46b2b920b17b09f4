//! Files that are made for whoever asks: few at a time, away from the threads that answer everybody else.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are made at the same time: each holds its rows in memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Leave to gather rows and to make a file of them.
pub struct Turn(SemaphorePermit<'static>);

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Values between commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Kind {
    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

impl Turn {
    /// # Errors
    /// [`Error::Unavailable`] where others make theirs.
    pub fn take() -> Result<Self> {
        TURNS.try_acquire().map(Self).map_err(|_| Error::Unavailable)
    }

    /// The answer with what `write` makes, named `name` with the ending of its kind.
    ///
    /// # Errors
    /// Those of `write`.
    pub async fn make(
        self,
        kind: Kind,
        name: &str,
        write: impl FnOnce() -> Result<Vec<u8>> + Send + 'static,
    ) -> Result<Response> {
        let made = tokio::task::spawn_blocking(move || {
            // Given back when the work ends: it cannot be broken off.
            let _turn = self.0;
            write()
        });
        let bytes = made.await.map_err(Error::internal)??;
        let disposition = format!("attachment; filename=\"{name}.{}\"", kind.ending());
        let headers = [(CONTENT_TYPE, kind.media_type().to_owned()), (CONTENT_DISPOSITION, disposition)];
        Ok((headers, bytes).into_response())
    }
}
