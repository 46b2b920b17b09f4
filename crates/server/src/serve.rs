//! `biokhe serve`: the pages, the worker, and what watches over them.

mod health;
mod log;
mod metrics;
mod router;
mod signals;

use crate::command;
use crate::config::Config;
use crate::instance::Instance;
use crate::state;
use anyhow::{Context, Result, anyhow};
use app::AppState;
use app::people::first_administrator;
use jobs::Worker;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
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
    let mut state = state::state(db.clone(), files, &config, data)?;
    if app::sample::is_loaded(&state).await? {
        state.site = web::Site::load_as_sample().map_err(|fault| anyhow!(fault))?;
    }
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

fn worker_settings(config: &Config) -> jobs::Settings {
    jobs::Settings {
        concurrency: config.jobs.workers as usize,
        grace: config.server.stop_time(),
        ..jobs::Settings::default()
    }
}
