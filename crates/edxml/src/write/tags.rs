//! Elements one after the other, and the first thing that none of them may hold.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::NAMESPACE;
use crate::error::Refused;
use crate::shared::{YEARS, is_xml};

/// Memory takes whatever is written.
const WRITTEN: &str = "memory takes what is written";

/// XML that grows. Within the envelope every name has the prefix `edXML`, outside none: some readers look at the prefix.
pub(super) struct Tags {
    writer: Writer<Vec<u8>>,
    prefixed: bool,
    /// Names of the elements that are open, without prefix.
    open: Vec<String>,
    refused: Option<Refused>,
}

impl Tags {
    pub(super) fn new() -> Self {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None))).expect(WRITTEN);
        Self { writer, prefixed: false, open: Vec::new(), refused: None }
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, Refused> {
        self.writer.get_mut().push(b'\n');
        match self.refused {
            Some(refused) => Err(refused),
            None => Ok(self.writer.into_inner()),
        }
    }

    /// The root, with the regulation's namespace for names without prefix.
    pub(super) fn root(&mut self, inner: impl FnOnce(&mut Self)) {
        self.element("edXML", &[("xmlns", NAMESPACE)], inner);
    }

    /// The envelope, within which names have a prefix.
    pub(super) fn envelope(&mut self, inner: impl FnOnce(&mut Self)) {
        self.prefixed = true;
        self.element("edXMLEnvelope", &[("xmlns:edXML", NAMESPACE)], inner);
        self.prefixed = false;
    }

    /// An element of others; nothing where there are none.
    pub(super) fn group(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        let before = self.writer.get_mut().len();
        self.start(name, &[]);
        let empty = self.writer.get_mut().len();
        inner(self);
        let is_empty = self.writer.get_mut().len() == empty;
        self.end(name);
        if is_empty {
            self.writer.get_mut().truncate(before);
        }
    }

    /// An element of others, which may be none, with attributes.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        inner(self);
        self.end(name);
    }

    /// An element of text; nothing where there is none.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !text.chars().all(is_xml) {
            let place = self.place(name);
            self.refused.get_or_insert(Refused::Characters { place });
        }
        self.start(name, &[]);
        self.writer.write_event(Event::Text(BytesText::new(text))).expect(WRITTEN);
        self.end(name);
    }

    /// A day or an instant.
    pub(super) fn day(&mut self, name: &str, year: i32, text: &str) {
        if !YEARS.contains(&year) {
            let place = self.place(name);
            self.refused.get_or_insert(Refused::Date { place });
        }
        self.text(name, text);
    }

    /// What a file holds, which may be nothing.
    pub(super) fn encoded(&mut self, encoded: &str) {
        // Two writers out of three give this one its prefix, which has to be declared again out here.
        self.prefixed = true;
        self.start("ContentTransferEncoded", &[("xmlns:edXML", NAMESPACE)]);
        self.writer.write_event(Event::Text(BytesText::from_escaped(encoded))).expect(WRITTEN);
        self.end("ContentTransferEncoded");
        self.prefixed = false;
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(self.qualified(name)).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Start(start)).expect(WRITTEN);
        self.open.push(name.to_owned());
    }

    fn end(&mut self, name: &str) {
        self.open.pop();
        self.writer.write_event(Event::End(BytesEnd::new(self.qualified(name)))).expect(WRITTEN);
    }

    fn qualified(&self, name: &str) -> String {
        if self.prefixed { format!("edXML:{name}") } else { name.to_owned() }
    }

    /// Where an element would stand: from below the header, which is how places are told.
    fn place(&self, name: &str) -> String {
        let outer = ["edXML", "edXMLEnvelope", "edXMLHeader", "edXMLBody"];
        let path = self.open.iter().map(String::as_str).filter(|open| !outer.contains(open));
        path.chain([name]).collect::<Vec<_>>().join("/")
    }
}
