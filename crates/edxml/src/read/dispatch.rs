//! A document on its way.

use crate::error::Unreadable;
use crate::model::{Code, Dispatch, DocumentType, Header, Other, Priority, Promulgation, Signer};
use crate::trace::{Business, Changes, Kind, Receiver, Replaced, Step, Trace};

use super::fields::Fields;
use super::{attachments, organ, response, staff};

/// Reads all of it. `header` is what holds `MessageHeader`: of the flat dialect, the envelope itself.
pub(super) fn read(
    root: &Fields<'_>,
    envelope: &Fields<'_>,
    header: &Fields<'_>,
) -> Result<Dispatch, Unreadable> {
    let message = header.child("MessageHeader");
    let from = message.child("From").child("OrganId");
    if from.raw().trim().is_empty() {
        return Err(Unreadable::Missing { place: from.place().to_owned() });
    }
    let beside = header.child("TraceHeaderList");
    let list = if beside.is_missing() { message.child("TraceHeaderList") } else { beside };
    Ok(Dispatch {
        header: read_header(&message)?,
        trace: trace(&list)?,
        attachments: attachments::read(root, envelope)?,
    })
}

fn read_header(fields: &Fields<'_>) -> Result<Header, Unreadable> {
    let to = fields.children("To");
    let code = fields.child("Code");
    let promulgation = fields.child("PromulgationInfo");
    let signer = fields.child("SignerInfo");
    let answered = fields.children("ResponseFor");
    Ok(Header {
        from: organ(&fields.child("From"))?,
        to: to.iter().map(organ).collect::<Result<_, _>>()?,
        code: Code { number: code.text(&["CodeNumber"])?, notation: code.text(&["CodeNotation"])? },
        promulgation: Promulgation {
            place: promulgation.text(&["Place"])?,
            date: promulgation.date("PromulgationDate")?,
        },
        document_type: document_type(&fields.child("DocumentType"))?,
        subject: fields.text(&["Subject"])?,
        content: fields.text(&["Content"])?,
        signer: Signer {
            competence: signer.text(&["Competence"])?,
            position: signer.text(&["Position"])?,
            full_name: signer.text(&["FullName", "Signer"])?,
        },
        due: fields.date("DueDate")?,
        to_places: fields.child("ToPlaces").texts("Place")?,
        other: other(&fields.child("OtherInfo"))?,
        response_for: answered.iter().map(response).collect::<Result<_, _>>()?,
        steering: fields.number(&["SteeringType"])?,
        document_id: fields.text(&["DocumentId"])?,
    })
}

/// Its parts, or its name alone.
fn document_type(fields: &Fields<'_>) -> Result<DocumentType, Unreadable> {
    let name = fields.text(&["TypeName"])?;
    Ok(DocumentType {
        class: fields.number(&["Type"])?,
        detail: fields.number(&["TypeDetail"])?,
        name: if name.is_empty() { fields.own_text()? } else { name },
    })
}

fn other(fields: &Fields<'_>) -> Result<Other, Unreadable> {
    let mut appendixes = fields.child("Appendixes").texts("Appendix")?;
    appendixes.extend(fields.texts("Appendix")?);
    Ok(Other {
        priority: fields.number(&["Priority"])?.map(Priority),
        sphere: fields.text(&["SphereOfPromulgation"])?,
        typist: fields.text(&["TyperNotation"])?,
        copies: fields.number(&["PromulgationAmount"])?,
        pages: fields.number(&["PageAmount"])?,
        appendixes,
    })
}

fn trace(fields: &Fields<'_>) -> Result<Trace, Unreadable> {
    let steps = fields.children("TraceHeader");
    let steps = steps
        .iter()
        .map(|step| Ok(Step { organ_id: step.text(&["OrganId"])?, at: step.instant("Timestamp")? }));
    let spelt = ["Bussiness", "Business"].into_iter().find(|name| fields.has(name));
    Ok(Trace {
        steps: steps.collect::<Result<_, Unreadable>>()?,
        business: business(&fields.child(spelt.unwrap_or("Bussiness")))?,
    })
}

fn business(fields: &Fields<'_>) -> Result<Business, Unreadable> {
    Ok(Business {
        kind: kind(fields)?,
        reason: fields.text(&["BussinessDocReason", "BusinessDocReason"])?,
        document_id: fields.text(&["DocumentId"])?,
        staff: staff(&fields.child("StaffInfo"))?,
        paper: fields.number(&["Paper"])?,
    })
}

fn kind(fields: &Fields<'_>) -> Result<Kind, Unreadable> {
    Ok(match fields.number(&["BussinessDocType", "BusinessDocType"])? {
        None | Some(0) => Kind::New,
        Some(1) => Kind::Revocation,
        Some(2) => Kind::Update(changes(fields)?),
        Some(3) => Kind::Replacement(replaced(&fields.child("ReplacementInfoList"))?),
        Some(_) => return Err(fields.child("BussinessDocType").wrong()),
    })
}

fn changes(fields: &Fields<'_>) -> Result<Changes, Unreadable> {
    let spelt = ["BussinessDocumentInfo", "BusinessDocumentInfo"].into_iter().find(|name| fields.has(name));
    let info = fields.child(spelt.unwrap_or("BussinessDocumentInfo"));
    let receivers = info.child("ReceiverList").children("Receiver");
    let receivers = receivers.iter().map(|receiver| {
        let added = match receiver.number(&["ReceiverType"])? {
            Some(0) => false,
            Some(1) => true,
            _ => return Err(receiver.child("ReceiverType").wrong()),
        };
        Ok(Receiver { organ_id: receiver.text(&["OrganId"])?, added })
    });
    Ok(Changes {
        document: info.number(&["DocumentInfo"])?,
        receivers_changed: info.number(&["DocumentReceiver"])?,
        receivers: receivers.collect::<Result<_, _>>()?,
    })
}

fn replaced(list: &Fields<'_>) -> Result<Vec<Replaced>, Unreadable> {
    let all = list.children("ReplacementInfo");
    let all = all.iter().map(|one| {
        let organ_ids = one.child("OrganIdList").texts("OrganId")?;
        Ok(Replaced { document_id: one.text(&["DocumentId"])?, organ_ids })
    });
    all.collect()
}
