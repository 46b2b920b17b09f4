//! Runs a page's content and collects what the layout needs: letters, ruling lines, how much of it is picture.

use hayro_font::kurbo::{Affine, Point, Rect};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::{Page, Resources};

use super::fonts::{Face, Fonts};
use super::layout::{Glyph, Rule, Sheet, Turn};
use super::state::States;
use super::unpack::Budget;
use crate::error::ReadError;

/// How deep forms may draw forms.
const FORM_DEPTH: u32 = 12;
/// Letters of a text that stands for drawn ones.
const LONGEST_SPOKEN: usize = 200;
/// Letters that lean by this much of their height are italic: programs lean them by 0.2 to 0.33.
const SLANT: f64 = 0.1;
/// A filled rectangle no wider than this is a line, in points.
const LINE_WIDTH: f64 = 3.0;
/// Letters on one page; a page of newsprint has 20,000.
const PAGE_GLYPHS: usize = 200_000;
/// Straight pieces on one page; a dense table has 5,000, a map more, and it is no table.
const PAGE_RULES: usize = 50_000;
/// Points of one path.
const PATH_POINTS: usize = 20_000;

/// What all pages share.
pub(super) struct Work<'a> {
    pub(super) fonts: Fonts<'a>,
    pub(super) budget: Budget,
    /// Instructions that may still be run.
    pub(super) steps: u64,
}

/// Reads one page.
///
/// # Errors
/// `zip-bomb` and `broken` where it does more than is allowed.
pub(super) fn collect<'a>(page: &Page<'a>, number: u32, work: &mut Work<'a>) -> Result<Sheet, ReadError> {
    let (width, height) = page.render_dimensions();
    let mut run = Run {
        states: States::new(Affine::new(page.initial_transform(true).as_coeffs())),
        sheet: Sheet::new(number, f64::from(width), f64::from(height)),
        path: Path::default(),
        spoken: None,
        marks: Vec::new(),
        speaking: 0,
        work,
    };
    for stream in contents(page) {
        let Some(data) = run.work.budget.unpack(&stream)? else { continue };
        run.execute(&data, page.resources(), 0)?;
    }
    Ok(run.sheet)
}

fn contents<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
        return vec![stream];
    }
    page.raw().get::<Array<'_>>("Contents").map(|all| all.iter::<Stream<'_>>().collect()).unwrap_or_default()
}

struct Run<'a, 'w> {
    states: States<'a>,
    sheet: Sheet,
    path: Path,
    /// The text that a marked piece says it stands for, to be given to its first letter.
    spoken: Option<String>,
    /// For each open marked piece, whether it says its own text.
    marks: Vec<bool>,
    /// How many of the open marks say their text.
    speaking: usize,
    work: &'w mut Work<'a>,
}

