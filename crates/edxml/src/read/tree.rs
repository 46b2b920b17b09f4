//! XML as a tree of elements in one of the two namespaces or in none, within bounds.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::error::Unreadable;
use crate::limits::Limits;
use crate::{FLAT_NAMESPACE, NAMESPACE};

/// Namespaces that may be bound at once; messages bind five.
const NAMESPACES: usize = 64;

/// An element: its name without prefix, its own text, the elements within.
#[derive(Debug, Default)]
pub(super) struct Element<'a> {
    pub(super) name: String,
    pub(super) text: Cow<'a, str>,
    pub(super) children: Vec<Self>,
}

impl Element<'_> {
    /// Whether it has a name: systems differ in capital letters.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// The root and all within it.
pub(super) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Element<'a>, Unreadable> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.resolver_mut().set_max_namespace_bindings(NAMESPACES);
    let mut building = Building { limits, open: Vec::new(), passed: 0, elements: 0, root: None };
    loop {
        let at = position(reader.buffer_position());
        let (namespace, event) = match reader.read_resolved_event() {
            Ok((namespace, event)) => (Home::of(&namespace), event),
            Err(_) => return Err(Unreadable::Broken { at: position(reader.error_position()) }),
        };
        match event {
            Event::Start(start) => building.start(&start, namespace, at)?,
            Event::End(_) => building.end(at)?,
            Event::Text(text) => building.text(text.xml10_content(), at)?,
            Event::CData(text) => building.text(text.xml10_content(), at)?,
            Event::GeneralRef(name) => building.text(referred(&name, at)?.to_string().into(), at)?,
            Event::DocType(_) => return Err(Unreadable::Entities { at }),
            Event::Eof => return building.root(at),
            // Empty elements come as a start and an end; the rest says nothing.
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Whose element it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// One of the two dialects.
    Ours,
    /// No namespace, in which some systems put the files.
    None,
    /// Something else, such as a signature, or a prefix that nothing binds.
    Foreign,
}

impl Home {
    fn of(namespace: &ResolveResult<'_>) -> Self {
        match namespace {
            ResolveResult::Bound(Namespace(name)) if [NAMESPACE, FLAT_NAMESPACE].contains(name) => Self::Ours,
            ResolveResult::Unbound => Self::None,
            ResolveResult::Bound(_) | ResolveResult::Unknown(_) => Self::Foreign,
        }
    }
}

/// The tree so far.
struct Building<'a, 'l> {
    limits: &'l Limits,
    /// Elements that were not closed yet, the innermost last.
    open: Vec<Element<'a>>,
    /// How many foreign elements are open, the outermost of them directly within `open`.
    passed: usize,
    elements: usize,
    root: Option<Element<'a>>,
}

impl<'a> Building<'a, '_> {
    fn start(&mut self, start: &BytesStart<'_>, home: Home, at: usize) -> Result<(), Unreadable> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(Unreadable::TooManyElements { limit: self.limits.elements });
        }
        if self.open.len() + self.passed >= self.limits.depth {
            return Err(Unreadable::TooDeep { limit: self.limits.depth, at });
        }
        if self.root.is_some() {
            return Err(Unreadable::Broken { at });
        }
        let element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
        if self.open.is_empty() && !(home == Home::Ours && is_root(&element)) {
            return Err(Unreadable::Foreign);
        }
        if self.passed > 0 || home == Home::Foreign {
            self.passed += 1;
        } else {
            self.open.push(element);
        }
        Ok(())
    }

    fn end(&mut self, at: usize) -> Result<(), Unreadable> {
        if self.passed > 0 {
            self.passed -= 1;
            return Ok(());
        }
        let element = self.open.pop().ok_or(Unreadable::Broken { at })?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: Cow<'a, str>, at: usize) -> Result<(), Unreadable> {
        if self.passed > 0 {
            return Ok(());
        }
        match self.open.last_mut() {
            // Mostly one piece, which is not copied.
            Some(element) if element.text.is_empty() => element.text = text,
            Some(element) => element.text.to_mut().push_str(&text),
            // White space and the mark of the byte order stand around the root.
            None if text.trim_start_matches('\u{FEFF}').trim().is_empty() => {}
            None => return Err(Unreadable::Broken { at }),
        }
        Ok(())
    }

    fn root(self, at: usize) -> Result<Element<'a>, Unreadable> {
        self.root.filter(|_| self.open.is_empty()).ok_or(Unreadable::Broken { at })
    }
}

fn is_root(element: &Element<'_>) -> bool {
    element.is("edXML") || element.is("edXMLEnvelope")
}

/// The five names of XML itself and numbers; anything else would need a document type.
fn referred(name: &BytesRef<'_>, at: usize) -> Result<char, Unreadable> {
    match name.resolve_char_ref() {
        Ok(Some(sign)) => return Ok(sign),
        Ok(None) => {}
        Err(_) => return Err(Unreadable::Broken { at }),
    }
    match &**name {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(Unreadable::Entities { at }),
    }
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
