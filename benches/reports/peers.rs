//! LibreOffice and docxtpl from PyPI beside us.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use charts::Drawing;
use documents::write::OfficialDocument;

use super::{Often, content};
use crate::measure;

/// What is installed from PyPI: docxtpl and what it is made of.
const PACKAGES: [&str; 5] =
    ["docxtpl==0.20.2", "python-docx==1.2.0", "jinja2==3.1.6", "lxml==6.1.3", "markupsafe==3.0.4"];

/// LibreOffice with a profile of its own.
pub(super) struct Office {
    profile: PathBuf,
    pub(super) version: String,
}

impl Office {
    /// Where it is installed.
    pub(super) fn find(folder: &Path) -> Result<Self> {
        let output =
            Command::new("soffice").arg("--version").output().context("soffice cannot be started")?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let version = printed.split_whitespace().nth(1).context("soffice tells no version")?;
        Ok(Self { profile: folder.canonicalize()?.join("profile"), version: version.to_owned() })
    }

    /// Turns a document into a PDF in a folder.
    pub(super) fn print(&self, file: &Path, into: &Path) -> Command {
        let mut command = Command::new("soffice");
        command.arg(format!("-env:UserInstallation=file://{}", self.profile.display()));
        command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(into).arg(file);
        command
    }
}

/// docxtpl with a template and all that fills it in a folder.
pub(super) struct Docxtpl {
    python: PathBuf,
    script: PathBuf,
    folder: PathBuf,
}

impl Docxtpl {
    /// Installs it into an environment of its own, where it stays, and lays its input out. The charts become pictures by a browser.
    pub(super) fn prepare(
        environment: &Path,
        folder: &Path,
        report: &OfficialDocument,
        chromium: &str,
    ) -> Result<Self> {
        let python = install(environment)?;
        let script = folder.join("docxtpl-fill.py");
        std::fs::write(&script, include_str!("docxtpl.py"))?;
        std::fs::write(folder.join("content.json"), serde_json::to_vec(report)?)?;
        for (chart, number) in content::charts(report).zip(1..) {
            picture(chart, &folder.join(format!("chart{number}.svg")), chromium)?;
        }
        let docxtpl = Self { python, script, folder: folder.to_owned() };
        measure::silent(&mut docxtpl.command("template"))?;
        Ok(docxtpl)
    }

    /// Fills the template once.
    pub(super) fn once(&self) -> Command {
        self.command("once")
    }

    /// Fills it over and over in one process.
    pub(super) fn often(&self, runs: usize) -> Result<Often> {
        Often::of(self.command("often").arg(runs.to_string()))
    }

    /// What it fills.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.join("docxtpl.docx")
    }

    /// Its name and version.
    pub(super) fn name() -> String {
        PACKAGES[0].replace("==", " ")
    }

    fn command(&self, mode: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).arg(mode).arg(&self.folder);
        command
    }
}

/// Draws a chart, and makes a PNG of it beside, four dots for each of its own.
fn picture(chart: &Drawing, file: &Path, chromium: &str) -> Result<()> {
    std::fs::write(file, charts::svg(chart, ""))?;
    let png = file.with_extension("png");
    let mut command = Command::new(chromium);
    command.args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]);
    command.arg(format!("--user-data-dir={}", file.with_file_name("browser").display()));
    command
        .args(["--force-device-scale-factor=2", &format!("--window-size={},{}", chart.width, chart.height)]);
    command.arg(format!("--screenshot={}", png.display())).arg(format!("file://{}", file.display()));
    measure::silent(&mut command)?;
    ensure!(png.is_file(), "{} is no picture", file.display());
    Ok(())
}

/// The Python of an environment with exactly these packages in it.
fn install(environment: &Path) -> Result<PathBuf> {
    let (python, stamp) = (environment.join("bin/python"), environment.join("packages"));
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        // Debian's own: a version of somebody's may have no venv.
        let venv = measure::silent(
            Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(environment),
        );
        venv.context("no environment (on Debian: `apt-get install python3-venv`)")?;
        measure::silent(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
        std::fs::write(&stamp, wanted)?;
    }
    Ok(python)
}
