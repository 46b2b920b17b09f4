//! A paragraph: its properties, its number, its runs.

use super::body::{Piece, Walk, alternate};
use super::legacy::Legacy;
use super::props::Props;
use super::styles::Resolved;
use super::xml::{Element, Xml};
use crate::error::ReadError;
use crate::read::build::{Look, Words};

/// A paragraph as Word would show it.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Number or dash that Word puts before it; empty where there is none.
    pub(super) label: String,
    pub(super) words: Words,
    pub(super) look: Look,
    /// Pages that end before it, and within it.
    pub(super) breaks_before: u32,
    pub(super) breaks_within: u32,
    /// A line of the table of contents, which repeats headings.
    pub(super) of_contents: bool,
}

impl Paragraph {
    /// Label and words.
    pub(super) fn text(&self) -> String {
        let words = self.words.text.trim();
        match (self.label.is_empty(), words.is_empty()) {
            (true, _) => words.to_owned(),
            (_, true) => self.label.clone(),
            _ => format!("{} {words}", self.label),
        }
    }

    fn page_ends(&mut self) {
        if self.words.is_blank() {
            self.breaks_before += 1;
        } else {
            self.breaks_within += 1;
        }
    }
}

/// What the runs of one paragraph share.
struct Open {
    paragraph: Paragraph,
    own: Props,
    style: std::rc::Rc<Resolved>,
    /// Text boxes anchored here; they follow the paragraph.
    boxes: Vec<Piece>,
    /// Some words are of VNI, whose marks are still apart from their letters.
    marks_are_apart: bool,
}

