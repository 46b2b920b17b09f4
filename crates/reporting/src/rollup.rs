use std::collections::BTreeMap;

use crate::lineage::WHOLE;
use crate::{Cell, Exact, Figure, Period, Quantity};

#[cfg(test)]
mod tests;

/// How the figures of several periods make the one of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OverTime {
    /// What there is at the end: households, zones, enterprises. The last period that was reported counts.
    Latest,
    /// What came in each: visits, courses, trees planted. All are added.
    Sum,
    /// What has come since the beginning of the year, so that it never falls within one (see [`falls`]). The last period that
    /// was reported counts.
    Cumulative,
}

impl OverTime {
    /// Whether the figure of a unit counts that does not hold any more when its window closes. What came in its time stays;
    /// what there is at the end, its successors report.
    pub fn counts_ended(self) -> bool {
        self == Self::Sum
    }
}

/// How the figures of several units make the one of the unit above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OverUnits {
    /// They are added: numbers are, and of shares and weighted numbers both parts, so that the whole is a ratio of sums or a
    /// weighted mean.
    Add,
    /// They are not: each unit stands for itself.
    Alone,
}

/// A figure on its way up: of one unit and period, wholly or by the share that is another's today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<U> {
    /// Whose it is in the view that is made.
    pub unit: U,
    /// Its period.
    pub period: Period,
    /// How much of it, in millionths: [`WHOLE`], or a share by [`Lineage::today`](crate::Lineage::today).
    pub share: u32,
    /// The figure.
    pub cell: Cell,
}

/// What some cells come to, and how many of each state there are among them. Adding is exact and in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Total {
    /// Numerator and denominator, in ten-thousandths of millionths; the denominator of plain numbers is not used.
    part: i128,
    whole: i128,
    is_share: bool,
    /// In millionths of a cell, as the others: where a unit was divided, its successors have parts of its cells.
    values: u64,
    estimates: u64,
    not_applicable: u64,
    not_reported: u64,
    stale: u64,
}

impl Total {
    /// Of one cell, by a share.
    fn of(cell: Cell, share: u32) -> Self {
        let (share, mut total) = (u64::from(share), Self::default());
        match cell {
            Cell::Value(_) => total.values = share,
            Cell::Estimate(_) => total.estimates = share,
            Cell::NotApplicable => total.not_applicable = share,
            Cell::NotReported => total.not_reported = share,
        }
        let share = i128::from(share);
        let times = |figure: Figure| i128::from(figure.ten_thousandths()) * share;
        match cell.quantity() {
            None => {}
            Some(Quantity::Plain(figure)) => total.part = times(figure),
            Some(Quantity::Share { part, whole }) => {
                (total.part, total.whole, total.is_share) = (times(part), times(whole), true);
            }
            Some(Quantity::Weighted(one)) => {
                let weight = i128::from(one.weight());
                (total.part, total.whole) =
                    (times(one.value()) * weight, share * weight * i128::from(Figure::ONE));
                total.is_share = true;
            }
        }
        total
    }

    /// With another.
    #[must_use]
    fn and(self, other: Self) -> Self {
        Self {
            part: self.part + other.part,
            whole: self.whole + other.whole,
            is_share: self.is_share || other.is_share,
            values: self.values + other.values,
            estimates: self.estimates + other.estimates,
            not_applicable: self.not_applicable + other.not_applicable,
            not_reported: self.not_reported + other.not_reported,
            stale: self.stale + other.stale,
        }
    }

    /// The figure times ten to the power of `decimals` (6 at most), rounded to the nearest, halves away from zero. None where
    /// nothing was reported, or the whole of a share is zero: that is not zero.
    pub fn rounded(&self, decimals: u32) -> Option<i128> {
        let (part, whole) = self.fraction()?;
        let (part, whole) = if whole < 0 { (-part, -whole) } else { (part, whole) };
        let scaled = part.checked_mul(10_i128.pow(decimals.min(6)))?;
        let (rest, up) = (scaled % whole, scaled / whole);
        Some(if rest.abs() >= whole - rest.abs() { up + scaled.signum() } else { up })
    }

    /// What was added up: the figure, or the part of a share and its whole, to the nearest ten-thousandth. None where nothing
    /// was reported.
    pub fn sums(&self) -> Option<(Figure, Option<Figure>)> {
        let figure = |count: i128| {
            let half = i128::from(WHOLE) / 2 * count.signum();
            i64::try_from((count + half) / i128::from(WHOLE)).ok().map(Figure::from_ten_thousandths)
        };
        if !self.is_reported() {
            return None;
        }
        let whole = if self.is_share { Some(figure(self.whole)?) } else { None };
        Some((figure(self.part)?, whole))
    }

