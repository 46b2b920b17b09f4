//! A dispatch as a mail, as a message of the exchange, and as a package. Pure.

use std::io::{Cursor, Write};

use base::{Error, Result};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use documents::write::OfficialDocument;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::model::Dispatch;
use crate::issuing::{Document, Issued, Letterhead};

/// A document with its files, ready to go.
pub(crate) struct Parcel {
    pub(crate) document: Document,
    pub(crate) letterhead: Letterhead,
    /// What it says, for the heads of messages.
    pub(crate) said: OfficialDocument,
    /// Its files, the PDF first: name, media type, bytes.
    pub(crate) files: Vec<(String, &'static str, Bytes)>,
}

/// The id of a document between systems; none where it has no number, or its unit no code.
pub(crate) fn exchange_id(document: &Document, organ: &str) -> Option<String> {
    let issued = document.issued.as_ref().filter(|_| !organ.is_empty())?;
    Some(edxml::document_id(organ, issued.on, &code(document, issued)))
}

fn code(document: &Document, issued: &Issued) -> edxml::Code {
    edxml::Code { number: issued.number.to_string(), notation: document.symbol.clone() }
}

impl Parcel {
    /// The message for another authority's document system.
    ///
    /// # Errors
    /// Says what does not fit the form of messages: also the code of the unit, where it has none any more.
    pub(crate) fn edxml(
        &self,
        dispatch: &Dispatch,
        at: DateTime<Utc>,
    ) -> std::result::Result<Vec<u8>, edxml::Refused> {
        let missing = |place: &str| edxml::Refused::Missing { place: place.to_owned() };
        let issued = self.document.issued.as_ref().ok_or_else(|| missing("PromulgationDate"))?;
        let code = code(&self.document, issued);
        let from = edxml::Organ {
            id: self.letterhead.organ.clone(),
            name: self.letterhead.agency.clone(),
            in_charge: self.letterhead.parent.clone(),
            ..edxml::Organ::default()
        };
        let to = edxml::Organ {
            id: dispatch.address.clone(),
            name: dispatch.recipient.clone(),
            ..edxml::Organ::default()
        };
        let signature = &self.said.signature;
        // As it was when it was sent first: receipts name it so.
        let named = || edxml::document_id(&from.id, issued.on, &code);
        let document_id = dispatch.exchange.clone().unwrap_or_else(named);
        let header = edxml::Header {
            to: vec![to],
            promulgation: edxml::Promulgation { place: self.letterhead.place.clone(), date: Some(issued.on) },
            document_type: edxml::DocumentType {
                name: if self.document.kind.is_empty() {
                    "Công văn".to_owned()
                } else {
                    self.document.kind.clone()
                },
                ..edxml::DocumentType::default()
            },
            subject: self.document.title.clone(),
            signer: edxml::Signer {
                competence: [&signature.on_behalf_of, &signature.capacity]
                    .into_iter()
                    .filter_map(|line| line.split_once(' '))
                    .map(|(sign, _)| sign.to_owned())
                    .next_back()
                    .unwrap_or_default(),
                position: signature.title.clone(),
                full_name: signature.name.clone(),
            },
            to_places: self.said.recipients.clone(),
            document_id: document_id.clone(),
            from,
            code,
            ..edxml::Header::default()
        };
        let trace = edxml::Trace {
            steps: vec![edxml::Step {
                organ_id: header.from.id.clone(),
                at: Some((at + chrono::TimeDelta::hours(7)).naive_utc()),
            }],
            business: edxml::Business { document_id, ..edxml::Business::default() },
        };
        let attachment = |(name, media_type, bytes): &(String, &'static str, Bytes)| edxml::Attachment {
            name: name.clone(),
            content_type: (*media_type).to_owned(),
            description: self.document.code(),
            bytes: bytes.to_vec(),
        };
        let message =
            edxml::Dispatch { header, trace, attachments: self.files.iter().map(attachment).collect() };
        edxml::write(&edxml::Message::Dispatch(Box::new(message)))
    }

    /// All files together, to be handed over.
    ///
    /// # Errors
    /// Never on good files.
    pub(crate) fn package(&self) -> Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, _, bytes) in &self.files {
            zip.start_file(name.as_str(), stored).map_err(Error::internal)?;
            zip.write_all(bytes).map_err(Error::internal)?;
        }
        Ok(zip.finish().map_err(Error::internal)?.into_inner())
    }
}
