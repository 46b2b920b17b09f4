//! What is done to a return or to a period.

use base::Result;
use chrono::NaiveDate;
use uuid::Uuid;
use web::Form;

use super::WORDS;
use crate::returns::model::Step;

/// Something done to a return or to a period.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewAct {
    pub(crate) key: Option<Uuid>,
    /// What the person saw.
    pub(crate) revision: i32,
    pub(crate) words: Option<String>,
    /// The last day that it sets.
    pub(crate) due_on: Option<NaiveDate>,
}

/// What can be done to a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Submit,
    GiveBack,
    Accept,
    Extend,
    Withdraw,
    Ask,
}

impl Verb {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Submit, Self::GiveBack, Self::Accept, Self::Extend, Self::Withdraw, Self::Ask];

    /// Its form on the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::GiveBack => "give-back",
            Self::Accept => "accept",
            Self::Extend => "extend",
            Self::Withdraw => "withdraw",
            Self::Ask => "ask",
        }
    }
}

impl NewAct {
    /// # Errors
    /// [`base::Error::Invalid`], field by field: what is given back, extended or withdrawn needs a reason.
    pub(crate) fn read(form: &mut Form, verb: Verb) -> Result<Self> {
        let needs_reason = matches!(verb, Verb::GiveBack | Verb::Extend | Verb::Withdraw);
        let due_on = match verb {
            Verb::Extend | Verb::Ask => Some(form.date("due_on")),
            // Where none is set, the last day stays.
            Verb::GiveBack if !form.text("due_on").is_empty() => Some(form.date("due_on")),
            _ => None,
        };
        Self::with(form, needs_reason, due_on)
    }

    /// The same of a period: to unlock it needs a reason.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn of_step(form: &mut Form, step: Step) -> Result<Self> {
        Self::with(form, step == Step::Unlock, None)
    }

    /// The same of a file that is withdrawn.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn of_withdrawal(form: &mut Form) -> Result<Self> {
        Self::with(form, false, None)
    }

    fn with(form: &mut Form, needs_reason: bool, due_on: Option<NaiveDate>) -> Result<Self> {
        let words =
            if needs_reason { Some(form.required("words", WORDS)) } else { form.optional("words", WORDS) };
        let input = Self { key: form.id("key"), revision: form.number("revision"), words, due_on };
        form.finish(input)
    }
}

/// One more unit that is asked for a period.
#[derive(Clone, Debug)]
pub(crate) struct NewAsk {
    /// The id of its return.
    pub(crate) key: Option<Uuid>,
    pub(crate) unit: Uuid,
    pub(crate) due_on: NaiveDate,
    pub(crate) words: Option<String>,
}

impl NewAsk {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form) -> Result<Self> {
        let unit = form.id("unit");
        if unit.is_none() {
            form.wrong("unit", "choose");
        }
        let input = Self {
            key: form.id("key"),
            unit: unit.unwrap_or_default(),
            due_on: form.date("due_on"),
            words: form.optional("words", WORDS),
        };
        form.finish(input)
    }
}
