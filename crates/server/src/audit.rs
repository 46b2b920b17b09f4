//! `biokhe audit`: the chain of events checked, and its last link to be kept elsewhere.

use crate::command;
use crate::config::Config;
use crate::instance::Instance;
use anyhow::Result;
use db::{Broken, Head};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use web::Language;

/// `biokhe audit verify`: fails where the chain is broken, or the head that was kept is not in it.
pub(crate) async fn verify(
    data: &Path,
    config: &Config,
    kept: Option<&Head>,
    language: Language,
) -> Result<ExitCode> {
    let found = read(data, config, kept).await?;
    let (key, detail) = match &found {
        Ok(head) => ("audit-whole", head.to_string()),
        Err(broken) => broken.told(),
    };
    let text = command::text(language, key);
    let line = if detail.is_empty() { text } else { format!("{text}: {detail}") };
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(if found.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `biokhe audit head`: the last link of a whole chain, for `verify --head` later.
pub(crate) async fn head(data: &Path, config: &Config, language: Language) -> Result<ExitCode> {
    match read(data, config, None).await? {
        Ok(head) => writeln!(io::stdout().lock(), "{head}")?,
        Err(_) => return verify(data, config, None, language).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn read(data: &Path, config: &Config, kept: Option<&Head>) -> Result<Result<Head, Broken>> {
    let instance = Instance::open(data, config)?;
    instance.db.check().await?;
    let found = db::verify(&instance.db.read().await?, kept).await?;
    instance.db.close().await?;
    Ok(found)
}
