//! Notices for tests.

use std::path::Path;

use super::{Post, Rules, Sender, Settings};

/// As by default, with mails at seven into the folder `mail`.
pub(crate) fn settings(folder: &Path) -> Settings {
    Settings {
        rules: Rules { due_days: vec![14, 7, 1], escalation_days: 7 },
        hour: 7,
        sender: Sender::parse("BioKhê <biokhe@example.vn>").expect("an address"),
        post: Post::Folder(folder.join("mail")),
    }
}
