//! What a process that reads a document may take, set by itself before it looks at a byte: a hostile file ends this
//! process, never the machine.

use crate::config::Reader;
use anyhow::{Context, Result};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::{getpgrp, getpid};
use std::thread;
use std::time::Duration;

/// Bounds memory, computing time and files written, and ends the process after its time by the clock; `tell` is called
/// before that. Programs that it starts inherit the bounds.
pub(crate) fn set(reader: &Reader, tell: impl FnOnce() + Send + 'static) -> Result<()> {
    for (resource, most) in [
        (Resource::RLIMIT_AS, reader.memory()),
        (Resource::RLIMIT_CPU, reader.compute_seconds.into()),
        (Resource::RLIMIT_FSIZE, WRITTEN_BYTES),
        // What stood in the document does not belong on the disk.
        (Resource::RLIMIT_CORE, 0),
    ] {
        let (_, hard) = getrlimit(resource).with_context(|| format!("{resource:?}"))?;
        let most = most.min(hard);
        setrlimit(resource, most, most).with_context(|| format!("{resource:?}"))?;
    }
    watch(reader.time() + GRACE, tell);
    Ok(())
}

/// How long whoever starts such a process waits for it: longer than it bears itself, so that it can say why it ends.
pub(crate) fn patience(reader: &Reader) -> Duration {
    reader.time() + 2 * GRACE
}

/// Pictures of pages, one at a time, and the result.
const WRITTEN_BYTES: u64 = 512 << 20;
/// The readers look at the clock themselves and say more; this is for those that cannot.
const GRACE: Duration = Duration::from_secs(5);

fn watch(time: Duration, tell: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        thread::sleep(time);
        tell();
        // Programs started for a scan go too, where this process leads its group.
        if getpgrp() == getpid() {
            let _ = killpg(getpgrp(), Signal::SIGKILL);
        }
        std::process::exit(1);
    });
}
