use crate::Clock;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::{NoContext, Timestamp, Uuid};

/// Gives new ids: UUIDs of version 7, which sort by the time they were made, so that an index grows at its end.
pub trait Ids: Debug + Send + Sync + 'static {
    /// An id that nobody else has.
    fn next(&self) -> Uuid;
}

/// Ids of the clock's time and the machine's randomness.
#[derive(Clone, Debug)]
pub struct SystemIds(Arc<dyn Clock>);

impl SystemIds {
    /// Ids whose time is told by `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self(clock)
    }
}

impl Ids for SystemIds {
    fn next(&self) -> Uuid {
        let now = self.0.now();
        // A clock before 1970 makes ids that do not sort; they stay unique.
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
    }
}

/// Ids 1, 2, 3 …, the same in each run of a test.
#[derive(Debug, Default)]
pub struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn next(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        uuid::Builder::from_unix_timestamp_millis(count, &[0; 10]).into_uuid()
    }
}
