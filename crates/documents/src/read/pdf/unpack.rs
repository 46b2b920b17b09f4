//! Bounded unpacking of PDF streams: the parser below unpacks whatever it is told to, so every stream is measured
//! here before it gets there.

use std::io::Read;

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};

use crate::error::ReadError;
use crate::limits::Limits;

/// What a document may still unpack.
#[derive(Debug)]
pub(super) struct Budget {
    stream: u64,
    left: u64,
}

impl Budget {
    /// One stream and all streams are held to the bounds of a file within a zip and of a whole zip.
    pub(super) fn new(limits: &Limits) -> Self {
        Self { stream: limits.zip_entry_bytes, left: limits.zip_total_bytes }
    }

    /// The unpacked data of a stream of content or of a table, `None` where it is packed like a picture or damaged
    /// beyond use.
    ///
    /// # Errors
    /// `zip-bomb` past the bounds.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, ReadError> {
        let filters = stream.filters();
        if filters.is_empty() {
            let data = stream.raw_data();
            self.spend(data.len() as u64)?;
            return Ok(Some(data.into_owned()));
        }
        if let [Filter::FlateDecode] = filters.as_slice()
            && !has_predictor(stream.dict())
        {
            let mut data = Vec::new();
            inflate(&stream.raw_data(), self.bound(), &mut data)?;
            self.spend(data.len() as u64)?;
            return Ok(Some(data));
        }
        self.measure(stream)?;
        Ok(stream.decoded_data().ok().map(|data| data.into_owned()))
    }

    /// Charges what a stream would unpack to, before somebody else unpacks it.
    ///
    /// # Errors
    /// `zip-bomb` past the bounds, or where several packings lie one over the other and so could hide their size.
    pub(super) fn measure(&mut self, stream: &Stream<'_>) -> Result<(), ReadError> {
        let data = stream.raw_data();
        let mut packings = 0;
        let mut size = data.len() as u64;
        for filter in stream.filters() {
            match filter {
                Filter::FlateDecode => {
                    packings += 1;
                    size = if packings == 1 && stream.filters().len() == 1 {
                        inflated(&data, self.bound())?
                    } else {
                        size.saturating_mul(1_032)
                    };
                }
                Filter::LzwDecode => (packings, size) = (packings + 1, size.saturating_mul(1_400)),
                Filter::RunLengthDecode => (packings, size) = (packings + 1, size.saturating_mul(64)),
                _ => {}
            }
        }
        let innocent = packings <= 1 && data.len() < 100_000;
        self.spend(if innocent { size.min(self.bound()) } else { size })
    }

    fn bound(&self) -> u64 {
        self.stream.min(self.left)
    }

    fn spend(&mut self, size: u64) -> Result<(), ReadError> {
        if size > self.bound() {
            return Err(ReadError::ZipBomb);
        }
        self.left -= size;
        Ok(())
    }
}

/// Refuses a file whose own tables (streams of objects and of references) unpack past the bounds: the parser unpacks
/// them on opening, before anybody is asked. Pictures are left out, nobody here unpacks them.
///
/// # Errors
/// `zip-bomb`.
pub(super) fn refuse_bombs(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut left = limits.zip_total_bytes;
    let mut object = ObjectHead::default();
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        object.go_on(&bytes[from..at]);
        from = at;
        if bytes[..at].ends_with(b"end") || !object.may_be_table() {
            continue;
        }
        if object.is_table && object.filters > 2 {
            return Err(ReadError::ZipBomb);
        }
        let mut data = &bytes[at + b"stream".len()..];
        while let [b'\r' | b'\n', rest @ ..] = data {
            data = rest;
        }
        left -= inflated(data, limits.zip_entry_bytes.min(left))?;
    }
    Ok(())
}

/// What has been seen since the last object began, however long ago that was.
#[derive(Default)]
struct ObjectHead {
    is_table: bool,
    /// A name is written in figures (`/Obj#53tm`), so that it could be any.
    is_masked: bool,
    filters: usize,
}

impl ObjectHead {
    fn go_on(&mut self, mut bytes: &[u8]) {
        if let Some(begin) = memchr::memmem::rfind(bytes, b" obj") {
            *self = Self::default();
            bytes = &bytes[begin..];
        }
        let names = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
        self.is_table |= names(b"ObjStm") || names(b"XRef");
        self.is_masked |= names(b"#");
        self.filters += memchr::memmem::find_iter(bytes, b"Decode").count();
    }

    fn may_be_table(&self) -> bool {
        self.is_table || self.is_masked
    }
}

fn has_predictor(dict: &Dict<'_>) -> bool {
    ["DecodeParms", "DP"].iter().any(|key| {
        dict.get::<Dict<'_>>(key)
            .or_else(|| dict.get::<Array<'_>>(key)?.iter::<Dict<'_>>().next())
            .is_some_and(|parameters| parameters.contains_key("Predictor"))
    })
}

/// How many bytes come out; damaged data end where the damage is.
fn inflated(data: &[u8], bound: u64) -> Result<u64, ReadError> {
    let mut counter = Counter(0);
    inflate(data, bound, &mut counter)?;
    Ok(counter.0)
}

fn inflate(data: &[u8], bound: u64, out: &mut dyn std::io::Write) -> Result<(), ReadError> {
    let mut packed = flate2::read::ZlibDecoder::new(data);
    let mut piece = [0; 16 << 10];
    let mut total = 0;
    // A damaged end is common in old files: what came before it counts.
    while let Ok(read @ 1..) = packed.read(&mut piece) {
        total += read as u64;
        if total > bound {
            return Err(ReadError::ZipBomb);
        }
        // Neither a vector nor a counter can fail to be written to.
        let _ = out.write_all(&piece[..read]);
    }
    Ok(())
}

struct Counter(u64);

impl std::io::Write for Counter {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.0 += piece.len() as u64;
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
