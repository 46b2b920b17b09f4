//! Walks XML by elements, within a depth, without document type or entities of its own.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::error::ReadError;

/// A place within XML: at the beginning, or within the element that was entered last.
///
/// Who takes a [`Xml::child`] must consume it, by its own children to the last, by [`Xml::text`] or by [`Xml::skip`].
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    limit: usize,
}

/// The opening of an element.
pub(crate) struct Element<'a> {
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        local(self.start.name().0)
    }

    /// The value of the attribute of a name, prefix left out.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|at| local(at.key.0) == name)?;
        Some(match unescape(&found.value) {
            Ok(plain) => Cow::Owned(plain.into_owned()),
            Err(_) => Cow::Owned(found.value.into_owned()),
        })
    }

    /// Its attribute `val`.
    pub(crate) fn val(&self) -> Option<Cow<'_, str>> {
        self.get("val")
    }

    /// Its attribute `val` as a number.
    pub(crate) fn number(&self) -> Option<i64> {
        self.val()?.trim().parse().ok()
    }

    /// A length among its attributes, in whole units of the attribute.
    pub(crate) fn length(&self, name: &str) -> Option<i64> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a number beyond all pages stays beyond all pages"
        )]
        self.get(name)?.trim().parse::<f64>().ok().map(|length| length.round() as i64)
    }

    /// Whether an on/off property is on: without a value it is.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl<'a> Xml<'a> {
    pub(crate) fn new(text: &'a str, limit: usize) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{FEFF}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, limit }
    }

    /// Enters the next child of this element; `None` leaves the element.
    pub(crate) fn child(&mut self) -> Result<Option<Element<'a>>, ReadError> {
        loop {
            match self.event()? {
                Event::Start(start) => return Ok(Some(Element { start })),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Leaves this element.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        self.text().map(drop)
    }

    /// The text of this element, that of its children left out; leaves it.
    pub(crate) fn text(&mut self) -> Result<String, ReadError> {
        let own = self.depth;
        let mut text = String::new();
        while self.depth >= own && own > 0 {
            match self.event()? {
                Event::Text(part) if self.depth == own => text.push_str(&part),
                Event::CData(part) if self.depth == own => text.push_str(&part),
                Event::GeneralRef(name) if self.depth == own => text.push(referred(&name)?),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(text)
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        let event = self.reader.read_event().map_err(ReadError::broken)?;
        match &event {
            Event::Start(_) if self.depth == self.limit => {
                return Err(ReadError::broken("XML nests too deep"));
            }
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(ReadError::broken("XML ends within an element")),
            Event::DocType(_) => return Err(ReadError::broken("XML with a document type")),
            _ => {}
        }
        Ok(event)
    }
}

/// The five names of XML itself and numbers; anything else would need a document type.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> Result<char, ReadError> {
    if let Some(sign) = name.resolve_char_ref().map_err(ReadError::broken)? {
        return Ok(sign);
    }
    match &**name {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        other => Err(ReadError::broken(format!("XML entity {other}"))),
    }
}
