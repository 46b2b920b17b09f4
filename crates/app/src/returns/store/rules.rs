//! A regime as its row has it.

use base::{Error, Result};
use chrono::Datelike;
use db::sea_orm::ActiveValue::Set;
use reporting::{Due, Window};

use super::rows::regime;
use super::unknown;
use crate::returns::forms::{cycle_named, rule_name};
use crate::returns::model::{Asked, Once, Origin, Recurring, Regime, Rule};
use crate::units::Kind;

/// Who is asked: kinds, or the ids of units, between commas.
pub(super) fn asked_text(asked: &Asked) -> String {
    let texts: Vec<_> = match asked {
        Asked::Kinds(kinds) => kinds.iter().map(|kind| kind.name().to_owned()).collect(),
        Asked::Units(units) => units.iter().map(ToString::to_string).collect(),
    };
    texts.join(",")
}

/// The columns of a rule. Those of the other sort of rule say nothing, or what comes nearest.
pub(super) fn columns(rule: &Rule) -> regime::ActiveModel {
    let cycle = Set(rule_name(rule).to_owned());
    match rule {
        Rule::Recurring(rule) => regime::ActiveModel {
            cycle,
            first_year: Set(rule.first_year),
            last_year: Set(rule.last_year),
            reviews: Set(rule.reviews.iter().map(i32::to_string).collect::<Vec<_>>().join(",")),
            closes_on: Set(rule.window.closes_on().cast_signed()),
            closes_months_before: Set(rule.window.months_before().cast_signed()),
            due_months_after: Set(rule.due.months_after()),
            due_day: Set(rule.due.day().cast_signed()),
            due_strictly_before: Set(rule.due.is_strictly_before()),
            sends_months_after: Set(rule.sends.map(Due::months_after)),
            sends_day: Set(rule.sends.map(|sends| sends.day().cast_signed())),
            sends_strictly_before: Set(rule.sends.map(Due::is_strictly_before)),
            opens_before: Set(rule.opens_before.cast_signed()),
            first_on: Set(None),
            last_on: Set(None),
            opens_on: Set(None),
            due_on: Set(None),
            sends_on: Set(None),
            ..Default::default()
        },
        Rule::Once(once) => regime::ActiveModel {
            cycle,
            first_year: Set(once.first_on.year()),
            last_year: Set(once.last_on.year()),
            reviews: Set(String::new()),
            closes_on: Set(once.last_on.day().cast_signed()),
            closes_months_before: Set(0),
            due_months_after: Set(0),
            due_day: Set(once.due_on.day().cast_signed()),
            due_strictly_before: Set(false),
            sends_months_after: Set(None),
            sends_day: Set(None),
            sends_strictly_before: Set(None),
            opens_before: Set(0),
            first_on: Set(Some(once.first_on)),
            last_on: Set(Some(once.last_on)),
            opens_on: Set(Some(once.opens_on)),
            due_on: Set(Some(once.due_on)),
            sends_on: Set(once.sends_on),
            ..Default::default()
        },
    }
}

impl TryFrom<regime::Model> for Regime {
    type Error = Error;

    fn try_from(row: regime::Model) -> Result<Self> {
        let asked = asked(&row.asked)?;
        let rule = match (row.first_on, row.last_on, row.opens_on, row.due_on) {
            (Some(first_on), Some(last_on), Some(opens_on), Some(due_on)) => Rule::Once(Once {
                is_theme: row.cycle == "theme",
                first_on,
                last_on,
                opens_on,
                due_on,
                sends_on: row.sends_on,
            }),
            _ => Rule::Recurring(recurring(&row)?),
        };
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            above: row.above_id,
            origin: row.plan_id.zip(row.plan_number).map(|(plan, plan_number)| Origin {
                plan,
                plan_number,
                clause: row.clause_id,
                clause_path: row.clause_path,
            }),
            title: row.title,
            rule,
            asked,
            receivers: row.receivers.lines().map(str::to_owned).collect(),
            ended_on: row.ended_on,
        })
    }
}

fn asked(text: &str) -> Result<Asked> {
    let units: std::result::Result<Vec<_>, _> = text.split(',').map(str::parse).collect();
    if let Ok(units) = units {
        return Ok(Asked::Units(units));
    }
    let kinds = text.split(',').filter(|name| !name.is_empty());
    let kinds = kinds.map(|name| Kind::named(name).ok_or_else(|| unknown("kind", name)));
    Ok(Asked::Kinds(kinds.collect::<Result<_>>()?))
}

fn recurring(row: &regime::Model) -> Result<Recurring> {
    let number = |number: i32| u32::try_from(number).map_err(Error::internal);
    let window = Window::new(number(row.closes_on)?, number(row.closes_months_before)?);
    let due = Due::new(row.due_months_after, number(row.due_day)?, row.due_strictly_before);
    let sends = match (row.sends_months_after, row.sends_day, row.sends_strictly_before) {
        (Some(months), Some(day), Some(is_strictly_before)) => {
            let sends = Due::new(months, number(day)?, is_strictly_before);
            Some(sends.ok_or_else(|| unknown("sends", &day.to_string()))?)
        }
        _ => None,
    };
    let years = row.reviews.split(',').filter(|year| !year.is_empty());
    Ok(Recurring {
        cycle: cycle_named(&row.cycle).ok_or_else(|| unknown("cycle", &row.cycle))?,
        first_year: row.first_year,
        last_year: row.last_year,
        reviews: years.map(|year| year.parse().map_err(Error::internal)).collect::<Result<_>>()?,
        window: window.ok_or_else(|| unknown("window", &row.closes_on.to_string()))?,
        due: due.ok_or_else(|| unknown("due", &row.due_day.to_string()))?,
        sends,
        opens_before: number(row.opens_before)?,
    })
}
