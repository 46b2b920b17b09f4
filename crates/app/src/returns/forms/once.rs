//! A report that is asked for once.

use base::Result;
use chrono::NaiveDate;
use reporting::Period;
use web::Form;

use super::{NewRegime, TITLE, ids, lines, sections};
use crate::returns::model::{Asked, Once, Rule};

impl NewRegime {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read_once(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let title = form.required("title", TITLE);
        let is_theme = form.choice("kind", |name| match name {
            "once" => Some(false),
            "theme" => Some(true),
            _ => None,
        });
        let (asked, indicators) = (ids(form, "asked"), ids(form, "indicators"));
        if asked.is_empty() {
            form.wrong("asked", "choose");
        }
        let once = once(form, is_theme.unwrap_or_default());
        let input = Self {
            key: form.id("key"),
            plan: form.id("plan"),
            unit: unit.unwrap_or_default(),
            above: None,
            title,
            rule: Rule::Once(once),
            asked: Asked::Units(asked),
            indicators: Some(indicators),
            sections: sections(form),
            receivers: lines(form, "receivers"),
        };
        if input.sections.is_empty() && input.indicators.as_ref().is_none_or(Vec::is_empty) {
            form.wrong("sections", "nothing-asked");
        }
        form.finish(input)
    }
}

/// The days of it: none before another that it cannot be before.
fn once(form: &mut Form, is_theme: bool) -> Once {
    let [first_on, last_on, opens_on, due_on] =
        ["first_on", "last_on", "opens_on", "due_on"].map(|field| form.date(field));
    let sends_on: Option<NaiveDate> = (!form.text("sends_on").is_empty()).then(|| form.date("sends_on"));
    // What was not read is told already.
    let is_wrong =
        |one: NaiveDate, other: NaiveDate| ![one, other].contains(&NaiveDate::default()) && other < one;
    if is_wrong(first_on, last_on) || Period::days(first_on, first_on.max(last_on)).is_none() {
        form.wrong("last_on", "days-order");
    }
    if is_wrong(opens_on.max(first_on), due_on) {
        form.wrong("due_on", "due-before-opening");
    }
    if sends_on.is_some_and(|sends_on| is_wrong(due_on, sends_on)) {
        form.wrong("sends_on", "sends-too-early");
    }
    Once { is_theme, first_on, last_on, opens_on, due_on, sends_on }
}
