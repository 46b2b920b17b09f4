//! The files that a document brings.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::Unreadable;
use crate::limits::Limits;
use crate::model::Attachment;
use crate::name::file_name;

use super::fields::Fields;

/// Systems forget the signs that fill the last four.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// All files, in the order in which they stand there.
pub(super) fn read(root: &Fields<'_>, envelope: &Fields<'_>) -> Result<Vec<Attachment>, Unreadable> {
    let limits = root.limits();
    let manifests = manifests(envelope);
    let references: Vec<_> = manifests.iter().flat_map(|manifest| manifest.children("Reference")).collect();
    let found = brought(root, envelope, &manifests);
    if found.len().max(references.len()) > limits.attachments {
        return Err(Unreadable::TooManyAttachments { limit: limits.attachments });
    }
    let mut missing = Vec::new();
    for reference in &references {
        missing.push((content_id(reference)?, reference));
    }
    let mut left = limits.attachments_bytes;
    let mut files = Vec::new();
    for (at, fields) in found.iter().enumerate() {
        let id = content_id(fields)?;
        let place = missing.iter().position(|(of, _)| *of == id);
        let reference = place.map(|place| missing.remove(place).1);
        let attachment = attachment(fields, reference, at, left)?;
        left -= attachment.bytes.len();
        files.push(attachment);
    }
    match missing.first() {
        Some((_, reference)) => {
            Err(Unreadable::Missing { place: format!("{}/Attachment", reference.place()) })
        }
        None => Ok(files),
    }
}

/// Where files are announced, or, of the flat dialect, brought.
fn manifests<'t>(envelope: &Fields<'t>) -> Vec<Fields<'t>> {
    let body = envelope.within("edXMLBody");
    let mut found = body.children("edXMLManifest");
    found.extend(body.children("Manifest"));
    if !body.is_same(envelope) {
        found.extend(envelope.children("Manifest"));
    }
    found
}

/// Wherever systems put files: behind the envelope, within it, or in the manifest.
fn brought<'t>(root: &Fields<'t>, envelope: &Fields<'t>, manifests: &[Fields<'t>]) -> Vec<Fields<'t>> {
    let mut holders = root.children("AttachmentEncoded");
    if !envelope.is_same(root) {
        holders.extend(envelope.children("AttachmentEncoded"));
    }
    holders.push(envelope.clone());
    holders.extend(manifests.iter().cloned());
    holders.iter().flat_map(|holder| holder.children("Attachment")).collect()
}

/// What ties a file to its reference. Some write `cid:` before it, on one side or on both.
fn content_id(fields: &Fields<'_>) -> Result<String, Unreadable> {
    let id = fields.text(&["ContentId"])?;
    Ok(id.strip_prefix("cid:").unwrap_or(&id).to_owned())
}

/// A file, by its own words and those of its reference.
fn attachment(
    fields: &Fields<'_>,
    reference: Option<&Fields<'_>>,
    at: usize,
    left: usize,
) -> Result<Attachment, Unreadable> {
    let text = |names: &[&str]| match (fields.text(names)?, reference) {
        (own, Some(reference)) if own.is_empty() => reference.text(names),
        (own, _) => Ok(own),
    };
    let name = file_name(&text(&["AttachmentName", "FileName"])?);
    Ok(Attachment {
        name: if name.is_empty() { format!("attachment-{}", at + 1) } else { name },
        content_type: text(&["ContentType", "FileType"])?,
        description: text(&["Description"])?,
        bytes: decoded(fields, left)?,
    })
}

/// The bytes of a file, of which all others have left so many.
fn decoded(fields: &Fields<'_>, left: usize) -> Result<Vec<u8>, Unreadable> {
    let names = ["ContentTransferEncoded", "Content"];
    let name = names.into_iter().find(|name| fields.has(name));
    let content = fields.child(name.unwrap_or(names[0]));
    if content.is_missing() {
        return Err(Unreadable::Missing { place: content.place().to_owned() });
    }
    let signs: Vec<u8> = content.raw().bytes().filter(|sign| !sign.is_ascii_whitespace()).collect();
    let unfilled = signs.iter().rposition(|sign| *sign != b'=').map_or(0, |last| last + 1);
    within(unfilled / 4 * 3 + (unfilled % 4) * 3 / 4, &content, left)?;
    BASE64.decode(signs).map_err(|_| Unreadable::Base64 { place: content.place().to_owned() })
}

/// Whether so many bytes are not too many.
fn within(bytes: usize, content: &Fields<'_>, left: usize) -> Result<(), Unreadable> {
    let Limits { attachment_bytes, attachments_bytes, .. } = *content.limits();
    let too_large = |limit| Err(Unreadable::AttachmentTooLarge { place: content.place().to_owned(), limit });
    match bytes {
        _ if bytes > attachment_bytes => too_large(attachment_bytes),
        _ if bytes > left => too_large(attachments_bytes),
        _ => Ok(()),
    }
}
