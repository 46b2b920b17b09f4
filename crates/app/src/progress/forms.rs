//! What is handed in: what a unit shows everybody.

use std::collections::HashSet;

use base::{Error, Result};
use uuid::Uuid;
use web::Form;

use super::model::Shown;

/// Ticks as they were when the form was made, and as they are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ticks {
    pub(crate) before: HashSet<Shown>,
    pub(crate) ticked: HashSet<Shown>,
}

impl Ticks {
    /// From a form.
    ///
    /// # Errors
    /// [`Error::Invalid`] where something is named that is no id.
    pub(crate) fn read(form: &Form) -> Result<Self> {
        let read = |name: &str, kind: fn(Uuid) -> Shown| {
            let ids = form.all(name).into_iter();
            ids.map(|id| id.parse().map(kind).map_err(|_| Error::invalid("shown", "choose")))
                .collect::<Result<Vec<_>>>()
        };
        let both = |names: [&str; 2]| {
            let [indicators, plans] = names;
            let all = read(indicators, Shown::Indicator)?.into_iter().chain(read(plans, Shown::Plan)?);
            Ok::<_, Error>(all.collect())
        };
        Ok(Self { before: both(["indicator_before", "plan_before"])?, ticked: both(["indicator", "plan"])? })
    }
}
