//! Files made to do harm.

use super::reading;
use crate::{Limits, NAMESPACE, Unreadable, read};

fn message(part: &str, behind: &str) -> String {
    format!(
        "<edXML xmlns='{NAMESPACE}'><edXMLEnvelope><edXMLHeader><MessageHeader><From><OrganId>H21</OrganId></From>\
         {part}</MessageHeader></edXMLHeader></edXMLEnvelope>{behind}</edXML>"
    )
}

fn files(files: &str) -> String {
    message("", &format!("<AttachmentEncoded>{files}</AttachmentEncoded>"))
}

fn file(content: &str) -> String {
    format!("<Attachment><ContentTransferEncoded>{content}</ContentTransferEncoded></Attachment>")
}

fn bounded(file: &str, change: impl FnOnce(&mut Limits)) -> Result<(), Unreadable> {
    let mut limits = Limits::default();
    change(&mut limits);
    read(file.as_bytes(), &limits).map(drop)
}

#[test]
fn no_file_defines_entities() {
    let laughs = "<!DOCTYPE edXML [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let outside = "<!DOCTYPE edXML SYSTEM 'file:///etc/passwd'>";
    let parameter = "<!DOCTYPE edXML [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]>";
    for definition in [laughs, outside, parameter] {
        let found = reading(&format!("{definition}{}", message("<Subject>&b;</Subject>", "")));
        assert_eq!(found, Err(Unreadable::Entities { at: 0 }), "{definition}");
    }
    let used = reading(&message("<Subject>&xxe;</Subject>", ""));
    assert!(matches!(used, Err(Unreadable::Entities { .. })), "{used:?}");
    let known = reading(&message("<Subject>&lt;&#78;&#x1EAF;&amp;</Subject>", ""));
    assert!(known.is_ok(), "{known:?}");
}

#[test]
fn nesting_ends() {
    let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
    // Four elements are around it.
    assert_eq!(bounded(&message(&deep(28), ""), |_| {}), Ok(()));
    let found = bounded(&message(&deep(29), ""), |_| {});
    assert!(matches!(found, Err(Unreadable::TooDeep { limit: 32, .. })), "{found:?}");
    let foreign = format!("<x xmlns='urn:x'>{}</x>", deep(100_000));
    let found = bounded(&message(&foreign, ""), |_| {});
    assert!(matches!(found, Err(Unreadable::TooDeep { .. })), "{found:?}");
}

#[test]
fn elements_are_counted() {
    let many = message(&"<a/>".repeat(100), "");
    assert_eq!(bounded(&many, |limits| limits.elements = 106), Ok(()));
    let found = bounded(&many, |limits| limits.elements = 105);
    assert_eq!(found, Err(Unreadable::TooManyElements { limit: 105 }));
}

#[test]
fn namespaces_are_counted() {
    let bound: String = (0..100_000).map(|at| format!(" xmlns:a{at}='b'")).collect();
    let found = reading(&message(&format!("<a{bound}/>"), ""));
    assert!(matches!(found, Err(Unreadable::Broken { .. })), "{found:?}");
}

#[test]
fn bytes_are_counted() {
    let file = message("<Subject>abc</Subject>", "");
    let found = bounded(&file, |limits| limits.bytes = file.len() - 1);
    assert_eq!(found, Err(Unreadable::TooLarge { limit: file.len() - 1 }));
    assert_eq!(bounded(&file, |limits| limits.bytes = file.len()), Ok(()));
    let found = bounded(&file, |limits| limits.text_bytes = 2);
    assert!(matches!(found, Err(Unreadable::TextTooLong { limit: 2, .. })), "{found:?}");
}

