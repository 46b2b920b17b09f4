//! Character recognition.
use super::pdf::layout::Leaf;
use super::{Progress, ReadOptions};
use crate::error::ReadError;

pub(super) fn recognise(
    _bytes: &[u8],
    pages: &[u32],
    _options: &ReadOptions,
    _progress: &mut dyn FnMut(Progress),
) -> Result<Vec<(u32, Leaf)>, ReadError> {
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    Err(ReadError::NoTesseract { program: "tesseract".to_owned() })
}
