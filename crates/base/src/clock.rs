use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

/// Tells the time. Whole microseconds, because PostgreSQL keeps no finer ones and what is written has to be read back
/// the same on every database.
pub trait Clock: Debug + Send + Sync + 'static {
    /// The present instant, cut to microseconds.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(MICROSECONDS)
    }
}

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that shows `instant`.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant.trunc_subsecs(MICROSECONDS)))
    }

    /// Sets it to `instant`, forwards or back.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = instant.trunc_subsecs(MICROSECONDS);
    }

    /// Moves it by `delta`.
    pub fn advance(&self, delta: TimeDelta) {
        self.set(self.now() + delta);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Digits of a second that are kept.
const MICROSECONDS: u16 = 6;
