//! What the regulation forbids, and what no message may lack.

use crate::error::Refused;
use crate::model::{Attachment, Dispatch, Header, Response};
use crate::name::file_name;
use crate::receipt::Receipt;
use crate::trace::{Business, Kind, Trace};

/// Signs of the code of an authority: decision 20/2020/QĐ-TTg.
const ORGAN_ID: usize = 35;
const CODE_NUMBER: usize = 11;
const CODE_NOTATION: usize = 30;
const SUBJECT: usize = 500;

pub(super) fn dispatch(dispatch: &Dispatch) -> Result<(), Refused> {
    header(&dispatch.header)?;
    trace(&dispatch.trace)?;
    each(&dispatch.attachments, "AttachmentEncoded/Attachment", attachment)
}

pub(super) fn receipt(receipt: &Receipt) -> Result<(), Refused> {
    response(&receipt.response_for, "Status/ResponseFor")?;
    given(&receipt.response_for.document_id, "Status/ResponseFor/DocumentId")?;
    organ_id(&receipt.from.id, "Status/From/OrganId")
}

fn header(header: &Header) -> Result<(), Refused> {
    organ_id(&header.from.id, "MessageHeader/From/OrganId")?;
    if header.to.is_empty() {
        return Err(missing("MessageHeader/To"));
    }
    each(&header.to, "MessageHeader/To", |to, place| organ_id(&to.id, &format!("{place}/OrganId")))?;
    text(&header.code.number, CODE_NUMBER, "MessageHeader/Code/CodeNumber")?;
    text(&header.code.notation, CODE_NOTATION, "MessageHeader/Code/CodeNotation")?;
    if header.promulgation.date.is_none() {
        return Err(missing("MessageHeader/PromulgationInfo/PromulgationDate"));
    }
    given(&header.document_type.name, "MessageHeader/DocumentType/TypeName")?;
    text(&header.subject, SUBJECT, "MessageHeader/Subject")?;
    given(&header.signer.full_name, "MessageHeader/SignerInfo/FullName")?;
    each(&header.response_for, "MessageHeader/ResponseFor", response)?;
    given(&header.document_id, "MessageHeader/DocumentId")
}

fn trace(trace: &Trace) -> Result<(), Refused> {
    each(&trace.steps, "TraceHeaderList/TraceHeader", |step, place| {
        organ_id(&step.organ_id, &format!("{place}/OrganId"))
    })?;
    business(&trace.business)
}

fn business(business: &Business) -> Result<(), Refused> {
    const PLACE: &str = "TraceHeaderList/Bussiness";
    let document_id = || given(&business.document_id, &format!("{PLACE}/DocumentId"));
    match &business.kind {
        Kind::New => Ok(()),
        Kind::Revocation => document_id(),
        Kind::Update(changes) => {
            document_id()?;
            let place = format!("{PLACE}/BussinessDocumentInfo/ReceiverList/Receiver");
            each(&changes.receivers, &place, |receiver, place| {
                organ_id(&receiver.organ_id, &format!("{place}/OrganId"))
            })
        }
        Kind::Replacement(replaced) => {
            let place = format!("{PLACE}/ReplacementInfoList/ReplacementInfo");
            if replaced.is_empty() {
                return Err(missing(&place));
            }
            each(replaced, &place, |replaced, place| {
                given(&replaced.document_id, &format!("{place}/DocumentId"))?;
                each(&replaced.organ_ids, &format!("{place}/OrganIdList/OrganId"), |id, place| {
                    organ_id(id, place)
                })
            })
        }
    }
}

fn response(response: &Response, place: &str) -> Result<(), Refused> {
    organ_id(&response.organ_id, &format!("{place}/OrganId"))
}

fn attachment(attachment: &Attachment, place: &str) -> Result<(), Refused> {
    let place_of_name = format!("{place}/AttachmentName");
    given(&attachment.name, &place_of_name)?;
    if file_name(&attachment.name) != attachment.name {
        return Err(Refused::Characters { place: place_of_name });
    }
    given(&attachment.content_type, &format!("{place}/ContentType"))
}

/// The code of an authority.
fn organ_id(id: &str, place: &str) -> Result<(), Refused> {
    text(id, ORGAN_ID, place)?;
    let fits = id.trim().bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'A'..=b'Z' | b'.'));
    if fits { Ok(()) } else { Err(Refused::Characters { place: place.to_owned() }) }
}

/// A text that is given, and not longer than allowed.
fn text(text: &str, limit: usize, place: &str) -> Result<(), Refused> {
    given(text, place)?;
    if text.trim().chars().count() > limit {
        return Err(Refused::TooLong { place: place.to_owned(), limit });
    }
    Ok(())
}

fn given(text: &str, place: &str) -> Result<(), Refused> {
    if text.trim().is_empty() { Err(missing(place)) } else { Ok(()) }
}

fn missing(place: &str) -> Refused {
    Refused::Missing { place: place.to_owned() }
}

/// Looks at each, under the place that counts it from 1.
fn each<T>(all: &[T], place: &str, look: impl Fn(&T, &str) -> Result<(), Refused>) -> Result<(), Refused> {
    all.iter().enumerate().try_for_each(|(at, one)| look(one, &format!("{place}[{}]", at + 1)))
}
