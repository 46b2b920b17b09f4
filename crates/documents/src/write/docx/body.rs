//! Bases, headings, paragraphs, tables, figures, annexes.

use super::figure;
use super::markup::{Page, Run, centred, paragraph};
use super::numbering::Numbering;
use super::table::table;
use crate::narrative::Span;
use crate::write::wording::{Annex, is_on_side};
use crate::write::{Layout, Part, Wording};

/// The deepest heading that has a style of its own.
pub(super) const HEADINGS: u8 = 6;

/// The legal bases.
pub(super) fn bases(wording: &Wording) -> String {
    let base =
        |words: &String| paragraph(r#"<w:pStyle w:val="Body"/>"#, &Run::default().italic().words(words));
    wording.bases.iter().map(base).collect()
}

/// Writes parts one after the other, turns the pages for those that want it, and counts what Word counts.
pub(super) struct Flow<'a> {
    layout: &'a Layout,
    page: &'a Page,
    /// What the section in hand begins with.
    begins: Begins,
    on_side: bool,
    pub(super) numbering: Numbering,
    /// Tables and figures with a caption so far.
    captions: [usize; 2],
    /// Figures so far, as files.
    pub(super) figures: Vec<Vec<u8>>,
}

/// How the pages of a section are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// Anew, from a first page that shows no number.
    Anew,
    /// After those before.
    On,
}

impl<'a> Flow<'a> {
    pub(super) fn new(layout: &'a Layout, page: &'a Page) -> Self {
        let numbering = Numbering::default();
        Self {
            layout,
            page,
            begins: Begins::Anew,
            on_side: false,
            numbering,
            captions: [0, 0],
            figures: Vec::new(),
        }
    }

    /// The text of the document; its last paragraph stays with the signature.
    pub(super) fn body(&mut self, parts: &[Part]) -> String {
        self.parts(parts, true, false)
    }

    /// An annex, on pages counted anew.
    pub(super) fn annex(&mut self, annex: &Annex) -> String {
        let mut content = self.section(annex.on_side, Begins::Anew);
        self.numbering.begin();
        if !annex.label.is_empty() || !annex.title.is_empty() {
            let run = Run::of(self.layout.sizes.title);
            let props = r#"<w:pStyle w:val="Plain"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>"#;
            content += &paragraph(props, &run.bold().words(&annex.label));
            content += &centred(run.bold(), &annex.title);
            if !annex.note.is_empty() {
                content += &centred(run.italic(), &annex.note);
            }
            content += &paragraph(r#"<w:pStyle w:val="Plain"/>"#, "");
        }
        content + &self.parts(&annex.parts, false, annex.on_side)
    }

    /// Those on their side on pages turned so, or all of them.
    fn parts(&mut self, parts: &[Part], keeps_last: bool, on_side: bool) -> String {
        let mut content = String::new();
        for (at, part) in parts.iter().enumerate() {
            content += &self.turn(on_side || is_on_side(part));
            match part {
                Part::Heading { level, label, text } => {
                    let level = (*level).clamp(1, HEADINGS);
                    let style = format!(r#"<w:pStyle w:val="Heading{level}"/>"#);
                    let (number, words) = match self.numbering.counted(level, label) {
                        Some(number) => (number, text.clone()),
                        None => (String::new(), labelled(label, text)),
                    };
                    content += &paragraph(&(style + &number), &Run::default().words(&words));
                }
                Part::Paragraph { label, spans, .. } => {
                    // The signature never stands alone on a page.
                    let keep = if keeps_last && at + 1 == parts.len() { "<w:keepNext/>" } else { "" };
                    content +=
                        &paragraph(&format!(r#"<w:pStyle w:val="Body"/>{keep}"#), &words(label, spans));
                }
                Part::Table { caption, columns, rows, .. } => {
                    content += &self.caption(0, caption, true);
                    let width = if self.on_side { self.page.text_on_side } else { self.page.text };
                    content += &gap(true);
                    content += &table(columns, rows, self.layout, width);
                    content += &gap(false);
                }
                Part::Figure { caption, about, drawing } => {
                    self.figures.push(charts::emf(drawing));
                    content += &figure::figure(drawing, about, self.figures.len(), self.page.text);
                    content += &self.caption(1, caption, false);
                }
                Part::Annex { .. } => {}
            }
        }
        content
    }

    /// What a table or figure shows, under a number that Word counts; until it does, what it will come to stands there.
    /// `of` is 0 for tables and 1 for figures.
    fn caption(&mut self, of: usize, caption: &str, stays_with_next: bool) -> String {
        if caption.is_empty() {
            return String::new();
        }
        self.captions[of] += 1;
        let number = self.captions[of].to_string();
        let name = [&self.layout.words.table, &self.layout.words.figure][of];
        let run = Run::of(self.layout.sizes.table).italic();
        let keep = if stays_with_next { "<w:keepNext/>" } else { "" };
        let props = format!(r#"<w:pStyle w:val="Caption"/>{keep}"#);
        let number = run.field(&format!("SEQ {} \\* ARABIC", name.replace(' ', "_")), &number);
        paragraph(&props, &(run.words(&format!("{name} ")) + &number + &run.words(&format!(". {caption}"))))
    }

    /// Turns the pages that follow.
    pub(super) fn turn(&mut self, on_side: bool) -> String {
        if on_side == self.on_side { String::new() } else { self.section(on_side, Begins::On) }
    }

    /// Ends the section in hand. Its properties stand in its last paragraph.
    fn section(&mut self, on_side: bool, begins: Begins) -> String {
        let section = self.last_section();
        (self.begins, self.on_side) = (begins, on_side);
        let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:line="20" w:lineRule="exact"/>"#;
        paragraph(&format!("{props}{section}"), "")
    }

    /// The properties of the section in hand.
    pub(super) fn last_section(&self) -> String {
        self.page.section(self.on_side, self.begins)
    }
}

fn gap(stays_with_next: bool) -> String {
    let keep = if stays_with_next { "<w:keepNext/>" } else { "" };
    let props = format!(r#"<w:pStyle w:val="Plain"/>{keep}<w:spacing w:line="120" w:lineRule="exact"/>"#);
    paragraph(&props, "")
}

fn words(label: &str, spans: &[Span]) -> String {
    let label = if label.is_empty() { String::new() } else { Run::default().words(&format!("{label} ")) };
    let span = |span: &Span| Run { bold: span.bold, italic: span.italic, ..Run::default() }.words(&span.text);
    label + &spans.iter().map(span).collect::<String>()
}

fn labelled(label: &str, text: &str) -> String {
    if label.is_empty() { text.to_owned() } else { format!("{label} {text}") }
}
