//! Bases, headings, paragraphs, tables, annexes.

use super::markup::{Page, Run, centred, paragraph};
use crate::write::{Layout, OfficialDocument, Part, TableColumn};

/// The deepest heading that has a style of its own.
pub(super) const HEADINGS: u8 = 6;

/// The legal bases: each ends in a semicolon, the last in a full stop.
pub(super) fn bases(document: &OfficialDocument) -> String {
    let last = document.bases.len().saturating_sub(1);
    let base = |(at, base): (usize, &String)| {
        let words = base.trim().trim_end_matches([';', '.', ',']);
        let end = if at == last { "." } else { ";" };
        paragraph(r#"<w:pStyle w:val="Body"/>"#, &Run::default().italic().words(&format!("{words}{end}")))
    };
    document.bases.iter().enumerate().map(base).collect()
}

/// Writes parts one after the other and turns the pages for those that want it.
pub(super) struct Flow<'a> {
    layout: &'a Layout,
    page: &'a Page,
    /// No section is closed yet: the page in hand is of the first.
    first: bool,
    on_side: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(layout: &'a Layout, page: &'a Page) -> Self {
        Self { layout, page, first: true, on_side: false }
    }

    /// The parts in order; `end` closes the last paragraph.
    pub(super) fn parts(&mut self, parts: &[Part], end: &str) -> String {
        let mut content = String::new();
        for (at, part) in parts.iter().enumerate() {
            content += &self.turn(wants_side(&parts[at..]));
            match part {
                Part::Heading { level, label, text } => {
                    let style = format!(r#"<w:pStyle w:val="Heading{}"/>"#, (*level).clamp(1, HEADINGS));
                    content += &paragraph(&style, &Run::default().words(&labelled(label, text)));
                }
                Part::Paragraph { label, text, .. } => {
                    let words = labelled(label, text);
                    let last = at + 1 == parts.len();
                    let words = if last { closed(&words, end) } else { words };
                    // The signature never stands alone on a page.
                    let props = if last && !end.is_empty() {
                        r#"<w:pStyle w:val="Body"/><w:keepNext/>"#
                    } else {
                        r#"<w:pStyle w:val="Body"/>"#
                    };
                    content += &paragraph(props, &Run::default().words(&words));
                }
                Part::Table { columns, rows, .. } => {
                    let gap = r#"<w:pStyle w:val="Plain"/><w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>"#;
                    content += &paragraph(gap, "");
                    let width = if self.on_side { self.page.text_on_side } else { self.page.text };
                    content += &table(columns, rows, self.layout, width);
                    content += &paragraph(gap, "");
                }
                Part::Annex { label, title, note } => content += &annex(label, title, note, self.layout),
            }
        }
        content
    }

    /// Turns the pages that follow. A section's properties stand in its last paragraph.
    pub(super) fn turn(&mut self, on_side: bool) -> String {
        if on_side == self.on_side {
            return String::new();
        }
        let section = self.last_section();
        (self.first, self.on_side) = (false, on_side);
        let props = r#"<w:pStyle w:val="Plain"/><w:spacing w:line="20" w:lineRule="exact"/>"#;
        paragraph(&format!("{props}{section}"), "")
    }

    /// The properties of the section in hand.
    pub(super) fn last_section(&self) -> String {
        self.page.section(self.on_side, self.first)
    }
}

/// A table on its side, or the beginning of an annex that is one.
fn wants_side(parts: &[Part]) -> bool {
    match parts {
        [Part::Table { landscape, .. }, ..] => *landscape,
        [Part::Annex { .. }, rest @ ..] => wants_side(rest.get(..1).unwrap_or_default()),
        _ => false,
    }
}

fn annex(label: &str, title: &str, note: &str, layout: &Layout) -> String {
    let run = Run::of(layout.sizes.title);
    let props =
        r#"<w:pStyle w:val="Plain"/><w:pageBreakBefore/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>"#;
    let mut content = paragraph(props, &run.bold().words(label));
    content += &centred(run.bold(), title);
    if !note.is_empty() {
        content += &centred(run.italic(), note);
    }
    content + &paragraph(r#"<w:pStyle w:val="Plain"/>"#, "")
}

fn table(columns: &[TableColumn], rows: &[Vec<String>], layout: &Layout, width: i64) -> String {
    let shares: i64 = columns.iter().map(|column| i64::from(column.share.max(1))).sum();
    let widths: Vec<i64> =
        columns.iter().map(|column| width * i64::from(column.share.max(1)) / shares.max(1)).collect();
    let run = Run::of(layout.sizes.table);
    let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let heading: String = columns
        .iter()
        .zip(&widths)
        .map(|(column, width)| cell(&column.title, *width, 1, true, run.bold()))
        .collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = match &row[..] {
                [group] if columns.len() > 1 => {
                    cell(group, widths.iter().sum(), columns.len(), false, run.bold())
                }
                cells => {
                    let texts = cells.iter().map(String::as_str).chain(std::iter::repeat(""));
                    let columns = columns.iter().zip(&widths);
                    columns
                        .zip(texts)
                        .map(|((column, width), text)| cell(text, *width, 1, column.centred, run))
                        .collect()
                }
            };
            format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        })
        .collect();
    let edge = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let total: i64 = widths.iter().sum();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heading}</w:tr>{rows}</w:tbl>"#
    )
}

fn cell(text: &str, width: i64, columns: usize, centre: bool, run: Run) -> String {
    let side = if centre { "center" } else { "left" };
    let props =
        format!(r#"<w:pStyle w:val="Plain"/><w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/>"#);
    let content: String = text.split('\n').map(|line| paragraph(&props, &run.words(line))).collect();
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>"#
    )
}

fn labelled(label: &str, text: &str) -> String {
    if label.is_empty() { text.to_owned() } else { format!("{label} {text}") }
}

fn closed(words: &str, end: &str) -> String {
    let words = words.trim_end();
    if end.is_empty() || words.ends_with(end) {
        words.to_owned()
    } else {
        format!("{}{end}", words.trim_end_matches(['.', ';', ',']))
    }
}
