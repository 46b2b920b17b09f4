//! What the templates show.

use std::collections::HashSet;

use base::FieldError;
use minijinja::{Value, context};
use uuid::Uuid;
use web::{Form, View};

use super::loading::{Board, Offered, Public};
use super::model::{Shown, chosen, two_by_two};
use super::{charts, tables};
use crate::access::{Signed, office};
use crate::indicators::AtUnit;
use crate::units::Unit;

#[cfg(test)]
mod samples;
#[cfg(test)]
pub(crate) use samples::samples;

/// How far a unit is.
pub(crate) fn board(view: &View, signed: &Signed, board: &Board, asked: Option<Uuid>) -> Value {
    let one = chosen(&board.indicators, asked);
    let unit_rows: Vec<_> =
        tables::unit_rows(view, board).into_iter().map(|(label, _, counts)| (label, counts)).collect();
    let clause_rows: Vec<_> =
        tables::clause_rows(board).into_iter().map(|(label, _, counts)| (label, counts)).collect();
    let named = |id: &Uuid| context! { id => id.to_string(), name => board.name(*id) };
    let sum = |of: fn(&crate::returns::Outstanding) -> i64| board.outstanding.iter().map(of).sum::<i64>();
    let counts = tables::STANDINGS.into_iter().zip(two_by_two(board.by_unit.all));
    let counted = |((text, state), count): ((&str, &str), usize)| {
        context! { text, count, state, link => tables::tasks_of(board.unit, state) }
    };
    let years = one.map(|one| tables::years(view, one));
    context! {
        office => office(signed, "progress"),
        unit => named(&board.unit),
        above => board.around.line.iter().skip(1).rev().map(|above| named(&above.id)).collect::<Vec<_>>(),
        others => board.others.iter().map(named).collect::<Vec<_>>(),
        may_publish => board.may_publish,
        today => board.today.to_string(),
        all => board.by_unit.all.all(),
        counts => counts.map(counted).collect::<Vec<_>>(),
        week => context! { reported => board.reported, confirmed => board.confirmed, sent => sum(|one| one.sent_since) },
        owed => sum(|one| one.owed),
        owed_late => sum(|one| one.late),
        indicators => part(charts::progress(view, &board.indicators), &tables::indicators(view, &board.indicators, true)),
        trend => years.map(|table| part(one.and_then(|one| charts::trend(view, one)), &table)),
        chosen => one.map(|one| one.indicator.id.to_string()),
        choices => choices(&board.indicators),
        units => part(charts::tasks(view, &unit_rows), &tables::by_unit(view, board)),
        clauses => part(charts::tasks(view, &clause_rows), &tables::by_clause(view, board)),
        returns => part(None, &tables::outstanding(view, board)),
        owing => part(None, &tables::owing(view, board)),
    }
}

/// A chart with its table.
fn part(chart: Option<Value>, table: &tables::Table) -> Value {
    context! { chart, table => table.shown() }
}

/// The indicators of which there are figures, to be drawn over the years.
fn choices(all: &[AtUnit]) -> Vec<Value> {
    let some = all.iter().filter(|one| !one.years.is_empty());
    some.map(
        |one| context! { id => one.indicator.id.to_string(), name => charts::sentence(&one.indicator.name) },
    )
    .collect()
}

/// What a unit may show everybody, each with its tick; whether it was just saved, or what was wrong.
pub(crate) fn publication(
    view: &View,
    signed: &Signed,
    unit: &Unit,
    (offered, shown): (&Offered, &HashSet<Shown>),
    (is_saved, wrong): (bool, &[FieldError]),
) -> Value {
    let indicator = |one: &AtUnit| {
        let reached = one.latest.as_ref().map(|latest| tables::figure(view, latest.value, one.measured_in()));
        context! {
            id => one.indicator.id.to_string(),
            name => one.indicator.name,
            reached,
            is_shown => shown.contains(&Shown::Indicator(one.indicator.id)),
        }
    };
    let plan = |(id, number, title): &(Uuid, String, String)| {
        context! {
            id => id.to_string(),
            name => tables::plan_label(number, title),
            is_shown => shown.contains(&Shown::Plan(*id)),
        }
    };
    // What is shown and not offered any more, such as a plan that another replaced, can still be taken away.
    let gone = shown.iter().filter(|one| !offered.holds(**one));
    let gone = gone.map(|one| match one {
        Shown::Indicator(id) => context! { kind => "indicator", id => id.to_string() },
        Shown::Plan(id) => context! { kind => "plan", id => id.to_string() },
    });
    context! {
        office => office(signed, "progress"),
        unit => context! { id => unit.id.to_string(), name => unit.name },
        indicators => offered.indicators.iter().map(indicator).collect::<Vec<_>>(),
        plans => offered.plans.iter().map(plan).collect::<Vec<_>>(),
        gone => gone.collect::<Vec<_>>(),
        is_public => !shown.is_empty(),
        is_saved,
        form => Form::default().shown(wrong),
    }
}

/// What everybody sees.
pub(crate) fn public(view: &View, public: &Public) -> Value {
    let named = |(id, name): &(Uuid, String)| {
        context! { id => id.to_string(), name, is_here => Some(*id) == public.unit }
    };
    let here = public.units.iter().find(|(id, _)| Some(*id) == public.unit);
    let trends = public.indicators.iter().filter_map(|one| {
        let chart = charts::trend(view, one)?;
        let id = one.indicator.id.to_string();
        Some(context! { id, name => one.indicator.name, ..part(Some(chart), &tables::years(view, one)) })
    });
    let bars: Vec<_> = public
        .plans
        .iter()
        .map(|(number, title, counts)| (tables::plan_label(number, title), *counts))
        .filter(|(_, counts)| counts.all() > 0)
        .collect();
    context! {
        units => public.units.iter().map(named).collect::<Vec<_>>(),
        unit => here.map(named),
        updated_on => public.updated_on.map(|day| day.to_string()),
        indicators => (!public.indicators.is_empty()).then(|| {
            let table = tables::indicators(view, &public.indicators, false);
            part(charts::progress(view, &public.indicators), &table)
        }),
        trends => trends.collect::<Vec<_>>(),
        plans => (!public.plans.is_empty())
            .then(|| part(charts::tasks(view, &bars), &tables::plans(view, &public.plans))),
    }
}
