//! `biokhe person`: what is done about people where the pages cannot do it.

use crate::command::{self, text};
use crate::config::{Config, DATABASE_FILE};
use crate::instance::Instance;
use crate::refusal::Refusal;
use crate::state;
use anyhow::{Result, ensure};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use web::Language;

/// `biokhe person recover`: prints the link of a new invitation, this once.
pub(crate) async fn recover(
    data: &Path,
    config: &Config,
    login: &str,
    language: Language,
) -> Result<ExitCode> {
    // A data folder that was mistyped holds nobody, and is not to be made.
    let database = data.join(DATABASE_FILE);
    let is_missing = config.database.is_in_data_folder() && !database.exists();
    ensure!(!is_missing, Refusal::new("recover-no-database", database.display()));
    let Instance { db, files, lock: _lock } = Instance::open(data, config)?;
    db.check().await?;
    let state = state::state(db, files, config, data)?;
    let invitation = match app::people::recover(&state, login, &config.server.host()).await {
        Ok(invitation) => invitation,
        Err(base::Error::NotFound) => return Err(Refusal::new("recover-nobody", login).into()),
        Err(base::Error::Conflict) => return Err(Refusal::new("recover-disabled", login).into()),
        Err(fault) => return Err(fault.into()),
    };
    state.db.close().await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", text(language, "recover-done"))?;
    writeln!(out, "{}", invitation.address)?;
    let days = command::texts()?.get_with(language, "recover-days", "days", &invitation.days.to_string());
    writeln!(out, "{days}")?;
    Ok(ExitCode::SUCCESS)
}
