//! The few forms of markup that the file is made of.

use quick_xml::escape::escape;

use super::body::Begins;
use crate::write::Layout;

/// Twentieths of a point in a millimetre: Word's measure of length.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

/// Measures of the page, in twentieths of a point.
pub(super) struct Page {
    width: i64,
    height: i64,
    margins: [i64; 4],
    /// Width of the text.
    pub(super) text: i64,
    /// Width of the text on a page turned on its side.
    pub(super) text_on_side: i64,
    /// Width of the left column of header and signature.
    pub(super) left: i64,
}

impl Page {
    pub(super) fn of(layout: &Layout) -> Self {
        let [width, height] = layout.page_mm.map(twips);
        let margins = &layout.margins_mm;
        let margins = [margins.top, margins.right, margins.bottom, margins.left].map(twips);
        let [top, right, bottom, left] = margins;
        let text = width - left - right;
        #[expect(clippy::cast_possible_truncation, reason = "a share of a page's width")]
        let left_column = (text as f64 * layout.left_column_percent / 100.0) as i64;
        Self { width, height, margins, text, text_on_side: height - top - bottom, left: left_column }
    }

    /// Properties of a section.
    pub(super) fn section(&self, on_side: bool, begins: Begins) -> String {
        let [top, right, bottom, left] = self.margins;
        let (size, margins) = if on_side {
            (
                format!(r#"w:w="{}" w:h="{}" w:orient="landscape""#, self.height, self.width),
                // The page is turned to the left: what was its left side is now its top.
                [left, top, right, bottom],
            )
        } else {
            (format!(r#"w:w="{}" w:h="{}""#, self.width, self.height), [top, right, bottom, left])
        };
        let [top, right, bottom, left] = margins;
        let (count, title) = match begins {
            Begins::Anew => (r#"<w:pgNumType w:start="1"/>"#, "<w:titlePg/>"),
            Begins::On => ("", ""),
        };
        let header = top / 2;
        format!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:type w:val="nextPage"/><w:pgSz {size}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="0" w:gutter="0"/>{count}{title}</w:sectPr>"#
        )
    }
}

/// Millimetres in twentieths of a point.
#[expect(clippy::cast_possible_truncation, reason = "lengths on a page")]
pub(super) fn twips(mm: f64) -> i64 {
    (mm * TWIPS_PER_MM).round() as i64
}

/// Words of one look.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    /// In points; 0 is the style's.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Run {
    pub(super) fn of(size: f64) -> Self {
        Self { size, ..Self::default() }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    /// The markup of words; `\n` breaks the line.
    pub(super) fn words(self, words: &str) -> String {
        let text = words.split('\n').map(text).collect::<Vec<_>>().join("<w:br/>");
        self.around(&text)
    }

    /// A field that Word works out, and what stands there until it does.
    pub(super) fn field(self, code: &str, until: &str) -> String {
        [
            self.around(r#"<w:fldChar w:fldCharType="begin"/>"#),
            self.around(&format!(r#"<w:instrText xml:space="preserve"> {} </w:instrText>"#, escape(code))),
            self.around(r#"<w:fldChar w:fldCharType="separate"/>"#),
            self.words(until),
            self.around(r#"<w:fldChar w:fldCharType="end"/>"#),
        ]
        .concat()
    }

    fn around(self, content: &str) -> String {
        let mut props = String::new();
        if self.bold {
            props += "<w:b/>";
        }
        if self.italic {
            props += "<w:i/>";
        }
        if self.size > 0.0 {
            let half_points = (self.size * 2.0).round();
            props += &format!(r#"<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#);
        }
        format!("<w:r><w:rPr>{props}</w:rPr>{content}</w:r>")
    }
}

/// A paragraph of markup.
pub(super) fn paragraph(props: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>")
}

/// A centred paragraph of one run, close to the one above.
pub(super) fn centred(run: Run, words: &str) -> String {
    paragraph(r#"<w:pStyle w:val="Plain"/><w:jc w:val="center"/>"#, &run.words(words))
}

/// A thin rule of `length` in the middle of `width`, close under the words above it.
pub(super) fn rule(width: i64, length: i64) -> String {
    let side = (width - length).max(0) / 2;
    paragraph(
        &format!(
            r#"<w:pStyle w:val="Plain"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="30" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/>"#
        ),
        "",
    )
}

/// How long words on one line are, in twentieths of a point: a rule is measured by the words above it.
#[expect(clippy::cast_possible_truncation, reason = "lengths on a page")]
pub(super) fn length(words: &str, run: Run) -> i64 {
    (charts::width_of(words, run.size, run.bold) * 20.0).round() as i64
}

/// A table of two columns without borders.
pub(super) fn two_columns(widths: [i64; 2], cells: [&str; 2]) -> String {
    let [left, right] = widths;
    let cell = |width: i64, content: &str| {
        format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>"#)
    };
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr></w:tbl>"#,
        left + right,
        cell(left, cells[0]),
        cell(right, cells[1]),
    )
}

/// Letters are composed, as the decree wants them; signs that XML cannot hold are left out.
fn text(words: &str) -> String {
    let held: String = vietnamese::nfc(words)
        .chars()
        .filter(|sign| !sign.is_control() && !matches!(sign, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(&held))
}
