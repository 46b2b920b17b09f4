//! `biokhe restore`: an archive of `biokhe backup` in the place of the data folder.
//!
//! Everything is unpacked beside the data folder and checked there. Only what is whole is moved into its place, and what
//! was there before is kept under another name. Sign-ins, invitations, access tokens and addresses of calendars do not
//! come back: some may have been ended since.

use crate::backup::archive::{Entry, Reader};
use crate::backup::{open, private_folder};
use crate::command;
use crate::config::{Config, DATABASE_FILE};
use crate::instance::lock_file;
use crate::refusal::Refusal;
use anyhow::{Context, Result, ensure};
use base::{Clock, SystemClock, SystemIds};
use db::Head;
use files::{Files, Hash};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tempfile::TempDir;
use web::Language;

/// Puts the archive `file` in the place of `data`, or changes nothing.
pub(crate) async fn run(data: &Path, config: &Config, file: &Path, language: Language) -> Result<ExitCode> {
    ensure!(config.database.is_in_data_folder(), Refusal::new("backup-elsewhere", "database.url"));
    let mut archive = Reader::open(file)?;
    let place = Place::take(data)?;
    let unpacked = place.folder_beside()?;
    unpack(&mut archive, unpacked.path()).await?;
    let database = unpacked.path().join(DATABASE_FILE);
    check_database(&archive, &database).await?;
    end_all_ways_in(&database).await?;
    keep_from_others(unpacked.path())?;
    let before = place.replace_by(unpacked)?;

    let mut out = io::stdout().lock();
    writeln!(out, "{}: {}", command::text(language, "restore-done"), data.display())?;
    if let Some(before) = before {
        writeln!(out, "{}: {}", command::text(language, "restore-kept"), before.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn unpack(archive: &mut Reader, folder: &Path) -> Result<()> {
    let ids = Arc::new(SystemIds::new(Arc::new(SystemClock)));
    let files = Files::in_folder(&folder.join("files"), u64::MAX, ids)?;
    for entry in archive.manifest.entries.clone() {
        match entry.stored() {
            Some(hash) => put(archive, &entry, &hash, &files).await?,
            None => {
                let path = folder.join(&entry.path);
                let target =
                    File::create_new(&path).with_context(|| format!("writing {}", path.display()))?;
                archive.copy(&entry, &target)?;
                target.sync_all()?;
            }
        }
    }
    Ok(())
}

async fn put(archive: &mut Reader, entry: &Entry, hash: &Hash, files: &Files) -> Result<()> {
    let mut content = Vec::new();
    archive.copy(entry, &mut content)?;
    let stored = files.put_bytes(content).await?;
    ensure!(stored.hash == *hash, Refusal::new("restore-changed", &entry.path));
    Ok(())
}

/// Brings the database up to date too: an archive of an older program is welcome.
async fn check_database(archive: &Reader, path: &Path) -> Result<()> {
    let broken = |why: String| Refusal::new("restore-database", why);
    let database = open(path)?;
    let faults = database.faults().await.map_err(|fault| broken(fault.to_string()))?;
    ensure!(faults.is_empty(), broken(faults.join("; ")));
    let (step, schema) = (database.step().await?, archive.manifest.schema);
    ensure!(step == schema, broken(format!("{step} ≠ {schema}")));
    database.migrate().await.context("bringing the database up to date")?;
    let kept = Head::from(&archive.manifest.audit);
    let found = db::verify(&database.read().await?, Some(&kept)).await?;
    database.close().await?;
    let ending = match found {
        Ok(head) if head == kept => return Ok(()),
        Ok(head) => db::Broken::End(head.number),
        Err(broken) => broken,
    };
    let (key, detail) = ending.told();
    Err(Refusal::new(key, detail).into())
}

/// In a database that was found whole.
async fn end_all_ways_in(path: &Path) -> Result<()> {
    let database = open(path)?;
    app::people::end_all_ways_in(&database).await.context("ending all ways in")?;
    Ok(database.close().await?)
}

/// Nobody but the user of the server reads what was unpacked, whatever the machine's habit is. Until then nobody else gets
/// into the folder at all; afterwards it has the rights of the data folder before, where there was one.
#[cfg(unix)]
fn keep_from_others(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_folder = path.is_dir();
        if is_folder {
            keep_from_others(&path)?;
        }
        let mode = if is_folder { 0o700 } else { 0o600 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))
            .with_context(|| format!("keeping {} from others", path.display()))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_from_others(_: &Path) -> Result<()> {
    Ok(())
}

/// Where the data folder stands or will stand.
struct Place {
    folder: PathBuf,
    parent: PathBuf,
    /// Held where there are data already, so that nobody opens them meanwhile.
    taken: Option<File>,
}

impl Place {
    /// A [`Refusal`] where somebody has the data open.
    fn take(data: &Path) -> Result<Self> {
        // Behind a symbolic link it is the folder that is replaced, not the link.
        let folder = if data.exists() { fs::canonicalize(data)? } else { std::path::absolute(data)? };
        let parent = folder.parent().context("the data folder cannot be the root")?.to_owned();
        let is_empty = !folder.exists() || fs::read_dir(&folder)?.next().is_none();
        let taken = if is_empty { None } else { Some(lock_file(&folder)?) };
        match taken.as_ref().map(File::try_lock) {
            None | Some(Ok(())) => Ok(Self { folder, parent, taken }),
            Some(Err(TryLockError::WouldBlock)) => {
                Err(Refusal::new("restore-serving", data.display()).into())
            }
            Some(Err(TryLockError::Error(fault))) => Err(fault).context("locking the data folder"),
        }
    }

    /// A new folder on the same file system.
    fn folder_beside(&self) -> Result<TempDir> {
        fs::create_dir_all(&self.parent)
            .and_then(|()| private_folder(&self.name(".restoring-"), &self.parent))
            .with_context(|| format!("making a folder in {}", self.parent.display()))
    }

    /// Moves `unpacked` here and says where that is now which was here before.
    fn replace_by(self, unpacked: TempDir) -> Result<Option<PathBuf>> {
        let moving = || format!("moving to {}", self.folder.display());
        if self.folder.exists() {
            fs::set_permissions(unpacked.path(), fs::metadata(&self.folder)?.permissions())?;
        }
        let now = SystemClock.now().format("%Y%m%dT%H%M%SZ");
        let before = self.parent.join(self.name(&format!(".before-{now}")));
        let before = self.taken.is_some().then_some(before);
        if let Some(before) = &before {
            ensure!(!before.exists(), Refusal::new("backup-exists", before.display()));
            fs::rename(&self.folder, before).with_context(|| format!("moving to {}", before.display()))?;
        }
        // Over nothing, or over an empty folder.
        if let Err(fault) = fs::rename(unpacked.path(), &self.folder) {
            if let Some(before) = &before {
                fs::rename(before, &self.folder).with_context(moving)?;
            }
            return Err(fault).with_context(moving);
        }
        // It is no longer where it would be removed.
        let _ = unpacked.keep();
        File::open(&self.parent)?.sync_all()?;
        Ok(before)
    }

    fn name(&self, end: &str) -> String {
        format!("{}{end}", self.folder.file_name().unwrap_or_default().to_string_lossy())
    }
}
