//! How much a reader takes on before it refuses, so that no file can cost more than a known amount.

use serde::{Deserialize, Serialize};

/// Bounds of reading. The defaults leave room for the largest plans seen (a programme with annexes: 300 pages, a
/// scan of it: 40 MB) and keep a hostile file to a few seconds and some hundred megabytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the file, whatever its form.
    pub input_bytes: u64,
    /// Bytes of a plain text or Markdown file, and of the text made of any other form.
    pub text_bytes: u64,
    /// Files within a zip.
    pub zip_entries: usize,
    /// Bytes of one file within a zip, unpacked.
    pub zip_entry_bytes: u64,
    /// Bytes of all the files read from a zip, unpacked.
    pub zip_total_bytes: u64,
    /// How many times its packed size a file within a zip may unpack to, once it is larger than one megabyte. Word's
    /// own XML reaches 40.
    pub zip_ratio: u64,
    /// Paragraphs and cells of a Word document, empty ones too: each costs memory, and few bytes of XML.
    pub pieces: usize,
    /// How deep XML elements may nest. Word's own stay below 60.
    pub xml_depth: usize,
    /// Pages of a document.
    pub pages: u32,
    /// Pages of a scan: each costs seconds.
    pub scan_pages: u32,
    /// Seconds that a program outside may take in all.
    pub seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 50 << 20,
            text_bytes: 20 << 20,
            zip_entries: 2_000,
            zip_entry_bytes: 60 << 20,
            zip_total_bytes: 120 << 20,
            zip_ratio: 200,
            pieces: 500_000,
            xml_depth: 256,
            pages: 1_000,
            scan_pages: 300,
            seconds: 1_800,
        }
    }
}
