//! The data of this instance: opened here for the server and for the commands that look after it.

use crate::config::Config;
use anyhow::{Context, Result};
use base::{Ids, SystemClock, SystemIds};
use db::Db;
use files::Files;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Database and files, not yet looked at.
pub(crate) struct Instance {
    pub(crate) db: Db,
    pub(crate) files: Files,
}

impl Instance {
    /// Makes the data folder where it is missing.
    pub(crate) fn open(data: &Path, config: &Config) -> Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("making the data folder {}", data.display()))?;
        let clock = Arc::new(SystemClock);
        let ids: Arc<dyn Ids> = Arc::new(SystemIds::new(clock.clone()));
        let db = Db::connect(&config.database.settings(data), clock, ids.clone())?;
        let files = Files::in_folder(&data.join("files"), config.uploads.bytes(), ids)?;
        Ok(Self { db, files })
    }
}

/// `biokhe migrate`
pub(crate) async fn migrate(data: &Path, config: &Config) -> Result<ExitCode> {
    let instance = Instance::open(data, config)?;
    let migrated = instance.db.migrate().await?;
    instance.db.close().await?;
    let mut out = std::io::stdout().lock();
    for step in &migrated.applied {
        writeln!(out, "{step}")?;
    }
    writeln!(out, "{}", migrated.version)?;
    Ok(ExitCode::SUCCESS)
}
