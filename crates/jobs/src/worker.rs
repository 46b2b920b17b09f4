use crate::queue::{self, Job, Lease};
use crate::{Handlers, schedule};
use base::Result;
use chrono::{DateTime, TimeDelta, Utc};
use db::Db;
use futures_util::FutureExt;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Jobs that run at the same time.
    pub concurrency: usize,
    /// How long a job stays with a worker that gives no sign of life.
    pub lease: Duration,
    /// How often it looks for jobs that other processes enqueued or that became due; those of its own process
    /// start at once.
    pub poll: Duration,
    /// How often a job is tried.
    pub attempts: u32,
    /// Time before the second attempt; each later one waits twice as long, an hour at most.
    pub backoff: Duration,
    /// How long running jobs may go on when it has to stop.
    pub grace: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            concurrency: 2,
            lease: Duration::from_secs(60),
            poll: Duration::from_secs(5),
            attempts: 5,
            backoff: Duration::from_secs(5),
            grace: Duration::from_secs(10),
        }
    }
}

/// Takes jobs up and runs them. As many as one likes, on as many machines.
pub struct Worker {
    db: Db,
    handlers: Handlers,
    settings: Settings,
    lease: Arc<Lease>,
    pulse: Pulse,
}

impl Worker {
    /// A worker that does not run yet.
    pub fn new(db: Db, handlers: Handlers, settings: Settings) -> Self {
        let lease = Arc::new(Lease {
            worker: db.next_id(),
            length: delta(settings.lease),
            attempts: settings.attempts.max(1),
            backoff: delta(settings.backoff),
        });
        Self { db, handlers, settings, lease, pulse: Pulse::default() }
    }

    /// Shows whether it still turns; for the readiness page.
    pub fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// Works until `stop`, then lets running jobs end for the time of grace and gives back the others. It outlives a database
    /// that is away for a while.
    pub async fn run(self, stop: CancellationToken) {
        let mut running = Running::default();
        let mut bell = self.db.bell();
        let mut beat = interval(self.settings.lease / 3);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut registered = false;
        while !stop.is_cancelled() {
            self.pulse.beat(self.db.clock().now());
            bell.mark_unchanged();
            if let Err(error) = self.take_up(&mut running, &mut registered).await {
                tracing::error!(%error, "the worker cannot take jobs up");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = running.next(), if !running.tasks.is_empty() => {}
                _ = bell.changed(), if running.tasks.len() < self.settings.concurrency => {}
                () = sleep(self.settings.poll) => {}
                _ = beat.tick() => self.renew(&running).await,
            }
        }
        self.wind_up(running).await;
    }

    /// Fills the free hands.
    async fn take_up(&self, running: &mut Running, registered: &mut bool) -> Result<()> {
        if !*registered {
            let tx = self.db.housekeeping().await?;
            schedule::register(&tx, &self.handlers.schedule).await?;
            tx.commit().await?;
            *registered = true;
        }
        schedule::enqueue_due(&self.db, &self.handlers.schedule).await?;
        let free = self.settings.concurrency.saturating_sub(running.tasks.len());
        let kinds = self.handlers.kinds();
        if free == 0 || !queue::is_due(&self.db.read().await?, &kinds, self.db.clock().now()).await? {
            return Ok(());
        }
        let tx = self.db.housekeeping().await?;
        let jobs = self.lease.claim(&tx, &kinds, free).await?;
        tx.commit().await?;
        for job in jobs {
            running.start(job.id, execute(self.db.clone(), self.lease.clone(), self.handlers.clone(), job));
        }
        Ok(())
    }

    async fn renew(&self, running: &Running) {
        let jobs: Vec<Uuid> = running.jobs.values().copied().collect();
        if jobs.is_empty() {
            return;
        }
        let renewed = async {
            let tx = self.db.housekeeping().await?;
            self.lease.renew(&tx, &jobs).await?;
            tx.commit().await
        };
        if let Err(error) = renewed.await {
            tracing::warn!(%error, "leases of jobs could not be renewed");
        }
    }

    async fn wind_up(&self, mut running: Running) {
        let all = async {
            while !running.tasks.is_empty() {
                running.next().await;
            }
        };
        if timeout(self.settings.grace, all).await.is_err() {
            running.tasks.shutdown().await;
        }
        let released = async {
            let tx = self.db.housekeeping().await?;
            let released = self.lease.release(&tx).await?;
            tx.commit().await?;
            Ok::<_, base::Error>(released)
        };
        match released.await {
            Ok(0) => {}
            Ok(jobs) => tracing::warn!(jobs, "jobs were given back unfinished"),
            Err(error) => tracing::warn!(%error, "jobs could not be given back; their leases run out"),
        }
    }
}

/// When a worker last turned. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Pulse(Arc<AtomicI64>);

impl Pulse {
    /// The last beat, `None` before the first.
    pub fn last(&self) -> Option<DateTime<Utc>> {
        let micros = self.0.load(Ordering::Relaxed);
        if micros == 0 { None } else { DateTime::from_timestamp_micros(micros) }
    }

    fn beat(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::Relaxed);
    }
}

/// The jobs of a worker that run now.
#[derive(Default)]
struct Running {
    tasks: JoinSet<()>,
    jobs: HashMap<Id, Uuid>,
}

impl Running {
    fn start(&mut self, job: Uuid, work: impl Future<Output = ()> + Send + 'static) {
        let task = self.tasks.spawn(work);
        self.jobs.insert(task.id(), job);
    }

    /// Waits until one ends.
    async fn next(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(Ok((task, ()))) => self.jobs.remove(&task),
            Some(Err(error)) => self.jobs.remove(&error.id()),
            None => None,
        };
    }
}

/// Runs one job and writes down how it ended.
async fn execute(db: Db, lease: Arc<Lease>, handlers: Handlers, job: Job) {
    let outcome = match handlers.for_kind(&job.kind) {
        Some(handler) => match AssertUnwindSafe(handler(job.clone())).catch_unwind().await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the handler panicked".to_owned()),
        },
        None => Err("there is no handler".to_owned()),
    };
    if let Err(error) = &outcome {
        tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, error, "a job failed");
    }
    // Work that was done is not done again for a database that is busy for a moment. While this tries, the lease is renewed.
    for wait in [1, 5, 15, 30, 0] {
        match write_down(&db, &lease, &job, outcome.clone()).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(job = %job.id, %error, "the end of a job could not be written down"),
        }
        sleep(Duration::from_secs(wait)).await;
    }
}

async fn write_down(db: &Db, lease: &Lease, job: &Job, outcome: Result<(), String>) -> Result<()> {
    let tx = db.housekeeping().await?;
    match outcome {
        Ok(()) => lease.finish(&tx, job).await?,
        Err(error) => lease.fail(&tx, job, error).await?,
    }
    tx.commit().await
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}
