//! Files that prove what a return tells.

use base::Result;
use uuid::Uuid;

use crate::evidence::{Arrived, Delivery};

/// Files for a return.
#[derive(Clone, Debug)]
pub(crate) struct NewProofs {
    pub(crate) key: Option<Uuid>,
    /// The figure that they prove; none: the return as a whole.
    pub(crate) indicator: Option<Uuid>,
    /// In the store already.
    pub(crate) files: Vec<Arrived>,
}

impl NewProofs {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(Delivery { form, files }: &mut Delivery) -> Result<Self> {
        if files.is_empty() {
            form.wrong("evidence", "required");
        }
        let (key, indicator) = (form.id("key"), form.id("indicator"));
        form.finish(Self { key, indicator, files: std::mem::take(files) })
    }
}
