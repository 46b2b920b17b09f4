//! A PostgreSQL of our own for the tests: made at their start, gone at their end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{place, program, tools};

/// A running server; dropping it stops it and takes its data away.
pub struct Server {
    programs: PathBuf,
    data: PathBuf,
    port: u16,
}

impl Server {
    /// Starts one on a free port of the loopback address. It trusts everybody there and never waits for the disk:
    /// what it holds is worth nothing.
    pub fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed")?;
        let data = folder();
        let server = Self { programs, data, port: free_port()? };
        server.stop();
        server.make_folder()?;
        program::run_quietly(server.program("initdb").args([
            "--auth=trust",
            "--username=postgres",
            "--no-sync",
        ]))?;
        // Without a socket in the file system the length of the path does not matter.
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
             -c synchronous_commit=off -c full_page_writes=off -c max_connections=200",
            server.port
        );
        let log = server.data.join("log").to_string_lossy().into_owned();
        program::run_quietly(server.program("pg_ctl").args([
            "start",
            "--wait",
            "--log",
            &log,
            "--options",
            &options,
        ]))?;
        Ok(server)
    }

    /// Where tests find it.
    pub fn url(&self) -> String {
        format!("{}/postgres", self.address())
    }

    /// The same without a database.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    /// Makes an empty database.
    pub fn database(&self, name: &str) -> Result<()> {
        let port = self.port.to_string();
        program::run_quietly(self.program("createdb").args([
            "--host=127.0.0.1",
            "--username=postgres",
            "--port",
            &port,
            name,
        ]))
    }

    /// One of its programs on its data, run by somebody who is not root, which PostgreSQL refuses.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if tools::is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.env("PGDATA", &self.data).env("LC_ALL", "C.UTF-8").current_dir("/");
        command
    }

    /// An empty folder that belongs to whoever runs the server.
    fn make_folder(&self) -> Result<()> {
        std::fs::create_dir_all(&self.data)?;
        if tools::is_root() {
            program::run(Command::new("chown").arg("postgres:").arg(&self.data))?;
        }
        Ok(())
    }

    /// Also clears away what a run that was killed left behind.
    fn stop(&self) {
        if self.data.join("postmaster.pid").exists() {
            // A server that is gone already is as good as stopped.
            let _ = program::run_quietly(self.program("pg_ctl").args(["stop", "--mode=immediate"]));
        }
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder of its programs; Debian keeps them off the path, one folder a version, where links to a few of them lead.
pub fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> =
        std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let found = folders.into_iter().find(|folder| has_all(folder))?;
    found.join("initdb").canonicalize().ok()?.parent().map(Path::to_path_buf)
}

/// In the target folder, unless that lies where only root may enter, such as a checkout under `/root`.
fn folder() -> PathBuf {
    let target = place::target();
    let enters = |folder: &Path| {
        program::run_quietly(Command::new("runuser").args(["-u", "postgres", "--", "test", "-x"]).arg(folder))
            .is_ok()
    };
    let parent =
        if tools::is_root() && !enters(&target) { std::env::temp_dir().join("biokhe") } else { target };
    parent.join("postgres")
}

fn has_all(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
