//! Logs on standard error, for a person or for a collector.

use crate::config::{Log, LogFormat};
use anyhow::{Context, Result, anyhow};
use tracing_subscriber::EnvFilter;

/// Starts logging; only once in a process.
pub(super) fn start(settings: &Log) -> Result<()> {
    let filter =
        EnvFilter::try_new(&settings.level).with_context(|| format!("log.level = {:?}", settings.level))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.format {
        LogFormat::Pretty => lines.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    }
    .map_err(|fault| anyhow!(fault))
}
