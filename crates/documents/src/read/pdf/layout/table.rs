//! A grid filled with words, and a table that goes on over pages.

use super::grid::Grid;
use super::rows::{Row, line, rows};
use super::{PrintedLine, Word};

/// Borders of two pages this close are the same column, in points.
const SAME_COLUMN: f64 = 4.0;

/// A table of one or more pages.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    xs: Vec<f64>,
    /// Its first row has no border above, its last none below: a page end cut it.
    cut_above: bool,
    cut_below: bool,
    pub(super) rows: Vec<Vec<FilledCell>>,
}

/// A cell: its paragraphs, one a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FilledCell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) text: String,
}

/// Puts the words into the cells of the grid. Gives the words back where fewer than two cells have any: such a grid
/// is a frame.
pub(super) fn fill(grid: &Grid, words: Vec<Word>) -> Result<Filled, Vec<Word>> {
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); grid.cells.len()];
    for word in &words {
        if let Some(cell) = grid.cell(word) {
            inside[cell].push(word.clone());
        }
    }
    if inside.iter().filter(|words| !words.is_empty()).count() < 2 {
        return Err(words);
    }
    let mut filled = vec![Vec::new(); grid.rows()];
    for (area, words) in grid.cells.iter().zip(inside) {
        let text = paragraphs(rows(words), grid.sides(area));
        filled[area.row].push(FilledCell { column: area.column, columns: area.columns, text });
        // Below its first row a cell that spans rows leaves an empty one, so that every row has all columns.
        for row in &mut filled[area.row + 1..area.row + area.rows] {
            row.push(FilledCell { column: area.column, columns: area.columns, text: String::new() });
        }
    }
    for row in &mut filled {
        row.sort_by_key(|cell| cell.column);
    }
    filled.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    Ok(Filled { xs: grid.xs.clone(), cut_above: grid.cut_above, cut_below: grid.cut_below, rows: filled })
}

impl Filled {
    /// Adds the table at the top of the next page if it goes on with this one; gives it back if it does not.
    pub(super) fn go_on(&mut self, mut next: Self) -> Option<Self> {
        let Some(columns) = self.columns_of(&next) else { return Some(next) };
        for cell in next.rows.iter_mut().flatten() {
            let (start, end) = (columns[cell.column], columns[cell.column + cell.columns]);
            (cell.column, cell.columns) = (start, end - start);
        }
        let again = self.rows.iter().zip(&next.rows).take_while(|(one, other)| one == other).count();
        let mut rows = next.rows.into_iter().skip(again).peekable();
        if let (Some(last), Some(first)) = (self.rows.last_mut(), rows.peek())
            && is_rest(last, first, self.cut_below || next.cut_above)
            && let Some(first) = rows.next()
        {
            for (cell, rest) in last.iter_mut().zip(first).filter(|(_, rest)| !rest.text.is_empty()) {
                cell.text = format!("{} {}", cell.text, rest.text).trim().to_owned();
            }
        }
        self.rows.extend(rows);
        self.cut_below = next.cut_below;
        None
    }

    /// For each border of the other table the border of this one that it is.
    fn columns_of(&self, other: &Self) -> Option<Vec<usize>> {
        let same = |one: f64, other: f64| (one - other).abs() < SAME_COLUMN;
        let ends_meet = same(self.xs[0], other.xs[0]) && same(*self.xs.last()?, *other.xs.last()?);
        let find = |x: &f64| self.xs.iter().position(|own| same(*own, *x));
        let columns: Vec<usize> = other.xs.iter().map(find).collect::<Option<_>>()?;
        (ends_meet && columns.windows(2).all(|pair| pair[0] < pair[1])).then_some(columns)
    }
}

/// A row that a page end cut in two: the same cells, no number of its own, and no border at the cut, a cell that goes on
/// in small letters, or no words in its second cell.
fn is_rest(last: &[FilledCell], first: &[FilledCell], cut: bool) -> bool {
    let same_cells =
        last.len() == first.len() && last.iter().zip(first).all(|(one, other)| one.column == other.column);
    let goes_on = |cell: &FilledCell| cell.text.starts_with(char::is_lowercase);
    // "Viện Hàn lâm … Việt" and "Nam": a row of its own would say what is to be done.
    let names_nothing = first.len() > 3 && first[1].text.is_empty();
    same_cells
        && first.len() > 1
        && !first[0].text.contains(char::is_alphanumeric)
        && (cut || first.iter().any(goes_on) || names_nothing)
}

/// The text of a cell, one line a paragraph.
fn paragraphs(rows: Vec<Row>, (left, right): (f64, f64)) -> String {
    let lines: Vec<PrintedLine> = rows.iter().filter_map(|row| line(&row.words, None)).collect();
    let mut text = String::new();
    let mut previous: Option<&PrintedLine> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(previous) = previous {
            let first_word = rows[index].words[0].right - rows[index].words[0].left;
            let room = right - previous.right
                > first_word + (line.bottom - line.top) * 0.6 + (lines[0].left - left).max(0.0);
            let ended = previous.text.ends_with(['.', ';', ':', '!', '?']);
            text.push_str(if begins_item(&line.text) || ended && room {
                "\n"
            } else if is_broken(previous, line, right) {
                ""
            } else {
                " "
            });
        }
        text.push_str(&line.text);
        previous = Some(line);
    }
    text
}

/// A narrow cell broke a word, a range or a date: `phốt-` and `pho`, `2027-` and `2029`, `30/9/202` and `6`.
fn is_broken(above: &PrintedLine, below: &PrintedLine, right: f64) -> bool {
    let last = above.text.rsplit(' ').next().unwrap_or_default();
    let at_mark = last.strip_suffix(['-', '/']).is_some_and(|word| word.ends_with(char::is_alphanumeric));
    let full = right - above.right < above.bottom - above.top;
    // With four digits the year is whole.
    let open = last.rsplit_once('/').is_some_and(|(_, part)| part.len() < 4 && part.chars().all(is_digit));
    let in_date = full && open && last.ends_with(is_digit) && below.text.starts_with(is_digit);
    at_mark && below.text.starts_with(char::is_alphanumeric) || in_date
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

/// `- `, `+ `, `• `, `1. `, `a) ` at the head of a line.
fn begins_item(text: &str) -> bool {
    let Some((mark, _)) = text.split_once(' ') else { return false };
    let label = mark.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(mark, "-" | "–" | "+" | "•" | "*")
        || (1..=3).contains(&label.chars().count())
            && (label.chars().all(|sign| sign.is_ascii_digit())
                || label.chars().count() == 1 && label.chars().all(char::is_lowercase))
}
