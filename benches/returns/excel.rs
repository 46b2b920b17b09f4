//! A return out as a workbook, and in again.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use documents::workbook::{Grid, Limits, Value, read};
use rust_xlsxwriter::Workbook;

use super::country::Country;
use crate::rollup::cells::is_share;
use crate::server::Server;
use crate::{http, measure};

/// Column of the figures, from zero, and of the wholes beside them.
const VALUE: u32 = 4;
/// The hidden column that names the cell of a row.
const ID: u32 = 8;

/// Both times, of the last officer, whose return stays with them: out, and in with a new figure in each cell.
pub(super) fn excel(server: &Server, country: &Country) -> Result<(Duration, Duration)> {
    let officer = country.officers.last().context("nobody")?;
    let (path, head) = (format!("{}/workbook", officer.path()), format!("Cookie: {}\r\n", officer.cookie));
    let take = || {
        let answer = http::ask(server.address, &path, &head)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        Ok(answer.body)
    };
    let out = measure::median(|| take().map(drop))?;
    let mut times = Vec::new();
    for run in 0..=measure::RUNS {
        let bytes = take()?;
        let grids = read(&bytes, &Limits::default()).map_err(|refused| anyhow::anyhow!(refused.code()))?;
        let (kind, body) = delivery(&filled(grids, run)?);
        let start = Instant::now();
        let answer = http::deliver(server.address, &path, &head, &kind, &body)?;
        times.push(start.elapsed());
        ensure!(answer.status == 303, "a workbook in is answered {}", answer.status);
        let taken = format!("taken={}", country.indicators.len());
        ensure!(answer.head.contains(&taken), "not all figures were taken: {}", answer.head);
    }
    // The first warms up.
    times.remove(0);
    times.sort_unstable();
    Ok((out, times[times.len() / 2]))
}

/// The workbook as another program saves it, with a figure in each cell.
fn filled(mut grids: Vec<Grid>, run: usize) -> Result<Vec<u8>> {
    let figures = grids.first_mut().context("no sheet")?;
    let mut rows: Vec<u32> =
        figures.cells.keys().filter(|(_, column)| *column == ID).map(|(row, _)| *row).collect();
    rows.sort_unstable();
    for (position, row) in rows.into_iter().enumerate() {
        let number = f64::from(row) + 1_000.0 * run as f64;
        figures.cells.insert((row, VALUE), Value::Number(number));
        if is_share(position) {
            figures.cells.insert((row, VALUE + 1), Value::Number(number * 2.0));
        }
    }
    let mut workbook = Workbook::new();
    for grid in &grids {
        let sheet = workbook.add_worksheet().set_name(&grid.name)?;
        for ((row, column), value) in &grid.cells {
            let column = u16::try_from(*column)?;
            match value {
                Value::Text(text) => drop(sheet.write(*row, column, text)?),
                Value::Number(number) => drop(sheet.write(*row, column, *number)?),
                Value::Truth(truth) => drop(sheet.write(*row, column, *truth)?),
                Value::Moment | Value::Fault => {}
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// The file as a browser sends it.
fn delivery(bytes: &[u8]) -> (String, Vec<u8>) {
    let boundary = "----figures-of-returns";
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"workbook\"; filename=\"bao-cao.xlsx\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, format!("\r\n--{boundary}--\r\n").as_bytes()].concat();
    (format!("multipart/form-data; boundary={boundary}"), body)
}
