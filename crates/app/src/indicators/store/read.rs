//! Indicators from rows and as rows.

use base::{Error, Result};
use chrono::{DateTime, Utc};
use db::sea_orm::ActiveValue::Set;
use reporting::{Figure, Formula, OverTime, OverUnits};
use uuid::Uuid;

use super::rows::{indicator, target};
use crate::indicators::kind::Kind;
use crate::indicators::model::{Baseline, Direction, Indicator, Origin, PartOf, Target};
use crate::indicators::rules::{OVER_TIME, Rules};
use crate::indicators::source::{OfTasks, Source, WorkedOut};

/// All columns of an indicator.
pub(super) fn row(one: &Indicator, recorded_at: DateTime<Utc>) -> indicator::ActiveModel {
    let origin = one.origin.as_ref();
    let formula = one.source.formula();
    let ids = formula.into_iter().flat_map(|of| &of.operands).map(Uuid::to_string);
    indicator::ActiveModel {
        id: Set(one.id),
        unit_id: Set(one.unit),
        plan_id: Set(origin.map(|origin| origin.plan)),
        plan_number: Set(origin.map(|origin| origin.plan_number.clone())),
        clause_id: Set(origin.map(|origin| origin.clause)),
        clause_path: Set(origin.map(|origin| origin.clause_path.clone())),
        name: Set(one.name.clone()),
        sought: Set(vietnamese::fold(&one.name)),
        measured_in: Set(one.measured_in.clone()),
        kind: Set(one.kind.name().to_owned()),
        steps: Set(one.steps.join("\n")),
        over_time: Set(one.rules.over_time_name().to_owned()),
        over_units: Set(one.rules.over_units_name().to_owned()),
        least: Set(one.rules.least.map(Figure::ten_thousandths)),
        most: Set(one.rules.most.map(Figure::ten_thousandths)),
        jump: Set(one.rules.jump.cast_signed()),
        source: Set(one.source.name().to_owned()),
        formula: Set(formula.map(|of| of.text.clone())),
        operands: Set(ids.collect::<Vec<_>>().join(",")),
        part_of_id: Set(one.part_of.as_ref().map(|part| part.whole)),
        part_by: Set(one.part_of.as_ref().and_then(|part| part.by.clone())),
        baseline: Set(one.baseline.map(|baseline| baseline.value)),
        baseline_year: Set(one.baseline.and_then(|baseline| baseline.year)),
        revision: Set(one.revision),
        direction: Set(one.direction.name().to_owned()),
        words: Set(one.words.clone()),
        recorded_at: Set(recorded_at),
    }
}

impl TryFrom<(indicator::Model, Vec<target::Model>)> for Indicator {
    type Error = Error;

    fn try_from((row, targets): (indicator::Model, Vec<target::Model>)) -> Result<Self> {
        let source = source(&row)?;
        let origin = (row.plan_id, row.plan_number, row.clause_id, row.clause_path);
        let origin = match origin {
            (Some(plan), Some(plan_number), Some(clause), Some(clause_path)) => {
                Some(Origin { plan, plan_number, clause, clause_path })
            }
            _ => None,
        };
        let mut targets: Vec<_> =
            targets.into_iter().map(|row| Target { year: row.year, low: row.low, high: row.high }).collect();
        targets.sort_by_key(|target| target.year);
        let named = |name: &str| OVER_TIME.into_iter().find(|(known, _)| *known == name);
        let rules = Rules {
            over_time: named(&row.over_time).map_or(OverTime::Latest, |(_, rule)| rule),
            over_units: if row.over_units == "alone" { OverUnits::Alone } else { OverUnits::Add },
            least: row.least.map(Figure::from_ten_thousandths),
            most: row.most.map(Figure::from_ten_thousandths),
            jump: row.jump.unsigned_abs(),
        };
        Ok(Self {
            id: row.id,
            unit: row.unit_id,
            origin,
            name: row.name,
            measured_in: row.measured_in,
            kind: Kind::named(&row.kind).ok_or_else(|| unknown("kind", &row.kind))?,
            steps: row.steps.lines().map(str::to_owned).collect(),
            rules,
            source,
            part_of: row.part_of_id.map(|whole| PartOf { whole, by: row.part_by }),
            baseline: row.baseline.map(|value| Baseline { value, year: row.baseline_year }),
            revision: row.revision,
            direction: if row.direction == Direction::Down.name() { Direction::Down } else { Direction::Up },
            words: row.words,
            targets,
        })
    }
}

fn source(row: &indicator::Model) -> Result<Source> {
    let text = match (row.source.as_str(), &row.formula) {
        ("typed", _) => return Ok(Source::Typed),
        ("formula", Some(text)) => text.clone(),
        (name, _) => {
            return OfTasks::named(name).map(Source::Tasks).ok_or_else(|| unknown("source", name));
        }
    };
    let formula = Formula::read(&text).map_err(|_| unknown("formula", &text))?;
    let operands = row.operands.split(',').filter(|id| !id.is_empty());
    let operands: Vec<Uuid> =
        operands.map(|id| id.parse().map_err(|_| unknown("operand", id))).collect::<Result<_>>()?;
    Ok(Source::Formula(WorkedOut { text, formula, operands }))
}

fn unknown(what: &str, name: &str) -> Error {
    Error::internal(anyhow::anyhow!("unknown {what} {name} of an indicator"))
}
