//! `biokhe config`: the settings in force, in the form of the file, each with where it comes from.

use crate::config::Layers;
use anyhow::Result;
use std::io::Write;
use std::process::ExitCode;

/// Prints them; what may hold a password is shown without it.
pub(crate) fn show(layers: &Layers) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let mut section = "";
    for (key, value, source) in layers.iter() {
        let (of, name) = key.split_once('.').unwrap_or(("", key));
        if of != section {
            writeln!(out, "{}[{of}]", if section.is_empty() { "" } else { "\n" })?;
            section = of;
        }
        let value = shown(key, &value.to_string());
        writeln!(out, "{:<40} # {source}", format!("{name} = {value}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A value as it may be seen: without a password in it, and not at all where it is one.
pub(crate) fn shown(key: &str, value: &str) -> String {
    if key.ends_with("password") && value != "\"\"" { "***".to_owned() } else { without_password(value) }
}

/// `postgres://user:secret@host` becomes `postgres://user:***@host`.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((who, place)) = rest.rsplit_once('@') else { return url.to_owned() };
    match who.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:***@{place}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{shown, without_password};

    #[test]
    fn a_setting_that_is_a_password_is_not_shown() {
        for (key, value, seen) in [
            ("mail.smtp_password", "\"s3cret\"", "***"),
            ("mail.smtp_password", "\"\"", "\"\""),
            ("mail.smtp_user", "\"biokhe\"", "\"biokhe\""),
            ("database.url", "\"postgres://b:s3cret@db/b\"", "\"postgres://b:***@db/b\""),
        ] {
            assert_eq!(shown(key, value), seen);
        }
    }

    #[test]
    fn passwords_are_not_shown() {
        for (url, shown) in [
            ("postgres://biokhe:s3cr:et@db/biokhe", "postgres://biokhe:***@db/biokhe"),
            ("postgres://biokhe:p@ss@db/biokhe", "postgres://biokhe:***@db/biokhe"),
            ("postgres://biokhe@db/biokhe", "postgres://biokhe@db/biokhe"),
            ("sqlite:///var/lib/biokhe.sqlite", "sqlite:///var/lib/biokhe.sqlite"),
            ("", ""),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
