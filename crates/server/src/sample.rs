//! `biokhe sample`: the sample town put in and taken away.

use crate::command::text;
use crate::config::Config;
use crate::instance::Instance;
use crate::refusal::Refusal;
use crate::state;
use anyhow::{Context, Result};
use app::people::first_administrator;
use app::{AppState, sample};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use web::Language;

/// `biokhe sample load`: prints what its people sign in with, this once.
pub(crate) async fn load(data: &Path, config: &Config, language: Language) -> Result<ExitCode> {
    let state = open(data, config).await?;
    // Who looks after the instance stays when the sample goes.
    let first = first_administrator(&state).await?;
    let accounts = match sample::load(&state).await {
        Ok(accounts) => accounts,
        Err(base::Error::Conflict) => return Err(Refusal::new("sample-not-empty", "").into()),
        Err(fault) => return Err(fault.into()),
    };
    state.db.close().await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text(language, "sample-loaded"))?;
    let mut line =
        |login: &str, password: &str, name: &str| writeln!(out, "  {login:<14}{password:<28}{name}");
    if let Some(first) = first {
        line(&first.login, &first.password, "")?;
    }
    for account in accounts {
        line(&account.login, &account.password, &account.name)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `biokhe sample remove`.
pub(crate) async fn remove(
    data: &Path,
    config: &Config,
    everything: bool,
    language: Language,
) -> Result<ExitCode> {
    let state = open(data, config).await?;
    match sample::remove(&state, everything).await {
        Ok(()) => {}
        Err(base::Error::NotFound) => return Err(Refusal::new("sample-not-there", "").into()),
        Err(base::Error::Conflict) => return Err(Refusal::new("sample-worked-on", "").into()),
        Err(fault) => return Err(fault.into()),
    }
    state.db.close().await?;
    writeln!(std::io::stdout().lock(), "{}", text(language, "sample-removed"))?;
    Ok(ExitCode::SUCCESS)
}

/// Pages say from their start whether they show a sample, so no server may run beside.
async fn open(data: &Path, config: &Config) -> Result<AppState> {
    let Instance { db, files, lock } = Instance::open(data, config)?;
    lock.unlock()?;
    if lock.try_lock().is_err() {
        return Err(Refusal::new("sample-in-use", data.display()).into());
    }
    // Held until the process ends.
    std::mem::forget(lock);
    db.migrate().await.context("bringing the database up to date")?;
    state::state(db, files, config)
}
