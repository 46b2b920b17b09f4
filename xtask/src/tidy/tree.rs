//! The files of the repository, committed or about to be.

use std::path::Path;

use anyhow::Result;

use crate::{place, program};

/// Every text file that git knows or would add, read once.
pub struct Tree {
    /// In the order of their paths.
    pub files: Vec<File>,
}

/// A text file.
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Tree {
    /// Reads them; what is not UTF-8 is left out.
    pub fn load() -> Result<Self> {
        let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
        let listed = program::output(&mut program::within(place::root(), "git", &arguments))?;
        let mut paths: Vec<&str> = listed.lines().collect();
        paths.sort_unstable();
        paths.dedup();
        let read = |path: &str| {
            let text = std::fs::read_to_string(place::root().join(path)).ok()?;
            Some(File { path: path.to_owned(), text })
        };
        Ok(Self { files: paths.into_iter().filter_map(read).collect() })
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Files whose names end so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    /// Whether a file or folder is there, committed or not: a folder may be made by a command.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }) || Path::new(place::root()).join(path).is_file()
    }
}
