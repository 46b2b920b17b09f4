//! What is written is read as it was.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::{
    Attachment, Business, Changes, Code, Dispatch, DocumentType, Header, Kind, Limits, Message, Organ, Other,
    Priority, Promulgation, Receipt, Receiver, Replaced, Response, Signer, Staff, Status, Step, Trace, read,
    write,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(message in message()) {
        let file = write(&message).expect("nothing is wrong with it");
        prop_assert!(write(&message).as_ref() == Ok(&file), "the same message gives the same bytes");
        prop_assert_eq!(read(&file, &Limits::default()), Ok(message));
    }

    #[test]
    fn whatever_comes_is_answered(file in vec(any::<u8>(), 0..200)) {
        let _ = read(&file, &Limits::default());
    }

    #[test]
    fn a_changed_file_is_answered(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut file = include_bytes!("plan.edxml").to_vec();
        let at = at.index(file.len());
        file[at] = byte;
        let _ = read(&file, &Limits::default());
    }
}

fn message() -> impl Strategy<Value = Message> {
    prop_oneof![
        3 => dispatch().prop_map(|dispatch| Message::Dispatch(Box::new(dispatch))),
        1 => receipt().prop_map(|receipt| Message::Receipt(Box::new(receipt))),
    ]
}

/// A text that may be empty: any signs that XML may hold, white space at its ends left out.
fn text() -> impl Strategy<Value = String> {
    "[\\PC\r\n\t<>&'\"\\]]{0,12}".prop_map(|text| text.trim().to_owned())
}

/// A text that is given, and no longer than any field's longest.
fn given() -> impl Strategy<Value = String> {
    ("[a-zĐỆ<&1-9]", "[\\PC\n]{0,8}", "[a-z>\"0-9]").prop_map(|(first, middle, last)| first + &middle + &last)
}

fn organ_id() -> &'static str {
    "[0-9A-Z.]{1,35}"
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0i64..3_000_000).prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(1000, 1, 1).expect("it is a day");
        first + TimeDelta::days(days)
    })
}

fn instant() -> impl Strategy<Value = NaiveDateTime> {
    (day(), 0i64..86_400)
        .prop_map(|(day, second)| day.and_time(Default::default()) + TimeDelta::seconds(second))
}

fn organ() -> impl Strategy<Value = Organ> {
    (organ_id(), text(), text(), text(), text(), text(), text(), text()).prop_map(
        |(id, in_charge, name, address, email, telephone, fax, website)| Organ {
            id,
            in_charge,
            name,
            address,
            email,
            telephone,
            fax,
            website,
        },
    )
}

fn response() -> impl Strategy<Value = Response> {
    (organ_id(), text(), option::of(day()), given())
        .prop_map(|(organ_id, code, date, document_id)| Response { organ_id, code, date, document_id })
}

fn staff() -> impl Strategy<Value = Staff> {
    (text(), text(), text(), text()).prop_map(|(department, name, mobile, email)| Staff {
        department,
        name,
        mobile,
        email,
    })
}

fn receipt() -> impl Strategy<Value = Receipt> {
    let status = prop::sample::select(Status::ALL.to_vec());
    (response(), organ(), status, text(), option::of(instant()), staff()).prop_map(
        |(response_for, from, status, description, at, staff)| Receipt {
            response_for,
            from,
            status,
            description,
            at,
            staff,
        },
    )
}

fn number() -> impl Strategy<Value = Option<u32>> {
    option::of(any::<u32>())
}

fn other() -> impl Strategy<Value = Other> {
    (number(), text(), text(), number(), number(), vec(given(), 0..3)).prop_map(
        |(priority, sphere, typist, copies, pages, appendixes)| Other {
            priority: priority.map(Priority),
            sphere,
            typist,
            copies,
            pages,
            appendixes,
        },
    )
}

fn header() -> impl Strategy<Value = Header> {
    let who = (organ(), vec(organ(), 1..3), given(), given(), text(), day());
    let what = (number(), number(), given(), given(), text(), text(), text(), given());
    let besides = (option::of(day()), vec(given(), 0..3), other(), vec(response(), 0..3), number(), given());
    (who, what, besides).prop_map(|(who, what, besides)| {
        let (from, to, number, notation, place, date) = who;
        let (class, detail, name, subject, content, competence, position, full_name) = what;
        let (due, to_places, other, response_for, steering, document_id) = besides;
        Header {
            from,
            to,
            code: Code { number, notation },
            promulgation: Promulgation { place, date: Some(date) },
            document_type: DocumentType { class, detail, name },
            subject,
            content,
            signer: Signer { competence, position, full_name },
            due,
            to_places,
            other,
            response_for,
            steering,
            document_id,
        }
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    let receiver = (organ_id(), any::<bool>()).prop_map(|(organ_id, added)| Receiver { organ_id, added });
    let changes =
        (number(), number(), vec(receiver, 0..3)).prop_map(|(document, receivers_changed, receivers)| {
            Changes { document, receivers_changed, receivers }
        });
    let replaced = (given(), vec(organ_id(), 0..3))
        .prop_map(|(document_id, organ_ids)| Replaced { document_id, organ_ids });
    prop_oneof![
        Just(Kind::New),
        Just(Kind::Revocation),
        changes.prop_map(Kind::Update),
        vec(replaced, 1..3).prop_map(Kind::Replacement),
    ]
}

fn trace() -> impl Strategy<Value = Trace> {
    let step = (organ_id(), option::of(instant())).prop_map(|(organ_id, at)| Step { organ_id, at });
    let business =
        (kind(), text(), given(), staff(), number()).prop_map(|(kind, reason, document_id, staff, paper)| {
            Business { kind, reason, document_id, staff, paper }
        });
    (vec(step, 0..3), business).prop_map(|(steps, business)| Trace { steps, business })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    ("[a-zĐă]{1,8}\\.[a-z]{1,4}", "[a-z]{1,5}/[a-z]{1,5}", text(), vec(any::<u8>(), 0..40)).prop_map(
        |(name, content_type, description, bytes)| Attachment { name, content_type, description, bytes },
    )
}

fn dispatch() -> impl Strategy<Value = Dispatch> {
    (header(), trace(), vec(attachment(), 0..3)).prop_map(|(header, trace, attachments)| Dispatch {
        header,
        trace,
        attachments,
    })
}
