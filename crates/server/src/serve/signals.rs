//! SIGTERM (a service manager) and SIGINT (Ctrl-C) ask it to stop; a second one stops it at once.

use anyhow::Result;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancels `stop` on the first signal.
pub(super) fn listen(stop: CancellationToken) -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if stop.is_cancelled() {
                tracing::warn!("told to stop a second time: stopping at once");
                std::process::exit(1);
            }
            tracing::info!("told to stop");
            stop.cancel();
        }
    });
    Ok(())
}
