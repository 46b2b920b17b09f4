//! The data of this instance: opened here for the server and for the commands that look after it.

use crate::config::Config;
use anyhow::{Context, Result};
use base::{Ids, SystemClock, SystemIds};
use db::Db;
use files::Files;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Database and files, not yet looked at.
pub(crate) struct Instance {
    pub(crate) db: Db,
    pub(crate) files: Files,
    /// Keeps `restore` away as long as it lives.
    pub(crate) lock: File,
}

impl Instance {
    /// Makes the data folder where it is missing.
    pub(crate) fn open(data: &Path, config: &Config) -> Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("making the data folder {}", data.display()))?;
        let lock = lock_file(data)?;
        // Many may share it: several nodes, and commands beside them.
        lock.try_lock_shared()
            .with_context(|| format!("{}: is `biokhe restore` at work?", data.join(LOCK).display()))?;
        let clock = Arc::new(SystemClock);
        let ids: Arc<dyn Ids> = Arc::new(SystemIds::new(clock.clone()));
        let db = Db::connect(&config.database.settings(data), clock, ids.clone())?;
        let files = Files::in_folder(&data.join("files"), config.uploads.bytes(), ids)?;
        Ok(Self { db, files, lock })
    }
}

/// The file in the data folder whose lock everybody shares who has opened the folder, and which `restore` needs alone. The
/// lock goes with the process, however that ends.
pub(crate) fn lock_file(data: &Path) -> Result<File> {
    let path = data.join(LOCK);
    let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
    opened.with_context(|| format!("opening {}", path.display()))
}

const LOCK: &str = "lock";

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
