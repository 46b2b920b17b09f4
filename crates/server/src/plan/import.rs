//! `biokhe plan import`: a document taken in for review, and kept where that is asked for.

use crate::command::text;
use crate::config::Config;
use crate::instance::Instance;
use crate::refusal::Refusal;
use crate::state;
use anyhow::{Context, Result, anyhow};
use base::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use web::Language;

/// What is typed after `biokhe plan import`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The document: DOCX, PDF, scan, plain text or Markdown.
    file: PathBuf,
    /// Name to sign in with of the person on whose behalf.
    #[arg(long, value_name = "LOGIN")]
    by: String,
    /// Name or code of the unit whose plan it is.
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Keep the plan at once with what is sure; else its review is gone on with on the page.
    #[arg(long)]
    keep: bool,
}

/// Reads the document in a process of its own, as the server does, and takes it in.
pub(crate) async fn run(
    data: &Path,
    config: &Config,
    arguments: &Arguments,
    language: Language,
) -> Result<ExitCode> {
    let document = std::fs::read(&arguments.file)
        .with_context(|| format!("{}: {}", text(language, "command-no-file"), arguments.file.display()))?;
    let mut reader = Command::new(config.reader.program()?);
    reader
        .args(["plan", "read", "--json", "--with-source"])
        .arg(&arguments.file)
        .envs(config.reader_variables());
    let read =
        reader.stdin(Stdio::null()).stderr(Stdio::inherit()).output().context("starting the reader")?;
    if !read.status.success() {
        return Ok(ExitCode::FAILURE);
    }
    let Instance { db, files, lock: _lock } = Instance::open(data, config)?;
    db.migrate().await.context("bringing the database up to date")?;
    let state = state::state(db, files, config)?;
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (login, unit) = (arguments.by.clone(), arguments.unit.clone());
    let import =
        app::plan::Import { login, unit, name, document, reading: read.stdout, keep: arguments.keep };
    let imported = app::plan::import(&state, import).await.map_err(refused)?;
    state.db.close().await?;
    let (key, path) = match imported.plan {
        Some(plan) => ("import-kept", format!("/bo/plans/{plan}")),
        None => ("import-begun", format!("/bo/plan-reviews/{}", imported.review)),
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} {path}", text(language, key))?;
    writeln!(out, "{} {}", text(language, "import-open"), imported.open)?;
    Ok(ExitCode::SUCCESS)
}

fn refused(error: Error) -> anyhow::Error {
    let Error::Invalid(wrong) = &error else { return error.into() };
    match wrong.first().map(|wrong| wrong.code.as_str()) {
        Some("no-such-planner") => Refusal::new("import-no-planner", "").into(),
        Some("no-such-unit") => Refusal::new("import-no-unit", "").into(),
        Some("several-units") => Refusal::new("import-several-units", "").into(),
        _ => anyhow!("{wrong:?}"),
    }
}
