//! `biokhe backup`: database, files and settings of the data folder in one archive, also while the server is at work.
//!
//! First the database, as it is at one moment; then the files, which never change. A file is put before the row that names
//! it, so whatever the copied rows name was there, and is there still unless the server has deleted row and file since:
//! what is on its way out may come back as a row without its file, and expires as the row says.

pub(crate) mod archive;

use crate::command;
use crate::config::{Config, DATABASE_FILE, SETTINGS_FILE};
use crate::instance::Instance;
use crate::refusal::Refusal;
use anyhow::{Context, Result, ensure};
use archive::{Writer, stored_path};
use base::{Clock, SystemClock, SystemIds};
use db::{Db, Head};
use files::Files;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tempfile::TempDir;
use web::Language;

/// Writes the archive `file`, or nothing at all.
pub(crate) async fn run(data: &Path, config: &Config, file: &Path, language: Language) -> Result<ExitCode> {
    ensure!(config.database.is_in_data_folder(), Refusal::new("backup-elsewhere", "database.url"));
    let database = data.join(DATABASE_FILE);
    ensure!(database.exists(), Refusal::new("backup-no-database", database.display()));
    ensure!(file.symlink_metadata().is_err(), Refusal::new("backup-exists", file.display()));

    let (folder, name) = place(data, file)?;
    // Readable by nobody else, as it holds everything, and gone where this ends early.
    let closed = |fault| Refusal::new("backup-not-writable", format!("{}: {fault}", folder.display()));
    let beside = private_folder(&name, folder).map_err(closed)?;
    let part = tempfile::Builder::new().prefix(&*name).suffix(".part").tempfile_in(folder);
    let mut part = part.map_err(closed)?;

    let instance = Instance::open(data, config)?;
    let snapshot = beside.path().join(DATABASE_FILE);
    instance.db.snapshot_to(&snapshot).await.context("copying the database")?;
    instance.db.close().await?;
    let (schema, head) = look(&snapshot).await?;

    let mut writer = Writer::new(BufWriter::new(part.as_file_mut()));
    writer.add(DATABASE_FILE, File::open(&snapshot)?)?;
    match File::open(data.join(SETTINGS_FILE)) {
        Ok(settings) => writer.add(SETTINGS_FILE, settings)?,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        Err(fault) => return Err(fault).context(SETTINGS_FILE),
    }
    add_files(&mut writer, &instance.files).await?;
    writer.finish(schema, SystemClock.now(), head)?.flush()?;
    part.as_file().sync_all()?;
    part.persist_noclobber(file).with_context(|| format!("writing {}", file.display()))?;
    File::open(folder)?.sync_all()?;
    let done = command::text(language, "backup-done");
    writeln!(io::stdout().lock(), "{done}: {}", file.display())?;
    Ok(ExitCode::SUCCESS)
}

/// The folder in which the archive is to stand, and its name: not in the data folder, with which it would be lost, and in
/// which no archive is looked after.
fn place<'a>(data: &Path, file: &'a Path) -> Result<(&'a Path, Cow<'a, str>)> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    ensure!(folder.is_dir(), Refusal::new("backup-no-folder", folder.display()));
    let name = file.file_name().ok_or_else(|| Refusal::new("backup-exists", file.display()))?;
    let is_inside = folder.canonicalize()?.starts_with(data.canonicalize()?);
    ensure!(!is_inside, Refusal::new("backup-inside", file.display()));
    Ok((folder, name.to_string_lossy()))
}

/// A new folder in `parent` that nobody else gets into, gone with its value.
pub(crate) fn private_folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(parent)
}

/// The database in the file at `path`, which stands alone.
pub(crate) fn open(path: &Path) -> Result<Db> {
    let clock = Arc::new(SystemClock);
    Ok(Db::connect(&db::Settings::sqlite(path), clock.clone(), Arc::new(SystemIds::new(clock)))?)
}

/// Last step of the schema and last link of the audit. A copy that could not be restored is told now, not then.
async fn look(snapshot: &Path) -> Result<(i32, Head)> {
    let database = open(snapshot)?;
    database.check().await?;
    let faults = database.faults().await?;
    ensure!(faults.is_empty(), Refusal::new("backup-damaged", faults.join("; ")));
    let found = db::verify(&database.read().await?, None).await?;
    let step = database.step().await?;
    database.close().await?;
    let head = found.map_err(|broken| {
        let (key, detail) = broken.told();
        Refusal::new(key, detail)
    })?;
    Ok((step, head))
}

async fn add_files<W: Write + io::Seek>(writer: &mut Writer<W>, files: &Files) -> Result<()> {
    for hash in files.all().await? {
        match files.get(&hash).await {
            Ok(content) => writer.add(&stored_path(&hash), &*content)?,
            // Deleted since it was listed.
            Err(base::Error::NotFound) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}
