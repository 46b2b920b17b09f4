//! Signing: what was reviewed becomes an official document, with a snapshot of all that it was made of.

use base::{Error, Result};
use db::Event;
use serde_json::{Value, json};
use uuid::Uuid;

use super::actions::{Composed, composed, fingerprint, happened, repeated};
use super::forms::NewStep;
use super::material::Material;
use super::model::Step;
use super::narrative::Narrative;
use super::store;
use super::template::Field;
use crate::access::{Right, Signed};
use crate::issuing::{self, Signing, Snapshot};
use crate::tasks::Counts;
use crate::{AppState, units};

/// Signs what was reviewed, in the way in which the person signs for the unit today; the id of the document.
///
/// # Errors
/// [`Error::Invalid`] for `act` where the person wrote it, or where it would say something else than when it was reviewed; for
/// `standing` where they do not sign for the unit; [`Error::Conflict`] where somebody changed it meanwhile.
pub(crate) async fn sign(
    app: &AppState,
    signed: &Signed,
    id: Uuid,
    standing: Option<Uuid>,
    new: NewStep,
) -> Result<Uuid> {
    let today = web::format::day_of(app.db.clock().now());
    let tx = app.db.read().await?;
    if repeated(&tx, new.key).await?.is_some()
        && let Some(document) = issuing::of_origin(&tx, id).await?
    {
        return Ok(document.id);
    }
    drop(tx);
    let composed = composed(app, signed, id, Right::SignDocuments, today).await?;
    let Composed { found, material, narrative, document, .. } = &composed;
    let mut document = document.clone().map_err(|_| Error::invalid("act", "template"))?;
    if found.it.revision != new.revision {
        return Err(Error::Conflict);
    }
    let after = found.it.after(Step::Sign)?;
    if found.it.reviewed.as_deref() != Some(fingerprint(&document)?.as_str()) {
        return Err(Error::invalid("act", "report-changed"));
    }
    let unit = found.regime.unit;
    let tx = app.db.read().await?;
    let standings = issuing::standings_of(&tx, unit, signed.person(), today).await?;
    let chosen = standings.iter().find(|one| standing.is_none_or(|id| one.id == id));
    let chosen = chosen.ok_or_else(|| Error::invalid("standing", "no-standing"))?;
    let letterhead = issuing::letterhead(&tx, &material.line).await?;
    let replaces = match found.it.replaces {
        Some(before) => issuing::of_origin(&tx, before).await?.map(|document| document.id),
        None => None,
    };
    drop(tx);
    document.signature = chosen.signature(&letterhead.collective, signed.name());
    let type_sign = found.it.template().lines(Field::Sign).into_iter().next().unwrap_or_default();
    let snapshot = Snapshot { document, made_of: made_of(&composed, material, narrative) };
    let kept = issuing::keep(app, &snapshot).await?;
    let tx = app.db.write(signed.actor()).await?;
    if store::authors(&tx, id).await?.contains(&signed.person()) {
        return Err(Error::invalid("act", "own-work"));
    }
    if !units::is_within(&tx, unit, &signed.scope(Right::SignDocuments)).await? {
        return Err(Error::NotFound);
    }
    store::change(&tx, &found.it, &after, &happened(&tx, signed, Step::Sign, new.key, None)).await?;
    let signing =
        Signing { unit, origin: id, document: snapshot.document, type_sign, snapshot: kept, replaces };
    let document = issuing::sign(&tx, signed, signing).await?;
    tx.record(
        Event::new("report.sign", format!("consolidation:{id}"))
            .at(unit)
            .with("document", format!("document:{document}"))?,
    );
    tx.commit().await?;
    Ok(document)
}

/// Every return, cell, task count and told word that the document was made of, by their ids, so that each figure leads back.
fn made_of(composed: &Composed, material: &Material, narrative: &Narrative) -> Value {
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
    let found = &composed.found;
    json!({
        "consolidation": found.it.id, "revision": found.it.revision, "template": found.it.template,
        "regime": found.regime.id, "period": found.run.id, "period_name": found.run.period.to_string(),
        "plan": found.regime.origin.as_ref().map(|origin| origin.plan),
        "counted_on": material.today,
        "returns": returns.collect::<Vec<_>>(), "figures": figures.collect::<Vec<_>>(),
        "tasks": tasks.collect::<Vec<_>>(), "clauses": clauses.collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(), "passages": passages.collect::<Vec<_>>(),
    })
}