impl Walk<'_> {
    /// Reads a `p`.
    pub(super) fn paragraph(&mut self, xml: &mut Xml<'_>, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
        self.take_room()?;
        let mut open = Open {
            paragraph: Paragraph::default(),
            own: Props::default(),
            style: self.style(None),
            boxes: Vec::new(),
            marks_are_apart: false,
        };
        self.inlines(xml, &mut open)?;
        // A field that never came to its result would hide the rest of the document.
        if self.fields.last() == Some(&false) {
            self.fields.pop();
        }
        let Open { mut paragraph, own, style, boxes, marks_are_apart } = open;
        if marks_are_apart {
            paragraph.words.text = vietnamese::nfc(&paragraph.words.text).into_owned();
        }
        if let Some(mut before) = self.carried.take() {
            before.words.append(&paragraph.words);
            paragraph.words = before.words;
            paragraph.breaks_before += before.breaks_before;
        }
        if own.end_deleted {
            self.carried = Some(paragraph);
        } else {
            self.finish(&mut paragraph, own, &style);
            pieces.push(Piece::Paragraph(paragraph));
        }
        pieces.extend(boxes);
        Ok(())
    }

    fn finish(&mut self, paragraph: &mut Paragraph, own: Props, style: &Resolved) {
        let direct_outline = own.outline;
        let has_own_list = own.list.is_some();
        let props = own.or(&style.props);
        if let Some(list) = props.list.filter(|list| *list != 0) {
            let bound = style.list_style.as_deref().filter(|_| !has_own_list);
            let level = bound.and_then(|style| self.numbering.level_of_style(list, style)).or(props.level);
            paragraph.label = self.numbering.next(list, level.unwrap_or(0)).unwrap_or_default();
        }
        if !self.pages_are_noted && props.page_break_before == Some(true) {
            paragraph.breaks_before += 1;
        }
        let heading = match direct_outline {
            Some(outline) => {
                u8::try_from(outline.saturating_add(1)).ok().filter(|depth| (1..=9).contains(depth))
            }
            None => style.heading,
        };
        paragraph.of_contents = style.of_contents;
        paragraph.look = Look {
            wrapped: false,
            bold: paragraph.words.is_bold(),
            centred: props.side.as_deref() == Some("center"),
            heading,
        };
    }

    fn inlines(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "pPr" => {
                    open.own.read_paragraph(xml)?;
                    open.style = self.style(open.own.style.as_deref());
                }
                "r" => self.run(xml, open)?,
                "ins" | "moveTo" | "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "customXml"
                | "fldSimple" | "bdo" | "dir" | "oMath" | "oMathPara" | "ruby" | "rubyBase" => {
                    self.inlines(xml, open)?
                }
                "AlternateContent" => alternate(xml, |xml| self.inlines(xml, open))?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads an `r`. Footnotes stay out: they are no clauses, and their number would stand as a figure in the words.
    fn run(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), ReadError> {
        let mut props = Props::default();
        self.run_content(xml, open, &mut props)
    }

    fn run_content(
        &mut self,
        xml: &mut Xml<'_>,
        open: &mut Open,
        props: &mut Props,
    ) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "rPr" => {
                    props.read_run(xml)?;
                    *props = self.styles.run(std::mem::take(props));
                    continue;
                }
                "t" => {
                    let words = xml.text()?;
                    self.words(open, props, &words);
                    continue;
                }
                "ruby" => {
                    self.inlines(xml, open)?;
                    continue;
                }
                "AlternateContent" => {
                    alternate(xml, |xml| self.run_content(xml, open, props))?;
                    continue;
                }
                "drawing" | "pict" | "object" => {
                    self.boxes(xml, &mut open.boxes)?;
                    continue;
                }
                "fldChar" => self.field(&element),
                "lastRenderedPageBreak" => open.paragraph.page_ends(),
                "br" => self.line_break(&element, open),
                "cr" => open.paragraph.words.text.push('\n'),
                "tab" | "ptab" => self.words(open, props, "\t"),
                "noBreakHyphen" => self.words(open, props, "-"),
                // Of itself it is not seen; where the font is TCVN's it is the letter `ư` that stands in its place.
                "softHyphen" => self.words(open, props, "\u{AD}"),
                "sym" => self.symbol(&element, open, props),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn words(&mut self, open: &mut Open, props: &Props, words: &str) {
        let style = &open.style.props;
        if props.hidden.or(style.hidden) == Some(true) || self.fields.contains(&false) {
            return;
        }
        let legacy = props.font.as_deref().or(style.font.as_deref()).and_then(Legacy::of_font);
        let mut words = legacy.map_or_else(|| words.to_owned(), |legacy| legacy.decode(words));
        open.marks_are_apart |= legacy == Some(Legacy::Vni);
        words.retain(|sign| !matches!(sign, '\u{AD}' | '\u{200B}' | '\u{FEFF}'));
        if props.capitals.or(style.capitals) == Some(true) {
            words = words.to_uppercase();
        }
        open.paragraph.words.push(&words.replace('\n', " "), props.bold.or(style.bold) == Some(true));
    }

    fn line_break(&mut self, element: &Element<'_>, open: &mut Open) {
        match element.get("type").as_deref() {
            Some("page") if self.pages_are_noted => {}
            Some("page") => open.paragraph.page_ends(),
            _ => open.paragraph.words.text.push('\n'),
        }
    }

    fn field(&mut self, element: &Element<'_>) {
        match element.get("fldCharType").as_deref() {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(open) = self.fields.last_mut() {
                    *open = true;
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }

    /// A sign of a symbol font stands at a private place: those that plans use are dashes and ticks.
    fn symbol(&mut self, element: &Element<'_>, open: &mut Open, props: &Props) {
        let code = element.get("char").and_then(|hex| u32::from_str_radix(hex.trim(), 16).ok());
        let sign = match code.map(|code| if (0xF000..0xF100).contains(&code) { code - 0xF000 } else { code })
        {
            Some(0x2B) => '+',
            Some(0x2D | 0xB7 | 0xA7 | 0x6E | 0x71 | 0x9F | 0xD8 | 0xE0) => '-',
            Some(0xB3) => '≥',
            Some(0xA3) => '≤',
            Some(0xB1) => '±',
            Some(0xB4) => '×',
            Some(0xB0) => '°',
            Some(code @ (0x20..0x7F | 0x100..0xE000)) => char::from_u32(code).unwrap_or(' '),
            _ => return,
        };
        self.words(open, props, sign.encode_utf8(&mut [0; 4]));
    }

    /// Text boxes within a drawing, at whatever depth.
    fn boxes(&mut self, xml: &mut Xml<'_>, boxes: &mut Vec<Piece>) -> Result<(), ReadError> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "txbxContent" => {
                    // The box is a text of its own: a field or a deleted end outside does not reach into it.
                    let fields = std::mem::take(&mut self.fields);
                    let carried = self.carried.take();
                    boxes.extend(self.pieces(xml)?);
                    self.fields = fields;
                    self.carried = carried;
                }
                "AlternateContent" => alternate(xml, |xml| self.boxes(xml, boxes))?,
                _ => self.boxes(xml, boxes)?,
            }
        }
        Ok(())
    }
}
