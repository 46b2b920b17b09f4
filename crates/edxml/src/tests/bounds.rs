//! What is not written.

use super::sample::{plan, refusal};
use crate::{
    Attachment, Business, Changes, Dispatch, Kind, Message, Receipt, Receiver, Refused, Replaced, Status,
    Step, write,
};

/// What becomes of the plan once something in it is changed.
fn changed(change: impl FnOnce(&mut Dispatch)) -> Result<(), Refused> {
    let mut plan = plan();
    change(&mut plan);
    write(&Message::Dispatch(Box::new(plan))).map(drop)
}

fn missing(place: &str) -> Result<(), Refused> {
    Err(Refused::Missing { place: place.to_owned() })
}

fn too_long(place: &str, limit: usize) -> Result<(), Refused> {
    Err(Refused::TooLong { place: place.to_owned(), limit })
}

fn characters(place: &str) -> Result<(), Refused> {
    Err(Refused::Characters { place: place.to_owned() })
}

#[test]
fn texts_have_their_longest() {
    type Set = fn(&mut Dispatch, String);
    let sets: [(Set, &str, usize); 6] = [
        (|plan, text| plan.header.from.id = text, "MessageHeader/From/OrganId", 35),
        (|plan, text| plan.header.to[1].id = text, "MessageHeader/To[2]/OrganId", 35),
        (|plan, text| plan.header.code.number = text, "MessageHeader/Code/CodeNumber", 11),
        (|plan, text| plan.header.code.notation = text, "MessageHeader/Code/CodeNotation", 30),
        (|plan, text| plan.header.subject = text, "MessageHeader/Subject", 500),
        (|plan, text| plan.trace.steps[0].organ_id = text, "TraceHeaderList/TraceHeader[1]/OrganId", 35),
    ];
    for (set, place, limit) in sets {
        assert_eq!(changed(|plan| set(plan, "A".repeat(limit))), Ok(()), "{place}");
        assert_eq!(changed(|plan| set(plan, "A".repeat(limit + 1))), too_long(place, limit));
        assert_eq!(changed(|plan| set(plan, " \n".to_owned())), missing(place));
    }
    // Signs are counted, not bytes.
    assert_eq!(changed(|plan| plan.header.subject = "Ế".repeat(500)), Ok(()));
}

#[test]
fn codes_of_authorities_have_few_signs() {
    let place = "MessageHeader/From/OrganId";
    for id in ["000.00.45.h21", "H21-45", "H21 45", "Đ21", "H21/45"] {
        assert_eq!(changed(|plan| plan.header.from.id = id.to_owned()), characters(place), "{id}");
    }
    assert_eq!(changed(|plan| plan.header.from.id = "H21.45.09".to_owned()), Ok(()));
}

#[test]
fn a_message_tells_a_document() {
    let header = "MessageHeader";
    assert_eq!(changed(|plan| plan.header.to.clear()), missing(&format!("{header}/To")));
    assert_eq!(
        changed(|plan| plan.header.promulgation.date = None),
        missing(&format!("{header}/PromulgationInfo/PromulgationDate"))
    );
    assert_eq!(
        changed(|plan| plan.header.document_type.name.clear()),
        missing(&format!("{header}/DocumentType/TypeName"))
    );
    assert_eq!(
        changed(|plan| plan.header.signer.full_name.clear()),
        missing(&format!("{header}/SignerInfo/FullName"))
    );
    assert_eq!(changed(|plan| plan.header.document_id.clear()), missing(&format!("{header}/DocumentId")));
    assert_eq!(changed(|plan| plan.attachments.clear()), Ok(()));
}

#[test]
fn whoever_takes_back_says_what() {
    let kind =
        |kind| move |plan: &mut Dispatch| plan.trace.business = Business { kind, ..Business::default() };
    let place = "TraceHeaderList/Bussiness";
    let document = missing(&format!("{place}/DocumentId"));
    assert_eq!(changed(kind(Kind::Revocation)), document);
    assert_eq!(changed(kind(Kind::Update(Changes::default()))), document);
    let list = format!("{place}/ReplacementInfoList/ReplacementInfo");
    assert_eq!(changed(kind(Kind::Replacement(vec![]))), missing(&list));
    let nothing = Kind::Replacement(vec![Replaced::default()]);
    assert_eq!(changed(kind(nothing)), missing(&format!("{list}[1]/DocumentId")));
    let receivers = vec![Receiver { organ_id: "a".to_owned(), added: true }];
    let update = Kind::Update(Changes { receivers, ..Changes::default() });
    assert_eq!(
        changed(|plan| {
            plan.trace.business.document_id = "1".to_owned();
            plan.trace.business.kind = update;
        }),
        characters(&format!("{place}/BussinessDocumentInfo/ReceiverList/Receiver[1]/OrganId"))
    );
}

#[test]
fn files_have_a_name_and_a_form() {
    let place = "AttachmentEncoded/Attachment[1]";
    let file = |change: fn(&mut Attachment)| changed(|plan| change(&mut plan.attachments[0]));
    assert_eq!(file(|file| file.name.clear()), missing(&format!("{place}/AttachmentName")));
    assert_eq!(
        file(|file| file.name = "../a.pdf".to_owned()),
        characters(&format!("{place}/AttachmentName"))
    );
    assert_eq!(file(|file| file.content_type.clear()), missing(&format!("{place}/ContentType")));
    assert_eq!(file(|file| file.bytes.clear()), Ok(()));
}

#[test]
fn nothing_is_written_that_no_xml_may_hold() {
    let place = "MessageHeader/Subject";
    assert_eq!(changed(|plan| plan.header.subject = "a\u{B}b".to_owned()), characters(place));
    assert_eq!(changed(|plan| plan.header.subject = "a\u{FFFF}b".to_owned()), characters(place));
    assert_eq!(changed(|plan| plan.header.subject = "a\tb\r\nc".to_owned()), Ok(()));
    let place = "MessageHeader/To/OrganName";
    assert_eq!(changed(|plan| plan.header.to[0].name = "a\0".to_owned()), characters(place));
}

#[test]
fn days_are_of_our_time() {
    let far = chrono::NaiveDate::from_ymd_opt(12023, 1, 1).expect("it is a day");
    let place = "MessageHeader/DueDate".to_owned();
    assert_eq!(changed(|plan| plan.header.due = Some(far)), Err(Refused::Date { place }));
    let place = "TraceHeaderList/TraceHeader/Timestamp".to_owned();
    let step = Step { organ_id: "H21".to_owned(), at: far.and_hms_opt(0, 0, 0) };
    assert_eq!(changed(|plan| plan.trace.steps = vec![step]), Err(Refused::Date { place }));
}

#[test]
fn a_receipt_says_of_what_and_from_whom() {
    let changed = |change: fn(&mut Receipt)| {
        let mut refusal = refusal();
        change(&mut refusal);
        write(&Message::Receipt(Box::new(refusal))).map(drop)
    };
    let of = "Status/ResponseFor";
    assert_eq!(changed(|receipt| receipt.from.id.clear()), missing("Status/From/OrganId"));
    assert_eq!(changed(|receipt| receipt.response_for.organ_id.clear()), missing(&format!("{of}/OrganId")));
    assert_eq!(
        changed(|receipt| receipt.response_for.document_id.clear()),
        missing(&format!("{of}/DocumentId"))
    );
}

#[test]
fn a_status_has_a_number_of_its_own() {
    for status in Status::ALL {
        assert_eq!(Status::of(status.code()), Some(status));
    }
    assert_eq!([0, 7, 14, 17].map(Status::of), [None; 4]);
}
