use crate::{Anchor, Drawing, Ink, Shape, letter_width};

/// The drawing as an enhanced metafile, which every Word since 1997 and LibreOffice draw sharp at any size, words as words. The
/// records are those of Microsoft's open specification MS-EMF; lengths are twentieths of a point.
pub fn emf(drawing: &Drawing) -> Vec<u8> {
    let (width, height) = (units(drawing.width), units(drawing.height));
    let mut file = File::default();
    file.record(SET_MAP_MODE, &[ANISOTROPIC]);
    file.record(SET_WINDOW_EXTENT, &[width, height]);
    file.record(SET_VIEWPORT_EXTENT, &[width, height]);
    file.record(SET_BACKGROUND_MODE, &[TRANSPARENT]);
    for shape in &drawing.shapes {
        file.draw(shape);
    }
    file.record(END, &[0, 16, 20]);
    file.finish(width, height)
}

/// Records after the first, and how many.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    count: u32,
}

impl File {
    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Bar { x, y, width, height, ink } => {
                self.with(None, Some(*ink), |file| {
                    // The right and lower edge are not drawn.
                    file.record(
                        RECTANGLE,
                        &[units(*x), units(*y), units(x + width) + 1, units(y + height) + 1],
                    );
                });
            }
            Shape::Line { from, to, width, dashed, ink } => {
                self.with(Some((*ink, *width, *dashed)), None, |file| {
                    file.record(MOVE_TO, &from.map(units));
                    file.record(LINE_TO, &to.map(units));
                });
            }
            Shape::Dot { x, y, radius, hollow, ink } => {
                let (pen, brush) =
                    if *hollow { (Some((*ink, 1.5, false)), None) } else { (None, Some(*ink)) };
                self.with(pen, brush, |file| {
                    let place = [x - radius, y - radius, x + radius, y + radius];
                    file.record(ELLIPSE, &place.map(units));
                });
            }
            Shape::Words { x, y, size, anchor, strong, ink, text } => {
                self.words([*x, *y], *size, *anchor, *strong, *ink, text);
            }
        }
    }

    /// Draws with a pen and a brush, or without one of them.
    fn with(&mut self, pen: Option<(Ink, f64, bool)>, brush: Option<Ink>, draw: impl FnOnce(&mut Self)) {
        let pen = match pen {
            Some((ink, width, dashed)) => [1, i32::from(dashed), units(width).max(1), 0, colour(ink)],
            None => [1, NO_PEN, 0, 0, 0],
        };
        self.record(CREATE_PEN, &pen);
        let brush = brush.map_or([2, NO_BRUSH, 0, 0], |ink| [2, 0, colour(ink), 0]);
        self.record(CREATE_BRUSH, &brush);
        self.record(SELECT, &[1]);
        self.record(SELECT, &[2]);
        draw(self);
        // What is in use cannot be deleted.
        self.record(SELECT, &[STOCK_BLACK_PEN]);
        self.record(SELECT, &[STOCK_WHITE_BRUSH]);
        self.record(DELETE, &[1]);
        self.record(DELETE, &[2]);
    }

    fn words(&mut self, place: [f64; 2], size: f64, anchor: Anchor, strong: bool, ink: Ink, text: &str) {
        let letters: Vec<u16> = text.encode_utf16().collect();
        if letters.is_empty() {
            return;
        }
        self.font(size, strong);
        self.record(SELECT, &[3]);
        self.record(SET_TEXT_COLOUR, &[colour(ink)]);
        let align = match anchor {
            Anchor::Start => 0,
            Anchor::Middle => 6,
            Anchor::End => 2,
        };
        self.record(SET_TEXT_ALIGN, &[BASELINE | align]);
        // One width for each unit of UTF-16; the second of a pair has none.
        let widths = text.chars().flat_map(|letter| {
            let width = units(letter_width(letter, strong) * size);
            [width, 0].into_iter().take(letter.len_utf16())
        });
        let count = number(letters.len());
        let mut bytes: Vec<u8> = letters.iter().flat_map(|letter| letter.to_le_bytes()).collect();
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        let after = WORDS_AT + number(bytes.len());
        let scale = 1.0_f32.to_bits().cast_signed();
        let head =
            [0, 0, -1, -1, COMPATIBLE, scale, scale, units(place[0]), units(place[1]), count, WORDS_AT]
                .into_iter()
                .chain([0, 0, 0, -1, -1, after]);
        let mut content: Vec<u8> = head.flat_map(i32::to_le_bytes).collect();
        content.extend(bytes);
        content.extend(widths.flat_map(i32::to_le_bytes));
        self.raw(WRITE_WORDS, &content);
        self.record(SELECT, &[STOCK_FONT]);
        self.record(DELETE, &[3]);
    }

    /// Makes the font of that size.
    fn font(&mut self, size: f64, strong: bool) {
        let mut content = vec![0_u8; FONT_SIZE];
        let weight = if strong { 700 } else { 400 };
        for (at, value) in [(0, 3), (4, -units(size)), (20, weight)] {
            content[at..at + 4].copy_from_slice(&i32::to_le_bytes(value));
        }
        // Any character set; a face with serifs where this one is missing.
        content[27] = 1;
        content[31] = 0x12;
        for (at, letter) in FACE.encode_utf16().enumerate() {
            content[32 + 2 * at..34 + 2 * at].copy_from_slice(&letter.to_le_bytes());
        }
        self.raw(CREATE_FONT, &content);
    }

    fn record(&mut self, kind: i32, values: &[i32]) {
        let content: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.raw(kind, &content);
    }

    fn raw(&mut self, kind: i32, content: &[u8]) {
        self.bytes.extend(kind.to_le_bytes());
        self.bytes.extend(number(content.len() + 8).to_le_bytes());
        self.bytes.extend(content);
        self.count += 1;
    }

    /// The file, with its header in front: bounds, the same in hundredths of a millimetre, sizes, and the device it was made for.
    fn finish(self, width: i32, height: i32) -> Vec<u8> {
        let hundredths = |units: i32| i32::try_from(i64::from(units) * 2540 / 1440).unwrap_or(i32::MAX);
        let size = HEADER + number(self.bytes.len());
        let handles = 4;
        let head = [HEADER_RECORD, HEADER, 0, 0, width - 1, height - 1, 0, 0]
            .into_iter()
            .chain([hundredths(width), hundredths(height), SIGNATURE, VERSION, size])
            .chain([self.count.cast_signed() + 1, handles, 0, 0, 0])
            .chain([DEVICE, DEVICE, DEVICE_MM, DEVICE_MM, 0, 0, 0, DEVICE_MM * 1000, DEVICE_MM * 1000]);
        let mut file: Vec<u8> = head.flat_map(i32::to_le_bytes).collect();
        file.extend(self.bytes);
        file
    }
}

