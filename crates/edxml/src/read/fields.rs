//! What stands in an element, and where that is.

use chrono::{NaiveDate, NaiveDateTime};

use crate::error::Unreadable;
use crate::limits::Limits;
use crate::shared::is_xml;

use super::tree::Element;
use super::values;

/// An element that may be missing, with the path of names that leads to it.
#[derive(Clone)]
pub(super) struct Fields<'t> {
    element: Option<&'t Element<'t>>,
    place: String,
    limits: &'t Limits,
}

impl<'t> Fields<'t> {
    pub(super) fn root(element: &'t Element<'t>, limits: &'t Limits) -> Self {
        Self { element: Some(element), place: String::new(), limits }
    }

    /// The child of a name, or this itself where there is none: dialects leave out what only wraps. Places do not name it.
    pub(super) fn within(&self, name: &str) -> Self {
        let found = self.find(name).or(self.element);
        Self { element: found, ..self.clone() }
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Self {
        self.at(self.find(name), self.path(name))
    }

    /// All children of a name, counted from 1 in their places.
    pub(super) fn children(&self, name: &str) -> Vec<Self> {
        let all = self.element.into_iter().flat_map(|element| &element.children);
        let named = all.filter(|child| child.is(name)).enumerate();
        named.map(|(at, child)| self.at(Some(child), format!("{}[{}]", self.path(name), at + 1))).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether both are one element.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self.element, other.element) {
            (Some(one), Some(another)) => std::ptr::eq(one, another),
            _ => false,
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        self.element.is_none()
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    pub(super) fn limits(&self) -> &'t Limits {
        self.limits
    }

    /// The text of this element, whatever its length.
    pub(super) fn raw(&self) -> &'t str {
        self.element.map_or("", |element| &*element.text)
    }

    /// The text of this element, empty where it is missing.
    pub(super) fn own_text(&self) -> Result<String, Unreadable> {
        let text = self.raw().trim();
        if text.len() > self.limits.text_bytes {
            return Err(Unreadable::TextTooLong { place: self.place.clone(), limit: self.limits.text_bytes });
        }
        if !text.chars().all(is_xml) {
            return Err(self.wrong());
        }
        Ok(text.to_owned())
    }

    /// The text of the first of these children that has one.
    pub(super) fn text(&self, names: &[&str]) -> Result<String, Unreadable> {
        for name in names {
            let text = self.child(name).own_text()?;
            if !text.is_empty() {
                return Ok(text);
            }
        }
        Ok(String::new())
    }

    /// The texts of all children of a name that have one.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Unreadable> {
        let texts = self.children(name).into_iter().map(|child| child.own_text());
        texts.filter(|text| !matches!(text, Ok(text) if text.is_empty())).collect()
    }

    pub(super) fn number(&self, names: &[&str]) -> Result<Option<u32>, Unreadable> {
        self.value(names, values::number)
    }

    pub(super) fn date(&self, name: &str) -> Result<Option<NaiveDate>, Unreadable> {
        self.value(&[name], values::date)
    }

    pub(super) fn instant(&self, name: &str) -> Result<Option<NaiveDateTime>, Unreadable> {
        self.value(&[name], values::instant)
    }

    /// That this element cannot be understood.
    pub(super) fn wrong(&self) -> Unreadable {
        Unreadable::Value { place: self.place.clone() }
    }

    fn value<T>(&self, names: &[&str], parse: fn(&str) -> Option<T>) -> Result<Option<T>, Unreadable> {
        for name in names {
            let child = self.child(name);
            let text = child.own_text()?;
            if !values::is_nothing(&text) {
                return parse(&text).map(Some).ok_or_else(|| child.wrong());
            }
        }
        Ok(None)
    }

    fn find(&self, name: &str) -> Option<&'t Element<'t>> {
        self.element?.children.iter().find(|child| child.is(name))
    }

    fn path(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}/{name}", self.place) }
    }

    fn at(&self, element: Option<&'t Element<'t>>, place: String) -> Self {
        Self { element, place, limits: self.limits }
    }
}
