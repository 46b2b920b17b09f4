//! Figures as files. What somebody typed is never a formula.

use base::{Error, Result};
use documents::write::{Column, ColumnKind, Sheet, Value, harmless};

use super::tables::{Cell, Table};

/// A workbook with a sheet for each table.
pub(super) fn xlsx(tables: &[Table]) -> Result<Vec<u8>> {
    let sheets: Vec<_> = tables.iter().map(sheet).collect();
    documents::write::xlsx(&sheets).map_err(Error::internal)
}

fn sheet(table: &Table) -> Sheet {
    let column = |(at, (title, is_number)): (usize, &(String, bool))| Column {
        title: title.clone(),
        width: if at == 0 { 60.0 } else { 18.0 },
        kind: if *is_number && table.name != "indicators" && table.name != "trend" {
            ColumnKind::Whole
        } else {
            ColumnKind::Text
        },
    };
    let cell = |cell: &Cell| cell.number.map_or_else(|| Value::from(cell.text.as_str()), Value::Number);
    Sheet {
        name: table.title.clone(),
        columns: table.columns.iter().enumerate().map(column).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

/// One table as values between commas, with the mark by which Excel knows UTF-8.
pub(super) fn csv(table: &Table) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|(title, _)| title)).map_err(Error::internal)?;
    let text = |cell: &Cell| match cell.number {
        Some(number) => number.to_string(),
        None => harmless(&cell.text).into_owned(),
    };
    for row in &table.rows {
        writer.write_record(row.iter().map(text)).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(|fault| Error::internal(fault.into_error()))
}
