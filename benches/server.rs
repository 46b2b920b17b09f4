//! The server: its start, its memory at rest, the weight of its first page.

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::{Surroundings, http, machine, measure};

/// How long it may take before we give up.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it rests before its memory is read.
pub(crate) const REST: Duration = Duration::from_secs(5);

/// Prints the table.
pub(crate) fn report(surroundings: &Surroundings) -> Result<()> {
    let folder = surroundings.fixtures.join("bench-server");
    let mut starts = Vec::new();
    for _ in 0..measure::RUNS {
        starts.push(Server::start_empty(&surroundings.biokhe, &folder)?.started_in);
    }
    starts.sort_unstable();
    let server = Server::start_empty(&surroundings.biokhe, &folder)?;
    std::thread::sleep(REST);
    let memory = machine::memory_of(server.child.id(), "VmRSS")?;
    let resources = resources(&surroundings.chromium, server.address, &folder)?;
    let mut weight = 0;
    for path in &resources {
        let answer = http::get(server.address, path)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        weight += answer.bytes;
    }
    println!("## Server\n");
    println!("| figure | value | goal |");
    println!("|---|---|---|");
    println!(
        "| start with an empty data folder to the first answer | {} | 500 ms |",
        measure::milliseconds(starts[starts.len() / 2])
    );
    println!("| resident memory at rest, after the first page | {} MB | 60 MB |", memory * 1024 / 1_000_000);
    println!(
        "| first page as Chromium loads it: {} requests, compressed, with heads | {} kB | 100 kB |",
        resources.len(),
        weight / 1000
    );
    println!();
    Ok(())
}

/// A running server; dropping it ends it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) started_in: Duration,
}

impl Server {
    /// Starts it on an empty data folder and waits for its first page.
    fn start_empty(biokhe: &Path, folder: &Path) -> Result<Self> {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder)?;
        Self::start(biokhe, &folder.join("data"), None)
    }

    /// Starts it on a data folder, and a database beside it where one is named, and waits for its first page.
    pub(crate) fn start(biokhe: &Path, data: &Path, url: Option<&str>) -> Result<Self> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let start = Instant::now();
        let mut command = Command::new(biokhe);
        command
            .arg("--data")
            .arg(data)
            .arg("serve")
            .env("BIOKHE__SERVER__LISTEN", address.to_string())
            .env("BIOKHE__DATABASE__URL", url.unwrap_or_default());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while !http::get(address, "/").is_ok_and(|answer| answer.status == 200) {
            ensure!(start.elapsed() < PATIENCE, "the server does not answer");
            std::thread::sleep(Duration::from_millis(2));
        }
        server.started_in = start.elapsed();
        Ok(server)
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing that is worth a graceful end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a browser asks of us for the first page, from the log of its requests.
fn resources(chromium: &str, server: SocketAddr, folder: &Path) -> Result<BTreeSet<String>> {
    // Chromium writes nowhere where the path leads up on the way.
    let log: PathBuf = folder.canonicalize()?.join("requests.json");
    let mut command = Command::new(chromium);
    command.args([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-sync",
    ]);
    command.args([
        "--disable-background-networking",
        "--disable-component-update",
        "--virtual-time-budget=5000",
    ]);
    command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
    command
        .arg(format!("--log-net-log={}", log.display()))
        .arg("--dump-dom")
        .arg(format!("http://{server}/"));
    measure::silent(&mut command)?;
    let text = std::fs::read_to_string(&log).with_context(|| log.display().to_string())?;
    let mark = format!("\"url\":\"http://{server}");
    let paths: BTreeSet<String> = text
        .split(mark.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    ensure!(paths.contains("/"), "the log of the browser does not name the page");
    Ok(paths)
}
