//! The machine, as Linux tells of it.

use anyhow::{Context, Result};

/// Processor, cores, memory, system.
pub(crate) fn describe() -> Result<String> {
    let processors = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = processors
        .lines()
        .find(|line| line.starts_with("model name"))
        .and_then(|line| line.split(": ").nth(1));
    let memory = value(&std::fs::read_to_string("/proc/meminfo")?, "MemTotal")? / 1024 / 1024;
    let system = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    Ok(format!(
        "Machine: {}, {} cores, {memory} GiB, Linux {}.",
        model.unwrap_or("unknown processor"),
        std::thread::available_parallelism()?,
        system.trim()
    ))
}

/// A figure of this process in KiB: `VmHWM` is its peak of resident memory.
pub(crate) fn own_memory(name: &str) -> Result<u64> {
    value(&std::fs::read_to_string("/proc/self/status")?, name)
}

/// A figure of another process in KiB.
pub(crate) fn memory_of(process: u32, name: &str) -> Result<u64> {
    value(&std::fs::read_to_string(format!("/proc/{process}/status"))?, name)
}

fn value(text: &str, name: &str) -> Result<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let number = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
    number.with_context(|| format!("{name} is not there"))
}
