//! What became of a document.

use crate::error::Unreadable;
use crate::receipt::{Receipt, Status};

use super::fields::Fields;
use super::{organ, response, staff};

/// Reads the parts of `Status`, which some systems put into `MessageHeader`.
pub(super) fn read(fields: &Fields<'_>) -> Result<Receipt, Unreadable> {
    let code = fields.child("StatusCode");
    let status = fields.number(&["StatusCode"])?.and_then(Status::of).ok_or_else(|| code.wrong())?;
    Ok(Receipt {
        response_for: response(&fields.child("ResponseFor"))?,
        from: organ(&fields.child("From"))?,
        status,
        description: fields.text(&["Description"])?,
        at: fields.instant("Timestamp")?,
        staff: staff(&fields.child("StaffInfo"))?,
    })
}
