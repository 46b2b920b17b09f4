//! The machine, as Linux tells of it.

use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

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

/// What a process takes for itself of the memory it shares, in KiB.
pub(crate) fn share_of(process: u32) -> Result<u64> {
    value(&std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?, "Pss")
}

/// Lets the peak of resident memory be counted anew.
pub(crate) fn forget_peak(process: u32) -> Result<()> {
    Ok(std::fs::write(format!("/proc/{process}/clear_refs"), "5")?)
}

/// What a process has computed up to now.
pub(crate) fn computed_by(process: u32) -> Result<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name before stands in brackets and may hold anything.
    let fields: Vec<&str> =
        text.rsplit(')').next().map(|rest| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).context("no times");
    // Linux tells it in hundredths of a second.
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// A process and those it has started.
pub(crate) fn family(process: u32) -> Result<Vec<u32>> {
    let mut all = vec![process];
    // Each thread has its own.
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let children = std::fs::read_to_string(thread?.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace() {
            // It may have ended meanwhile.
            all.extend(family(child.parse()?).unwrap_or_default());
        }
    }
    Ok(all)
}

/// Runs a program to its end; the most memory in KiB that it and those it started had at a time, looked at every few milliseconds.
pub(crate) fn peak_of(command: &mut Command) -> Result<u64> {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = quiet.spawn()?;
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "{command:?} ended with {status}");
            return Ok(peak);
        }
        let all = family(child.id()).unwrap_or_default();
        let resident = all.into_iter().map(|process| memory_of(process, "VmRSS").unwrap_or_default());
        peak = peak.max(resident.sum());
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn value(text: &str, name: &str) -> Result<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let number = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
    number.with_context(|| format!("{name} is not there"))
}
