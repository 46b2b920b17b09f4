//! DuckDB from PyPI beside us: the same cells in its memory, the same totals, one run.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use uuid::Uuid;

use crate::measure;

/// Python with DuckDB and the cells; dropping it ends it.
pub(super) struct Duckdb {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    pub(super) version: String,
}

/// What it finds for a unit and an indicator.
#[derive(Debug)]
pub(super) struct Theirs {
    pub(super) unit: Uuid,
    pub(super) indicator: Uuid,
    pub(super) part: i128,
    /// Of a share.
    pub(super) whole: Option<i128>,
    /// Values, estimates, stale ones; not applicable, not reported.
    pub(super) counts: [u64; 5],
}

impl Duckdb {
    /// Installs it into an environment of its own, where it stays, and loads the cells of a folder.
    pub(super) fn start(environment: &Path, cells: &Path) -> Result<Self> {
        let python = install(environment)?;
        let script = cells.join("duckdb-roll-up.py");
        std::fs::write(&script, include_str!("duckdb.py"))?;
        let mut command = Command::new(python);
        command.arg(&script).arg(cells).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let to = child.stdin.take().context("no way in")?;
        let from = BufReader::new(child.stdout.take().context("no way out")?);
        let mut duckdb = Self { child, to, from, version: String::new() };
        let ready = duckdb.line()?;
        duckdb.version = ready.strip_prefix("ready ").context("DuckDB says something else")?.to_owned();
        Ok(duckdb)
    }

    /// How long it takes for the years until one.
    pub(super) fn roll_up(&mut self, last: i32) -> Result<Duration> {
        writeln!(self.to, "{last}")?;
        Ok(Duration::from_secs_f64(self.line()?.parse()?))
    }

    /// What it finds for the years until one.
    pub(super) fn totals(&mut self, last: i32, file: &Path) -> Result<Vec<Theirs>> {
        writeln!(self.to, "{last} {}", file.display())?;
        self.line()?;
        ensure!(self.line()? == "written", "DuckDB says something else");
        std::fs::read_to_string(file)?.lines().map(Theirs::read).collect()
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        ensure!(!line.is_empty(), "DuckDB has ended");
        Ok(line.trim().to_owned())
    }
}

impl Drop for Duckdb {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Theirs {
    fn read(line: &str) -> Result<Self> {
        let fields: [&str; 9] = line
            .split(',')
            .collect::<Vec<_>>()
            .try_into()
            .map_err(|_| anyhow::anyhow!("DuckDB writes {line}"))?;
        let [unit, indicator, part, whole, counts @ ..] = fields;
        let counts = counts.map(str::parse);
        let [values, estimates, stale, not_applicable, not_reported] = counts;
        Ok(Self {
            unit: unit.parse()?,
            indicator: indicator.parse()?,
            part: part.parse()?,
            whole: (!whole.is_empty()).then(|| whole.parse()).transpose()?,
            counts: [values?, estimates?, stale?, not_applicable?, not_reported?],
        })
    }
}

/// The Python of an environment with DuckDB in it.
fn install(environment: &Path) -> Result<PathBuf> {
    let python = environment.join("bin/python");
    let has_it = |python: &Path| measure::silent(Command::new(python).args(["-c", "import duckdb"])).is_ok();
    if !has_it(&python) {
        measure::silent(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment))?;
        measure::silent(Command::new(&python).args(["-m", "pip", "install", "--quiet", "duckdb"]))?;
        ensure!(has_it(&python), "duckdb is installed and cannot be imported");
    }
    Ok(python)
}
