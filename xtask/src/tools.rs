//! What the tests need beside Rust, Node and a C compiler: found, installed where we may, else named.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{place, postgres, program};

/// A program outside of ours, and the Debian packages that bring it.
struct Outside {
    name: &'static str,
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

const OUTSIDE: &[Outside] = &[
    Outside {
        name: "PostgreSQL 13 or newer",
        packages: &["postgresql"],
        is_there: || postgres::programs().is_some(),
    },
    Outside { name: "Chromium", packages: &["chromium"], is_there: || chromium().is_some() },
    Outside {
        name: "tesseract with Vietnamese",
        packages: &["tesseract-ocr", "tesseract-ocr-vie"],
        is_there: tesseract,
    },
    Outside {
        name: "poppler (pdftoppm, pdftotext)",
        packages: &["poppler-utils"],
        is_there: || program::exists("pdftoppm") && program::exists("pdftotext"),
    },
    Outside {
        name: "LibreOffice Calc and Writer (soffice)",
        packages: &["libreoffice-calc-nogui", "libreoffice-writer-nogui"],
        is_there: libreoffice,
    },
    Outside {
        name: "a face of the measures of Times New Roman with all Vietnamese letters (Liberation Serif 2)",
        packages: &["fonts-liberation2", "fontconfig"],
        is_there: times,
    },
];

/// A cargo subcommand, its version pinned so that a run today and in a year say the same.
struct Subcommand {
    name: &'static str,
    version: &'static str,
}

const SUBCOMMANDS: &[Subcommand] = &[
    Subcommand { name: "cargo-nextest", version: "0.9.143" },
    Subcommand { name: "cargo-deny", version: "0.20.2" },
];

/// Finds or brings everything.
pub fn provide() -> Result<()> {
    let missing: Vec<&Outside> = OUTSIDE.iter().filter(|outside| !(outside.is_there)()).collect();
    if !missing.is_empty() {
        install_packages(&missing)?;
    }
    for subcommand in SUBCOMMANDS.iter().filter(|subcommand| !has_cargo(subcommand.name)) {
        install_subcommand(subcommand)?;
    }
    Ok(())
}

/// Installs a cargo subcommand into the target folder, which leaves the machine as it was.
fn install_subcommand(Subcommand { name, version }: &Subcommand) -> Result<()> {
    println!("installing {name} {version}; it is compiled once, which takes some minutes");
    let root = folder().to_string_lossy().into_owned();
    let target = place::target().join("tools/build").to_string_lossy().into_owned();
    let arguments = [
        "install",
        "--quiet",
        "--locked",
        "--version",
        version,
        "--root",
        &root,
        "--target-dir",
        &target,
        name,
    ];
    program::run(&mut program::cargo(&arguments))?;
    std::fs::remove_dir_all(&target)?;
    Ok(())
}

fn install_packages(missing: &[&Outside]) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|outside| outside.name).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|outside| outside.packages).copied().collect();
    if !(program::exists("apt-get") && is_root()) {
        bail!(
            "missing: {}. On Debian: sudo apt-get install {}. Elsewhere install what gives these programs.",
            names.join(", "),
            packages.join(" ")
        );
    }
    println!("installing {}", packages.join(" "));
    let quiet = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        program::run_quietly(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
    };
    quiet(&["update"])?;
    quiet(&[["install", "--yes", "--no-install-recommends"].as_slice(), &packages].concat())
}

/// `cargo <subcommand>`, with the tools of the target folder on the path.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = program::cargo(arguments);
    let mut folders = vec![folder().join("bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    if let Ok(path) = std::env::join_paths(folders) {
        command.env("PATH", path);
    }
    command
}

/// The browser that prints fixtures and runs the journeys.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(program::find)
}

/// Whether we may install packages and must not run a database as ourselves.
pub fn is_root() -> bool {
    program::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn tesseract() -> bool {
    program::output(Command::new("tesseract").arg("--list-langs"))
        .is_ok_and(|languages| languages.lines().any(|language| language.trim() == "vie"))
}

/// Whether LibreOffice is there with both its parts; elsewhere than on Debian they come together.
fn libreoffice() -> bool {
    let Some(program) = program::find("soffice").and_then(|program| program.canonicalize().ok()) else {
        return false;
    };
    !cfg!(target_os = "linux")
        || ["libsclo.so", "libswlo.so"].iter().all(|part| program.with_file_name(part).is_file())
}

fn times() -> bool {
    ["Times New Roman", "Tinos", "Liberation Serif"].iter().any(|face| {
        let pattern = format!(":family={face}:lang=vi");
        program::output(Command::new("fc-list").arg(pattern)).is_ok_and(|found| !found.trim().is_empty())
    })
}

/// Whether a cargo subcommand is installed, on the path or in the target folder.
pub fn has_cargo(name: &str) -> bool {
    program::exists(name) || folder().join("bin").join(name).is_file()
}

fn folder() -> PathBuf {
    place::target().join("tools")
}
