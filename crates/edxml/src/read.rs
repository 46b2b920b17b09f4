//! A file as a message. Whoever wrote it is not trusted.

mod attachments;
mod dispatch;
mod fields;
mod receipt;
mod tree;
mod values;

use crate::error::Unreadable;
use crate::limits::Limits;
use crate::model::{Message, Organ, Response};
use crate::trace::Staff;

use fields::Fields;

/// What a file says: the regulation's dialect or the flat one, told by the namespace of its root.
///
/// Elements are known by their names, small and capital letters alike; those of other namespaces are passed over, and where there
/// may be one, the first counts. Order does not matter. What [`crate::write`] refuses is read all the same where it means
/// something: others keep other bounds.
///
/// # Errors
///
/// Where the file is larger, deeper or more than `limits` allow, is no XML in UTF-8, brings a document type, is XML of something else,
/// lacks the sender, announces a file that it does not bring, or holds a number, day, kind or file that is none.
pub fn read(file: &[u8], limits: &Limits) -> Result<Message, Unreadable> {
    if file.len() > limits.bytes {
        return Err(Unreadable::TooLarge { limit: limits.bytes });
    }
    let text = std::str::from_utf8(file).map_err(|wrong| Unreadable::Encoding { at: wrong.valid_up_to() })?;
    let root = tree::parse(text, limits)?;
    let root = Fields::root(&root, limits);
    let envelope = root.within("edXMLEnvelope");
    let header = envelope.within("edXMLHeader");
    for name in ["Status", "MessageHeader"] {
        let found = header.child(name);
        if found.has("StatusCode") {
            return receipt::read(&found).map(|receipt| Message::Receipt(Box::new(receipt)));
        }
    }
    dispatch::read(&root, &envelope, &header).map(|dispatch| Message::Dispatch(Box::new(dispatch)))
}

fn organ(fields: &Fields<'_>) -> Result<Organ, Unreadable> {
    Ok(Organ {
        id: fields.text(&["OrganId"])?,
        in_charge: fields.text(&["OrganizationInCharge", "OrganInCharge"])?,
        name: fields.text(&["OrganName"])?,
        address: fields.text(&["OrganAdd"])?,
        email: fields.text(&["Email"])?,
        telephone: fields.text(&["Telephone"])?,
        fax: fields.text(&["Fax"])?,
        website: fields.text(&["Website"])?,
    })
}

fn response(fields: &Fields<'_>) -> Result<Response, Unreadable> {
    Ok(Response {
        organ_id: fields.text(&["OrganId"])?,
        code: fields.text(&["Code"])?,
        date: fields.date("PromulgationDate")?,
        document_id: fields.text(&["DocumentId"])?,
    })
}

fn staff(fields: &Fields<'_>) -> Result<Staff, Unreadable> {
    Ok(Staff {
        department: fields.text(&["Department"])?,
        name: fields.text(&["Staff"])?,
        mobile: fields.text(&["Mobile"])?,
        email: fields.text(&["Email"])?,
    })
}
