//! What the templates show.

use std::collections::{HashMap, HashSet};

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use super::forms::{CODE, NAME, NOTE};
use super::model::{Kind, Succession, Tree, Unit, WHOLE};
use crate::access::{Right, Scope, Signed, office};

/// What the page of one unit is made of.
pub(crate) struct Shown {
    pub(crate) unit: Unit,
    pub(crate) above: Vec<Unit>,
    pub(crate) below: Vec<Unit>,
    pub(crate) successions: Vec<Succession>,
    /// The units that the successions name.
    pub(crate) named: HashMap<Uuid, Unit>,
    pub(crate) may_run: bool,
    /// Whether it has ended by a closing, whose day can be put right.
    pub(crate) is_closed: bool,
    pub(crate) today: NaiveDate,
}

/// The page of the tree.
pub(crate) fn tree(signed: &Signed, units: Vec<Unit>, on: NaiveDate, form: Value) -> Value {
    let tree = Tree::new(units);
    let rows: Vec<_> = tree.iter().map(|(depth, unit)| context! { depth, ..row(unit) }).collect();
    context! {
        office => office(signed, "units"),
        on => on.to_string(),
        may_found => signed.scope(Right::RunUnits) == Scope::All,
        units => rows,
        form,
    }
}

/// The page of one unit, with a form that comes back where something was wrong with it.
pub(crate) fn unit(signed: &Signed, shown: &Shown, typed: Option<(&'static str, Value)>) -> Value {
    let unit = &shown.unit;
    let (which, form) = typed.unzip();
    let named = |id: &Uuid| shown.named.get(id).map(row);
    let successions = shown.successions.iter().map(|one| {
        let parts = |of: &dyn Fn(&super::model::Share) -> (Uuid, Uuid)| -> Vec<Value> {
            one.shares
                .iter()
                .filter(|share| of(share).0 == unit.id)
                .filter_map(|share| {
                    Some(context! { unit => named(&of(share).1)?, percent => percent(share.millionths) })
                })
                .collect()
        };
        context! {
            act => one.act,
            act_on => one.act_on.to_string(),
            effective_on => one.effective_on.to_string(),
            note => one.note,
            became => parts(&|share| (share.from, share.to)),
            came_of => parts(&|share| (share.to, share.from)),
        }
    });
    context! {
        office => office(signed, "units"),
        unit => row(unit),
        revision => unit.revision,
        above => shown.above.iter().rev().map(row).collect::<Vec<_>>(),
        below => shown.below.iter().map(row).collect::<Vec<_>>(),
        successions => successions.collect::<Vec<_>>(),
        may_run => shown.may_run,
        is_closed => shown.is_closed,
        holding_below => shown.below.iter().filter(|unit| unit.holds_on(shown.today)).count(),
        correction => form.clone().filter(|_| which == Some("correction")).unwrap_or_else(|| facts(unit)),
        correction_open => which == Some("correction"),
        closing => form.filter(|_| which == Some("closing")).unwrap_or_else(|| Form::default().shown(&[])),
        closing_open => which == Some("closing"),
        kinds => kinds(),
        limits => limits(),
    }
}

/// The page of the form for a unit below another.
pub(crate) fn new(signed: &Signed, parent: Option<Unit>, form: Value) -> Value {
    context! {
        office => office(signed, "units"),
        parent => parent.as_ref().map(row),
        kinds => kinds(),
        limits => limits(),
        form,
    }
}

/// The page of the form for a succession: predecessors that held the day before, successors that hold on the day.
pub(crate) fn succession(
    signed: &Signed,
    units: &[Unit],
    on: NaiveDate,
    form: &Form,
    wrong: &[FieldError],
) -> Value {
    let day_before = on.pred_opt().unwrap_or(on);
    // Ticked before, or named by a share that was typed.
    let ids = |name: &str| form.all(name).iter().filter_map(|id| id.parse().ok()).collect::<HashSet<Uuid>>();
    let (mut from, mut to) = (ids("from"), ids("to"));
    for (between, _) in form.starting("share.") {
        if let Some((one, other)) = between.split_once('.') {
            from.extend(one.parse::<Uuid>());
            to.extend(other.parse::<Uuid>());
        }
    }
    let holding =
        |day: NaiveDate| Tree::new(units.iter().filter(|unit| unit.holds_on(day)).cloned().collect());
    let list = |tree: &Tree, chosen: &HashSet<Uuid>| -> Vec<Value> {
        tree.iter()
            .map(|(depth, unit)| context! { depth, chosen => chosen.contains(&unit.id), ..row(unit) })
            .collect()
    };
    let (before, after) = (holding(day_before), holding(on));
    let chosen = |tree: &Tree, ids: &HashSet<Uuid>| -> Vec<Unit> {
        tree.iter().map(|(_, unit)| unit).filter(|unit| ids.contains(&unit.id)).cloned().collect()
    };
    let (predecessors, successors) = (chosen(&before, &from), chosen(&after, &to));
    let share = |from: &Unit, to: &Unit| {
        let name = format!("share.{}.{}", from.id, to.id);
        let typed = form.text(&name);
        let usual = if successors.len() == 1 { "100" } else { "" };
        context! { name, to => row(to), value => if typed.is_empty() { usual.to_owned() } else { typed } }
    };
    let matrix: Vec<_> = predecessors
        .iter()
        .map(|from| {
            let shares: Vec<_> = successors.iter().map(|to| share(from, to)).collect();
            context! { from => row(from), shares }
        })
        .collect();
    context! {
        office => office(signed, "units"),
        on => on.to_string(),
        before => list(&before, &from),
        after => list(&after, &to),
        successors => successors.iter().map(row).collect::<Vec<_>>(),
        matrix => if successors.is_empty() { Vec::new() } else { matrix },
        limits => limits(),
        form => form.shown(wrong),
    }
}

fn row(unit: &Unit) -> Value {
    context! {
        id => unit.id.to_string(),
        kind => unit.kind.name(),
        code => unit.code,
        name => unit.name,
        short_name => unit.short_name,
        from => unit.from.to_string(),
        last_day => unit.last_day().map(|day| day.to_string()),
    }
}

/// The facts of a unit as its form would have sent them.
fn facts(unit: &Unit) -> Value {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Form::new(vec![
        field("kind", unit.kind.name()),
        field("code", unit.code.as_deref().unwrap_or_default()),
        field("name", &unit.name),
        field("short_name", unit.short_name.as_deref().unwrap_or_default()),
        field("from", &unit.from.to_string()),
        field("last_day", &unit.last_day().map(|day| day.to_string()).unwrap_or_default()),
    ])
    .shown(&[])
}

fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.name()).collect()
}