    /// The figure without rounding, of a share the part of one; none where nothing was reported, or the whole of a share is zero.
    pub fn exact(&self) -> Option<Exact> {
        self.fraction().map(|(part, whole)| Exact::new(part, whole))
    }

    /// With as many cells of each state, but a figure that was worked out of others; none where it could not be.
    #[must_use]
    pub fn worked_out(self, figure: Option<Exact>) -> Self {
        let (part, whole) = figure.map_or((0, 0), Exact::into_raw);
        Self { part, whole, is_share: true, ..self }
    }

    /// For charts.
    pub fn approximately(&self) -> Option<f64> {
        let (part, whole) = self.fraction()?;
        Some(part as f64 / whole as f64)
    }

    /// The figure, exactly; the denominator is never zero.
    fn fraction(&self) -> Option<(i128, i128)> {
        let plain = i128::from(Figure::ONE) * i128::from(WHOLE);
        let whole = if self.is_share { self.whole } else { plain };
        (self.is_reported() && whole != 0).then_some((self.part, whole))
    }

    /// Whether anything was reported at all.
    pub fn is_reported(&self) -> bool {
        self.values + self.estimates > 0
    }

    /// Cells that say a value: final, for the time being, and, among both, of an earlier period because the last was not
    /// reported. In millionths of a cell.
    pub fn reported(&self) -> (u64, u64, u64) {
        (self.values, self.estimates, self.stale)
    }

    /// Cells that do not concern their unit, and cells that are owed. In millionths of a cell.
    pub fn unreported(&self) -> (u64, u64) {
        (self.not_applicable, self.not_reported)
    }
}

/// What figures come to for each unit that has some and for all above it. `above` gives the units above one, itself left out; each
/// of them once.
pub fn roll_up<U: Copy + Ord, A: IntoIterator<Item = U>>(
    over_time: OverTime,
    over_units: OverUnits,
    entries: impl IntoIterator<Item = Entry<U>>,
    above: impl Fn(U) -> A,
) -> BTreeMap<U, Total> {
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_unstable_by_key(|entry| (entry.unit, entry.period));
    let mut totals: BTreeMap<U, Total> = BTreeMap::new();
    for of_unit in entries.chunk_by(|one, next| one.unit == next.unit) {
        let unit = of_unit[0].unit;
        let own = through_time(over_time, of_unit);
        let above = (over_units == OverUnits::Add).then(|| above(unit));
        for holder in std::iter::once(unit).chain(above.into_iter().flatten()) {
            let total = totals.entry(holder).or_default();
            *total = total.and(own);
        }
    }
    totals
}

/// Of one unit, in the order of periods.
fn through_time<U>(rule: OverTime, entries: &[Entry<U>]) -> Total {
    if rule == OverTime::Sum {
        return all(entries);
    }
    // A unit that several have become has several figures of a period.
    let mut periods = entries.chunk_by(|one, next| one.period == next.period).map(all);
    let Some(last) = periods.next_back() else { return Total::default() };
    if last.is_reported() {
        return last;
    }
    match periods.rfind(Total::is_reported) {
        Some(latest) => Total { stale: latest.values + latest.estimates, ..latest },
        None => last,
    }
}

fn all<U>(entries: &[Entry<U>]) -> Total {
    entries.iter().map(|entry| Total::of(entry.cell, entry.share)).fold(Total::default(), Total::and)
}

/// Periods in which a figure that only grows within a year is less than in the one before it that was reported in the same
/// year. `cells` in the order of their periods.
pub fn falls(cells: &[(Period, Cell)]) -> Vec<Period> {
    let number = |cell: Cell| match cell.quantity()? {
        Quantity::Plain(figure) => Some(figure),
        Quantity::Share { part, .. } => Some(part),
        Quantity::Weighted(one) => Some(one.value()),
    };
    let mut before: Option<(i32, Figure)> = None;
    let mut falls = Vec::new();
    for (period, cell) in cells {
        let Some(now) = number(*cell) else { continue };
        if before.is_some_and(|(year, figure)| year == period.year() && now < figure) {
            falls.push(*period);
        }
        before = Some((period.year(), now));
    }
    falls
}
