//! Pictures of pages: bounded before they are decoded, grey, and without the red of seals.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader};

use super::DPI;
use crate::error::ReadError;
use crate::read::pdf::layout::{Leaf, Rule, Word};

/// Dots of a page: A3 at 300 dots per inch has 17 million, a good camera's picture 48 million.
const MOST_DOTS: u64 = 50_000_000;
/// Pages are A4: its shorter side, in inches.
const SHORT_SIDE: f64 = 8.27;
/// Pictures coarser than this are enlarged, in dots per inch.
const COARSE: f64 = 150.0;
const POINTS: f64 = 72.0;

/// Size of a picture, in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A grey picture.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) size: Size,
    /// A byte a dot, 0 for black, row by row.
    pub(super) dots: Vec<u8>,
}

/// The resolution at which a page of this many points keeps within the bound of dots.
pub(super) fn resolution(width: f64, height: f64, wanted: f64) -> f64 {
    let inches = (width / POINTS) * (height / POINTS);
    wanted.min((MOST_DOTS as f64 / inches.max(0.01)).sqrt()).max(10.0)
}

/// TIFF by its mark.
pub(super) fn is_tiff(bytes: &[u8]) -> bool {
    matches!(bytes, [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..])
}

/// The sizes of a TIFF's pages.
///
/// # Errors
/// `broken`, `too-large`, `too-many-pages`.
pub(super) fn tiff_sizes(bytes: &[u8], most_pages: u32) -> Result<Vec<Size>, ReadError> {
    let mut decoder = tiff::decoder::Decoder::new(Cursor::new(bytes)).map_err(ReadError::broken)?;
    let mut sizes = Vec::new();
    loop {
        let (width, height) = decoder.dimensions().map_err(ReadError::broken)?;
        sizes.push(Size { width, height }.checked()?);
        if !decoder.more_images() {
            return Ok(sizes);
        }
        if sizes.len() as u32 >= most_pages {
            return Err(ReadError::TooManyPages { pages: most_pages + 1, limit: most_pages });
        }
        decoder.next_image().map_err(ReadError::broken)?;
    }
}

impl Size {
    /// Resolution, were it the picture of an A4 page.
    pub(super) fn likely_dpi(self) -> f64 {
        (f64::from(self.width.min(self.height)) / SHORT_SIDE).clamp(70.0, 2_400.0)
    }

    /// The page with these words and lines.
    pub(super) fn leaf(self, page: u32, dpi: f64, (words, rules): (Vec<Word>, Vec<Rule>)) -> Leaf {
        let points = |dots: u32| f64::from(dots) * POINTS / dpi;
        Leaf { page, width: points(self.width), height: points(self.height), words, rules }
    }

    fn checked(self) -> Result<Self, ReadError> {
        if u64::from(self.width) * u64::from(self.height) > MOST_DOTS {
            return Err(ReadError::TooLarge { limit: MOST_DOTS });
        }
        Ok(self)
    }
}

impl Paper {
    /// Decodes PNG, JPEG or WebP, the right way up.
    ///
    /// # Errors
    /// `broken`, `too-large`.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ReadError> {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(ReadError::broken)?;
        let mut decoder = reader.into_decoder().map_err(ReadError::broken)?;
        let (width, height) = decoder.dimensions();
        Size { width, height }.checked()?;
        let orientation = decoder.orientation().map_err(ReadError::broken)?;
        let mut picture = DynamicImage::from_decoder(decoder).map_err(ReadError::broken)?;
        picture.apply_orientation(orientation);
        let size = Size { width: picture.width(), height: picture.height() };
        // What is transparent is paper.
        let picture = picture.into_rgba8();
        let dots = picture.pixels().map(|dot| match dot.0 {
            [_, _, _, 0..=127] => 255,
            [red, green, blue, _] => grey(red, green, blue),
        });
        Ok(Self { size, dots: dots.collect() })
    }

    /// Reads the picture that `pdftoppm` writes: `P6`, width, height, 255, then three bytes a dot.
    ///
    /// # Errors
    /// `broken`.
    pub(super) fn from_ppm(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut at = 0;
        let mut word = || {
            let start = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let length = bytes[start..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
            at = (start + length + 1).min(bytes.len());
            std::str::from_utf8(&bytes[start..start + length]).unwrap_or_default()
        };
        let header = (word(), word().parse(), word().parse(), word());
        let ("P6", Ok(width), Ok(height), "255") = header else {
            return Err(ReadError::broken("a page could not be drawn"));
        };
        let size = Size { width, height }.checked()?;
        let dots: Vec<u8> = bytes[at..].chunks_exact(3).map(|dot| grey(dot[0], dot[1], dot[2])).collect();
        if dots.len() as u64 != u64::from(width) * u64::from(height) {
            return Err(ReadError::broken("a page was drawn in part"));
        }
        Ok(Self { size, dots })
    }

    /// The same, at about 300 dots per inch if it is coarse.
    pub(super) fn enlarged(self) -> Self {
        let factor = DPI / self.size.likely_dpi();
        let Size { width, height } = self.size;
        let larger = |dots: u32| (f64::from(dots) * factor) as u32;
        if self.size.likely_dpi() > COARSE || factor > 4.0 {
            return self;
        }
        let Some(grey) = image::GrayImage::from_raw(width, height, self.dots.clone()) else { return self };
        let filter = image::imageops::FilterType::CatmullRom;
        let grey = image::imageops::resize(&grey, larger(width), larger(height), filter);
        Self { size: Size { width: grey.width(), height: grey.height() }, dots: grey.into_raw() }
    }

    /// As a file that the recogniser reads without unpacking anything.
    pub(super) fn to_pgm(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.size.width, self.size.height).into_bytes();
        file.extend_from_slice(&self.dots);
        file
    }
}

/// How dark a dot is. Strong red is a seal over the signature and counts as paper: seals are red by rule (Decree
/// 30/2020, Appendix I), text is black.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    if red > 110 && red.saturating_sub(green.max(blue)) > 50 {
        return 255;
    }
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    (sum / 1000) as u8
}
