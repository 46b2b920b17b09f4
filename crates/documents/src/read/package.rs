//! The zip around a Word document or a workbook, unpacked within bounds. Relations to the outside are never followed: parts are
//! known by name.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::decode;

/// Below this a high ratio of packing harms nobody.
const SMALL: u64 = 1 << 20;

pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    unpacked: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        // Counted before the archive's own reader makes a record of each.
        let entries = memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(limits.zip_entries + 1).count();
        if entries > limits.zip_entries {
            return Err(ReadError::ZipBomb);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(ReadError::broken)?;
        Ok(Self { archive, limits, unpacked: 0 })
    }

    /// Names of all parts that begin with `start`, sorted.
    pub(crate) fn names(&self, start: &str) -> Vec<String> {
        let names = self.archive.file_names().flatten().filter(|name| name.starts_with(start));
        let mut names: Vec<String> = names.map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// The text of a part; `None` where there is none of the name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| decode(error.as_bytes()).text);
        Ok(self.bytes(name)?.map(text))
    }

    /// The bytes of a part; `None` where there is none of the name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadError::Locked),
            Err(error) => return Err(ReadError::broken(error)),
        };
        let by_ratio = file.compressed_size().saturating_mul(self.limits.zip_ratio).max(SMALL);
        let in_total = self.limits.zip_total_bytes.saturating_sub(self.unpacked);
        let most = by_ratio.min(self.limits.zip_entry_bytes).min(in_total);
        if file.size() > most {
            return Err(ReadError::ZipBomb);
        }
        // The size that a file states may be a lie.
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(ReadError::broken)?;
        if bytes.len() as u64 > most {
            return Err(ReadError::ZipBomb);
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }
}
