use crate::Job;
use base::Result;
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is done for each kind of job, and which come again and again.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: BTreeMap<&'static str, Handler>,
    pub(crate) schedule: BTreeMap<&'static str, TimeDelta>,
}

type Handler = Arc<dyn Fn(Job) -> BoxFuture<'static, Result<()>> + Send + Sync>;

impl Handlers {
    /// None yet. A worker leaves jobs of kinds it has no handler for to others.
    pub fn new() -> Self {
        Self::default()
    }

    /// Jobs of `kind` are done by `handler`. It may run twice for the same job, and is dropped where the worker has to stop
    /// at once.
    pub fn on<F>(mut self, kind: &'static str, handler: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        self.by_kind.insert(kind, Arc::new(move |job| Box::pin(handler(job))));
        self
    }

    /// The same, with a job of `kind` made now and after each `period`; by one of the nodes, however many there are. Its
    /// payload is `null`.
    pub fn every<F>(
        mut self,
        period: TimeDelta,
        kind: &'static str,
        handler: impl Fn(Job) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        self.schedule.insert(kind, period);
        self.on(kind, handler)
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.by_kind.keys().copied().collect()
    }

    pub(crate) fn for_kind(&self, kind: &str) -> Option<Handler> {
        self.by_kind.get(kind).cloned()
    }
}
