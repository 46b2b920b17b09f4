use std::collections::BTreeMap;

use chrono::NaiveDate;

/// A whole, in millionths.
pub const WHOLE: u32 = 1_000_000;

/// What becomes of units by dated acts, so that figures of units that were can be told for those that are.
///
/// Acts of one day take effect together. A unit may be among its own successors: it goes on, with less or more.
#[derive(Clone, Debug)]
pub struct Lineage<U> {
    /// By day: each unit that changes, with its successors and their shares.
    acts: BTreeMap<NaiveDate, BTreeMap<U, Vec<(U, u32)>>>,
}

impl<U> Default for Lineage<U> {
    fn default() -> Self {
        Self { acts: BTreeMap::new() }
    }
}

/// Why an act cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The shares of a unit do not make a whole.
    NotWhole,
    /// A unit changes twice on one day.
    Twice,
}

impl<U: Copy + Ord> Lineage<U> {
    /// Adds that a unit becomes others on a day, the first on which they act; their shares, in millionths, make [`WHOLE`].
    ///
    /// # Errors
    /// [`Fault`], and nothing is added.
    pub fn add(&mut self, on: NaiveDate, from: U, to: &[(U, u32)]) -> Result<(), Fault> {
        if to.iter().map(|(_, share)| u64::from(*share)).sum::<u64>() != u64::from(WHOLE) {
            return Err(Fault::NotWhole);
        }
        if self.acts.get(&on).is_some_and(|acts| acts.contains_key(&from)) {
            return Err(Fault::Twice);
        }
        self.acts.entry(on).or_default().insert(from, to.to_vec());
        Ok(())
    }

    /// To whom a figure of a unit belongs today, in millionths that make [`WHOLE`]: itself, where nothing happened. `closes`
    /// is the last day that the figure is about.
    ///
    /// An act is followed where it came after that day, and where it ended the unit: who has ended reports no more, so what
    /// it reported is of the time before. Where several acts divide, shares are rounded so that they stay a whole, what is
    /// left over going to the largest remainders.
    pub fn today(&self, unit: U, closes: NaiveDate) -> Vec<(U, u32)> {
        let mut holders = BTreeMap::from([(unit, WHOLE)]);
        for (on, acts) in &self.acts {
            if !holders.keys().any(|holder| acts.contains_key(holder)) {
                continue;
            }
            let mut parts: BTreeMap<U, u64> = BTreeMap::new();
            for (holder, share) in holders {
                let followed = acts
                    .get(&holder)
                    .filter(|to| *on > closes || to.iter().all(|(other, _)| *other != holder));
                match followed {
                    Some(to) => {
                        for (other, of) in to {
                            *parts.entry(*other).or_default() += u64::from(share) * u64::from(*of);
                        }
                    }
                    None => *parts.entry(holder).or_default() += u64::from(share) * u64::from(WHOLE),
                }
            }
            holders = rounded(parts);
        }
        holders.into_iter().filter(|(_, share)| *share > 0).collect()
    }
}

/// From parts of a million millions to millionths that make a whole.
fn rounded<U: Copy + Ord>(parts: BTreeMap<U, u64>) -> BTreeMap<U, u32> {
    let whole = u64::from(WHOLE);
    let mut shares: BTreeMap<U, u32> = BTreeMap::new();
    let mut left = whole;
    let mut remainders = Vec::new();
    for (unit, part) in parts {
        left -= part / whole;
        shares.insert(unit, u32::try_from(part / whole).unwrap_or(WHOLE));
        remainders.push((part % whole, unit));
    }
    // The largest first; among equals the unit that comes first.
    remainders.sort_by(|(one, of_one), (other, of_other)| other.cmp(one).then(of_one.cmp(of_other)));
    for (_, unit) in remainders.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        shares.entry(unit).and_modify(|share| *share += 1);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn figures_follow_the_acts_after_them() {
        let mut lineage = Lineage::default();
        // Two wards become one; a third is divided; later the one gives a tenth to another and goes on.
        let reform = day("2025-07-01");
        for ward in ["An Phú", "Tây Sơn"] {
            lineage.add(reform, ward, &[("An Khê", WHOLE)]).expect("possible");
        }
        lineage.add(reform, "Song An", &[("An Khê", 400_000), ("Cửu An", 600_000)]).expect("possible");
        lineage
            .add(day("2030-01-01"), "An Khê", &[("An Khê", 900_000), ("Cửu An", 100_000)])
            .expect("possible");
        for (unit, closes, today) in [
            ("An Phú", "2024-12-14", vec![("An Khê", 900_000), ("Cửu An", 100_000)]),
            // It ended within the year that it reports: all it says is of the time before.
            ("An Phú", "2025-12-14", vec![("An Khê", 900_000), ("Cửu An", 100_000)]),
            ("Song An", "2024-12-14", vec![("An Khê", 360_000), ("Cửu An", 640_000)]),
            ("An Khê", "2029-12-14", vec![("An Khê", 900_000), ("Cửu An", 100_000)]),
            // It goes on: what it says of a time that the act lies in stays its own.
            ("An Khê", "2030-06-14", vec![("An Khê", WHOLE)]),
            ("Cửu An", "2024-12-14", vec![("Cửu An", WHOLE)]),
        ] {
            assert_eq!(lineage.today(unit, day(closes)), today, "{unit} {closes}");
        }
    }

    #[test]
    fn thirds_of_thirds_stay_a_whole() {
        let mut lineage = Lineage::default();
        let thirds = |one, two, three| [(one, 333_334), (two, 333_333), (three, 333_333)];
        lineage.add(day("2020-01-01"), 0, &thirds(1, 2, 3)).expect("possible");
        for (at, unit) in [1, 2, 3].into_iter().enumerate() {
            let to = 10 * (at as i32 + 1);
            lineage.add(day("2021-01-01"), unit, &thirds(to, to + 1, 99)).expect("possible");
        }
        let today = lineage.today(0, day("2019-12-31"));
        assert_eq!(today.iter().map(|(_, share)| share).sum::<u32>(), WHOLE);
        assert_eq!(today.len(), 7);
        let of_99 = today.iter().find(|(unit, _)| *unit == 99).map(|(_, share)| *share);
        assert!(of_99.is_some_and(|share| (333_332..=333_334).contains(&share)), "{today:?}");
    }

    #[test]
    fn acts_of_one_day_take_effect_together() {
        let mut lineage = Lineage::default();
        let on = day("2025-07-01");
        lineage.add(on, "A", &[("B", WHOLE)]).expect("possible");
        lineage.add(on, "B", &[("C", WHOLE)]).expect("possible");
        assert_eq!(lineage.today("A", day("2024-12-31")), [("B", WHOLE)]);
        assert_eq!(lineage.today("B", day("2024-12-31")), [("C", WHOLE)]);
        assert_eq!(lineage.add(on, "A", &[("D", WHOLE)]), Err(Fault::Twice));
        for shares in
            [&[][..], &[("D", WHOLE - 1)], &[("D", WHOLE), ("E", 1)], &[("D", u32::MAX), ("E", u32::MAX)]]
        {
            assert_eq!(lineage.add(on, "X", shares), Err(Fault::NotWhole));
        }
        assert_eq!(lineage.today("X", day("2024-12-31")), [("X", WHOLE)]);
    }
}
