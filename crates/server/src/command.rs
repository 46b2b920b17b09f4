//! What is typed after `biokhe`.

use crate::config::{Config, DEFAULT, Layers, SETTINGS_FILE};
use crate::refusal::in_words;
use crate::{
    audit, backup, doctor, document, instance, person, plan, report, restore, sample, serve, settings,
};
use anyhow::{Context, Result, anyhow};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use web::Language;
use web::texts::Texts;

/// Carries out a local authority's action plan, from the plan's document on.
#[derive(Debug, Parser)]
#[command(name = "biokhe", version)]
pub(crate) struct Arguments {
    /// Folder of the database, the files and `biokhe.toml`.
    #[arg(long, global = true, value_name = "DIR", default_value = "data")]
    pub(crate) data: PathBuf,
    /// File of settings instead of `biokhe.toml` in the data folder.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Language of what is written; otherwise that of the environment variable LANG.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Spoken>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages (what it does without a command).
    Serve,
    /// Work with one plan's document.
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Look at an official document.
    #[command(subcommand)]
    Document(DocumentCommand),
    /// Make the report of a period, or compare a file with what was issued.
    #[command(subcommand)]
    Report(ReportCommand),
    /// Look after those who sign in, where the pages cannot.
    #[command(subcommand)]
    Person(PersonCommand),
    /// The sample town, to look around before one's own data is there.
    #[command(subcommand)]
    Sample(SampleCommand),
    /// Check the record of who did what when.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Write database, files and `biokhe.toml` of the data folder to one archive, also while the server runs.
    Backup {
        /// The archive to be made; must not be there yet.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Check an archive that `backup` wrote and put it in the place of the data folder, which is kept beside.
    Restore {
        /// The archive.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Bring the database up to date.
    Migrate,
    /// Look whether all is well with this machine and its data.
    Doctor,
    /// Show the settings in force and where each comes from.
    Config,
}

#[derive(Debug, Subcommand)]
enum PlanCommand {
    /// Read a document and print its clauses, targets, duties and reporting rule.
    Read(plan::Arguments),
    /// Take a document in for review, or keep it as a plan at once.
    Import(plan::import::Arguments),
}

#[derive(Debug, Subcommand)]
enum DocumentCommand {
    /// Say which rules of the layout of official documents a Word file or a PDF breaks; fails where it breaks one.
    Check(document::Arguments),
}

#[derive(Debug, Subcommand)]
enum ReportCommand {
    /// Write the report of a period as a Word file and a PDF: the files that were issued, else what it would say now.
    Build(report::Build),
    /// Say whether a file is one that was issued here, to the byte; fails where it is not.
    Verify {
        /// The Word file or PDF; `-` for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum PersonCommand {
    /// Let somebody in again who has lost their phone and recovery codes, or their password: prints a new invitation link,
    /// turns their second step off and signs them out, also while the server runs.
    Recover {
        /// Their name to sign in with.
        login: String,
    },
}

#[derive(Debug, Subcommand)]
enum SampleCommand {
    /// Put it into an empty instance, and print what its people sign in with.
    Load,
    /// Take it away again; administrators and the audit stay.
    Remove {
        /// Also what somebody wrote down since it was loaded.
        #[arg(long)]
        everything: bool,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Read the whole chain of events; fails where one was changed, removed, added or moved.
    Verify {
        /// A head that was kept elsewhere, as `audit head` printed it: the chain has to hold it still.
        #[arg(long, value_name = "NUMBER:HASH")]
        head: Option<db::Head>,
    },
    /// Print the last link of the chain, to be kept where nobody who can write to the database can.
    Head,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Spoken {
    Vi,
    En,
}

/// Does what was typed.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let layers = arguments.layers()?;
    let config = Config::new(&layers)?;
    match arguments.command.as_ref().unwrap_or(&Command::Serve) {
        Command::Serve => in_runtime(serve::run(&arguments.data, config)),
        Command::Plan(PlanCommand::Read(read)) => plan::read(read, &config, arguments.language()),
        Command::Plan(PlanCommand::Import(import)) => {
            in_runtime(plan::import::run(&arguments.data, &config, import, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Document(DocumentCommand::Check(check)) => {
            document::check(check, &config, arguments.language())
        }
        Command::Report(ReportCommand::Build(wanted)) => {
            in_runtime(report::make(&arguments.data, &config, wanted, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Report(ReportCommand::Verify { file }) => {
            in_runtime(report::verify(&arguments.data, &config, file, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Person(PersonCommand::Recover { login }) => {
            in_runtime(person::recover(&arguments.data, &config, login, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Sample(SampleCommand::Load) => {
            in_runtime(sample::load(&arguments.data, &config, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Sample(SampleCommand::Remove { everything }) => {
            in_runtime(sample::remove(&arguments.data, &config, *everything, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Audit(AuditCommand::Verify { head }) => {
            in_runtime(audit::verify(&arguments.data, &config, head.as_ref(), arguments.language()))
        }
        Command::Audit(AuditCommand::Head) => {
            in_runtime(audit::head(&arguments.data, &config, arguments.language()))
        }
        Command::Backup { file } => {
            in_runtime(backup::run(&arguments.data, &config, file, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Restore { file } => {
            in_runtime(restore::run(&arguments.data, &config, file, arguments.language()))
                .map_err(|fault| in_words(fault, arguments.language()))
        }
        Command::Migrate => in_runtime(instance::migrate(&arguments.data, &config)),
        Command::Doctor => in_runtime(doctor::run(&arguments.data, &config, &layers, arguments.language())),
        Command::Config => settings::show(&layers),
    }
}

impl Arguments {
    fn layers(&self) -> Result<Layers> {
        let layers = Layers::new(DEFAULT)?;
        let usual = self.data.join(SETTINGS_FILE);
        let layers = match &self.config {
            Some(path) => layers.with_file(path)?,
            None if usual.exists() => layers.with_file(&usual)?,
            None => layers,
        };
        // A variable that is not text is none of ours.
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        layers.with_environment(variables)
    }

    fn language(&self) -> Language {
        match self.lang {
            Some(Spoken::Vi) => Language::Vi,
            Some(Spoken::En) => Language::En,
            None if std::env::var("LANG").is_ok_and(|lang| lang.starts_with("en")) => Language::En,
            None => Language::default(),
        }
    }
}

fn in_runtime(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting threads")?
        .block_on(work)
}

/// The texts of the command line.
pub(crate) fn texts() -> Result<Texts> {
    Texts::load().map_err(|fault| anyhow!(fault))
}

/// One of them; its key where the texts cannot be read.
pub(crate) fn text(language: Language, key: &str) -> String {
    Texts::load().map_or_else(|_| key.to_owned(), |texts| texts.get(language, key))
}
