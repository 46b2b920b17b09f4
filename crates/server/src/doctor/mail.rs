use super::checks::write_to;
use super::{Finding, State};
use crate::config::{Config, notice_settings};
use app::notices::Post;
use std::path::Path;
use std::time::Duration;

/// How long a mail server may take, from the name to its word after the password: somebody waits before the screen.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether mails can leave now, without sending one. Where not, the rest works: they wait, and stand on a page.
pub(super) async fn mail(data: &Path, config: &Config) -> Finding {
    let (state, meaning, detail) = match notice_settings(&config.notices, &config.mail, data) {
        Err(fault) => (State::Lacking, "mail-silent", fault.to_string()),
        Ok(settings) => match settings.post {
            Post::Off => (State::Good, "mail-off", "mail.sink".to_owned()),
            Post::Folder(folder) => written(&folder),
            Post::Smtp(_) => {
                let server = config.mail.server();
                match tokio::time::timeout(PATIENCE, settings.post.check()).await {
                    Ok(Ok(())) => (State::Good, "mail-answers", server),
                    Ok(Err(fault)) => (State::Lacking, "mail-silent", format!("{server}: {fault}")),
                    Err(_) => (State::Lacking, "mail-silent", format!("{server}: {} s", PATIENCE.as_secs())),
                }
            }
        },
    };
    Finding { subject: "mail", state, meaning, detail }
}

/// Into the data folder, which can be written, a folder that is missing can be made.
fn written(folder: &Path) -> (State, &'static str, String) {
    let shown = folder.display();
    match if folder.exists() { write_to(folder) } else { Ok(()) } {
        Ok(()) => (State::Good, "mail-folder", shown.to_string()),
        Err(fault) => (State::Lacking, "mail-no-folder", format!("{shown}: {fault}")),
    }
}
