//! `biokhe serve`: the pages, the worker, and what watches over them.

mod health;
mod log;
mod metrics;
mod router;
mod signals;

use crate::config::Config;
use crate::instance::Instance;
use crate::{command, plan};
use anyhow::{Context, Result, anyhow};
use app::AppState;
use app::people::{self, Passwords, first_administrator};
use jobs::Worker;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use web::Language;

/// Serves until it is told to stop, then lets requests and jobs end for a while.
pub(crate) async fn run(data: &Path, config: Config) -> Result<ExitCode> {
    log::start(&config.log)?;
    let stop = CancellationToken::new();
    // Before anything is opened: a stop that comes during the start is heard too.
    signals::listen(stop.clone())?;

    let Instance { db, files, lock: _lock } = Instance::open(data, &config)?;
    db.migrate().await.context("bringing the database up to date")?;
    let site = web::Site::load().map_err(|fault| anyhow!(fault))?;
    let state = AppState {
        db: db.clone(),
        files,
        site,
        people: Arc::new(people_settings(&config)),
        passwords: Passwords::new()?,
        readings: Arc::new(reading_settings(&config)?),
    };
    greet_first(&state).await?;

    let worker = Worker::new(db.clone(), app::handlers(&state), worker_settings(&config));
    let health = health::Health { db: db.clone(), pulse: worker.pulse(), stop: stop.clone() };
    let pages = router::router(state, &config, health)?;
    let listen = config.server.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listening on {listen}"))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, page = %format_args!("http://{address}"), data = %data.display(), "serving");
    let worker = tokio::spawn(worker.run(stop.clone()));

    let server = axum::serve(listener, pages.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let patience = async {
        stop.cancelled().await;
        sleep(config.server.stop_time()).await;
    };
    tokio::select! {
        ended = server => ended.context("serving")?,
        () = patience => tracing::warn!("some requests did not end in time"),
    }
    worker.await.context("the worker")?;
    db.close().await?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The first start makes an administrator, whose password is shown here and nowhere else: neither log nor database know it.
async fn greet_first(state: &AppState) -> Result<()> {
    let first = match first_administrator(state).await {
        // Another node was faster, and has shown its own.
        Err(base::Error::Conflict) => None,
        first => first?,
    };
    if let Some(first) = first {
        let line = command::text(Language::default(), "first-administrator");
        writeln!(std::io::stdout().lock(), "\n{line}\n  {}\n  {}\n", first.login, first.password)?;
    }
    Ok(())
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

fn worker_settings(config: &Config) -> jobs::Settings {
    jobs::Settings {
        concurrency: config.jobs.workers as usize,
        grace: config.server.stop_time(),
        ..jobs::Settings::default()
    }
}
