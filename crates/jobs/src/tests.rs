use crate::queue::{Lease, row};
use crate::{Handlers, Job, Settings, Worker, enqueue};
use base::{Actor, Clock, Error};
use chrono::{DateTime, TimeDelta, Utc};
use db::sea_orm::EntityTrait;
use db::testing::{TestDb, count, each_database};
use db::{Db, Event};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const KIND: &str = "count";

/// Short waits; the lease is as long as in life, because the clock of the tests stands still.
fn settings() -> Settings {
    Settings { poll: Duration::from_millis(20), ..Settings::default() }
}

async fn enqueue_all(db: &Db, payloads: std::ops::Range<u32>) -> Vec<Uuid> {
    let tx = db.write(Actor::Visitor).await.unwrap();
    let mut ids = Vec::new();
    for payload in payloads {
        ids.push(enqueue(&tx, KIND, &payload, None).await.unwrap());
    }
    tx.record(Event::new("test.enqueue", "test"));
    tx.commit().await.unwrap();
    ids
}

async fn enqueue_one(db: &Db) -> Uuid {
    enqueue_all(db, 0..1).await[0]
}

/// Where a job stands that is not done.
#[derive(Debug, PartialEq)]
enum State {
    Queued,
    Running,
    Dead { error: String },
}

/// `None` where it is done.
async fn state_of(db: &Db, id: Uuid) -> Option<State> {
    let now = db.clock().now();
    let row = row::Entity::find_by_id(id).one(&db.read().await.unwrap()).await.unwrap()?;
    Some(match row {
        row::Model { dead_at: Some(_), last_error, .. } => {
            State::Dead { error: last_error.unwrap_or_default() }
        }
        row::Model { leased_until: Some(until), .. } if until > now => State::Running,
        _ => State::Queued,
    })
}

async fn leased_until(db: &Db, id: Uuid) -> Option<DateTime<Utc>> {
    row::Entity::find_by_id(id).one(&db.read().await.unwrap()).await.unwrap()?.leased_until
}

/// Waits for something that a worker brings about.
async fn until(what: &str, condition: impl AsyncFn() -> bool) {
    let held = timeout(Duration::from_secs(60), async {
        while !condition().await {
            sleep(Duration::from_millis(5)).await;
        }
    });
    assert!(held.await.is_ok(), "never happened: {what}");
}

