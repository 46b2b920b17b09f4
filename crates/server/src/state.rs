//! What the product works with, made of the settings: for the server and for the commands that do what people do.

use crate::config::{Config, notice_settings};
use crate::plan;
use anyhow::{Result, anyhow};
use app::AppState;
use app::people::{self, Passwords};
use db::Db;
use files::Files;
use std::path::Path;
use std::sync::Arc;

/// The state over an opened instance, whose data folder is `data`.
pub(crate) fn state(db: Db, files: Files, config: &Config, data: &Path) -> Result<AppState> {
    Ok(AppState {
        db,
        files,
        site: web::Site::load().map_err(|fault| anyhow!(fault))?,
        people: Arc::new(people_settings(config)),
        passwords: Passwords::new()?,
        readings: Arc::new(reading_settings(config)?),
        notices: Arc::new(notice_settings(&config.notices, &config.mail, data)?),
        exchange: Arc::new(config.exchange.ends(data)),
    })
}

fn people_settings(config: &Config) -> people::Settings {
    people::Settings {
        session: chrono::TimeDelta::hours(config.sign_in.hours.into()),
        invitation: chrono::TimeDelta::days(config.sign_in.invitation_days.into()),
        public_url: config.server.public_url().map(str::to_owned),
    }
}

fn reading_settings(config: &Config) -> Result<app::readings::Settings> {
    Ok(app::readings::Settings {
        program: config.reader.program()?,
        upload_bytes: config.uploads.bytes(),
        readings: config.uploads.kept.into(),
        keep: chrono::TimeDelta::hours(config.uploads.hours.into()),
        patience: plan::patience(&config.reader),
        variables: config.reader_variables(),
    })
}
