//! What is handed in about days off.

use base::Result;
use chrono::{Days, NaiveDate};
use uuid::Uuid;
use web::Form;

use super::model::MOST_DAYS;

/// Longest name, in letters.
pub(crate) const NAME: usize = 200;

/// Days to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewDays {
    /// Id that the form proposed, so that the form sent twice adds one entry.
    pub(crate) key: Option<Uuid>,
    pub(crate) unit: Uuid,
    pub(crate) first_on: NaiveDate,
    pub(crate) last_on: NaiveDate,
    pub(crate) is_worked: bool,
    pub(crate) name: String,
}

impl NewDays {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let first_on = form.date("first_on");
        // Most are one day.
        let last_on = if form.text("last_on").is_empty() { first_on } else { form.date("last_on") };
        if last_on < first_on {
            form.wrong("last_on", "before-begin");
        }
        if last_on > first_on + Days::new(MOST_DAYS - 1) {
            form.wrong("last_on", "days-off-long");
        }
        let input = Self {
            key: form.id("key"),
            unit: unit.unwrap_or_default(),
            first_on,
            last_on,
            is_worked: form.text("kind") == "worked",
            name: form.required("name", NAME),
        };
        form.finish(input)
    }
}
