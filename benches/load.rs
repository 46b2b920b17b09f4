//! Many requests at once, by Debian's `wrk`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::machine;

/// Connections that ask at the same time.
pub(crate) const CONNECTIONS: usize = 8;
/// How often each is measured; the best run counts, since whatever else runs only makes it worse.
pub(crate) const RUNS: usize = 3;
const SECONDS: u64 = 2;

/// One run.
pub(crate) struct Run {
    pub(crate) requests_per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p95: Duration,
    /// What the processes that answer computed for each request.
    pub(crate) computed: Duration,
}

/// The best run: the one with the least p95. `head` are lines such as `Cookie: …`; `of` are the processes that answer, named
/// anew for each run.
pub(crate) fn best(
    url: &str,
    head: &[String],
    folder: &Path,
    of: &dyn Fn() -> Result<Vec<u32>>,
) -> Result<Run> {
    once(url, head, folder, of, 1)?;
    let mut best = once(url, head, folder, of, SECONDS)?;
    for _ in 1..RUNS {
        let run = once(url, head, folder, of, SECONDS)?;
        if run.p95 < best.p95 {
            best = run;
        }
    }
    Ok(best)
}

fn once(
    url: &str,
    head: &[String],
    folder: &Path,
    of: &dyn Fn() -> Result<Vec<u32>>,
    seconds: u64,
) -> Result<Run> {
    let script = folder.join("figures.lua");
    std::fs::write(&script, SCRIPT)?;
    let computed = || of()?.into_iter().map(machine::computed_by).sum::<Result<Duration>>();
    let before = computed()?;
    let mut wrk = Command::new("wrk");
    wrk.args(["--threads", "1", "--connections", &CONNECTIONS.to_string(), "--timeout", "30s"]);
    wrk.arg("--duration").arg(format!("{seconds}s")).arg("--script").arg(&script);
    for line in head {
        wrk.arg("--header").arg(line);
    }
    let output = wrk.arg(url).output().context("wrk cannot be started")?;
    let printed = String::from_utf8(output.stdout)?;
    let after = computed()?;
    let figures = printed.lines().find_map(|line| line.strip_prefix("figures ")).context("wrk is silent")?;
    let figures: Vec<u64> = figures.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [requests, microseconds, p50, p95, wrong] = figures[..] else {
        anyhow::bail!("wrk printed {printed}");
    };
    ensure!(wrong == 0 && requests > 0, "{url}: {wrong} of {requests} requests failed");
    Ok(Run {
        requests_per_second: requests as f64 * 1e6 / microseconds as f64,
        p50: Duration::from_micros(p50),
        p95: Duration::from_micros(p95),
        computed: (after.saturating_sub(before)).div_f64(requests as f64),
    })
}

const SCRIPT: &str = r#"done = function(summary, latency, requests)
  local errors = summary.errors
  local wrong = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("figures %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), wrong))
end
"#;
