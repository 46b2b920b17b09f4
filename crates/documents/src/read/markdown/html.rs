//! HTML within Markdown: converters write a table so where a cell spans columns or holds paragraphs.

use quick_xml::escape::unescape;

use crate::read::build::{NewCell, Words};

/// A table or a line.
pub(super) enum HtmlPiece {
    Table(Vec<Vec<NewCell>>),
    Line(Words),
}

/// The name of a tag in lower case, `/` before it where it closes: `<BR />` → `br`.
pub(super) fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches('<');
    let end = inner.char_indices().skip(1).find(|(_, sign)| !sign.is_ascii_alphanumeric()).map(|(at, _)| at);
    inner[..end.unwrap_or(inner.len())].to_ascii_lowercase()
}

/// Reads tables and lines; marks of other kinds go.
pub(super) fn pieces(source: &str) -> Vec<HtmlPiece> {
    let mut reader = Reader::default();
    for part in source.split_inclusive('>') {
        let (words, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        reader.words(words);
        if !tag.is_empty() {
            reader.tag(tag);
        }
    }
    reader.end_table();
    reader.pieces
}

#[derive(Default)]
struct Reader {
    pieces: Vec<HtmlPiece>,
    rows: Vec<Vec<NewCell>>,
    line: Words,
    strong: u32,
    in_cell: bool,
    /// By column: in how many rows further a cell from above goes on.
    from_above: Vec<u16>,
}

impl Reader {
    fn words(&mut self, words: &str) {
        let plain = unescape(words).map_or_else(|_| words.to_owned(), |plain| plain.into_owned());
        let spaced = plain.replace(['\n', '\r', '\t'], " ");
        if !(spaced.trim().is_empty() && self.line.is_blank()) {
            self.line.push(&spaced, self.strong > 0);
        }
    }

    fn tag(&mut self, tag: &str) {
        match name(tag).as_str() {
            "b" | "strong" => self.strong += 1,
            "/b" | "/strong" => self.strong = self.strong.saturating_sub(1),
            "br" | "/p" | "/li" | "/div" if self.in_cell => self.line.text.push('\n'),
            "br" | "p" | "/p" | "/li" | "/div" => self.end_line(),
            "table" => self.end_table(),
            "tr" => {
                self.end_row();
                self.rows.push(Vec::new());
            }
            "td" | "th" => {
                self.end_cell();
                self.begin_cell(tag);
            }
            "/td" | "/th" => self.end_cell(),
            "/tr" => self.end_row(),
            "/table" => self.end_table(),
            _ => {}
        }
    }

    fn begin_cell(&mut self, tag: &str) {
        self.end_line();
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.go_on_from_above();
        let (columns, rows) = (spanned(tag, "colspan"), spanned(tag, "rowspan"));
        if let Some(row) = self.rows.last_mut() {
            let column = next_column(row);
            row.push(NewCell { text: String::new(), column, columns });
            self.in_cell = true;
            if rows > 1 {
                let place = usize::from(column);
                self.from_above.resize(self.from_above.len().max(place + 1), 0);
                self.from_above[place] = rows - 1;
            }
        }
    }

    /// A cell that goes on from the row above stands empty in this one.
    fn go_on_from_above(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(left @ 1..) = self.from_above.get_mut(usize::from(next_column(row))) {
            *left -= 1;
            row.push(NewCell { text: String::new(), column: next_column(row), columns: 1 });
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.go_on_from_above();
        }
    }

    fn end_cell(&mut self) {
        if !self.in_cell {
            return;
        }
        self.in_cell = false;
        let words = std::mem::take(&mut self.line);
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.text = words.text;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_blank() {
            self.pieces.push(HtmlPiece::Line(line));
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        self.end_line();
        self.from_above.clear();
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.pieces.push(HtmlPiece::Table(rows));
        }
    }
}

fn next_column(row: &[NewCell]) -> u16 {
    row.last().map_or(0, |cell| cell.column.saturating_add(cell.columns))
}

/// The number in `colspan="3"`, at most 100.
fn spanned(tag: &str, name: &str) -> u16 {
    let after = tag.split(name).nth(1).unwrap_or_default();
    let digits: String =
        after.chars().skip_while(|sign| !sign.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1).clamp(1, 100)
}
