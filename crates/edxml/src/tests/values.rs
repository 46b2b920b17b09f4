//! Days, instants and numbers in the forms that systems write.

use super::{dispatch, reading, receipt};
use crate::{FLAT_NAMESPACE, NAMESPACE, Unreadable};

fn with(part: &str) -> String {
    format!(
        "<edXMLEnvelope xmlns='{FLAT_NAMESPACE}'><MessageHeader><From><OrganId>H21</OrganId></From>{part}\
         </MessageHeader></edXMLEnvelope>"
    )
}

#[test]
fn days_come_in_several_forms() {
    let cases = [
        ("2023/06/07", Some("2023-06-07")),
        ("2023-06-07", Some("2023-06-07")),
        ("07/06/2023", Some("2023-06-07")),
        ("7-6-2023", Some("2023-06-07")),
        ("2023/06/07 08:30:00", Some("2023-06-07")),
        ("2023-06-07T08:30:00", Some("2023-06-07")),
        // Seven hours ahead it is the next day already.
        ("2023-06-06T17:30:00.000Z", Some("2023-06-07")),
        ("2023-06-07T08:30:00+07:00", Some("2023-06-07")),
        (" ", None),
        ("null", None),
    ];
    for (text, expected) in cases {
        let header = dispatch(&with(&format!("<DueDate>{text}</DueDate>"))).header;
        assert_eq!(header.due.map(|day| day.to_string()).as_deref(), expected, "{text}");
    }
}

#[test]
fn what_is_no_day_is_not_guessed() {
    for text in
        ["N/A", "30/02/2023", "7/6/23", "20230607", "2023/06/07 25:00:00", "0007/06/20", "+12023/01/01"]
    {
        let place = "MessageHeader/DueDate".to_owned();
        let found = reading(&with(&format!("<DueDate>{text}</DueDate>")));
        assert_eq!(found, Err(Unreadable::Value { place }), "{text}");
    }
}

#[test]
fn numbers_are_digits() {
    let pages = |text: &str| {
        let info = format!("<OtherInfo><PageAmount>{text}</PageAmount></OtherInfo>");
        reading(&with(&info)).map(|_| dispatch(&with(&info)).header.other.pages)
    };
    assert_eq!(pages("9"), Ok(Some(9)));
    assert_eq!(pages(""), Ok(None));
    assert_eq!(pages("null"), Ok(None));
    for text in ["-1", "1.5", "chín", "4294967296"] {
        let place = "MessageHeader/OtherInfo/PageAmount".to_owned();
        assert_eq!(pages(text), Err(Unreadable::Value { place }), "{text}");
    }
}

#[test]
fn a_status_that_nobody_told_us_is_not_guessed() {
    let status = |code: &str| {
        format!(
            "<edXML xmlns='{NAMESPACE}'><edXMLEnvelope><edXMLHeader><Status><StatusCode>{code}</StatusCode>\
             </Status></edXMLHeader></edXMLEnvelope></edXML>"
        )
    };
    assert_eq!(receipt(&status("6")).status, receipt(&status("06")).status);
    for code in ["07", "", "done"] {
        let place = "Status/StatusCode".to_owned();
        assert_eq!(reading(&status(code)), Err(Unreadable::Value { place }), "{code}");
    }
}