impl<'a> Run<'a, '_> {
    fn execute(&mut self, data: &[u8], resources: &Resources<'a>, depth: u32) -> Result<(), ReadError> {
        let floor = self.states.depth();
        let mut ops = TypedIter::new(data);
        while let Some(op) = ops.next() {
            let Some(steps) = self.work.steps.checked_sub(1) else {
                return Err(ReadError::broken("the pages draw more than any document does"));
            };
            self.work.steps = steps;
            match op {
                Op::SaveState(_) => self.states.save(),
                Op::RestoreState(_) => self.states.restore(floor),
                Op::Transform(m) => self.states.transform(numbers([m.0, m.1, m.2, m.3, m.4, m.5])),
                Op::LineWidth(width) => self.states.now.line_width = width.0.as_f64(),
                Op::XObject(name) => self.draw(name.0, resources, depth)?,
                Op::InlineImage(image) => self.picture(image.0.dict()),
                _ if self.text(&op, resources)? => {}
                _ => self.shape(&op),
            }
        }
        self.states.restore_to(floor);
        Ok(())
    }

    /// The operators of text; false for another.
    fn text(&mut self, op: &Op<'_, '_>, resources: &Resources<'a>) -> Result<bool, ReadError> {
        let now = &mut self.states.now;
        match op {
            Op::BeginText(_) => self.states.begin_text(),
            Op::TextFont(font) => {
                now.size = font.1.as_f64();
                let name = Name::new_unescaped(font.0.as_ref());
                let dict = resources.fonts.get::<Dict<'_>>(name.as_ref());
                self.states.now.face = match dict {
                    Some(dict) => self.work.fonts.face(&dict, &mut self.work.budget)?,
                    None => None,
                };
            }
            Op::CharacterSpacing(space) => now.letter_space = space.0.as_f64(),
            Op::WordSpacing(space) => now.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => now.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => now.leading = leading.0.as_f64(),
            Op::TextRise(rise) => now.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => now.mode = mode.0.as_i64(),
            Op::NextLine(to) => self.states.next_line(to.0.as_f64(), to.1.as_f64()),
            Op::NextLineAndSetLeading(to) => {
                now.leading = -to.1.as_f64();
                self.states.next_line(to.0.as_f64(), to.1.as_f64());
            }
            Op::SetTextMatrix(m) => self.states.set_text_matrix(numbers([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::NextLineUsingLeading(_) => self.new_line(),
            Op::ShowText(text) => self.show(text.0),
            Op::NextLineAndShowText(text) => {
                self.new_line();
                self.show(text.0);
            }
            Op::ShowTextWithParameters(text) => {
                (now.word_space, now.letter_space) = (text.0.as_f64(), text.1.as_f64());
                self.new_line();
                self.show(text.2);
            }
            Op::ShowTexts(pieces) => {
                for piece in pieces.0.iter::<Object<'_>>() {
                    match piece {
                        Object::String(text) => self.show(&text),
                        Object::Number(number) => self.states.adjust(number.as_f64()),
                        _ => {}
                    }
                }
            }
            Op::BeginMarkedContent(_) => self.marks.push(false),
            Op::BeginMarkedContentWithProperties(mark) => self.begin_mark(mark.1, resources),
            Op::EndMarkedContent(_) => {
                if self.marks.pop() == Some(true) {
                    self.speaking -= 1;
                    self.spoken = None;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The operators of paths.
    fn shape(&mut self, op: &Op<'_, '_>) {
        let to_page = self.states.now.to_page;
        let point = |x: Number, y: Number| to_page * Point::new(x.as_f64(), y.as_f64());
        match op {
            Op::MoveTo(to) => self.path.begin(point(to.0, to.1)),
            Op::LineTo(to) => self.path.line_to(point(to.0, to.1)),
            Op::CubicTo(to) => self.path.curve_to(point(to.4, to.5)),
            Op::CubicStartTo(to) => self.path.curve_to(point(to.2, to.3)),
            Op::CubicEndTo(to) => self.path.curve_to(point(to.2, to.3)),
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(rect) => {
                let (x, y, width, height) =
                    (rect.0.as_f64(), rect.1.as_f64(), rect.2.as_f64(), rect.3.as_f64());
                let at = |x: f64, y: f64| to_page * Point::new(x, y);
                self.path.begin(at(x, y));
                self.path.line_to(at(x + width, y));
                self.path.line_to(at(x + width, y + height));
                self.path.line_to(at(x, y + height));
                self.path.close();
            }
            Op::StrokePath(_) => self.paint(true, false),
            Op::CloseAndStrokePath(_) => {
                self.path.close();
                self.paint(true, false);
            }
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => {
                self.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => self.paint(true, true),
            Op::EndPath(_) => self.path = Path::default(),
            _ => {}
        }
    }

    fn new_line(&mut self) {
        self.states.next_line(0.0, -self.states.now.leading);
    }

    fn show(&mut self, text: &Bytes<'_>) {
        let Some(face) = self.states.now.face.clone() else { return };
        self.sheet.legacy |= face.legacy;
        face.letters(text.as_bytes(), &mut |letter| {
            let place = self.states.letter_to_page();
            self.states.advance(letter.advance, letter.is_space_code);
            let speaks = self.speaking > 0;
            match if speaks { self.spoken.take().or(Some(String::new())) } else { letter.text } {
                Some(text) => self.place(text, letter.advance / 1000.0, place, &face),
                None => self.sheet.unmapped += 1,
            }
        });
    }

    fn place(&mut self, text: String, advance: f64, place: Affine, face: &Face<'_>) {
        let origin = place * Point::ORIGIN;
        let along = place * Point::new(1.0, 0.0) - origin;
        let up = place * Point::new(0.0, 1.0) - origin;
        let size = up.hypot();
        let inside = (-2.0..self.sheet.width + 2.0).contains(&origin.x)
            && (-2.0..self.sheet.height + 2.0).contains(&origin.y);
        if !inside || !(0.5..500.0).contains(&size) || self.sheet.glyphs.len() >= PAGE_GLYPHS {
            return;
        }
        let turn = Turn::of(along.x, along.y);
        let (x, baseline) = turn.flatten(origin.x, origin.y, self.sheet.width, self.sheet.height);
        let width = (along.hypot() * advance).clamp(0.0, 4.0 * size);
        let mut style = face.style;
        style.bold |= self.states.now.mode == 2;
        // Upright letters that are drawn aslant.
        style.italic |= along.dot(up).abs() > SLANT * along.hypot() * size;
        self.work.fonts.draws(style, &text);
        self.sheet.glyphs.push(Glyph { text, x, baseline, width, size, style, turn });
    }

    fn begin_mark(&mut self, properties: &Object<'_>, resources: &Resources<'a>) {
        let dict = match properties {
            Object::Dict(dict) => dict.get::<Bytes<'_>>("ActualText").map(|text| decode(text.as_bytes())),
            Object::Name(name) => resources
                .properties
                .get::<Dict<'_>>(name.as_ref())
                .and_then(|dict| dict.get::<Bytes<'_>>("ActualText"))
                .map(|text| decode(text.as_bytes())),
            _ => None,
        };
        self.marks.push(dict.is_some());
        if let Some(text) = dict {
            self.speaking += 1;
            // It stands for a few letters; more than a line of it is an attempt to swell the page.
            self.spoken = Some(text.chars().take(LONGEST_SPOKEN).collect());
        }
    }

    fn paint(&mut self, stroked: bool, filled: bool) {
        let path = std::mem::take(&mut self.path);
        self.sheet.shapes += path.points();
        let scale = self.states.now.to_page.determinant().abs().sqrt();
        let width = self.states.now.line_width * scale;
        for line in &path.lines {
            let room = PAGE_RULES.saturating_sub(self.sheet.rules.len());
            let rect = line.as_rect();
            if filled && let Some(rect) = rect.filter(|rect| rect.width().min(rect.height()) <= LINE_WIDTH) {
                self.sheet.rules.extend(Rule::along(rect).into_iter().take(room));
            } else if stroked && width <= 3.0 * LINE_WIDTH {
                let pieces = line.points.windows(2);
                self.sheet.rules.extend(pieces.filter_map(|ends| Rule::between(ends[0], ends[1])).take(room));
            }
        }
    }

    fn draw(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: u32) -> Result<(), ReadError> {
        let Some(object) = resources.x_objects.get::<Stream<'a>>(name.as_ref()) else { return Ok(()) };
        let dict = object.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.picture(dict),
            Some(b"Form") if depth < FORM_DEPTH => {
                let Some(data) = self.work.budget.unpack(&object)? else { return Ok(()) };
                let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
                let depth_before = self.states.depth();
                self.states.save();
                if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
                    self.states.transform(matrix);
                }
                self.path = Path::default();
                self.execute(&data, own.as_ref().unwrap_or(resources), depth + 1)?;
                self.states.restore_to(depth_before);
            }
            _ => {}
        }
        Ok(())
    }

    /// A picture fills the unit square.
    fn picture(&mut self, dict: &Dict<'_>) {
        let corners = self.states.now.to_page.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let seen = corners.intersect(Rect::new(0.0, 0.0, self.sheet.width, self.sheet.height));
        let area = seen.area().max(0.0);
        self.sheet.picture_area += area;
        let dots = |long: &str, short: &str| dict.get::<f64>(long).or_else(|| dict.get::<f64>(short));
        if let (Some(width), Some(height)) = (dots("Width", "W"), dots("Height", "H"))
            && area > 0.3 * self.sheet.width * self.sheet.height
        {
            let fineness = (width * height / corners.area()).sqrt() * 72.0;
            self.sheet.picture_dpi = self.sheet.picture_dpi.max(fineness);
        }
    }
}

/// The path under construction, in page space.
#[derive(Default)]
struct Path {
    lines: Vec<Polyline>,
}

#[derive(Default)]
struct Polyline {
    points: Vec<Point>,
    curved: bool,
}

impl Path {
    fn points(&self) -> usize {
        self.lines.iter().map(|line| line.points.len()).sum()
    }

    fn begin(&mut self, point: Point) {
        if self.lines.len() < PATH_POINTS {
            self.lines.push(Polyline { points: vec![point], curved: false });
        }
    }

    fn line_to(&mut self, point: Point) {
        match self.lines.last_mut() {
            Some(line) if line.points.len() < PATH_POINTS => line.points.push(point),
            Some(_) => {}
            None => self.begin(point),
        }
    }

    fn curve_to(&mut self, point: Point) {
        self.line_to(point);
        if let Some(line) = self.lines.last_mut() {
            line.curved = true;
        }
    }

    fn close(&mut self) {
        if let Some(line) = self.lines.last_mut()
            && let Some(first) = line.points.first().copied()
        {
            line.points.push(first);
        }
    }
}

impl Polyline {
    /// The rectangle it is, if it is one with upright sides.
    fn as_rect(&self) -> Option<Rect> {
        let upright =
            |ends: &[Point]| (ends[0].x - ends[1].x).abs() < 0.1 || (ends[0].y - ends[1].y).abs() < 0.1;
        if self.curved || !(4..=6).contains(&self.points.len()) || !self.points.windows(2).all(upright) {
            return None;
        }
        let first = Rect::from_points(self.points[0], self.points[0]);
        Some(self.points.iter().fold(first, |rect, point| rect.union_pt(*point)))
    }
}

fn numbers(numbers: [Number; 6]) -> [f64; 6] {
    numbers.map(|number| number.as_f64())
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, else Latin (7.9.2.2).
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|sign| sign.unwrap_or('\u{FFFD}')).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
