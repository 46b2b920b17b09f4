//! `biokhe document check`: whether a Word file or a PDF keeps to the layout of official documents. No database.

use crate::command;
use crate::config::Config;
use crate::plan::{bounds, bytes_of};
use anyhow::{Context, Result};
use documents::check::{self, Broken};
use documents::write::Layout;
use documents::{Limits, ReadError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use web::Language;
use web::texts::Texts;

/// What is typed after `biokhe document check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The Word file or PDF; `-` for standard input.
    file: PathBuf,
    /// Print one JSON array instead of a list.
    #[arg(long)]
    json: bool,
}

/// Bounds this process, checks the file and prints the rules that it breaks. Fails where there is one.
pub(crate) fn check(arguments: &Arguments, config: &Config, language: Language) -> Result<ExitCode> {
    let Config { reader, uploads, .. } = config;
    bounds::set(reader, move || tell(language, "timeout"))?;
    let limits = Limits { input_bytes: uploads.bytes(), ..Limits::default() };
    let bytes = bytes_of(&arguments.file, limits.input_bytes).with_context(|| {
        format!("{}: {}", command::text(language, "command-no-file"), arguments.file.display())
    })?;
    let layout = Layout::decree_30();
    let broken = match check::file(&bytes, &layout, &limits) {
        Ok(broken) => broken,
        Err(error) => {
            // More forms can be read than checked.
            let is_other = matches!(error, ReadError::Unsupported { .. });
            tell(language, if is_other { "unchecked" } else { error.code() });
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &broken)?;
        writeln!(out)?;
    } else {
        list(&mut out, &arguments.file, &broken, &layout, language)?;
    }
    out.flush()?;
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(
    out: &mut impl Write,
    file: &Path,
    broken: &[Broken],
    layout: &Layout,
    language: Language,
) -> Result<()> {
    let texts = command::texts()?;
    let text = |key: &str| texts.get(language, key);
    let verdict = text(if broken.is_empty() { "document-keeps" } else { "document-breaks" });
    writeln!(out, "{}: {verdict} ({})", file.display(), layout.source)?;
    for one in broken {
        writeln!(out, "- {}", line(&texts, language, one))?;
    }
    Ok(())
}

fn line(texts: &Texts, language: Language, Broken { rule, found, wanted }: &Broken) -> String {
    let text = |key: &str| texts.get(language, key);
    let name = text(&format!("rule-{}", rule.name()));
    let found = format!("{}: {found}", text("document-found"));
    let wanted = match wanted.as_str() {
        "" => String::new(),
        wanted => format!("; {}: {wanted}", text("document-wanted")),
    };
    format!("{name}. {found}{wanted}")
}

/// `code` is the key of the reason in `locales/`, after `error-`.
fn tell(language: Language, code: &str) {
    let [told, help] = ["", "-help"].map(|end| command::text(language, &format!("error-{code}{end}")));
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "biokhe: {told} {help}");
}
