//! A zip without compression: a change to packed bytes would only ever fail the checksum, and no parser behind it
//! would be tried.

/// Packs files under their names.
pub fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let offset = body.len() as u32;
        let about = about(name, bytes);
        body.extend(b"PK\x03\x04");
        body.extend(&about);
        body.extend(name.as_bytes());
        body.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (body.len() as u32, directory.len() as u32, files.len() as u16);
    body.extend(directory);
    body.extend(b"PK\x05\x06\x00\x00\x00\x00");
    body.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    body.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    body.extend([0; 2]);
    body
}

/// What both headers of a file say: version, flags, method, time, checksum, sizes, lengths of name and extra field.
fn about(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    about.extend(checksum(bytes).to_le_bytes());
    about.extend((bytes.len() as u32).to_le_bytes());
    about.extend((bytes.len() as u32).to_le_bytes());
    about.extend((name.len() as u16).to_le_bytes());
    about.extend([0; 2]);
    about
}

/// CRC-32 as zip has it, bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
