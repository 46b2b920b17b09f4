//! What is handed in about indicators.

use base::Result;
use uuid::Uuid;
use web::Form;

/// Longest note, in letters.
pub(crate) const NOTE: usize = 1_000;

/// A value of a unit and year.
#[derive(Clone, Debug)]
pub(crate) struct NewValue {
    /// Id that the form proposed, so that the form sent twice makes one value.
    pub(crate) key: Option<Uuid>,
    pub(crate) unit: Uuid,
    pub(crate) year: i32,
    /// `None` takes the value before back.
    pub(crate) value: Option<f64>,
    pub(crate) note: Option<String>,
    /// How many values of the cell the person saw.
    pub(crate) seen: i32,
}

impl NewValue {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let year = form.number("year");
        if !(2000..=2100).contains(&year) {
            form.wrong("year", "year");
        }
        let value = form.amount("value");
        let note = form.optional("note", NOTE);
        if value.is_none() && note.is_none() {
            // A value is taken back for a reason.
            form.wrong("note", "required");
        }
        let input = Self {
            key: form.id("key"),
            unit: unit.unwrap_or_default(),
            year,
            value,
            note,
            seen: form.number("seen"),
        };
        form.finish(input)
    }
}
