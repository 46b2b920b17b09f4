//! What became of a document.

use crate::receipt::Receipt;

use super::tags::Tags;
use super::{instant, organ, response, staff};

pub(super) fn write(tags: &mut Tags, receipt: &Receipt) {
    tags.root(|tags| {
        tags.envelope(|tags| {
            tags.group("edXMLHeader", |tags| tags.group("Status", |tags| status(tags, receipt)));
        });
    });
}

fn status(tags: &mut Tags, receipt: &Receipt) {
    response(tags, &receipt.response_for);
    organ(tags, "From", &receipt.from);
    tags.text("StatusCode", &format!("{:02}", receipt.status.code()));
    tags.text("Description", &receipt.description);
    instant(tags, "Timestamp", receipt.at);
    staff(tags, &receipt.staff);
}
