//! `biokhe report`: the report of a period as files, and whether a file is one that was issued here.

use crate::command::text;
use crate::config::Config;
use crate::instance::Instance;
use crate::plan::bytes_of;
use crate::refusal::Refusal;
use crate::state;
use anyhow::{Context, Result};
use app::consolidation::{NotBuilt, build};
use app::issuing::verify as compared;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use web::Language;

/// What is typed after `biokhe report build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Build {
    /// The period: `2025`, `2025-Q1`, `2023-2025`.
    #[arg(long)]
    period: String,
    /// Number of the plan, where there are several.
    #[arg(long)]
    plan: Option<String>,
    /// Folder for the files; made where it is missing.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// `biokhe report build`: writes a Word file and a PDF for each unit that reports, and prints their names.
pub(crate) async fn make(
    data: &Path,
    config: &Config,
    wanted: &Build,
    language: Language,
) -> Result<ExitCode> {
    let Instance { db, files, lock: _lock } = Instance::open(data, config)?;
    db.check().await?;
    let app = state::state(db, files, config, data)?;
    let built = match build(&app, &wanted.period, wanted.plan.as_deref()).await? {
        Ok(built) => built,
        Err(NotBuilt::NoPeriod) => return Err(Refusal::new("report-no-period", &wanted.period).into()),
        Err(NotBuilt::Plans(plans)) => {
            let plans: Vec<_> = plans.into_iter().collect();
            return Err(Refusal::new("report-several-plans", plans.join(", ")).into());
        }
        Err(NotBuilt::Template(faults)) => {
            return Err(Refusal::new("report-template-faults", faults.join("; ")).into());
        }
    };
    app.db.close().await?;
    let folder = &wanted.out;
    std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
    let mut out = io::stdout().lock();
    for one in built {
        writeln!(out, "{} · {}: {}", one.unit, wanted.period, text(language, told(one.state)))?;
        for (ending, bytes) in [("docx", one.word), ("pdf", one.pdf)] {
            let path = folder.join(format!("{}-{}.{ending}", one.unit, wanted.period));
            std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
            writeln!(out, "  {}", path.display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The text for how far a report came.
fn told(state: &str) -> &'static str {
    match state {
        "returns" => "report-is-returns",
        "draft" => "report-is-draft",
        "reviewed" => "report-is-reviewed",
        "signed" => "report-is-signed",
        "replaced" => "report-is-replaced",
        "revoked" => "report-is-revoked",
        _ => "report-is-issued",
    }
}

/// `biokhe report verify`: fails where the file is not one that was issued here, to the byte.
pub(crate) async fn verify(
    data: &Path,
    config: &Config,
    file: &Path,
    language: Language,
) -> Result<ExitCode> {
    let bytes = bytes_of(file, config.uploads.bytes())
        .with_context(|| format!("{}: {}", text(language, "command-no-file"), file.display()))?;
    let Instance { db, files, lock: _lock } = Instance::open(data, config)?;
    db.check().await?;
    let verdict = compared(&db.read().await?, &files, &bytes).await?;
    db.close().await?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}: {}", file.display(), text(language, &format!("verdict-{}", verdict.name())))?;
    if let Some(told) = verdict.told() {
        let on = told.issued_on.map(|day| format!(", {}", web::format::date(language, &day.to_string())));
        writeln!(out, "  {}{} · {}", told.code, on.unwrap_or_default(), told.title)?;
        writeln!(out, "  {}", text(language, &format!("document-state-{}", told.state)))?;
    }
    Ok(if verdict.is_genuine() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
