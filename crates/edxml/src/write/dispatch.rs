//! A document on its way.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Attachment, Dispatch, Header};
use crate::trace::{Business, Changes, Kind, Replaced, Trace};

use super::tags::Tags;
use super::{date, instant, number, organ, response, staff};

pub(super) fn write(tags: &mut Tags, dispatch: &Dispatch) {
    tags.root(|tags| {
        tags.envelope(|tags| {
            tags.group("edXMLHeader", |tags| {
                header(tags, &dispatch.header);
                trace(tags, &dispatch.trace);
            });
            tags.group("edXMLBody", |tags| manifest(tags, &dispatch.attachments));
        });
        tags.group("AttachmentEncoded", |tags| {
            for (place, attachment) in dispatch.attachments.iter().enumerate() {
                encoded(tags, place, attachment);
            }
        });
    });
}

fn header(tags: &mut Tags, header: &Header) {
    tags.group("MessageHeader", |tags| {
        organ(tags, "From", &header.from);
        header.to.iter().for_each(|to| organ(tags, "To", to));
        tags.group("Code", |tags| {
            tags.text("CodeNumber", &header.code.number);
            tags.text("CodeNotation", &header.code.notation);
        });
        tags.group("PromulgationInfo", |tags| {
            tags.text("Place", &header.promulgation.place);
            date(tags, "PromulgationDate", header.promulgation.date);
        });
        tags.group("DocumentType", |tags| {
            number(tags, "Type", header.document_type.class);
            tags.text("TypeName", &header.document_type.name);
            number(tags, "TypeDetail", header.document_type.detail);
        });
        tags.text("Subject", &header.subject);
        tags.text("Content", &header.content);
        tags.group("SignerInfo", |tags| {
            tags.text("Competence", &header.signer.competence);
            tags.text("Position", &header.signer.position);
            tags.text("FullName", &header.signer.full_name);
        });
        date(tags, "DueDate", header.due);
        tags.group("ToPlaces", |tags| header.to_places.iter().for_each(|place| tags.text("Place", place)));
        other(tags, header);
        header.response_for.iter().for_each(|answered| response(tags, answered));
        number(tags, "SteeringType", header.steering);
        tags.text("DocumentId", &header.document_id);
    });
}

fn other(tags: &mut Tags, header: &Header) {
    let other = &header.other;
    tags.group("OtherInfo", |tags| {
        number(tags, "Priority", other.priority.map(|priority| priority.0));
        tags.text("SphereOfPromulgation", &other.sphere);
        tags.text("TyperNotation", &other.typist);
        number(tags, "PromulgationAmount", other.copies);
        number(tags, "PageAmount", other.pages);
        tags.group("Appendixes", |tags| {
            other.appendixes.iter().for_each(|appendix| tags.text("Appendix", appendix));
        });
    });
}

fn trace(tags: &mut Tags, trace: &Trace) {
    tags.group("TraceHeaderList", |tags| {
        for step in &trace.steps {
            tags.group("TraceHeader", |tags| {
                tags.text("OrganId", &step.organ_id);
                instant(tags, "Timestamp", step.at);
            });
        }
        business(tags, &trace.business);
    });
}

fn business(tags: &mut Tags, business: &Business) {
    tags.group("Bussiness", |tags| {
        number(tags, "BussinessDocType", Some(business.kind.code()));
        tags.text("BussinessDocReason", &business.reason);
        if let Kind::Update(changes) = &business.kind {
            update(tags, changes);
        }
        tags.text("DocumentId", &business.document_id);
        staff(tags, &business.staff);
        number(tags, "Paper", business.paper);
        if let Kind::Replacement(replaced) = &business.kind {
            tags.group("ReplacementInfoList", |tags| {
                replaced.iter().for_each(|replaced| replacement(tags, replaced))
            });
        }
    });
}

fn update(tags: &mut Tags, changes: &Changes) {
    tags.group("BussinessDocumentInfo", |tags| {
        number(tags, "DocumentInfo", changes.document);
        number(tags, "DocumentReceiver", changes.receivers_changed);
        tags.group("ReceiverList", |tags| {
            for receiver in &changes.receivers {
                tags.group("Receiver", |tags| {
                    number(tags, "ReceiverType", Some(receiver.added.into()));
                    tags.text("OrganId", &receiver.organ_id);
                });
            }
        });
    });
}

fn replacement(tags: &mut Tags, replaced: &Replaced) {
    tags.group("ReplacementInfo", |tags| {
        tags.text("DocumentId", &replaced.document_id);
        tags.group("OrganIdList", |tags| {
            replaced.organ_ids.iter().for_each(|id| tags.text("OrganId", id));
        });
    });
}

/// What there is behind the envelope.
fn manifest(tags: &mut Tags, attachments: &[Attachment]) {
    tags.element("edXMLManifest", &[("version", "1.0")], |tags| {
        for (place, attachment) in attachments.iter().enumerate() {
            tags.group("Reference", |tags| {
                tags.text("ContentId", &content_id(place));
                tags.text("ContentType", &attachment.content_type);
                tags.text("AttachmentName", &attachment.name);
                tags.text("Description", &attachment.description);
            });
        }
    });
}

fn encoded(tags: &mut Tags, place: usize, attachment: &Attachment) {
    tags.group("Attachment", |tags| {
        tags.text("ContentId", &content_id(place));
        tags.text("AttachmentName", &attachment.name);
        tags.text("Description", &attachment.description);
        tags.text("ContentType", &attachment.content_type);
        tags.encoded(&STANDARD.encode(&attachment.bytes));
    });
}

/// What ties a file to its reference; others take a random one, which would be another each time.
fn content_id(place: usize) -> String {
    format!("cid:attachment-{}", place + 1)
}
