//! Notices for tests.

use std::path::Path;

use super::{Post, Rules, Sender, Settings};
use crate::AppState;

/// As by default, with mails at seven into the folder `mail`.
pub(crate) fn settings(folder: &Path) -> Settings {
    Settings {
        rules: Rules { due_days: vec![14, 7, 1], escalation_days: 7 },
        hour: 7,
        sender: Sender::parse("BioKhê <biokhe@example.vn>").expect("an address"),
        post: Post::Folder(folder.join("mail")),
    }
}

/// The mails in the folder of a program, whole, in the order of their names.
pub(crate) fn mails(app: &AppState) -> Vec<(String, String)> {
    let Post::Folder(folder) = &app.notices.post else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mail = |entry: std::fs::DirEntry| {
        let bytes = std::fs::read(entry.path()).expect("a mail");
        (entry.file_name().to_string_lossy().into_owned(), String::from_utf8_lossy(&bytes).into_owned())
    };
    let mut mails: Vec<_> = entries.filter_map(Result::ok).map(mail).collect();
    mails.sort();
    mails
}
