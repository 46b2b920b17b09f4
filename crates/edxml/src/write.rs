//! A message as XML, in the regulation's dialect. The same message gives the same bytes.

mod bounds;
mod dispatch;
mod receipt;
mod tags;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::error::Refused;
use crate::model::{Message, Organ, Response};
use crate::trace::Staff;

use tags::Tags;

/// One file in UTF-8: the envelope, and behind it the attachments in base64. Empty texts are not written, nor white space at the
/// ends of a text.
///
/// # Errors
///
/// Where something is missing without which no document can be told, or stands there that the regulation forbids. The codes of
/// authorities have at most 35 signs of `0-9 A-Z .`; the number of a document at most 11, its notation 30, its subject 500.
pub fn write(message: &Message) -> Result<Vec<u8>, Refused> {
    let mut tags = Tags::new();
    match message {
        Message::Dispatch(found) => {
            bounds::dispatch(found)?;
            dispatch::write(&mut tags, found);
        }
        Message::Receipt(found) => {
            bounds::receipt(found)?;
            receipt::write(&mut tags, found);
        }
    }
    tags.finish()
}

fn organ(tags: &mut Tags, name: &str, organ: &Organ) {
    tags.group(name, |tags| {
        tags.text("OrganId", &organ.id);
        tags.text("OrganizationInCharge", &organ.in_charge);
        tags.text("OrganName", &organ.name);
        tags.text("OrganAdd", &organ.address);
        tags.text("Email", &organ.email);
        tags.text("Telephone", &organ.telephone);
        tags.text("Fax", &organ.fax);
        tags.text("Website", &organ.website);
    });
}

fn response(tags: &mut Tags, response: &Response) {
    tags.group("ResponseFor", |tags| {
        tags.text("OrganId", &response.organ_id);
        tags.text("Code", &response.code);
        date(tags, "PromulgationDate", response.date);
        tags.text("DocumentId", &response.document_id);
    });
}

fn staff(tags: &mut Tags, staff: &Staff) {
    tags.group("StaffInfo", |tags| {
        tags.text("Department", &staff.department);
        tags.text("Staff", &staff.name);
        tags.text("Mobile", &staff.mobile);
        tags.text("Email", &staff.email);
    });
}

fn number(tags: &mut Tags, name: &str, number: Option<u32>) {
    if let Some(number) = number {
        tags.text(name, &number.to_string());
    }
}

fn date(tags: &mut Tags, name: &str, date: Option<NaiveDate>) {
    if let Some(date) = date {
        tags.day(name, date.year(), &date.format("%Y/%m/%d").to_string());
    }
}

fn instant(tags: &mut Tags, name: &str, at: Option<NaiveDateTime>) {
    if let Some(at) = at {
        tags.day(name, at.year(), &at.format("%Y/%m/%d %H:%M:%S").to_string());
    }
}
