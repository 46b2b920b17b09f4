//! The archive of a backup: a ZIP whose last entry, the manifest, says what the others have to be.

use crate::config::{DATABASE_FILE, SETTINGS_FILE};
use crate::refusal::Refusal;
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use files::Hash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What the archive holds besides itself.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// Of the archive; 1.
    format: u32,
    /// Number of the last step of the database's schema.
    pub(crate) schema: i32,
    /// When it was made.
    made: DateTime<Utc>,
    /// Last link of the audit in the database.
    pub(crate) audit: Audit,
    /// All other entries.
    pub(crate) entries: Vec<Entry>,
}

/// A [`db::Head`]; its hash is empty where nothing was ever recorded.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Audit {
    number: i64,
    hash: String,
}

impl From<db::Head> for Audit {
    fn from(head: db::Head) -> Self {
        Self { number: head.number, hash: head.hash }
    }
}

impl From<&Audit> for db::Head {
    fn from(audit: &Audit) -> Self {
        Self { number: audit.number, hash: audit.hash.clone() }
    }
}

/// One file in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// `biokhe.sqlite`, `biokhe.toml`, or `files/` and a hash.
    pub(crate) path: String,
    /// In bytes.
    size: u64,
    /// SHA-256 of its content.
    pub(crate) sha256: Hash,
}

impl Entry {
    /// The name in the store of files where it is one of those.
    pub(crate) fn stored(&self) -> Option<Hash> {
        let hash: Hash = self.path.strip_prefix(FILES)?.parse().ok()?;
        // Written in one way only.
        (stored_path(&hash) == self.path).then_some(hash)
    }

    /// Nothing else is ever unpacked, so no path leads anywhere.
    fn belongs(&self) -> bool {
        match self.stored() {
            Some(hash) => hash == self.sha256,
            None => [DATABASE_FILE, SETTINGS_FILE].contains(&self.path.as_str()),
        }
    }
}

/// Path of a stored file in the archive.
pub(crate) fn stored_path(hash: &Hash) -> String {
    format!("{FILES}{hash}")
}

/// Writes an archive, one entry after the other.
pub(super) struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    entries: Vec<Entry>,
}

impl<W: Write + Seek> Writer<W> {
    pub(super) fn new(target: W) -> Self {
        Self { zip: ZipWriter::new(target), entries: Vec::new() }
    }

    /// Adds what `source` holds under `path`.
    pub(super) fn add(&mut self, path: &str, source: impl Read) -> Result<()> {
        // Uploads are compressed already, nearly all.
        let method =
            if path.starts_with(FILES) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.zip.start_file(path, options(method))?;
        let (size, sha256) = copy(source, &mut self.zip)?;
        self.entries.push(Entry { path: path.to_owned(), size, sha256 });
        Ok(())
    }

    /// Adds the manifest and gives back what was written to.
    pub(super) fn finish(mut self, schema: i32, made: DateTime<Utc>, audit: db::Head) -> Result<W> {
        let manifest = Manifest { format: FORMAT, schema, made, audit: audit.into(), entries: self.entries };
        self.zip.start_file(MANIFEST, options(CompressionMethod::Deflated))?;
        serde_json::to_writer_pretty(&mut self.zip, &manifest)?;
        Ok(self.zip.finish()?)
    }
}

/// An archive whose manifest and list of entries agree; their contents are compared as they are read.
pub(crate) struct Reader {
    zip: ZipArchive<BufReader<File>>,
    pub(crate) manifest: Manifest,
}

impl Reader {
    /// A [`Refusal`] where it is no archive of ours, is cut, lacks something or holds something else.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(unreadable)?;
        let manifest = manifest(&mut zip)?;
        let mut expected = BTreeSet::from([MANIFEST]);
        for entry in &manifest.entries {
            let is_new = expected.insert(&entry.path);
            ensure!(is_new && entry.belongs(), Refusal::new("restore-foreign", &entry.path));
        }
        let found: BTreeSet<&str> = zip.file_names().collect();
        if let Some(foreign) = found.difference(&expected).next() {
            return Err(Refusal::new("restore-foreign", foreign).into());
        }
        let missing = expected.difference(&found).next().copied();
        let missing = missing.or_else(|| (!expected.contains(DATABASE_FILE)).then_some(DATABASE_FILE));
        match missing {
            Some(missing) => Err(Refusal::new("restore-missing", missing).into()),
            None => Ok(Self { zip, manifest }),
        }
    }

    /// Copies the content of `entry`; a [`Refusal`] where it is not what the manifest says.
    pub(crate) fn copy(&mut self, entry: &Entry, target: impl Write) -> Result<()> {
        let changed = || Refusal::new("restore-changed", &entry.path);
        let source = self.zip.by_name(&entry.path).map_err(|_| changed())?;
        // One more than it may have shows that it has more, and no more than that is unpacked.
        let mut source = Checked { source: source.take(entry.size.saturating_add(1)), broken: false };
        match copy(&mut source, target) {
            Ok(found) if found == (entry.size, entry.sha256) => Ok(()),
            Err(fault) if !source.broken => Err(fault.into()),
            _ => Err(changed().into()),
        }
    }
}

/// Remembers whether it was the source that failed, and not what was written to.
struct Checked<R> {
    source: R,
    broken: bool,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer);
        self.broken |= read.is_err();
        read
    }
}

const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const FILES: &str = "files/";
/// Bytes of the largest manifest: some hundred thousand files.
const LARGEST_MANIFEST: u64 = 256 << 20;

fn options(method: CompressionMethod) -> SimpleFileOptions {
    // Of any size, and for nobody else's eyes where somebody unpacks it by hand.
    SimpleFileOptions::default().compression_method(method).large_file(true).unix_permissions(0o600)
}

fn manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Manifest> {
    /// Read first, since another format may have other fields.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }

    let entry = zip.by_name(MANIFEST).map_err(|_| Refusal::new("restore-missing", MANIFEST))?;
    let mut text = String::new();
    entry.take(LARGEST_MANIFEST).read_to_string(&mut text).map_err(unreadable)?;
    let Format { format } = serde_json::from_str(&text).map_err(unreadable)?;
    ensure!(format == FORMAT, Refusal::new("restore-format", format));
    Ok(serde_json::from_str(&text).map_err(unreadable)?)
}

fn unreadable(fault: impl ToString) -> Refusal {
    Refusal::new("restore-unreadable", fault)
}

/// Copies and says how much and what it was.
fn copy(mut source: impl Read, mut target: impl Write) -> io::Result<(u64, Hash)> {
    let mut digest = Sha256::new();
    let mut size = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
            Err(fault) => return Err(fault),
        };
        digest.update(&buffer[..read]);
        target.write_all(&buffer[..read])?;
        size += read as u64;
    }
    Ok((size, Hash::from(<[u8; 32]>::from(digest.finalize()))))
}
