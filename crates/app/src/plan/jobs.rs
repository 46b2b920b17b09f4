//! Reading a document in a process of its own: what a hostile file can do, it does there, within a time and to a copy.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::Context;
use base::Result;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::Command;
use uuid::Uuid;

use super::model::{Progress, State, Step, Upload};
use super::view::Outcome;
use super::{actions, store};
use crate::AppState;

/// The job that reads a document; its payload is the id of the reading.
pub(crate) const READ: &str = "plan.read";
/// The job that forgets what is past its time.
pub(crate) const SWEEP: &str = "plan.sweep";

/// Largest result that is taken from the reader.
const RESULT_BYTES: u64 = 256 << 20;
/// Shortest time between two notes of progress.
const BETWEEN_NOTES: Duration = Duration::from_millis(250);

/// A line that the reader writes to standard error while it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Report {
    /// Why it stops: the key of a text in `locales/`, after `error-`.
    Failed {
        /// The key.
        error: String,
    },
    /// How far it is.
    Progress(ProgressLine),
}

/// How far a reader is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    /// `detect`, `extract`, `scan`, `outline` or `meaning`.
    pub step: String,
    /// Pieces done.
    pub done: u32,
    /// Pieces in all.
    pub total: u32,
}

/// Reads the document of a reading. Run a second time it gives the same end; a reading deleted meanwhile is no error.
pub(crate) async fn read(app: AppState, job: ::jobs::Job) -> Result<()> {
    let id: Uuid = job.payload()?;
    let found = store::find(&app.db.read().await?, id, app.db.clock().now()).await;
    let upload = match found {
        Ok(upload) => upload,
        Err(base::Error::NotFound) => return Ok(()),
        Err(fault) => return Err(fault),
    };
    if matches!(upload.state, State::Done(_) | State::Failed(_)) {
        return Ok(());
    }
    match attempt(&app, &upload).await {
        Ok(Ok(result)) => actions::succeed(&app, id, app.files.put_bytes(result).await?.hash).await,
        Ok(Err(code)) => actions::fail(&app, &upload, &code).await,
        Err(fault) if job.last => {
            actions::fail(&app, &upload, "stopped").await?;
            Err(fault)
        }
        Err(fault) => Err(fault),
    }
}

/// The result as the reader wrote it, or the reason why the document cannot be read.
async fn attempt(app: &AppState, upload: &Upload) -> Result<Result<Vec<u8>, String>> {
    note(app, upload.id, Progress { step: Step::Detect, done: 0, total: 1 }).await?;
    let folder = tempfile::tempdir().context("a folder for the reader")?;
    let document = folder.path().join("document");
    app.files.copy_to(&upload.file, &document).await?;
    match tokio::time::timeout(app.plan.patience, run(app, upload.id, &document)).await {
        Ok(outcome) => outcome,
        // Dropping the future has killed the process.
        Err(_) => Ok(Err("timeout".to_owned())),
    }
}

async fn run(app: &AppState, id: Uuid, document: &Path) -> Result<Result<Vec<u8>, String>> {
    let mut child = Command::new(&app.plan.program)
        .args(["plan", "read", "--json", "--with-source", "--progress"])
        .arg(document)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        // It ends the programs it started together with itself.
        .process_group(0)
        .spawn()
        .context("starting the reader")?;
    let stdout = child.stdout.take().context("the reader's output")?;
    let stderr = child.stderr.take().context("the reader's reports")?;
    let (output, reason) = tokio::join!(collect(stdout), follow(app, id, stderr));
    let (output, reason) = (output?, reason?);
    let status = child.wait().await.context("waiting for the reader")?;
    match reason {
        Some(code) if !status.success() => Ok(Err(code)),
        _ if status.success() && Outcome::parse(&output).is_ok() => Ok(Ok(output)),
        _ => {
            tracing::error!(%status, bytes = output.len(), "the reader gave no result");
            Ok(Err("stopped".to_owned()))
        }
    }
}

async fn collect(stdout: impl AsyncRead + Unpin) -> anyhow::Result<Vec<u8>> {
    let mut output = Vec::new();
    stdout.take(RESULT_BYTES).read_to_end(&mut output).await?;
    Ok(output)
}

/// Notes the progress that is reported; gives back the reason where the reader gives up.
async fn follow(app: &AppState, id: Uuid, stderr: impl AsyncRead + Unpin) -> Result<Option<String>> {
    let mut lines = BufReader::new(stderr).lines();
    let (mut reason, mut last): (_, Option<(Step, Instant)>) = (None, None);
    while let Some(line) = lines.next_line().await.context("the reader's reports")? {
        match serde_json::from_str(&line) {
            Ok(Report::Failed { error }) => reason = Some(error),
            Ok(Report::Progress(ProgressLine { step, done, total })) => {
                let Some(step) = Step::named(&step) else { continue };
                let is_new = last.is_none_or(|(before, at)| before != step || at.elapsed() >= BETWEEN_NOTES);
                if is_new {
                    last = Some((step, Instant::now()));
                    note(app, id, Progress { step, done, total }).await?;
                }
            }
            Err(_) => tracing::debug!(bytes = line.len(), "a report of the reader that is none of ours"),
        }
    }
    Ok(reason)
}

async fn note(app: &AppState, id: Uuid, progress: Progress) -> Result<()> {
    let tx = app.db.housekeeping().await?;
    store::set_state(&tx, id, &State::Running(progress)).await?;
    tx.commit().await
}
