//! Tables with borders, whose headings stand on each page again.

use super::markup::{Run, paragraph};
use crate::write::{Align, Layout, Row, TableColumn};

/// Space at the sides of a cell's words, twentieths of a point.
const INSET: u32 = 80;

pub(super) fn table(columns: &[TableColumn], rows: &[Row], layout: &Layout, width: i64) -> String {
    let widths = widths(columns, width);
    let run = Run::of(layout.sizes.table);
    let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let heading: String = columns
        .iter()
        .zip(&widths)
        .map(|(column, width)| cell(&column.title, *width, 1, Align::Center, run.bold()))
        .collect();
    let rows: String = rows.iter().map(|one| row(one, columns, &widths, run)).collect();
    let edge = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let total: i64 = widths.iter().sum();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{INSET}" w:type="dxa"/><w:right w:w="{INSET}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heading}</w:tr>{rows}</w:tbl>"#
    )
}

/// The width of each column by its share.
fn widths(columns: &[TableColumn], width: i64) -> Vec<i64> {
    let shares: i64 = columns.iter().map(|column| i64::from(column.share.max(1))).sum();
    columns.iter().map(|column| width * i64::from(column.share.max(1)) / shares.max(1)).collect()
}

fn row(row: &Row, columns: &[TableColumn], widths: &[i64], run: Run) -> String {
    let run = if row.strong { run.bold() } else { run };
    let cells: String = match &row.cells[..] {
        [group] if columns.len() > 1 => {
            cell(group, widths.iter().sum(), columns.len(), Align::Left, run.bold())
        }
        cells => {
            let texts = cells.iter().map(String::as_str).chain(std::iter::repeat(""));
            let columns = columns.iter().zip(widths);
            columns
                .zip(texts)
                .map(|((column, width), text)| cell(text, *width, 1, column.align, run))
                .collect()
        }
    };
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn cell(text: &str, width: i64, columns: usize, align: Align, run: Run) -> String {
    let side = match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    let props =
        format!(r#"<w:pStyle w:val="Plain"/><w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/>"#);
    let content: String = text.split('\n').map(|line| paragraph(&props, &run.words(line))).collect();
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>"#
    )
}
