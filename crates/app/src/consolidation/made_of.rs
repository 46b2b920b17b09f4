//! What a signed document was made of, as its snapshot keeps it: all by their ids, so that each figure and each duty leads back.

use base::{Error, Result};
use serde_json::{Value, json};
use web::View;

use super::actions::Composed;
use super::content::Matter;
use super::duties::{Duties, Duty};
use super::material::Material;
use super::narrative::Narrative;
use super::view::matrix;
use crate::tasks::Counts;

/// All of it.
pub(super) fn made_of(view: &View, composed: &Composed) -> Result<Value> {
    let it = &composed.found.it;
    let mut made_of = match &composed.matter {
        Matter::Period(material) => {
            let mut made_of = of_returns(material, &composed.narrative);
            made_of[MATRIX] = serde_json::to_value(matrix(view, material)).map_err(Error::internal)?;
            made_of
        }
        Matter::Duties(duties) => of_duties(duties),
    };
    made_of["consolidation"] = json!(it.id);
    made_of["revision"] = json!(it.revision);
    made_of["template"] = json!(it.template);
    Ok(made_of)
}

/// Under which the figures are kept as their page shows them.
pub(super) const MATRIX: &str = "matrix";

/// Tasks with the clauses that ask for them, and what is to be reached.
fn of_duties(duties: &Duties) -> Value {
    let duty = |duty: &Duty| {
        json!({
            "task": duty.task.id, "revision": duty.task.revision, "title": duty.task.title,
            "lead": duty.task.lead, "lead_name": duties.name(duty.task.lead), "helpers": duty.helpers,
            "clause": duty.clause.id, "path": duty.clause.path, "due_on": duty.task.due_on,
        })
    };
    let led: Vec<_> = duties.led.iter().map(duty).collect();
    let helped: Vec<_> = duties.helped.iter().map(duty).collect();
    let indicators: Vec<_> = duties.indicators.iter().map(|one| one.id).collect();
    json!({
        "plan": duties.plan.id, "unit": duties.line.first().map(|unit| unit.id), "counted_on": duties.today,
        "led": led, "helped": helped, "indicators": indicators,
    })
}

/// Every return, cell, task count and told word that the document was made of, by their ids, so that each figure leads back.
fn of_returns(material: &Material, narrative: &Narrative) -> Value {
    let summing = &material.summing;
    let returns = summing.returns().map(|one| {
        json!({
            "id": one.id, "unit": one.unit, "unit_name": material.name(one.unit), "state": one.state,
            "revision": one.revision, "submitted_on": one.submitted_on,
        })
    });
    let figures = summing.measured.iter().map(|id| {
        let total = |total: &reporting::Total| {
            let ((values, estimates, stale), (not_applicable, not_reported)) =
                (total.reported(), total.unreported());
            let sums = total
                .sums()
                .map(|(sum, whole)| (sum.ten_thousandths(), whole.map(reporting::Figure::ten_thousandths)));
            json!({
                "ten_thousandths": sums.map(|(sum, _)| sum), "of": sums.and_then(|(_, whole)| whole),
                "values": values, "estimates": estimates, "stale": stale,
                "not_applicable": not_applicable, "not_reported": not_reported,
            })
        };
        let units = material.by_unit.get(id).into_iter().flatten();
        let units = units.map(|(unit, one)| json!({ "unit": unit, "total": total(one) }));
        json!({
            "indicator": id, "name": summing.indicators.get(id).map(|one| &one.name),
            "total": total(&material.total(*id)), "before": material.before.get(id).map(total),
            "units": units.collect::<Vec<_>>(),
        })
    });
    let counts = |counts: &Counts| {
        json!({
            "on_time": counts.on_time, "late": counts.late,
            "within": counts.within + counts.due_soon, "overdue": counts.overdue,
        })
    };
    let tasks = material.tasks.iter().map(|(unit, one)| json!({ "lead": unit, "counts": counts(one) }));
    let clauses = material.by_clause.iter();
    let clauses = clauses.map(|(at, one)| json!({ "clause": at.id, "path": at.path, "counts": counts(one) }));
    let sources = narrative.sources.iter().map(|source| {
        json!({
            "id": source.id, "section": source.said.section, "return": source.said.returned,
            "unit": source.said.unit, "words": source.said.words,
        })
    });
    let passages = narrative.passages.iter().map(
        |passage| json!({ "section": passage.section, "words": passage.words, "origins": passage.origins }),
    );
    json!({
        "regime": summing.regime.id, "period": summing.run.id, "period_name": summing.run.period.to_string(),
        "plan": summing.regime.origin.as_ref().map(|origin| origin.plan),
        "counted_on": material.today,
        "returns": returns.collect::<Vec<_>>(), "figures": figures.collect::<Vec<_>>(),
        "tasks": tasks.collect::<Vec<_>>(), "clauses": clauses.collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(), "passages": passages.collect::<Vec<_>>(),
    })
}