/// A length in twentieths of a point.
#[expect(clippy::cast_possible_truncation, reason = "lengths of a drawing")]
fn units(points: f64) -> i32 {
    (points * 20.0).round() as i32
}

fn number(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// Blue, green and red, from the highest byte down.
fn colour(ink: Ink) -> i32 {
    let digits = i32::from_str_radix(ink.on_paper(), 16).unwrap_or_default();
    (digits & 0xff) << 16 | digits & 0xff00 | digits >> 16
}

const FACE: &str = "Times New Roman";
const HEADER_RECORD: i32 = 1;
const HEADER: i32 = 108;
/// ` EMF`
const SIGNATURE: i32 = 0x464d_4520;
const VERSION: i32 = 0x1_0000;
/// A device of 1,440 points in an inch, so that its points are ours.
const DEVICE: i32 = 14_400;
const DEVICE_MM: i32 = 254;
const SET_WINDOW_EXTENT: i32 = 9;
const SET_VIEWPORT_EXTENT: i32 = 11;
const END: i32 = 14;
const SET_MAP_MODE: i32 = 17;
const SET_BACKGROUND_MODE: i32 = 18;
const SET_TEXT_ALIGN: i32 = 22;
const SET_TEXT_COLOUR: i32 = 24;
const MOVE_TO: i32 = 27;
const SELECT: i32 = 37;
const CREATE_PEN: i32 = 38;
const CREATE_BRUSH: i32 = 39;
const DELETE: i32 = 40;
const ELLIPSE: i32 = 42;
const RECTANGLE: i32 = 43;
const LINE_TO: i32 = 54;
const CREATE_FONT: i32 = 82;
const WRITE_WORDS: i32 = 84;
/// Content of the record that makes a font.
const FONT_SIZE: usize = 324;
/// Where the letters stand in the record that writes them.
const WORDS_AT: i32 = 76;
const ANISOTROPIC: i32 = 8;
const TRANSPARENT: i32 = 1;
const COMPATIBLE: i32 = 1;
const BASELINE: i32 = 24;
const NO_PEN: i32 = 5;
const NO_BRUSH: i32 = 1;
const STOCK_WHITE_BRUSH: i32 = i32::MIN;
const STOCK_BLACK_PEN: i32 = i32::MIN + 7;
const STOCK_FONT: i32 = i32::MIN + 13;
