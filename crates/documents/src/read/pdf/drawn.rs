//! Whether two PDFs draw the same pages, whatever else is in them: a digital signature is written after a file, and so could be
//! another drawing of its pages.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;

use super::unpack::refuse_bombs;
use crate::limits::Limits;

/// Things within things are followed so far.
const DEEPEST: usize = 100;

/// Whether `signed` draws what `issued` draws, page by page, and lays nothing over it but fields of signatures. A file that
/// cannot be followed does not. Following `signed` costs no more than following `issued`.
pub fn draws_the_same(issued: &[u8], signed: &[u8], limits: &Limits) -> bool {
    let told = |bytes: &[u8], most| {
        let told = || refuse_bombs(bytes, limits).ok().and_then(|()| drawn(bytes, most));
        catch_unwind(AssertUnwindSafe(told)).ok().flatten()
    };
    told(issued, usize::MAX).is_some_and(|issued| told(signed, issued.len()) == Some(issued))
}

/// All that the pages are drawn of, in one way of writing, where it comes to no more than `most` bytes.
fn drawn(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let mut told = Told { xref: pdf.xref(), most, bytes: Vec::new(), seen: HashMap::new() };
    let catalog = told.xref.get::<Dict<'_>>(told.xref.root_id())?;
    // A form of XFA is drawn in the place of the pages.
    if catalog.get::<Dict<'_>>(keys::ACRO_FORM).is_some_and(|form| form.contains_key(b"XFA")) {
        return None;
    }
    told.node(catalog.get_raw::<Object<'_>>(keys::PAGES)?, 0)?;
    Some(told.bytes)
}

struct Told<'a> {
    xref: &'a XRef,
    most: usize,
    bytes: Vec<u8>,
    /// Objects by the order in which they were met: their numbers mean nothing.
    seen: HashMap<ObjectIdentifier, usize>,
}

impl<'a> Told<'a> {
    /// A page, or a node with what its pages have in common and then its pages (ISO 32000-1, 7.7.3): followed here, and not by the
    /// parser, which leaves out what it does not understand.
    fn node(&mut self, node: MaybeRef<Object<'a>>, depth: usize) -> Option<()> {
        self.bytes.extend(b"\npage ");
        let dict = self.met(node, depth)?.and_then(Object::into_dict);
        let Some(dict) = dict else { return Some(()) };
        self.entries(dict.entries().collect(), &[b"Annots", b"Kids", b"Parent"], depth)?;
        let array = |key| dict.get::<Array<'a>>(key).map(|array| array.raw_iter().collect::<Vec<_>>());
        for kid in array(keys::KIDS).unwrap_or_default() {
            self.node(kid, depth + 1)?;
        }
        for note in array(keys::ANNOTS).unwrap_or_default() {
            if !self.is_signature(&note) {
                self.item(note, depth + 1)?;
            }
        }
        Some(())
    }