fn start(db: Db, handlers: Handlers, settings: Settings) -> (JoinHandle<()>, CancellationToken) {
    let stop = CancellationToken::new();
    (tokio::spawn(Worker::new(db, handlers, settings).run(stop.clone())), stop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_workers_run_two_thousand_jobs_once_each() {
    each_database(async |db| {
        const JOBS: u32 = 2_000;
        let runs = Arc::new(Mutex::new(HashMap::<u32, u32>::new()));
        let handlers = Handlers::new().on(KIND, {
            let runs = runs.clone();
            move |job: Job| {
                let runs = runs.clone();
                async move {
                    *runs.lock().unwrap().entry(job.payload()?).or_default() += 1;
                    Ok(())
                }
            }
        });
        enqueue_all(db, 0..JOBS).await;
        let settings = Settings { concurrency: 4, ..settings() };
        let workers: Vec<_> =
            (0..4).map(|_| start(db.another_node(), handlers.clone(), settings.clone())).collect();
        until("all jobs done", async || count(&db.read().await.unwrap(), "jobs").await == 0).await;
        for (worker, stop) in workers {
            stop.cancel();
            worker.await.unwrap();
        }
        let runs = runs.lock().unwrap();
        assert_eq!(runs.len(), JOBS as usize);
        assert!(runs.values().all(|times| *times == 1), "some ran more than once");
    })
    .await;
}

#[tokio::test]
async fn a_job_that_is_not_committed_never_runs() {
    each_database(async |db| {
        let tx = db.write(Actor::Visitor).await.unwrap();
        let id = enqueue(&tx, KIND, &1, None).await.unwrap();
        drop(tx);
        assert_eq!(state_of(db, id).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_new_job_starts_at_once() {
    each_database(async |db| {
        let handlers = Handlers::new().on(KIND, |_| async { Ok(()) });
        // It would not look by itself for an hour.
        let lazy = Settings { poll: Duration::from_secs(3_600), ..Settings::default() };
        let (worker, stop) = start((*db).clone(), handlers, lazy);
        sleep(Duration::from_millis(50)).await;
        let id = enqueue_one(db).await;
        until("the job is done", async || state_of(db, id).await.is_none()).await;
        stop.cancel();
        worker.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    each_database(async |db| {
        let handlers = Handlers::new().on(KIND, |_| async { Ok(()) });
        let tx = db.housekeeping().await.unwrap();
        let id = enqueue(&tx, KIND, &(), Some(tx.now() + TimeDelta::minutes(10))).await.unwrap();
        tx.commit().await.unwrap();
        let (worker, stop) = start((*db).clone(), handlers, settings());
        sleep(Duration::from_millis(200)).await;
        assert_eq!(state_of(db, id).await, Some(State::Queued));
        db.clock.advance(TimeDelta::minutes(10));
        until("the job is done", async || state_of(db, id).await.is_none()).await;
        stop.cancel();
        worker.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_killed_workers_job_is_taken_up_when_its_lease_is_over() {
    each_database(async |db| {
        let hangs = Handlers::new().on(KIND, |_| std::future::pending());
        let id = enqueue_one(db).await;
        let (worker, _) = start(db.another_node(), hangs, settings());
        until("the job runs", async || state_of(db, id).await == Some(State::Running)).await;
        // As when the process is killed: no chance to give anything back.
        worker.abort();
        worker.await.unwrap_err();

        let attempts = Arc::new(AtomicUsize::new(0));
        let seen = attempts.clone();
        let works = Handlers::new().on(KIND, move |job: Job| {
            seen.store(job.attempt as usize, Ordering::Relaxed);
            async { Ok(()) }
        });
        let (worker, stop) = start(db.another_node(), works, settings());
        sleep(Duration::from_millis(200)).await;
        assert_eq!(state_of(db, id).await, Some(State::Running), "the lease still holds");
        db.clock.advance(TimeDelta::seconds(60));
        until("the job is done", async || state_of(db, id).await.is_none()).await;
        assert_eq!(attempts.load(Ordering::Relaxed), 2);
        stop.cancel();
        worker.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_long_job_keeps_its_lease() {
    each_database(async |db| {
        let runs = Arc::new(AtomicUsize::new(0));
        let handlers = Handlers::new().on(KIND, {
            let runs = runs.clone();
            move |_| {
                runs.fetch_add(1, Ordering::Relaxed);
                sleep_until_told()
            }
        });
        let id = enqueue_one(db).await;
        let quick = Settings { lease: Duration::from_millis(90), ..settings() };
        let workers = [
            start(db.another_node(), handlers.clone(), quick.clone()),
            start(db.another_node(), handlers, quick),
        ];
        until("the job runs", async || state_of(db, id).await == Some(State::Running)).await;
        // Ten leases, in steps that a beat follows however busy the machine is.
        for _ in 0..20 {
            db.clock.advance(TimeDelta::milliseconds(45));
            let renewed = db.clock().now() + TimeDelta::milliseconds(90);
            until("the lease is renewed", async || leased_until(db, id).await == Some(renewed)).await;
        }
        assert_eq!(runs.load(Ordering::Relaxed), 1);
        for (worker, _) in workers {
            worker.abort();
        }
    })
    .await;
}

async fn sleep_until_told() -> Result<(), Error> {
    std::future::pending().await
}

#[tokio::test]
async fn a_failing_job_comes_again_later_and_is_dead_in_the_end() {
    each_database(async |db| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let handlers = Handlers::new().on(KIND, {
            let seen = seen.clone();
            move |job: Job| {
                seen.lock().unwrap().push((job.attempt, job.last));
                async move {
                    assert_ne!(job.attempt, 2, "a panic is a failure too");
                    Err(Error::internal(std::io::Error::other("disk full")))
                }
            }
        });
        let settings = Settings { attempts: 4, backoff: Duration::from_secs(10), ..settings() };
        let (worker, stop) = start((*db).clone(), handlers, settings);
        let id = enqueue_one(db).await;
        let tries = async || seen.lock().unwrap().len();
        until("first attempt", async || tries().await == 1).await;
        for (wait, attempts) in [(10, 2), (20, 3), (40, 4)] {
            until("put back", async || state_of(db, id).await == Some(State::Queued)).await;
            db.clock.advance(TimeDelta::seconds(wait - 1));
            sleep(Duration::from_millis(100)).await;
            assert_eq!(tries().await, attempts - 1, "too early after {wait} s");
            db.clock.advance(TimeDelta::seconds(1));
            until("next attempt", async || tries().await == attempts).await;
        }
        let dead = Some(State::Dead { error: "internal: disk full".to_owned() });
        until("dead", async || state_of(db, id).await == dead).await;
        db.clock.advance(TimeDelta::days(1));
        sleep(Duration::from_millis(100)).await;
        assert_eq!(*seen.lock().unwrap(), [(1, false), (2, false), (3, false), (4, true)]);
        stop.cancel();
        worker.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_dead_too() {
    each_database(async |db| {
        let id = enqueue_one(db).await;
        let lease = |worker| Lease {
            worker,
            length: TimeDelta::seconds(60),
            attempts: 3,
            backoff: TimeDelta::seconds(1),
        };
        // Three attempts, and one more call to tell whoever waits.
        for expected in
            [Some((false, false)), Some((false, false)), Some((true, false)), Some((true, true)), None]
        {
            let tx = db.housekeeping().await.unwrap();
            let jobs = lease(db.next_id()).claim(&tx, &[KIND], 9).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(jobs.first().map(|job| (job.last, job.lost)), expected);
            db.clock.advance(TimeDelta::seconds(60));
        }
        assert_eq!(state_of(db, id).await, Some(State::Dead { error: "its workers were lost".to_owned() }));
    })
    .await;
}

#[tokio::test]
async fn who_lost_the_lease_cannot_strike_the_job_off() {
    each_database(async |db| {
        let id = enqueue_one(db).await;
        let lease = Lease {
            worker: db.next_id(),
            length: TimeDelta::seconds(60),
            attempts: 3,
            backoff: TimeDelta::seconds(1),
        };
        let late = lease.clone();
        let tx = db.housekeeping().await.unwrap();
        let job = late.claim(&tx, &[KIND], 1).await.unwrap().remove(0);
        tx.commit().await.unwrap();
        db.clock.advance(TimeDelta::seconds(61));
        let other = Lease { worker: db.next_id(), ..lease };
        let tx = db.housekeeping().await.unwrap();
        assert_eq!(other.claim(&tx, &[KIND], 1).await.unwrap().len(), 1);
        late.finish(&tx, &job).await.unwrap();
        late.fail(&tx, &job, "late".to_owned()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(state_of(db, id).await, Some(State::Running));
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_stops_ends_what_runs_and_gives_back_the_rest() {
    each_database(async |db| {
        let ended = Arc::new(AtomicUsize::new(0));
        let handlers = Handlers::new().on(KIND, {
            let ended = ended.clone();
            move |job: Job| {
                let ended = ended.clone();
                async move {
                    if job.payload::<u32>()? > 0 {
                        sleep_until_told().await?;
                    }
                    sleep(Duration::from_millis(100)).await;
                    ended.fetch_add(1, Ordering::Relaxed);
                    Ok(())
                }
            }
        });
        let ids = enqueue_all(db, 0..2).await;
        let settings = Settings { grace: Duration::from_millis(400), ..settings() };
        let (worker, stop) = start((*db).clone(), handlers, settings);
        until("both run", async || {
            state_of(db, ids[0]).await == Some(State::Running)
                && state_of(db, ids[1]).await == Some(State::Running)
        })
        .await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(ended.load(Ordering::Relaxed), 1);
        assert_eq!(state_of(db, ids[0]).await, None);
        let back = row::Entity::find_by_id(ids[1]).one(&db.read().await.unwrap()).await.unwrap().unwrap();
        assert_eq!((back.attempts, back.leased_by, back.leased_until), (0, None, None));
    })
    .await;
}

#[tokio::test]
async fn a_kind_without_a_handler_is_left_to_others() {
    each_database(async |db| {
        let (worker, stop) =
            start((*db).clone(), Handlers::new().on("other", |_| async { Ok(()) }), settings());
        let id = enqueue_one(db).await;
        sleep(Duration::from_millis(150)).await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(state_of(db, id).await, Some(State::Queued));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_recurs_is_run_by_one_node_each_time() {
    each_database(async |db| {
        let runs = Arc::new(AtomicUsize::new(0));
        let handlers = Handlers::new().every(TimeDelta::hours(1), "sweep", {
            let runs = runs.clone();
            move |job: Job| {
                let runs = runs.clone();
                async move {
                    job.payload::<()>()?;
                    runs.fetch_add(1, Ordering::Relaxed);
                    Ok(())
                }
            }
        });
        let workers: Vec<_> =
            (0..3).map(|_| start(db.another_node(), handlers.clone(), settings())).collect();
        for (hour, expected) in [(0, 1), (1, 2), (1, 3)] {
            db.clock.advance(TimeDelta::hours(hour));
            until("the run of this hour", async || runs.load(Ordering::Relaxed) >= expected).await;
            sleep(Duration::from_millis(150)).await;
            assert_eq!(runs.load(Ordering::Relaxed), expected);
        }
        for (worker, stop) in workers {
            stop.cancel();
            worker.await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_pulse_follows_the_clock() {
    let db: TestDb = db::testing::sqlite_database().await;
    let worker = Worker::new((*db).clone(), Handlers::new(), settings());
    let pulse = worker.pulse();
    assert_eq!(pulse.last(), None);
    let stop = CancellationToken::new();
    let task = tokio::spawn(worker.run(stop.clone()));
    db.clock.advance(TimeDelta::minutes(1));
    let now = db.clock.now();
    until("a beat", async || pulse.last() == Some(now)).await;
    stop.cancel();
    task.await.unwrap();
}
