//! Signing: what was reviewed becomes an official document, with a snapshot of all that it was made of.

use base::{Error, Result};
use db::Event;
use uuid::Uuid;
use web::{Language, View};

use super::actions::{Composed, composed, fingerprint, happened, repeated};
use super::forms::NewStep;
use super::made_of::made_of;
use super::model::Step;
use super::store;
use super::template::Field;
use crate::access::{Right, Signed};
use crate::issuing::{self, Signing, Snapshot};
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
    let Composed { found, letterhead, document, .. } = &composed;
    let mut document = document.clone().map_err(|_| Error::invalid("act", "template"))?;
    if found.it.revision != new.revision {
        return Err(Error::Conflict);
    }
    let after = found.it.after(Step::Sign)?;
    if found.it.reviewed.as_deref() != Some(fingerprint(&document)?.as_str()) {
        return Err(Error::invalid("act", "report-changed"));
    }
    let unit = found.about.unit();
    let tx = app.db.read().await?;
    let standings = issuing::standings_of(&tx, unit, signed.person(), today).await?;
    let chosen = standings.iter().find(|one| standing.is_none_or(|id| one.id == id));
    let chosen = chosen.ok_or_else(|| Error::invalid("standing", "no-standing"))?;
    let replaces = match found.it.replaces {
        Some(before) => issuing::of_origin(&tx, before).await?.map(|document| document.id),
        None => None,
    };
    drop(tx);
    document.signature = chosen.signature(&letterhead.collective, signed.name());
    let type_sign = found.it.template().lines(Field::Sign).into_iter().next().unwrap_or_default();
    let snapshot =
        Snapshot { document, made_of: made_of(&View::new(app.site.clone(), Language::Vi), &composed)? };
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