    /// What stands there; nothing more where it was met before, or is not there.
    fn met(&mut self, item: MaybeRef<Object<'a>>, depth: usize) -> Option<Option<Object<'a>>> {
        if depth > DEEPEST || self.bytes.len() > self.most {
            return None;
        }
        let to = match item {
            MaybeRef::NotRef(object) => return Some(Some(object)),
            MaybeRef::Ref(to) => to,
        };
        let (id, next) = (ObjectIdentifier::from(to), self.seen.len());
        let at = *self.seen.entry(id).or_insert(next);
        self.bytes.extend(format!("#{at} ").bytes());
        Some(if at == next { self.xref.get::<Object<'a>>(id) } else { None })
    }

    /// Whether an annotation is the field of a signature, or its place on the page.
    fn is_signature(&self, note: &MaybeRef<Object<'a>>) -> bool {
        let note = match note {
            MaybeRef::Ref(to) => self.xref.get::<Object<'a>>((*to).into()),
            MaybeRef::NotRef(object) => Some(object.clone()),
        };
        let Some(note) = note.and_then(Object::into_dict) else { return false };
        let is_named = |dict: &Dict<'a>, key: &[u8], name: &[u8]| {
            dict.get::<Name<'a>>(key).is_some_and(|found| found.as_ref() == name)
        };
        let field = note.get::<Dict<'a>>(keys::PARENT);
        let is_field =
            is_named(&note, b"FT", b"Sig") || field.is_some_and(|field| is_named(&field, b"FT", b"Sig"));
        is_named(&note, b"Subtype", b"Widget") && is_field
    }

    fn entries(
        &mut self,
        mut entries: Vec<(Name<'a>, MaybeRef<Object<'a>>)>,
        without: &[&[u8]],
        depth: usize,
    ) -> Option<()> {
        entries.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
        for (key, value) in entries.into_iter().filter(|(key, _)| !without.contains(&key.as_ref())) {
            self.text(key.as_ref());
            self.item(value, depth + 1)?;
        }
        Some(())
    }

    fn item(&mut self, item: MaybeRef<Object<'a>>, depth: usize) -> Option<()> {
        let Some(object) = self.met(item, depth)? else { return Some(()) };
        match object {
            Object::Dict(dict) => {
                self.bytes.extend(b"<< ");
                self.entries(dict.entries().collect(), &[], depth)?;
                self.bytes.extend(b">> ");
            }
            Object::Array(array) => {
                self.bytes.extend(b"[ ");
                for item in array.raw_iter() {
                    self.item(item, depth + 1)?;
                }
                self.bytes.extend(b"] ");
            }
            Object::Stream(stream) => {
                self.bytes.extend(b"stream ");
                self.entries(stream.dict().entries().collect(), &[], depth)?;
                self.text(&stream.raw_data());
            }
            Object::Name(name) => self.text(name.as_ref()),
            Object::String(string) => self.text(string.as_bytes()),
            other => self.text(other.to_string().as_bytes()),
        }
        Some(())
    }

    /// With its length, so that nothing in it is taken for what follows.
    fn text(&mut self, bytes: &[u8]) {
        self.bytes.extend(format!("{}:", bytes.len()).bytes());
        self.bytes.extend(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
    const PAGE: &str = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";

    /// Objects after what was there before, with a table that tells where they are.
    fn with(mut before: Vec<u8>, objects: &[(u32, &str)]) -> Vec<u8> {
        let text = String::from_utf8_lossy(&before).into_owned();
        let previous = text.rsplit_once("startxref\n").and_then(|(_, after)| after.lines().next());
        let previous = previous.map(|at| format!("/Prev {at}")).unwrap_or_default();
        let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, text) in objects {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", before.len()));
            before.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
        }
        let at = before.len();
        let trailer = format!("trailer\n<</Size 20/Root 1 0 R{previous}>>\n");
        before.extend(format!("{table}{trailer}startxref\n{at}\n%%EOF\n").bytes());
        before
    }

    fn stream(words: &str) -> String {
        let content = format!("BT /F 12 Tf 72 700 Td ({words}) Tj ET");
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
    }

    fn issued() -> Vec<u8> {
        let content = stream("1.234,5");
        with(
            b"%PDF-1.7\n".to_vec(),
            &[
                (1, CATALOG),
                (2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>"),
                (3, PAGE),
                (4, &content),
                (5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
            ],
        )
    }

    fn is_same(objects: &[(u32, &str)]) -> bool {
        draws_the_same(&issued(), &with(issued(), objects), &Limits::default())
    }

    #[test]
    fn a_signature_with_its_place_on_the_page_draws_nothing_else() {
        assert!(
            drawn(&issued(), usize::MAX)
                .is_some_and(|told| String::from_utf8_lossy(&told).contains("1.234,5"))
        );
        let page = PAGE.replace("/Contents", "/Annots[10 0 R]/Contents");
        let field = "<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 0 0]/P 3 0 R/V 11 0 R>>";
        let catalog = CATALOG.replace("/Pages", "/AcroForm<</Fields[10 0 R]/SigFlags 3>>/Pages");
        let signature = "<</Type/Sig/ByteRange[0 1 2 3]>>";
        assert!(is_same(&[(1, &catalog), (3, &page), (10, field), (11, signature)]));
        // Objects may get other numbers.
        let moved = PAGE.replace("4 0 R", "12 0 R");
        assert!(is_same(&[(3, &moved), (12, &stream("1.234,5"))]));
    }

    #[test]
    fn what_is_drawn_anew_or_over_it_is_seen() {
        let page = PAGE.replace("/Contents", "/Annots[10 0 R]/Contents");
        let other = stream("9.999,9");
        let moved = PAGE.replace("4 0 R", "12 0 R");
        let catalog = CATALOG.replace("/Pages", "/AcroForm<</Fields[]/XFA(x)>>/Pages");
        let font = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>";
        let bigger = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 100]>>";
        for objects in [
            &[(4, other.as_str())][..],
            &[(3, &moved), (12, &other)],
            &[(5, font)],
            &[(2, bigger)],
            &[(2, "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2/MediaBox[0 0 595 842]>>")],
            &[(3, &page), (10, "<</Type/Annot/Subtype/FreeText/Rect[70 690 200 720]/Contents(9.999,9)>>")],
            &[(3, &page), (10, "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[70 690 200 720]/V(9.999,9)>>")],
            &[(1, &catalog)],
        ] {
            assert!(!is_same(objects), "{objects:?}");
        }
        assert!(!draws_the_same(&issued(), b"%PDF-1.7", &Limits::default()));
        assert!(!draws_the_same(b"", b"", &Limits::default()));
    }
}
