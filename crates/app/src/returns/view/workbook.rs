//! Why a workbook was not taken in, as the template shows it.

use minijinja::{Value, context};

use super::{Shown, named, period};
use crate::access::{Signed, office};
use crate::returns::pages::workbook::NotTaken;
use crate::returns::workbook::Refusal;
use web::View;

/// Letters of a cell that are shown, so that the eye finds it.
const SHOWN: usize = 80;

/// The page of a workbook of which nothing was taken.
pub(crate) fn not_taken(view: &View, signed: &Signed, shown: &Shown, not: &NotTaken) -> Value {
    let (refused, wrong) = match not {
        NotTaken::Refused(refusal) => (Some(refusal), [].as_slice()),
        NotTaken::Wrong(wrong) => (None, wrong.as_slice()),
    };
    let other = match refused {
        Some(Refusal::OtherReturn { unit, period }) => Some(context! { unit, period }),
        _ => None,
    };
    context! {
        office => office(signed, "returns"),
        id => shown.whole.it.id.to_string(),
        unit => shown.unit,
        regime => shown.whole.regime.title,
        run => shown.whole.run.id.to_string(),
        period => period(shown.whole.run.period),
        refused => refused.map(Refusal::code),
        other,
        own => context! { unit => shown.unit, period => named(view, shown.whole.run.period) },
        wrong => wrong.iter().map(|one| context! {
            sheet => one.sheet, cell => one.cell, row => one.row, stands => one.stands.chars().take(SHOWN).collect::<String>(), code => one.code,
        }).collect::<Vec<_>>(),
    }
}
