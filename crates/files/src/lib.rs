//! Attachments under their SHA-256 in an object store.
//!
//! A file is named by what is in it, so the same one is kept once and none is ever changed. It is written before the
//! row that names it and not deleted one by one, because the same one may be on its way to another row in this very
//! moment: what no row names any more is swept after a while ([`Files::sweep`]). What nobody can want goes at once
//! ([`Files::discard`]).

mod hash;
#[cfg(test)]
mod tests;

pub use hash::Hash;

use anyhow::{Context, anyhow};
use base::{Error, Ids, Result};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt, pin_mut, stream};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::convert::Infallible;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::io::AsyncWriteExt;
use tokio::sync::Mutex;

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    ids: Arc<dyn Ids>,
    limit: u64,
    /// The folder where files stand while they arrive.
    arrivals: PathBuf,
    /// Held while a file is put in its place and while one is swept, so that none is swept that was just put again.
    turn: Arc<Mutex<()>>,
}

/// What was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name from now on.
    pub hash: Hash,
    /// Its size in bytes.
    pub size: u64,
}

impl Files {
    /// The store in `folder`, which is made where it is missing. What streams in ([`Files::put`]) may have `limit` bytes.
    pub fn in_folder(folder: &std::path::Path, limit: u64, ids: Arc<dyn Ids>) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        // Synced before the row that names a file is, or a power failure leaves a row without its file.
        let store = LocalFileSystem::new_with_prefix(folder).map_err(Error::internal)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), ids, limit, arrivals: folder.join(ARRIVALS), turn: Arc::default() })
    }

    /// Keeps `bytes`, however many: whoever holds them has bounded them already.
    pub async fn put_bytes(&self, bytes: impl Into<Bytes>) -> Result<Stored> {
        let whole = bytes.into();
        self.receive(stream::iter([Ok::<_, Infallible>(whole)]), u64::MAX).await
    }

    /// Keeps what comes; nothing is kept where it breaks off or grows over the limit ([`Error::TooLarge`]).
    ///
    /// An error of the source is the sender's: it gives [`Error::Invalid`] for the field `file`.
    pub async fn put<E>(&self, source: impl Stream<Item = Result<Bytes, E>>) -> Result<Stored> {
        self.receive(source, self.limit).await
    }

    /// The whole file, checked against its name.
    pub async fn get(&self, hash: &Hash) -> Result<Bytes> {
        let bytes = self.open(hash).await?.bytes().await.map_err(failure)?;
        verify(hash, Sha256::digest(&bytes).into())?;
        Ok(bytes)
    }

    /// Copies the file to `target` on this machine, for a program outside, checked against its name.
    pub async fn copy_to(&self, hash: &Hash, target: &std::path::Path) -> Result<()> {
        let mut source = self.open(hash).await?.into_stream();
        let mut file = tokio::fs::File::create(target).await.map_err(Error::internal)?;
        let mut digest = Sha256::new();
        while let Some(part) = source.try_next().await.map_err(failure)? {
            digest.update(&part);
            file.write_all(&part).await.map_err(Error::internal)?;
        }
        file.flush().await.map_err(Error::internal)?;
        verify(hash, digest.finalize().into())
    }

    /// Removes a file that nobody can want: whoever is putting the same one in this moment finds it missing afterwards.
    pub async fn discard(&self, hash: &Hash) -> Result<()> {
        let _turn = self.turn.lock().await;
        match self.store.delete(&place(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// Whether it is there.
    pub async fn exists(&self, hash: &Hash) -> Result<bool> {
        match self.store.head(&place(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// The names of all files there are, sorted. One that is put or removed meanwhile may be among them or not.
    pub async fn all(&self) -> Result<Vec<Hash>> {
        let listed: Vec<_> = self.store.list(None).try_collect().await.map_err(Error::internal)?;
        let mut all: Vec<Hash> = listed.iter().filter_map(|file| name(&file.location)).collect();
        all.sort_unstable();
        Ok(all)
    }

    /// Removes all files put before `before` that are not in `keep`, and arrivals that broke off before it, and says how
    /// many. A file that was put again counts from then on.
    ///
    /// A file is put before its row is written: leave enough time between, some minutes say, or a file is swept whose row
    /// is just being written.
    pub async fn sweep(&self, keep: &HashSet<Hash>, before: DateTime<Utc>) -> Result<u64> {
        let kept: HashSet<Path> = keep.iter().map(place).collect();
        let arrivals = self.arrivals.clone();
        let broken_off = tokio::task::spawn_blocking(move || remove_older(&arrivals, before.into()));
        let mut removed = broken_off.await.map_err(Error::internal)?.map_err(Error::internal)?;
        let mut listing = self.store.list(None);
        while let Some(file) = listing.try_next().await.map_err(Error::internal)? {
            if file.last_modified < before && !kept.contains(&file.location) {
                let _turn = self.turn.lock().await;
                removed += u64::from(remove_if_older(&*self.store, &file.location, before).await?);
            }
        }
        Ok(removed)
    }

    async fn receive<E>(&self, source: impl Stream<Item = Result<Bytes, E>>, limit: u64) -> Result<Stored> {
        // The name is known at the end only, so it arrives under another one.
        let arrival = Path::from(format!("{ARRIVALS}/{}", self.ids.next().simple()));
        let upload = self.store.put_multipart(&arrival).await.map_err(Error::internal)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
        match copy(source, &mut upload, limit).await {
            Ok(stored) => {
                upload.finish().await.map_err(Error::internal)?;
                let _turn = self.turn.lock().await;
                // Takes the place of an equal file, which is renewed by that.
                self.store.rename(&arrival, &place(&stored.hash)).await.map_err(Error::internal)?;
                Ok(stored)
            }
            Err(error) => {
                upload.abort().await.map_err(Error::internal)?;
                Err(error)
            }
        }
    }

    async fn open(&self, hash: &Hash) -> Result<object_store::GetResult> {
        self.store.get(&place(hash)).await.map_err(failure)
    }
}

/// Where files stand while they arrive.
const ARRIVALS: &str = "arriving";
/// Bytes that are written at once.
const PART: usize = 1 << 20;

/// `ab/cdef…`: a folder of many thousand files is slow on some file systems.
fn place(hash: &Hash) -> Path {
    let name = hash.to_string();
    Path::from(format!("{}/{}", &name[..2], &name[2..]))
}

/// The file at this place; `None` for what still arrives.
fn name(place: &Path) -> Option<Hash> {
    let (folder, rest) = place.as_ref().split_once('/')?;
    format!("{folder}{rest}").parse().ok()
}

async fn copy<E>(
    source: impl Stream<Item = Result<Bytes, E>>,
    upload: &mut WriteMultipart,
    limit: u64,
) -> Result<Stored> {
    pin_mut!(source);
    let mut digest = Sha256::new();
    let mut size = 0;
    while let Some(part) = source.next().await {
        let part = part.map_err(|_| Error::invalid("file", "broken-off"))?;
        size += part.len() as u64;
        if size > limit {
            return Err(Error::TooLarge { limit });
        }
        digest.update(&part);
        upload.wait_for_capacity(1).await.map_err(Error::internal)?;
        upload.put(part);
    }
    Ok(Stored { hash: Hash::from(<[u8; 32]>::from(digest.finalize())), size })
}

/// False where it was put again or removed by somebody else meanwhile.
async fn remove_if_older(store: &dyn ObjectStore, path: &Path, before: DateTime<Utc>) -> Result<bool> {
    let removed = match store.head(path).await {
        Ok(now) if now.last_modified < before => store.delete(path).await,
        Ok(_) => return Ok(false),
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => Ok(true),
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        Err(error) => Err(Error::internal(error)),
    }
}

/// Empties a folder of what was last written before an instant. `object_store` does not list what it has not finished.
fn remove_older(folder: &std::path::Path, before: SystemTime) -> io::Result<u64> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let outcome = match entry.metadata().and_then(|file| file.modified()) {
            Ok(written) if written < before => std::fs::remove_file(entry.path()),
            Ok(_) => continue,
            Err(error) => Err(error),
        };
        match outcome {
            Ok(()) => removed += 1,
            // It has arrived.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(removed)
}

fn verify(expected: &Hash, found: [u8; 32]) -> Result<()> {
    let found = Hash::from(found);
    if found == *expected {
        Ok(())
    } else {
        Err(anyhow!("file {expected} holds {found}: the store is damaged").into())
    }
}

fn failure(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::internal(other),
    }
}
