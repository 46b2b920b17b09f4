//! Makes small PDFs: text in a font whose codes only its table of characters explains, lines, boxes.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A PDF under construction. Every letter is half as wide as its font is large.
#[derive(Default)]
pub(crate) struct Maker {
    /// The family of its fonts; Times New Roman, not embedded, where there is none.
    pub(crate) embedded: Option<&'static str>,
    codes: BTreeMap<char, u8>,
    pages: Vec<(String, String)>,
    /// Objects from number 10 on.
    pub(crate) extra: Vec<Vec<u8>>,
}

impl Maker {
    /// Adds a page (A4) with entries of its own and gives what to draw on it.
    pub(crate) fn page(&mut self, entries: &str) -> Drawing<'_> {
        self.pages.push((entries.to_owned(), String::new()));
        Drawing(self)
    }

    /// The file, without a table of references: readers must find the objects themselves.
    pub(crate) fn bytes(self) -> Vec<u8> {
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut object = |number: usize, body: &[u8]| {
            file.extend_from_slice(format!("{number} 0 obj ").as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b" endobj\n");
        };
        let first = 10 + self.extra.len();
        let kids: String = (0..self.pages.len()).map(|index| format!("{} 0 R ", first + 2 * index)).collect();
        object(1, b"<</Type/Catalog/Pages 2 0 R>>");
        object(2, format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()).as_bytes());
        let widths = "500 ".repeat(self.codes.len());
        let descriptor = if self.embedded.is_some() { "/FontDescriptor 8 0 R" } else { "" };
        let family = self.embedded.unwrap_or("TimesNewRoman");
        for (number, face) in [(3, ""), (4, "-Bold"), (6, "-Italic"), (7, "-BoldItalic")] {
            let last = self.codes.len();
            object(number, format!("<</Type/Font/Subtype/TrueType/BaseFont/{family}{face}/FirstChar 1/LastChar {last}/Widths[{widths}]/ToUnicode 5 0 R{descriptor}>>").as_bytes());
        }
        object(8, b"<</Type/FontDescriptor/FontFile2 9 0 R>>");
        // Nobody looks at the shapes of the letters.
        object(9, &stream("", b""));
        object(5, &stream("", self.characters().as_bytes()));
        for (index, body) in self.extra.iter().enumerate() {
            object(10 + index, body);
        }
        for (index, (entries, content)) in self.pages.iter().enumerate() {
            let number = first + 2 * index;
            object(number, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</R 3 0 R/B 4 0 R/I 6 0 R/Z 7 0 R>>/XObject<</X 10 0 R>>>>{entries}>>", number + 1).as_bytes());
            object(number + 1, &stream("", content.as_bytes()));
        }
        file.extend_from_slice(b"trailer <</Root 1 0 R>>\nstartxref\n7\n%%EOF\n");
        file
    }

    fn characters(&self) -> String {
        let mut table = String::from(
            "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n",
        );
        for (sign, code) in &self.codes {
            let units: String =
                sign.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
            writeln!(table, "1 beginbfchar <{code:02X}> <{units}> endbfchar").unwrap();
        }
        table + "endcmap end"
    }

    fn hex(&mut self, text: &str) -> String {
        text.chars()
            .map(|sign| {
                let next = self.codes.len() as u8 + 1;
                format!("{:02X}", self.codes.entry(sign).or_insert(next))
            })
            .collect()
    }
}

/// The last page added.
pub(crate) struct Drawing<'m>(&'m mut Maker);

impl Drawing<'_> {
    /// Text from `x` on, with its baseline `y` points from the top.
    pub(crate) fn text(&mut self, x: f64, y: f64, text: &str) -> &mut Self {
        self.write("R", 12.0, x, y, text)
    }

    /// The same in heavy strokes.
    pub(crate) fn bold(&mut self, x: f64, y: f64, text: &str) -> &mut Self {
        self.write("B", 12.0, x, y, text)
    }

    /// A line.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        self.raw(&format!("{} {} m {} {} l S", from.0, 842.0 - from.1, to.0, 842.0 - to.1))
    }

    /// Operators as they are.
    pub(crate) fn raw(&mut self, operators: &str) -> &mut Self {
        let content = &mut self.0.pages.last_mut().unwrap().1;
        content.push_str(operators);
        content.push('\n');
        self
    }

    /// Text in a face (`R`, `B`old, `I`talic, or `Z` for both) of a size.
    pub(crate) fn write(&mut self, font: &str, size: f64, x: f64, y: f64, text: &str) -> &mut Self {
        let hex = self.0.hex(text);
        self.raw(&format!("BT /{font} {size} Tf 1 0 0 1 {x} {} Tm <{hex}> Tj ET", 842.0 - y))
    }
}

/// A stream object's body.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut body = format!("<<{entries}/Length {}>> stream\n", data.len()).into_bytes();
    body.extend_from_slice(data);
    body.extend_from_slice(b"\nendstream");
    body
}

/// Zeros packed by Flate, a thousand times smaller.
pub(crate) fn packed_zeros(length: usize) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; length]).unwrap();
    packer.finish().unwrap()
}
