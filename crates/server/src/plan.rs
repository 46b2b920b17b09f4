//! `biokhe plan read`: a document in, its reading out. No database.

pub(crate) mod bounds;
pub(crate) mod import;
mod tree;

pub(crate) use bounds::patience;

use crate::command;
use crate::config::Config;
use anyhow::{Context, Result};
use app::readings::{ProgressLine, Report};
use documents::{Document, Limits, Progress, ReadError, ReadOptions, Step};
use reading::Reading;
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use web::Language;

/// What is typed after `biokhe plan read`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The document: DOCX, PDF, scan, plain text or Markdown; `-` for standard input.
    file: PathBuf,
    /// Print one JSON object instead of a tree.
    #[arg(long)]
    json: bool,
    /// Put the text of the document and its pieces into the object, under `source`.
    #[arg(long, requires = "json")]
    with_source: bool,
    /// Write JSON lines to standard error: `step`, `done` and `total` on the way, `error` where it cannot be read.
    #[arg(long)]
    progress: bool,
}

/// Bounds this process, reads the document and prints the reading. Fails with the reason in `language`.
pub(crate) fn read(arguments: &Arguments, config: &Config, language: Language) -> Result<ExitCode> {
    let Config { reader, uploads, .. } = config;
    let teller = Teller { language, as_lines: arguments.progress };
    bounds::set(reader, move || teller.fail("timeout"))?;
    let limits =
        Limits { input_bytes: uploads.bytes(), seconds: reader.time().as_secs() as u32, ..Limits::default() };
    let bytes = match bytes_of(&arguments.file, limits.input_bytes) {
        Ok(bytes) => bytes,
        Err(fault) => {
            let file = arguments.file.display();
            return Err(fault)
                .with_context(|| format!("{}: {file}", command::text(language, "command-no-file")));
        }
    };
    match parse(&bytes, &ReadOptions { limits, ..ReadOptions::default() }, &mut |progress| {
        teller.report(progress)
    }) {
        Ok((document, reading)) => {
            let mut out = BufWriter::new(io::stdout().lock());
            if arguments.json {
                let source = arguments.with_source.then_some(&document);
                serde_json::to_writer_pretty(&mut out, &Object { reading: &reading, source })?;
                writeln!(out)?;
            } else {
                tree::write(&mut out, &reading, &command::texts()?, language)?;
            }
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            teller.fail(error.code());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The object that is printed: the reading, and under `source` what it was read from.
#[derive(Serialize)]
struct Object<'reading> {
    #[serde(flatten)]
    reading: &'reading Reading,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'reading Document>,
}

fn parse(
    bytes: &[u8],
    options: &ReadOptions,
    report: &mut dyn FnMut(ProgressLine),
) -> Result<(Document, Reading), ReadError> {
    let document = documents::read(bytes, options, &mut |progress| report(line(progress)))?;
    let mut step = |name: &str| report(ProgressLine { step: name.to_owned(), done: 0, total: 1 });
    step("outline");
    let outline = documents::outline::outline(&document);
    step("meaning");
    let reading = reading::interpret(&document, &outline);
    Ok((document, reading))
}

fn line(Progress { step, done, total }: Progress) -> ProgressLine {
    let step = match step {
        Step::Detect => "detect",
        Step::Extract => "extract",
        Step::Scan => "scan",
    };
    ProgressLine { step: step.to_owned(), done, total }
}

/// The whole file; of one that is too large one byte more than `most`, which the reader then refuses.
pub(crate) fn bytes_of(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let source: Box<dyn Read> =
        if file == Path::new("-") { Box::new(io::stdin()) } else { Box::new(File::open(file)?) };
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Tells how it goes: in lines for a program, else in words for a person.
#[derive(Clone, Copy)]
struct Teller {
    language: Language,
    as_lines: bool,
}

impl Teller {
    fn report(self, progress: ProgressLine) {
        if self.as_lines {
            self.line(&Report::Progress(progress));
        }
    }

    /// `code` is the key of the reason in `locales/`, after `error-`.
    fn fail(self, code: &str) {
        if self.as_lines {
            self.line(&Report::Failed { error: code.to_owned() });
        } else {
            let [told, help] =
                ["", "-help"].map(|end| command::text(self.language, &format!("error-{code}{end}")));
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(io::stderr(), "biokhe: {told} {help}");
        }
    }

    fn line(self, report: &Report) {
        if let Ok(line) = serde_json::to_string(report) {
            let _ = writeln!(io::stderr(), "{line}");
        }
    }
}
