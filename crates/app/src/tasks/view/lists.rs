//! Many tasks: the list, the board, those that nobody owns.

use std::collections::HashMap;

use base::FieldError;
use chrono::NaiveDate;
use minijinja::{Value, context};
use uuid::Uuid;
use web::Form;

use super::{SHORT, line, named, names};
use crate::access::{Right, Signed, office};
use crate::readings;
use crate::tasks::forms::{ASKED, WORDS, is_bare};
use crate::tasks::model::{State, Task};
use crate::tasks::series::Series;
use crate::tasks::store::{Order, PER_COLUMN, PER_PAGE, Term, Total};
use crate::units::{Choice, Near};

/// A page of the list.
pub(crate) struct Listed {
    pub(crate) tasks: Vec<Task>,
    pub(crate) total: Total,
    /// From 1.
    pub(crate) page: u64,
    /// The leads of the tasks among those to choose from.
    pub(crate) units: Near,
    pub(crate) today: NaiveDate,
}

/// The board.
pub(crate) struct Board {
    /// Each state with how many tasks it has and the first of them.
    pub(crate) columns: Vec<(State, u64, Vec<Task>)>,
    pub(crate) units: Near,
    pub(crate) today: NaiveDate,
}

/// Open tasks of units that have ended.
pub(crate) struct Unowned {
    /// The first of them.
    pub(crate) tasks: Vec<Task>,
    /// How many each unit leads, and how many of others it helps with.
    pub(crate) led: HashMap<Uuid, i64>,
    pub(crate) helped: HashMap<Uuid, i64>,
    /// Recurring work with runs to come.
    pub(crate) series: Vec<Series>,
    pub(crate) successors: HashMap<Uuid, Vec<Uuid>>,
    /// Those that the person runs, ended ones too.
    pub(crate) units: Vec<Choice>,
    pub(crate) today: NaiveDate,
}

/// The list with its question, and what was ticked and is wrong with it.
pub(crate) fn list(
    signed: &Signed,
    form: &Form,
    listed: &Listed,
    chosen: Option<(&Form, &[FieldError])>,
) -> Value {
    let names = names(&listed.units.units);
    let (count, pages) = match listed.total {
        Total::Exactly(count) => (count, Some(count.div_ceil(PER_PAGE).max(1))),
        Total::MoreThan(count) => (count, None),
    };
    let has_next = listed.total.has_next(listed.page, listed.tasks.len());
    let ticked = chosen.map(|(form, _)| form.all("task")).unwrap_or_default();
    let row = |task: &Task| {
        let line = line(task, listed.today, &names);
        context! { is_ticked => ticked.iter().any(|one| one.starts_with(&task.id.to_string())), ..line }
    };
    let at = |page: u64| address(form, &[("page", page.to_string())]);
    context! {
        may_choose => signed.may(Right::RunTasks) && !listed.tasks.is_empty(),
        tasks => listed.tasks.iter().map(row).collect::<Vec<_>>(),
        count,
        is_more => pages.is_none(),
        page => listed.page,
        pages,
        before => (listed.page > 1).then(|| at(listed.page - 1)),
        after => has_next.then(|| at(listed.page + 1)),
        back => query(form, &[("page", listed.page.to_string())]),
        limits => context! { words => WORDS },
        chosen => chosen.map_or_else(|| Form::default().shown(&[]), |(form, wrong)| form.shown(wrong)),
        is_wrong => chosen.is_some(),
        ..question(signed, form, &listed.units, listed.today)
    }
}

/// The board with its question: a column for each state.
pub(crate) fn board(signed: &Signed, form: &Form, board: &Board) -> Value {
    let names = names(&board.units.units);
    let column = |(state, count, tasks): &(State, u64, Vec<Task>)| {
        context! {
            state => state.name(),
            count,
            all => (*count > PER_COLUMN).then(|| address(form, &[("view", String::new()), ("state", state.name().to_owned())])),
            tasks => tasks.iter().map(|task| line(task, board.today, &names)).collect::<Vec<_>>(),
        }
    };
    context! {
        columns => board.columns.iter().map(column).collect::<Vec<_>>(),
        is_more => false,
        count => board.columns.iter().map(|(_, count, _)| count).sum::<u64>(),
        ..question(signed, form, &board.units, board.today)
    }
}

