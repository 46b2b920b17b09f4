//! Indicators by units, as the template shows them.

use minijinja::{Value, context};
use reporting::{Total, WHOLE};
use uuid::Uuid;
use web::View;

use super::{May, head};
use crate::access::Signed;
use crate::consolidation::content::{aimed, change, is_reached, result, told, wanted};
use crate::consolidation::found::Found;
use crate::consolidation::material::Material;
use crate::indicators::Kind;
use crate::returns::plain_total;

/// The page of the figures: as they are now, or as they were signed.
pub(crate) fn figures(
    view: &View,
    signed: &Signed,
    found: &Found,
    (matrix, are_as_signed): (Value, bool),
    may: May,
) -> Value {
    context! { ..context! { are_as_signed }, ..matrix, ..head(view, signed, found, may, "figures") }
}

/// Each indicator with its target, the period before, its total, the change, and what each unit has of it. The snapshot of a
/// signature keeps it as it is here.
pub(crate) fn matrix(view: &View, material: &Material) -> Value {
    let summing = &material.summing;
    let units = material.by_unit.values().flat_map(|units| units.keys().copied());
    let mut units = material.in_order(units);
    // Whom none of them concerns is not in it.
    let concerned = |unit: &Uuid| {
        let mut totals = material.by_unit.values().filter_map(|units| units.get(unit));
        totals.any(|total| total.is_reported() || total.unreported().1 > 0)
    };
    units.retain(concerned);
    let returned = |unit: Uuid| summing.returns().find(|one| one.unit == unit).map(|one| one.id.to_string());
    let has_before = material.before.values().any(Total::is_reported);
    let row = |id: &Uuid| {
        let indicator = summing.indicators.get(id)?;
        let total = material.total(*id);
        let before = material.before.get(id).copied().unwrap_or_default();
        let target = wanted(material, indicator);
        let of = |unit: &Uuid| {
            let total =
                material.by_unit.get(id).and_then(|units| units.get(unit)).copied().unwrap_or_default();
            context! {
                told => plain_total(view, &total, indicator.kind, true).or_else(|| summing.step_of(*id, *unit).map(str::to_owned)),
                returned => returned(*unit),
                ..states(&total, indicator.kind)
            }
        };
        Some(context! {
            id => id.to_string(),
            name => indicator.name,
            unit => indicator.measured_in,
            is_part => indicator.part_of.is_some(),
            target => target.map(|target| aimed(view, target)),
            before => before.is_reported().then(|| told(view, material, *id, &before)),
            total => result(view, material, *id),
            change => change(view, indicator, &total, &before),
            is_reached => is_reached(indicator, &total, target),
            units => units.iter().map(of).collect::<Vec<_>>(),
            ..states(&total, indicator.kind)
        })
    };
    let unit = |unit: &Uuid| context! { name => material.name(*unit), returned => returned(*unit) };
    context! {
        rows => summing.measured.iter().filter_map(row).collect::<Vec<_>>(),
        units => units.iter().map(unit).collect::<Vec<_>>(),
        has_before,
        is_review => summing.run.is_review(),
        period => context! { id => summing.run.id.to_string() },
    }
}

/// How many cells of each state a total is made of.
fn states(total: &Total, kind: Kind) -> Value {
    let cells = |millionths: u64| (millionths as f64 / f64::from(WHOLE) * 100.0).round() / 100.0;
    let ((values, estimates, _), (not_applicable, not_reported)) = (total.reported(), total.unreported());
    context! {
        values => cells(values),
        estimates => cells(estimates),
        not_applicable => cells(not_applicable),
        not_reported => cells(not_reported),
        is_words => kind == Kind::Text,
    }
}