fn limits() -> Value {
    context! { name => NAME, code => CODE, note => NOTE }
}

/// Millionths as percent, for the template's `number`.
fn percent(millionths: i64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "at most a million")]
    {
        millionths as f64 * 100.0 / WHOLE as f64
    }
}

/// Every page of this domain, with and without what it may show.
#[cfg(test)]
pub(crate) fn samples() -> Vec<web::Sample> {
    use crate::access::{Grant, Role};
    use crate::units::model::Share;

    let signed =
        |role| Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), vec![Grant { role, unit: None }]);
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let unit = |id: u128, parent: Option<u128>, to: Option<&str>| Unit {
        id: Uuid::from_u128(id),
        parent: parent.map(Uuid::from_u128),
        kind: Kind::Commune,
        code: Some("23617".to_owned()),
        name: format!("Phường {id}"),
        short_name: None,
        from: day("2004-01-01"),
        to: to.map(day),
        revision: 1,
    };
    let units = || vec![unit(1, None, None), unit(2, Some(1), Some("2025-07-01"))];
    let share = Share { from: Uuid::from_u128(2), to: Uuid::from_u128(1), millionths: 625_000 };
    let succession_of = Succession {
        id: Uuid::nil(),
        act: "1664/NQ-UBTVQH15".to_owned(),
        act_on: day("2025-06-16"),
        effective_on: day("2025-07-01"),
        note: Some("…".to_owned()),
        shares: vec![share],
    };
    let shown = |at: usize, may_run| Shown {
        unit: units().swap_remove(at),
        above: units(),
        below: if may_run { units() } else { Vec::new() },
        successions: vec![succession_of.clone()],
        named: units().into_iter().map(|unit| (unit.id, unit)).collect(),
        may_run,
        is_closed: at == 1,
        today: day("2026-11-29"),
    };
    let wrong = [FieldError::new("name", "required"), FieldError::new("revision", "changed-meanwhile")];
    let chosen: Vec<_> = [("from", Uuid::from_u128(2)), ("to", Uuid::from_u128(1))]
        .map(|(name, id)| (name.to_owned(), id.to_string()))
        .to_vec();
    let (admin, viewer) = (signed(Role::Administrator), signed(Role::Viewer));
    let on = day("2025-07-01");
    let empty = Form::default();
    let sample = |template, case, context| web::Sample { template, case, context };
    vec![
        sample("units/tree.html", "full", tree(&admin, units(), on, empty.shown(&[]))),
        sample(
            "units/tree.html",
            "empty",
            tree(&viewer, Vec::new(), on, empty.shown(&[FieldError::new("on", "date")])),
        ),
        sample("units/unit.html", "to look at", self::unit(&viewer, &shown(0, false), None)),
        sample("units/unit.html", "to run", self::unit(&admin, &shown(0, true), None)),
        sample(
            "units/unit.html",
            "ended, wrong",
            self::unit(&admin, &shown(1, true), Some(("correction", empty.shown(&wrong)))),
        ),
        sample(
            "units/unit.html",
            "closing wrong",
            self::unit(&admin, &shown(0, true), Some(("closing", empty.shown(&wrong)))),
        ),
        sample("units/new.html", "below", new(&admin, units().pop(), empty.shown(&wrong))),
        sample("units/new.html", "at the top", new(&admin, None, empty.shown(&[]))),
        sample("units/succession.html", "begun", succession(&admin, &units(), on, &empty, &[])),
        sample(
            "units/succession.html",
            "chosen",
            succession(&admin, &units(), on, &Form::new(chosen), &[FieldError::new("shares", "share-sum")]),
        ),
    ]
}
