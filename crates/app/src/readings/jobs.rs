//! Reading a document in a process of its own: what a hostile file can do, it does there, within a time and to a copy.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use base::Result;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

use super::model::{Progress, State, Step, Upload};
use super::view::Outcome;
use super::{Settings, actions, store};
use crate::AppState;

/// The job that reads a document; its payload is the id of the reading.
pub(crate) const READ: &str = "read-document";

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
    if job.lost {
        actions::fail(&app, id, "stopped").await?;
        return Err(anyhow!("the workers that read it were lost").into());
    }
    match attempt(&app, &upload).await {
        Ok(End::Read(result)) => actions::succeed(&app, id, app.files.put_bytes(result).await?.hash).await,
        Ok(End::Refused(code)) => actions::fail(&app, id, &code).await,
        Ok(End::Unwanted) => Ok(()),
        Err(fault) if job.last => {
            actions::fail(&app, id, "stopped").await?;
            Err(fault)
        }
        Err(fault) => Err(fault),
    }
}

/// How a reader ends.
enum End {
    /// The result as it wrote it.
    Read(Vec<u8>),
    /// The reason why the document cannot be read.
    Refused(String),
    /// The reading was deleted meanwhile.
    Unwanted,
}

async fn attempt(app: &AppState, upload: &Upload) -> Result<End> {
    if !actions::note(app, upload.id, Progress { step: Step::Detect, done: 0, total: 1 }).await? {
        return Ok(End::Unwanted);
    }
    let folder = tempfile::tempdir().context("a folder for the reader")?;
    let document = folder.path().join("document");
    app.files.copy_to(&upload.file, &document).await?;
    match tokio::time::timeout(app.readings.patience, run(app, upload.id, folder.path(), &document)).await {
        Ok(outcome) => outcome,
        // Dropping the future has killed the processes.
        Err(_) => Ok(End::Refused("timeout".to_owned())),
    }
}

async fn run(app: &AppState, id: Uuid, folder: &Path, document: &Path) -> Result<End> {
    let mut child = command(&app.readings, folder, document).spawn().context("starting the reader")?;
    let group = Group::of(&child);
    let stdout = child.stdout.take().context("the reader's output")?;
    let stderr = child.stderr.take().context("the reader's reports")?;
    let told = async {
        let told = follow(app, id, stderr).await?;
        if told == Told::Unwanted {
            group.kill();
        }
        Ok::<_, base::Error>(told)
    };
    let (output, told) = tokio::join!(collect(stdout), told);
    let (output, told) = (output?, told?);
    let status = child.wait().await.context("waiting for the reader")?;
    match told {
        Told::Unwanted => return Ok(End::Unwanted),
        Told::Reason(code) if !status.success() => return Ok(End::Refused(code)),
        _ if status.success() => {
            let parsed = tokio::task::spawn_blocking(move || Outcome::parse(&output).map(|_| output));
            match parsed.await.context("looking at the result")? {
                Ok(output) => return Ok(End::Read(output)),
                Err(fault) => tracing::error!(%fault, "the reader's result is none"),
            }
        }
        _ => tracing::error!(%status, bytes = output.len(), "the reader gave no result"),
    }
    Ok(End::Refused("stopped".to_owned()))
}

/// The reader of a document, which puts what it needs on the way into `folder`, gone with it.
fn command(settings: &Settings, folder: &Path, document: &Path) -> Command {
    let inherited = ["PATH", "LANG", "TESSDATA_PREFIX"];
    let inherited = inherited.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    let mut command = Command::new(&settings.program);
    command
        // No settings but those we give it: there is no `biokhe.toml` in its folder.
        .arg("--data")
        .arg(folder)
        .args(["plan", "read", "--json", "--with-source", "--progress"])
        .arg(document)
        // The environment of a server holds the password of its database.
        .env_clear()
        .envs(inherited)
        .env("TMPDIR", folder)
        .envs(settings.variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .process_group(0);
    command
}

/// The reader and the programs that it started: they end together, however the reader ended.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|id| i32::try_from(id).ok()).map(Pid::from_raw))
    }

    fn kill(&self) {
        if let Some(group) = self.0 {
            // There is none left where all went well.
            let _ = killpg(group, Signal::SIGKILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

async fn collect(stdout: impl AsyncRead + Unpin) -> anyhow::Result<Vec<u8>> {
    let mut output = Vec::new();
    stdout.take(RESULT_BYTES).read_to_end(&mut output).await?;
    Ok(output)
}

/// What a reader told besides its progress.
#[derive(Debug, PartialEq)]
enum Told {
    Nothing,
    /// Why it gives up.
    Reason(String),
    /// It was not listened to any longer, because the reading was deleted.
    Unwanted,
}

/// Notes the progress that is reported.
async fn follow(app: &AppState, id: Uuid, stderr: impl AsyncRead + Unpin) -> Result<Told> {
    let mut lines = BufReader::new(stderr).lines();
    let (mut told, mut last): (_, Option<(Step, Instant)>) = (Told::Nothing, None);
    while let Some(line) = lines.next_line().await.context("the reader's reports")? {
        match serde_json::from_str(&line) {
            Ok(Report::Failed { error }) => told = Told::Reason(error),
            Ok(Report::Progress(ProgressLine { step, done, total })) => {
                let Some(step) = Step::named(&step) else { continue };
                if last.is_some_and(|(before, at)| before == step && at.elapsed() < BETWEEN_NOTES) {
                    continue;
                }
                last = Some((step, Instant::now()));
                match actions::note(app, id, Progress { step, done, total }).await {
                    Ok(true) => {}
                    Ok(false) => return Ok(Told::Unwanted),
                    // A database that is busy for a moment is no reason to give up what is being read.
                    Err(fault) => tracing::warn!(reading = %id, %fault, "progress could not be noted"),
                }
            }
            Err(_) => tracing::debug!(bytes = line.len(), "a report of the reader that is none of ours"),
        }
    }
    Ok(told)
}
