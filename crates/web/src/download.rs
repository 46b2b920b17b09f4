//! Files that are made for whoever asks, or read: few at a time, away from the threads that answer everybody else.

use std::time::Duration;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::{Error, Result};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are made or read at the same time: each holds its rows in memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// The same of what is small and waited for.
static SMALL_TURNS: Semaphore = Semaphore::const_new(2);

/// How long somebody waits.
const PATIENCE: Duration = Duration::from_secs(15);

/// Leave to gather rows and to make a file of them, or to read one.
pub struct Turn(SemaphorePermit<'static>);

/// What a browser is told of a file.
pub trait FileKind {
    /// Its media type.
    fn media_type(self) -> &'static str;
    /// The ending of its name.
    fn ending(self) -> &'static str;
}

/// A kind of file with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Values between commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl FileKind for Kind {
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

/// A kind of file with pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A Word file.
    Docx,
    /// A PDF.
    Pdf,
}

impl FileKind for Paper {
    fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

impl Turn {
    /// # Errors
    /// [`Error::Unavailable`] where others make theirs.
    pub fn take() -> Result<Self> {
        TURNS.try_acquire().map(Self).map_err(|_| Error::Unavailable)
    }

    /// The same for what is small and asked for by many at the same time: whoever comes waits.
    ///
    /// # Errors
    /// [`Error::Unavailable`] where too many wait.
    pub async fn wait() -> Result<Self> {
        let turn = tokio::time::timeout(PATIENCE, SMALL_TURNS.acquire()).await;
        turn.map_err(|_| Error::Unavailable)?.map(Self).map_err(Error::internal)
    }

    /// What `work` gives, on a thread of its own.
    ///
    /// # Errors
    /// Where `work` panics.
    pub async fn work<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let done = tokio::task::spawn_blocking(move || {
            // Given back when the work ends: it cannot be broken off.
            let _turn = self.0;
            work()
        });
        done.await.map_err(Error::internal)
    }

    /// The answer with what `write` makes, named `name` with the ending of its kind.
    ///
    /// # Errors
    /// Those of `write`.
    pub async fn make(
        self,
        kind: impl FileKind + Copy,
        name: &str,
        write: impl FnOnce() -> Result<Vec<u8>> + Send + 'static,
    ) -> Result<Response> {
        let bytes = self.work(write).await??;
        let disposition = format!("attachment; filename=\"{name}.{}\"", kind.ending());
        let headers = [(CONTENT_TYPE, kind.media_type().to_owned()), (CONTENT_DISPOSITION, disposition)];
        Ok((headers, bytes).into_response())
    }
}
