//! A ruled grid: its columns and rows, and which of its fields are one cell.

use super::{Rule, Word};

/// Borders closer than this are one border drawn twice, in points.
const SAME_BORDER: f64 = 3.0;
/// Lines that reach this far past the last one they cross mean a side without a border, in points.
const OPEN_SIDE: f64 = 10.0;
/// Fields of a grid past which it is a drawing (squared paper, a chart).
const MOST_FIELDS: usize = 10_000;

/// A ruled grid.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Vertical borders from left to right, at least two.
    pub(super) xs: Vec<f64>,
    ys: Vec<f64>,
    /// Its first row has no border above, its last none below.
    pub(super) cut_above: bool,
    pub(super) cut_below: bool,
    /// Its cells by row, then by column.
    pub(super) cells: Vec<Area>,
}

/// The fields that one cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
}

impl Grid {
    /// The grid of lines that hang together; `None` for a mere frame or cross.
    pub(super) fn new(across: &[Rule], down: &[Rule]) -> Option<Self> {
        let mut ys = cluster(across.iter().map(|rule| rule.at));
        let mut xs = cluster(down.iter().map(|rule| rule.at));
        if xs.is_empty() || ys.is_empty() {
            return None;
        }
        // A row that goes on on the next page, or comes from the page before, has no border there.
        let open = xs.len() > 1;
        let (top, bottom) = reach(down);
        let cut_above = open && top < ys[0] - OPEN_SIDE;
        let cut_below = open && bottom > ys[ys.len() - 1] + OPEN_SIDE;
        if cut_above {
            ys.insert(0, top);
        }
        if cut_below {
            ys.push(bottom);
        }
        if ys.len() < 2 {
            return None;
        }
        let mut sides = Vec::new();
        let (left, right) = reach(across);
        if left < xs[0] - OPEN_SIDE {
            sides.push(left);
            xs.insert(0, left);
        }
        if right > xs[xs.len() - 1] + OPEN_SIDE {
            sides.push(right);
            xs.push(right);
        }
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        if columns * rows < 2 || columns * rows > MOST_FIELDS {
            return None;
        }
        let mut grid = Self { xs, ys, cut_above, cut_below, cells: Vec::new() };
        grid.cells = grid.areas(across, down, &sides);
        Some(grid)
    }

    /// Its upper end.
    pub(super) fn top(&self) -> f64 {
        self.ys[0]
    }

    /// Whether a word stands in it.
    pub(super) fn holds(&self, word: &Word) -> bool {
        self.field(word).is_some()
    }

    /// The cell that a word stands in.
    pub(super) fn cell(&self, word: &Word) -> Option<usize> {
        let (row, column) = self.field(word)?;
        self.cells.iter().position(|area| {
            (area.row..area.row + area.rows).contains(&row)
                && (area.column..area.column + area.columns).contains(&column)
        })
    }

    /// The left and right border of a cell.
    pub(super) fn sides(&self, area: &Area) -> (f64, f64) {
        (self.xs[area.column], self.xs[area.column + area.columns])
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    fn field(&self, word: &Word) -> Option<(usize, usize)> {
        let row = self.ys.partition_point(|y| *y <= (word.top + word.bottom) / 2.0).checked_sub(1)?;
        // A word that sticks out of its cell belongs where most of it is.
        let column = self.xs.partition_point(|x| *x <= (word.left + word.right) / 2.0).checked_sub(1)?;
        (row < self.ys.len() - 1 && column < self.xs.len() - 1).then_some((row, column))
    }

    /// Fields without a border between them are one cell.
    fn areas(&self, across: &[Rule], down: &[Rule], open: &[f64]) -> Vec<Area> {
        let (columns, rows) = (self.xs.len() - 1, self.rows());
        let has_right = |row: usize, column: usize| {
            let middle = (self.ys[row] + self.ys[row + 1]) / 2.0;
            let at = self.xs[column + 1];
            open.contains(&at) || covers(down, at, middle)
        };
        let has_below = |row: usize, column: usize| {
            covers(across, self.ys[row + 1], (self.xs[column] + self.xs[column + 1]) / 2.0)
        };
        let mut taken = vec![false; columns * rows];
        let mut areas = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if taken[row * columns + column] {
                    continue;
                }
                let free = |row: usize, column: usize| !taken[row * columns + column];
                let mut end = column + 1;
                while end < columns && !has_right(row, end - 1) && free(row, end) {
                    end += 1;
                }
                let mut below = row + 1;
                while below < rows
                    && (column..end).all(|column| !has_below(below - 1, column) && free(below, column))
                {
                    below += 1;
                }
                for row in row..below {
                    taken[row * columns + column..row * columns + end].fill(true);
                }
                areas.push(Area { row, rows: below - row, column, columns: end - column });
            }
        }
        areas
    }
}

/// From where to where lines reach.
fn reach(rules: &[Rule]) -> (f64, f64) {
    let from = rules.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
    (from, rules.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max))
}

/// The places of borders, those that are one border taken together, in order.
pub(super) fn cluster(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut places: Vec<f64> = places.collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < SAME_BORDER);
    places
}

/// Whether one of the lines at this place runs through that one.
fn covers(rules: &[Rule], at: f64, through: f64) -> bool {
    rules.iter().any(|rule| (rule.at - at).abs() <= SAME_BORDER && (rule.from..=rule.to).contains(&through))
}
