//! `biokhe doctor`: whether all is well with this machine and its data, in a table for a person.

mod checks;
mod mail;

use crate::command;
use crate::config::{Config, Layers};
use anyhow::Result;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use web::Language;
use web::texts::Texts;

/// Looks at everything and fails where something has to be mended before it can serve.
pub(crate) async fn run(
    data: &Path,
    config: &Config,
    layers: &Layers,
    language: Language,
) -> Result<ExitCode> {
    let findings = checks::all(data, config, layers).await;
    write(&mut io::stdout().lock(), &findings, &command::texts()?, language)?;
    let broken = findings.iter().any(|finding| finding.state == State::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What one check found.
struct Finding {
    /// Key of what was looked at, after `doctor-`.
    subject: &'static str,
    state: State,
    /// Key of what it means, after `doctor-`.
    meaning: &'static str,
    /// The figure, the path or the message, as it comes from the machine.
    detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Good,
    /// Something will not work; the rest does.
    Lacking,
    /// It cannot serve.
    Broken,
}

fn write(out: &mut dyn Write, findings: &[Finding], texts: &Texts, language: Language) -> io::Result<()> {
    let get = |key: &str| texts.get(language, &format!("doctor-{key}"));
    let subjects: Vec<_> = findings.iter().map(|finding| get(finding.subject)).collect();
    let width = subjects.iter().map(|subject| subject.chars().count()).max().unwrap_or(0);
    for (finding, subject) in findings.iter().zip(subjects) {
        let mark = match finding.state {
            State::Good => "✓",
            State::Lacking => "!",
            State::Broken => "✗",
        };
        let meaning = get(finding.meaning);
        writeln!(out, "{mark} {subject:<width$}  {meaning}: {}", finding.detail)?;
    }
    Ok(())
}
