//! The programs outside: where they are, and how they are run.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::ReadError;

/// Where the programs that read scans are; those not named are looked for on `PATH`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// Tesseract 4 or later, with its data for Vietnamese.
    pub tesseract: Option<PathBuf>,
    /// `pdftoppm` of Poppler.
    pub pdftoppm: Option<PathBuf>,
}

/// Seconds that one page may take one program.
const PAGE_SECONDS: u32 = 120;
/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// A table of words larger than this is of no page.
const TABLE_BYTES: u64 = 20 << 20;

/// When everything must be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    at: Instant,
    seconds: u32,
}

impl Deadline {
    pub(super) fn after(seconds: u32) -> Self {
        Self { at: Instant::now() + Duration::from_secs(seconds.into()), seconds }
    }
}

/// The programs, found and able.
#[derive(Debug)]
pub(super) struct Tools {
    tesseract: PathBuf,
    pdftoppm: PathBuf,
}

impl Tools {
    /// Finds the programs and asks the recogniser for its Vietnamese.
    ///
    /// # Errors
    /// `no-tesseract` names what is missing.
    pub(super) fn find(programs: &Programs, for_pdf: bool) -> Result<Self, ReadError> {
        let tesseract = find(programs.tesseract.as_deref(), "tesseract")?;
        let pdftoppm = if for_pdf { find(programs.pdftoppm.as_deref(), "pdftoppm")? } else { PathBuf::new() };
        let tools = Self { tesseract, pdftoppm };
        let folder = super::folder()?;
        let out = folder.path().join("languages");
        run(&tools.tesseract, ["--list-langs"], &out, Deadline::after(PAGE_SECONDS))?;
        let languages = std::fs::read_to_string(&out).unwrap_or_default();
        if !languages.lines().any(|language| language.trim() == "vie") {
            return Err(missing("tesseract-ocr-vie"));
        }
        Ok(tools)
    }

    /// Draws a page of a PDF and gives the file of the picture (PPM).
    ///
    /// # Errors
    /// `timeout`, `broken`.
    pub(super) fn render(
        &self,
        file: &Path,
        page: u32,
        dpi: f64,
        place: &Path,
        deadline: Deadline,
    ) -> Result<PathBuf, ReadError> {
        let (page, dpi, out) = (page.to_string(), format!("{dpi:.1}"), place.join("page.ppm"));
        let words = ["-q", "-r", &dpi, "-f", &page, "-l", &page].map(OsString::from);
        run(&self.pdftoppm, words.into_iter().chain([file.into()]), &out, deadline)?;
        Ok(out)
    }

    /// The table of words (TSV) that the recogniser makes of a picture, of one page of it where a page is named (from
    /// 0).
    ///
    /// # Errors
    /// `timeout`, `broken`.
    pub(super) fn recognise(
        &self,
        file: &Path,
        page: Option<u32>,
        dpi: f64,
        place: &Path,
        deadline: Deadline,
    ) -> Result<String, ReadError> {
        let out = place.join("words.tsv");
        let mut words: Vec<OsString> = vec![file.into(), "-".into()];
        words.extend(["-l", "vie", "--oem", "1", "--psm", "4", "--dpi"].map(OsString::from));
        words.push(format!("{dpi:.0}").into());
        if let Some(page) = page {
            words.extend(["-c".into(), format!("tessedit_page_number={page}").into()]);
        }
        words.push("tsv".into());
        run(&self.tesseract, words, &out, deadline)?;
        let size = std::fs::metadata(&out).map_err(ReadError::broken)?.len();
        if size > TABLE_BYTES {
            return Err(ReadError::broken("a page with more words than paper holds"));
        }
        let table = std::fs::read(&out).map_err(ReadError::broken)?;
        Ok(String::from_utf8_lossy(&table).into_owned())
    }
}

/// Runs a program until it ends, with nothing of our surroundings but where to find its data, and with one thread.
fn run(
    program: &Path,
    words: impl IntoIterator<Item = impl AsRef<OsStr>>,
    out: &Path,
    deadline: Deadline,
) -> Result<(), ReadError> {
    let out = File::create(out).map_err(ReadError::broken)?;
    let mut command = Command::new(program);
    command.args(words).env_clear().env("OMP_THREAD_LIMIT", "1").env("LC_ALL", "C.UTF-8");
    if let Some(data) = std::env::var_os("TESSDATA_PREFIX") {
        command.env("TESSDATA_PREFIX", data);
    }
    command.stdin(Stdio::null()).stdout(out).stderr(Stdio::null());
    let mut child = Killed(command.spawn().map_err(|_| missing(&name(program)))?);
    let end = deadline.at.min(Instant::now() + Duration::from_secs(PAGE_SECONDS.into()));
    loop {
        match child.0.try_wait().map_err(ReadError::broken)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(ReadError::broken(format!("{} ended with {status}", name(program)))),
            None if Instant::now() > end => {
                let seconds = deadline.seconds.min(PAGE_SECONDS);
                return Err(ReadError::Timeout { seconds });
            }
            None => std::thread::sleep(LOOK),
        }
    }
}

/// A child that does not outlive whoever waits for it.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        // It may have ended by itself; there is nobody to tell.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn find(named: Option<&Path>, name: &str) -> Result<PathBuf, ReadError> {
    if let Some(path) = named {
        return if path.is_file() { Ok(path.to_owned()) } else { Err(missing(name)) };
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&folders).map(|folder| folder.join(name));
    places.find(|path| path.is_file()).ok_or_else(|| missing(name))
}

fn missing(program: &str) -> ReadError {
    ReadError::NoTesseract { program: program.to_owned() }
}

fn name(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
