//! How much a reader takes on before it refuses, so that no file costs more than a known amount.

/// Bounds of reading. Memory stays within a few times [`Limits::bytes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// How deep elements may nest. Messages of the regulation nest ten deep.
    pub depth: usize,
    /// Elements, also those that nobody reads.
    pub elements: usize,
    /// Bytes of one text, files left out.
    pub text_bytes: usize,
    /// Files.
    pub attachments: usize,
    /// Bytes of one file, decoded.
    pub attachment_bytes: usize,
    /// Bytes of all files, decoded.
    pub attachments_bytes: usize,
}

impl Default for Limits {
    /// Room for a letter to every ward of a province, with scanned annexes.
    fn default() -> Self {
        Self {
            bytes: 100 << 20,
            depth: 32,
            elements: 20_000,
            text_bytes: 64 << 10,
            attachments: 100,
            attachment_bytes: 50 << 20,
            attachments_bytes: 75 << 20,
        }
    }
}
