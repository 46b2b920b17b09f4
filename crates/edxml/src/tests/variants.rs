//! Where gateways differ.

use super::sample::{plan, refusal};
use super::{dispatch, reading, receipt};
use crate::{Changes, FLAT_NAMESPACE, Kind, NAMESPACE, Receiver, Replaced, Unreadable};

#[test]
fn the_flat_dialect_is_read() {
    let file = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<e:edXMLEnvelope xmlns:e="{FLAT_NAMESPACE}">
  <e:MessageHeader>
    <e:From><e:OrganId>H21.45</e:OrganId><e:OrganName>UBND thị xã An Khê</e:OrganName></e:From>
    <e:To><e:OrganId>H21.07</e:OrganId></e:To>
    <e:Code><e:CodeNumber>88</e:CodeNumber><e:CodeNotation>KH-UBND</e:CodeNotation></e:Code>
    <e:PromulgationInfo><e:PromulgationDate>2023/06/07</e:PromulgationDate></e:PromulgationInfo>
    <e:DocumentType>Kế hoạch</e:DocumentType>
    <e:Subject>Bản mẫu</e:Subject>
    <e:SignerInfo><e:Signer>Nguyễn Văn Mẫu</e:Signer></e:SignerInfo>
    <e:OtherInfo><e:Appendix>Phụ lục I</e:Appendix></e:OtherInfo>
    <e:DocumentId>1</e:DocumentId>
    <e:TraceHeaderList><e:TraceHeader><e:OrganId>H21.45</e:OrganId></e:TraceHeader></e:TraceHeaderList>
  </e:MessageHeader>
  <e:Attachment>
    <e:FileName>a.txt</e:FileName><e:FileType>text/plain</e:FileType><e:Content>YQ==</e:Content>
  </e:Attachment>
  <e:Manifest><e:Attachment><e:FileName>b.txt</e:FileName><e:Content>Yg</e:Content></e:Attachment></e:Manifest>
</e:edXMLEnvelope>"#
    );
    let found = dispatch(&file);
    assert_eq!(found.header.document_type.name, "Kế hoạch");
    assert_eq!(found.header.signer.full_name, "Nguyễn Văn Mẫu");
    assert_eq!(found.header.other.appendixes, ["Phụ lục I"]);
    assert_eq!(found.trace.steps[0].organ_id, "H21.45");
    let files = found.attachments.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    assert_eq!(files.collect::<Vec<_>>(), [("a.txt", &b"a"[..]), ("b.txt", &b"b"[..])]);
}

/// One file, written as others write it: the same message.
#[test]
fn other_hands_are_read() {
    let file = include_str!("plan.edxml");
    let hands: [(&str, &str); 9] = [
        ("edXML:edXMLEnvelope", "edXML:EdXMLEnvelope"),
        ("edXML:Bussiness", "edXML:Business"),
        ("edXML:OrganizationInCharge", "edXML:OrganInCharge"),
        ("<ContentId>cid:", "<ContentId>"),
        ("<AttachmentEncoded>", "<AttachmentEncoded xmlns=\"\">"),
        ("2023/06/30", "30/06/2023"),
        ("\n", "\r\n"),
        ("<edXML:edXMLHeader>", "<edXML:edXMLHeader><DigitalSignature/><!-- c -->"),
        ("<?xml", "\u{FEFF}<?xml"),
    ];
    for (ours, theirs) in hands {
        let other = file.replace(ours, theirs);
        assert_ne!(other, file, "{ours} stands in the sample");
        assert_eq!(dispatch(&other), plan(), "{theirs}");
    }
}

#[test]
fn a_receipt_stands_under_either_name() {
    let file = include_str!("refusal.edxml").replace("edXML:Status>", "edXML:MessageHeader>");
    assert_eq!(receipt(&file), refusal());
}

#[test]
fn signatures_are_passed_over() {
    let signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><From><OrganId>X</OrganId></From>\
                     <edXML:MessageHeader/></Signature>";
    let file = include_str!("plan.edxml");
    let signed = file.replace("<edXML:edXMLHeader>", &format!("<edXML:edXMLHeader>{signature}"));
    assert_eq!(dispatch(&signed), plan());
}

#[test]
fn kinds_of_business() {
    let business = |part: &str| {
        let file = format!(
            "<edXML xmlns='{NAMESPACE}'><edXMLEnvelope><edXMLHeader><MessageHeader><From><OrganId>H21</OrganId>\
             </From></MessageHeader><TraceHeaderList>{part}</TraceHeaderList></edXMLHeader></edXMLEnvelope></edXML>"
        );
        reading(&file).map(|_| dispatch(&file).trace.business.kind)
    };
    let kind = |code: &str, part: &str| {
        business(&format!("<Bussiness><BussinessDocType>{code}</BussinessDocType>{part}</Bussiness>"))
    };
    assert_eq!(business(""), Ok(Kind::New));
    assert_eq!(business("<Bussiness/>"), Ok(Kind::New));
    assert_eq!(kind("1", ""), Ok(Kind::Revocation));
    let update = "<BussinessDocumentInfo><DocumentInfo>1</DocumentInfo><ReceiverList><Receiver><ReceiverType>1\
                  </ReceiverType><OrganId>H21</OrganId></Receiver></ReceiverList></BussinessDocumentInfo>";
    let receivers = vec![Receiver { organ_id: "H21".to_owned(), added: true }];
    let changes = Changes { document: Some(1), receivers_changed: None, receivers };
    assert_eq!(kind("2", update), Ok(Kind::Update(changes)));
    let replacement = "<ReplacementInfoList><ReplacementInfo><DocumentId>1</DocumentId><OrganIdList><OrganId>H21\
                       </OrganId></OrganIdList></ReplacementInfo></ReplacementInfoList>";
    let replaced = Replaced { document_id: "1".to_owned(), organ_ids: vec!["H21".to_owned()] };
    assert_eq!(kind("3", replacement), Ok(Kind::Replacement(vec![replaced])));
    let place = "TraceHeaderList/Bussiness/BussinessDocType".to_owned();
    assert_eq!(kind("4", ""), Err(Unreadable::Value { place }));
}

#[test]
fn a_file_goes_by_its_reference() {
    let file = include_str!("plan.edxml");
    let unnamed = file.replace("      <AttachmentName>ke-hoach-88.pdf</AttachmentName>\n", "");
    assert_ne!(unnamed, file, "the name stands in the sample");
    assert_eq!(dispatch(&unnamed), plan());
    let nameless = unnamed.replace("ke-hoach-88.pdf", "..");
    assert_eq!(dispatch(&nameless).attachments[0].name, "attachment-1");
}

#[test]
fn a_file_that_is_announced_is_there() {
    let file = include_str!("plan.edxml");
    let (before, _) = file.split_once("  <AttachmentEncoded>").expect("it brings files");
    let place = "edXMLManifest[1]/Reference[1]/Attachment".to_owned();
    assert_eq!(reading(&format!("{before}</edXML>")), Err(Unreadable::Missing { place }));
}
