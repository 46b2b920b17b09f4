//! Reads what somebody filled in a workbook of Excel 2007 or later: the values that stand in its cells, never a formula.
//!
//! Whatever comes in, reading takes at most the memory and time that [`Limits`] gives it, follows no relation to the outside
//! and runs nothing.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx};

use crate::error::ReadError;
use crate::limits;
use crate::read::Package;

/// How much is taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of all that it unpacks to, and of all words in its cells.
    pub unpacked: u64,
    /// Cells of all sheets, empty ones with a format too.
    pub cells: usize,
}

impl Default for Limits {
    /// Room for a form of some thousand rows with its styles; a hostile file costs a fraction of a second.
    fn default() -> Self {
        Self { bytes: 4 << 20, unpacked: 24 << 20, cells: 200_000 }
    }
}

/// Parts within the zip: a workbook has some for each sheet.
const MOST_PARTS: usize = 500;
/// How many times its packed size a part may unpack to, once it is larger than one megabyte.
const RATIO: u64 = 200;

/// Why a workbook was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Something else: text, a picture, another form of spreadsheet.
    #[error("not a workbook of Excel 2007 or later")]
    Foreign,
    /// It asks for a password, or is of Excel before 2007.
    #[error("locked, or older than Excel 2007")]
    LockedOrOld,
    /// It brings programs.
    #[error("it has macros")]
    Macros,
    /// It is damaged, or was made to do harm.
    #[error("broken")]
    Broken,
    /// More than [`Limits`] allows.
    #[error("larger than allowed")]
    TooLarge,
}

impl Refused {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Foreign, Self::LockedOrOld, Self::Macros, Self::Broken, Self::TooLarge];

    /// Its name in texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::LockedOrOld => "locked-or-old",
            Self::Macros => "macros",
            Self::Broken => "broken",
            Self::TooLarge => "too-large",
        }
    }
}

/// A sheet: its name and the cells in which something stands, by row and column from 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// As its tab shows it.
    pub name: String,
    /// What stands in its cells.
    pub cells: BTreeMap<(u32, u32), Value>,
}

impl Grid {
    /// The words of a cell without spaces around them; empty where there are none.
    pub fn text(&self, row: u32, column: u32) -> &str {
        match self.cells.get(&(row, column)) {
            Some(Value::Text(text)) => text.trim(),
            _ => "",
        }
    }
}

/// What stands in a cell. Of a formula it is what it came to when the workbook was saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A day or a time.
    Moment,
    /// Yes or no.
    Truth(bool),
    /// What a formula came to that could not be computed.
    Fault,
}

/// The sheets of a workbook, hidden ones too.
///
/// # Errors
/// [`Refused`] where it is none, brings programs, is broken or too large.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, Refused> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Refused::TooLarge);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refused::LockedOrOld);
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refused::Foreign);
    }
    look_through(bytes, limits)?;
    // The library counts places without minding overflow, which panics where that is checked: then it is the file.
    std::panic::catch_unwind(|| cells(bytes, limits)).unwrap_or(Err(Refused::Broken))
}

fn cells(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, Refused> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    let (mut grids, mut left, mut letters) = (Vec::new(), limits.cells, limits.unpacked);
    // A chart on a sheet of its own has no cells.
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<_> = sheets.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Refused::Broken)?;
        let mut grid = Grid { name, cells: BTreeMap::new() };
        while let Some(cell) = cells.next_cell().map_err(|_| Refused::Broken)? {
            left = left.checked_sub(1).ok_or(Refused::TooLarge)?;
            if let Some(value) = value(cell.get_value()) {
                // One text may stand in all cells.
                let text = if let Value::Text(text) = &value { text.len() as u64 } else { 0 };
                letters = letters.checked_sub(text).ok_or(Refused::TooLarge)?;
                grid.cells.insert(cell.get_position(), value);
            }
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => words(text)?,
        DataRef::SharedString(text) => words(text)?,
        DataRef::Bool(truth) => Value::Truth(*truth),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Value::Moment,
        DataRef::Error(_) => Value::Fault,
    })
}

fn words(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()))
}

/// Unpacks every part once, within bounds, before the library does so without any, and looks for what it would trip over.
fn look_through(bytes: &[u8], limits: &Limits) -> Result<(), Refused> {
    let limits = limits::Limits {
        zip_entries: MOST_PARTS,
        zip_entry_bytes: limits.unpacked,
        zip_total_bytes: limits.unpacked,
        zip_ratio: RATIO,
        ..limits::Limits::default()
    };
    let mut package = Package::open(bytes, &limits).map_err(refused)?;
    let names = package.names("");
    if !names.iter().any(|name| name.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Err(Refused::Foreign);
    }
    let brings_programs = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with(".bin") && name.contains("vba")
    };
    if names.iter().any(brings_programs) {
        return Err(Refused::Macros);
    }
    for name in names {
        let Some(part) = package.bytes(&name).map_err(refused)? else { return Err(Refused::Broken) };
        let name = name.to_ascii_lowercase();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            is_plain(&part)?;
        }
    }
    Ok(())
}

/// XML as spreadsheets write it: in UTF-8, without entities of its own, and telling of no more strings than it can have,
/// because the library makes room for as many as are told of.
fn is_plain(part: &[u8]) -> Result<(), Refused> {
    let text = std::str::from_utf8(part).map_err(|_| Refused::Broken)?;
    let is_control = |sign: char| sign < ' ' && !matches!(sign, '\t' | '\n' | '\r');
    if text.contains(is_control) || text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err(Refused::Broken);
    }
    for (place, word) in text.match_indices("uniqueCount") {
        let digits =
            text[place + word.len()..].trim_start_matches([' ', '\t', '\n', '\r', '=', '"', '\'', '+']);
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        // `<si/>` is the least that a string takes.
        if digits.parse::<usize>().is_ok_and(|count| count > part.len() / "<si/>".len()) {
            return Err(Refused::Broken);
        }
    }
    Ok(())
}

fn refused(error: ReadError) -> Refused {
    match error {
        ReadError::ZipBomb => Refused::TooLarge,
        ReadError::Locked => Refused::LockedOrOld,
        _ => Refused::Broken,
    }
}
