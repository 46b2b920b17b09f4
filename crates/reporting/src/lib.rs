//! Rules of periodic reporting: which periods there are, which days they are about, when what is due, and what figures come
//! to over time and over units. Pure: no clock, no database.
//!
//! A regime asks units for a report in each of its [`Period`]s. What a period is about is a [`Window`] of days, which is the
//! regime's own: a decree, a plan and a statistical form cut the same year differently. When the report is due is a [`Due`],
//! one for the units and one for each level that consolidates, counted on [`WorkingDays`].
//!
//! What a unit reports is a [`Cell`] for each indicator and period. [`roll_up`] makes the totals of all units above it, either
//! of the units as they were or, through their [`Lineage`], of those that there are today. What is worked out of
//! other figures is a [`Formula`] over their totals.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod cell;
mod due;
mod formula;
mod lineage;
mod period;
mod rollup;
#[cfg(test)]
mod testing;
mod window;
mod working_days;

pub use cell::{Cell, Figure, Quantity, Weighted};
pub use due::{Due, RestDay};
pub use formula::{Exact, Formula, Measure, Unlike, Unread, in_percent};
pub use lineage::{Fault, Lineage, WHOLE};
pub use period::{Cycle, Period};
pub use rollup::{Entry, OverTime, OverUnits, Total, falls, roll_up};
pub use window::Window;
pub use working_days::WorkingDays;