/// What asks for the tasks, and where they can be had in another form.
fn question(signed: &Signed, form: &Form, units: &Near, today: NaiveDate) -> Value {
    let unit = |unit: &Choice| {
        let last_day = unit.last_day().map(|day| day.to_string());
        context! { id => unit.id.to_string(), name => unit.name, last_day, holds => unit.holds_on(today) }
    };
    context! {
        office => office(signed, "tasks"),
        may_run => signed.may(Right::RunTasks),
        may_work => signed.may(Right::DoTasks),
        states => State::ALL.map(State::name),
        terms => Term::ALL.map(|(_, name)| name),
        orders => Order::ALL.map(|(_, name)| name),
        units => units.units.iter().map(unit).collect::<Vec<_>>(),
        has_more_units => units.has_more,
        plans => form.all("plan"),
        is_board => form.text("view") == "board",
        as_table => address(form, &[("view", String::new())]),
        as_board => address(form, &[("view", "board".to_owned()), ("state", String::new())]),
        asked => asked(form),
        is_asked => !is_bare(form),
        state => if is_bare(form) { "open".to_owned() } else { form.text("state") },
        form => form.shown(&[]),
    }
}

/// The same question for a file: a board shows what is done too.
fn asked(form: &Form) -> String {
    let view = ("view", String::new());
    match form.text("view") == "board" && is_bare(form) {
        true => query(form, &[view, ("state", "all".to_owned())]),
        false => query(form, &[view]),
    }
}

/// The address of the same question with some fields set anew.
fn address(form: &Form, set: &[(&str, String)]) -> String {
    format!("/bo/tasks?{}", query(form, set))
}

fn query(form: &Form, set: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for field in ASKED {
        let typed = match set.iter().find(|(name, _)| *name == field) {
            Some((_, value)) => vec![value.clone()],
            // A plan and the versions before it.
            None if field == "plan" => form.all(field),
            None => vec![form.text(field)],
        };
        for value in typed.iter().filter(|value| !value.is_empty()) {
            query.append_pair(field, value);
        }
    }
    if let Some((_, page)) = set.iter().find(|(name, _)| *name == "page") {
        query.append_pair("page", page);
    }
    query.finish()
}

/// Tasks without an owner that one page shows; of the others it says how many there are.
pub(crate) const MOST_UNOWNED: u64 = 200;
/// Units that have ended on one page; the next ones follow when these have handed over.
const MOST_GROUPS: usize = 100;
/// Units among which one chooses for each that has ended; where there are more, only its successors are offered.
const MOST_CHOICES: usize = 300;

fn choices(successors: Option<&Vec<Uuid>>, holding: &[&Choice]) -> Vec<Value> {
    let is_offered = |unit: &&&Choice| {
        holding.len() <= MOST_CHOICES || successors.is_some_and(|successors| successors.contains(&unit.id))
    };
    holding.iter().filter(is_offered).map(|unit| named(unit)).collect()
}

/// Tasks without an owner, unit by unit.
pub(crate) fn unowned(signed: &Signed, unowned: &Unowned, form: &Form, wrong: &[FieldError]) -> Value {
    let names = names(&unowned.units);
    let holding: Vec<_> = unowned.units.iter().filter(|unit| unit.holds_on(unowned.today)).collect();
    let of = |unit: &Choice| {
        let tasks: Vec<_> = unowned.tasks.iter().filter(|task| task.lead == unit.id).collect();
        let field = format!("to.{}", unit.id);
        // What was chosen, else the successor that holds today; the greatest share comes first.
        let proposed = unowned.successors.get(&unit.id).into_iter().flatten();
        let proposed = proposed.copied().find(|id| holding.iter().any(|unit| unit.id == *id));
        let chosen = form.text(&field).parse().ok().or(proposed);
        let series: Vec<_> = unowned.series.iter().filter(|series| series.lead == unit.id).collect();
        let count = |of: &HashMap<Uuid, i64>| of.get(&unit.id).copied().unwrap_or_default();
        let (led, helped) = (count(&unowned.led), count(&unowned.helped));
        (led > 0 || helped > 0 || !series.is_empty()).then(|| {
            context! {
                field,
                more => led - i64::try_from(tasks.len()).unwrap_or(led),
                helped,
                units => choices(unowned.successors.get(&unit.id), &holding),
                chosen => chosen.map(|id: Uuid| id.to_string()),
                tasks => tasks.iter().map(|task| line(task, unowned.today, &names)).collect::<Vec<_>>(),
                series => series.iter().map(|series| readings::excerpt(&series.title, SHORT)).collect::<Vec<_>>(),
                ..named(unit)
            }
        })
    };
    let mut groups: Vec<_> = unowned.units.iter().filter_map(of).take(MOST_GROUPS + 1).collect();
    let is_cut = groups.len() > MOST_GROUPS;
    groups.truncate(MOST_GROUPS);
    context! {
        office => office(signed, "tasks"),
        groups,
        is_cut,
        limits => context! { words => WORDS },
        form => form.shown(wrong),
    }
}