#[test]
fn files_are_counted_and_weighed() {
    let found = bounded(&files(&file("YQ==").repeat(3)), |limits| limits.attachments = 2);
    assert_eq!(found, Err(Unreadable::TooManyAttachments { limit: 2 }));
    let three = files(&file("YWJj"));
    assert_eq!(bounded(&three, |limits| limits.attachment_bytes = 3), Ok(()));
    let place = |at: usize| format!("AttachmentEncoded[1]/Attachment[{at}]/ContentTransferEncoded");
    let found = bounded(&three, |limits| limits.attachment_bytes = 2);
    assert_eq!(found, Err(Unreadable::AttachmentTooLarge { place: place(1), limit: 2 }));
    let six = files(&file(" YW\nJj ").repeat(2));
    assert_eq!(bounded(&six, |limits| limits.attachments_bytes = 6), Ok(()));
    let found = bounded(&six, |limits| limits.attachments_bytes = 5);
    assert_eq!(found, Err(Unreadable::AttachmentTooLarge { place: place(2), limit: 5 }));
}

#[test]
fn what_is_no_base64_is_no_file() {
    for content in ["Y", "YQ=YQ=", "YQ==YQ==", "-_-_", "ă", "data:text/plain;base64,YQ=="] {
        let place = "AttachmentEncoded[1]/Attachment[1]/ContentTransferEncoded".to_owned();
        let found = reading(&files(&file(content)));
        assert_eq!(found, Err(Unreadable::Base64 { place }), "{content}");
    }
    let place = "AttachmentEncoded[1]/Attachment[1]/ContentTransferEncoded".to_owned();
    assert_eq!(reading(&files("<Attachment/>")), Err(Unreadable::Missing { place }));
}

#[test]
fn names_of_files_lead_nowhere() {
    let named = "<Attachment><AttachmentName>..\\../etc/&#x202E;passwd</AttachmentName>\
                 <ContentTransferEncoded/></Attachment>";
    assert_eq!(super::dispatch(&files(named)).attachments[0].name, "passwd");
}

#[test]
fn a_cut_file_is_broken_wherever_it_is_cut() {
    let whole = include_str!("plan.edxml").trim_end();
    for end in 1..whole.len() {
        let Err(found) = read(&whole.as_bytes()[..end], &Limits::default()) else {
            panic!("read up to byte {end}");
        };
        assert!(matches!(found, Unreadable::Broken { .. } | Unreadable::Encoding { .. }), "{end}: {found:?}");
    }
}

#[test]
fn what_is_something_else_is_foreign() {
    let plan = include_str!("plan.edxml");
    let cases = [
        plan.replace(NAMESPACE, "http://www.mic.gov.vn/TBT/QCVN_102_2017"),
        plan.replace(&format!("<edXML xmlns=\"{NAMESPACE}\">"), "<edXML>"),
        format!("<html xmlns='{NAMESPACE}'/>"),
        "<edXML/>".to_owned(),
    ];
    for file in cases {
        assert_eq!(reading(&file), Err(Unreadable::Foreign), "{file}");
    }
    for file in ["", " \n", "PK\u{3}\u{4}", "{}", "<edXML", "&amp;"] {
        let found = reading(file);
        assert!(matches!(found, Err(Unreadable::Broken { .. })), "{file}: {found:?}");
    }
    assert_eq!(read(b"\xff\xfe<\0", &Limits::default()), Err(Unreadable::Encoding { at: 0 }));
    let empty = format!("<edXML xmlns='{NAMESPACE}'/>");
    let place = "MessageHeader/From/OrganId".to_owned();
    assert_eq!(reading(&empty), Err(Unreadable::Missing { place }));
}

#[test]
fn one_file_holds_one_message() {
    let twice = message("", "").repeat(2);
    assert!(matches!(reading(&twice), Err(Unreadable::Broken { .. })));
    let more = format!("{} more", message("", ""));
    assert!(matches!(reading(&more), Err(Unreadable::Broken { .. })));
}

#[test]
fn signs_that_xml_forbids_are_told() {
    for text in ["a\u{1}b", "a&#2;b", "a&#xFFFF;b"] {
        let place = "MessageHeader/Subject".to_owned();
        let found = reading(&message(&format!("<Subject>{text}</Subject>"), ""));
        assert_eq!(found, Err(Unreadable::Value { place }), "{text:?}");
    }
    let found = reading(&message("<Subject>a&#0;b</Subject>", ""));
    assert!(matches!(found, Err(Unreadable::Broken { .. })), "{found:?}");
}
