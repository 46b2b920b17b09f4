//! What is handed in about consolidations.

use base::Result;
use chrono::NaiveDate;
use uuid::Uuid;
use web::Form;

use super::model::Kind;
use super::template::Template;

/// Longest words of a passage, in letters.
pub(crate) const PASSAGE: usize = 20_000;
/// Longest template.
pub(crate) const TEMPLATE: usize = 50_000;
/// Longest reason.
pub(crate) const REASON: usize = 1_000;

/// A change of what a consolidation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// Other words for a passage; a line of dashes cuts it.
    Write { passage: Uuid, words: String, is_named: bool },
    /// A passage is left out.
    LeaveOut { passage: Uuid },
    /// A passage is joined to the one before.
    Join { passage: Uuid },
    /// A passage goes one place up or down.
    Move { passage: Uuid, down: bool },
    /// A passage goes to another section.
    MoveTo { passage: Uuid, section: Uuid },
    /// What a unit told is taken in.
    TakeIn { source: Uuid },
    /// Words of the editor's own.
    Add { section: Uuid, words: String },
    /// Another template, for this document alone.
    Template { words: String },
}

impl Edit {
    /// As the audit tells it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Write { .. } => "write",
            Self::LeaveOut { .. } => "leave-out",
            Self::Join { .. } => "join",
            Self::Move { .. } | Self::MoveTo { .. } => "move",
            Self::TakeIn { .. } => "take-in",
            Self::Add { .. } => "add",
            Self::Template { .. } => "template",
        }
    }
}

/// A change, with the revision of what the person saw: of the passage, or of all.
#[derive(Clone, Debug)]
pub(crate) struct NewEdit {
    pub(crate) key: Option<Uuid>,
    pub(crate) revision: i32,
    pub(crate) edit: Edit,
}

impl NewEdit {
    /// A change of a passage.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn of_passage(form: &mut Form, passage: Uuid) -> Result<Self> {
        let edit = match form.text("do").as_str() {
            "write" => {
                let words = words(form, PASSAGE);
                if words.is_empty() {
                    form.wrong("words", "required");
                }
                Some(Edit::Write { passage, words, is_named: !form.text("named").is_empty() })
            }
            "leave-out" => Some(Edit::LeaveOut { passage }),
            "join" => Some(Edit::Join { passage }),
            "up" => Some(Edit::Move { passage, down: false }),
            "down" => Some(Edit::Move { passage, down: true }),
            "to" => {
                let section = form.id("section");
                if section.is_none() {
                    form.wrong("section", "choose");
                }
                Some(Edit::MoveTo { passage, section: section.unwrap_or_default() })
            }
            _ => None,
        };
        if edit.is_none() {
            form.wrong("do", "choose");
        }
        Self::of(form, edit.unwrap_or(Edit::LeaveOut { passage }))
    }

    /// Something taken in.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn of_source(form: &mut Form, source: Uuid) -> Result<Self> {
        Self::of(form, Edit::TakeIn { source })
    }

    /// Words of one's own.
    ///
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn of_section(form: &mut Form, section: Uuid) -> Result<Self> {
        let words = words(form, PASSAGE);
        if words.is_empty() {
            form.wrong("words", "required");
        }
        Self::of(form, Edit::Add { section, words })
    }

    /// Another template.
    ///
    /// # Errors
    /// [`base::Error::Invalid`] for `template`, which has to be one.
    pub(crate) fn of_template(form: &mut Form) -> Result<Self> {
        let words = template(form);
        Self::of(form, Edit::Template { words })
    }

    fn of(form: &mut Form, edit: Edit) -> Result<Self> {
        let new = Self { key: form.id("key"), revision: form.number("revision"), edit };
        form.finish(new)
    }
}

/// A step of a consolidation as a whole.
#[derive(Clone, Debug)]
pub(crate) struct NewStep {
    pub(crate) key: Option<Uuid>,
    pub(crate) revision: i32,
    pub(crate) words: Option<String>,
}

impl NewStep {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form, needs_reason: bool) -> Result<Self> {
        let words = match needs_reason {
            true => Some(form.required("words", REASON)),
            false => form.optional("words", REASON),
        };
        let new = Self { key: form.id("key"), revision: form.number("revision"), words };
        form.finish(new)
    }
}

/// A template from a day on.
#[derive(Clone, Debug)]
pub(crate) struct NewVersion {
    pub(crate) key: Option<Uuid>,
    pub(crate) kind: Kind,
    /// For the regime alone, or for all of its unit.
    pub(crate) is_own: bool,
    pub(crate) from_on: NaiveDate,
    /// Empty: the supplied one again.
    pub(crate) words: String,
}

impl NewVersion {
    /// # Errors
    /// [`base::Error::Invalid`], field by field.
    pub(crate) fn read(form: &mut Form, kind: Kind) -> Result<Self> {
        let is_supplied = form.text("do") == "supplied";
        let words = if is_supplied { String::new() } else { template(form) };
        let new = Self {
            key: form.id("key"),
            kind,
            is_own: form.text("for") != "unit",
            from_on: form.date("from_on"),
            words,
        };
        form.finish(new)
    }
}

/// Lines as they were typed.
fn words(form: &mut Form, longest: usize) -> String {
    let words = form.lines("words");
    if words.chars().count() > longest {
        form.wrong("words", "too-long");
    }
    words
}

fn template(form: &mut Form) -> String {
    let words = form.lines("template");
    if words.chars().count() > TEMPLATE {
        form.wrong("template", "too-long");
    } else if words.is_empty() {
        form.wrong("template", "required");
    } else if Template::read(&words).is_err() {
        form.wrong("template", "template");
    }
    words
}
