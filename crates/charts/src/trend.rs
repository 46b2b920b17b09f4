use crate::drawing::{ROW, SIZE, THIN, WIDTH};
use crate::{Anchor, Drawing, Ink, Shape, width_of};

/// What something measured was in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The period.
    pub label: String,
    /// What it was; none where nobody said it.
    pub value: Option<f64>,
    /// The same in words.
    pub told: String,
    /// Whether it is an estimate.
    pub is_estimate: bool,
}

/// What a line shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// In order of time.
    pub points: Vec<Point>,
    /// The least and the most that is wanted, the same where it is one figure.
    pub wanted: Option<(f64, f64)>,
    /// The names of what was said, of estimates and of what is wanted.
    pub names: [String; 3],
}

/// A line over time, with what is wanted behind it. Where nobody said anything it is broken.
pub fn trend(trend: &Trend) -> Drawing {
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let [said, estimate, wanted] = &trend.names;
    let mut entries = vec![(Ink::Done, said.as_str())];
    if trend.points.iter().any(|point| point.is_estimate) {
        entries.push((Ink::Estimate, estimate.as_str()));
    }
    if trend.wanted.is_some() {
        entries.push((Ink::Band, wanted.as_str()));
    }
    let top = drawing.legend(0.0, 0.0, WIDTH, &entries) + ROW;
    let values = trend.points.iter().filter_map(|point| point.value);
    let values: Vec<_> =
        values.chain(trend.wanted.iter().flat_map(|(least, most)| [*least, *most])).collect();
    let (low, step, count) = scale(&values);
    let high = low + step * count as f64;
    let ticks: Vec<_> = (0..=count).map(|at| low + step * at as f64).collect();
    let from = ticks.iter().map(|tick| width_of(&short(*tick, step), SIZE, false)).fold(0.0, f64::max) + 6.0;
    let bottom = top + HEIGHT;
    let y = |value: f64| bottom - (value - low) / (high - low) * HEIGHT;
    if let Some((least, most)) = trend.wanted {
        let upper = y(most).min(y(least) - 2.0);
        drawing.bar(from, upper, WIDTH - from, y(least) - upper, Ink::Band);
    }
    for tick in &ticks {
        drawing.line([from, y(*tick)], [WIDTH, y(*tick)], THIN, Ink::Rule);
        drawing.words([from - 4.0, y(*tick) + 3.5], Anchor::End, Ink::Faint, short(*tick, step));
    }
    let room = (WIDTH - from) / trend.points.len().max(1) as f64;
    let x = |at: usize| from + room * (at as f64 + 0.5);
    for (at, pair) in trend.points.windows(2).enumerate() {
        if let [Point { value: Some(one), .. }, Point { value: Some(other), .. }] = pair {
            drawing.line([x(at), y(*one)], [x(at + 1), y(*other)], 2.0, Ink::Done);
        }
    }
    for (at, point) in trend.points.iter().enumerate() {
        drawing.words([x(at), bottom + ROW + 2.0], Anchor::Middle, Ink::Words, point.label.as_str());
        let Some(value) = point.value else { continue };
        let ink = if point.is_estimate { Ink::Estimate } else { Ink::Done };
        drawing.shapes.push(Shape::Dot { x: x(at), y: y(value), radius: 3.5, hollow: false, ink });
        drawing.shapes.push(Shape::Words {
            x: x(at),
            y: y(value) - 6.0,
            size: SIZE,
            anchor: Anchor::Middle,
            strong: true,
            ink: Ink::Words,
            text: point.told.clone(),
        });
    }
    drawing.height = bottom + ROW + 8.0;
    drawing
}

/// The least of a scale, its step and how many steps it has: round figures that hold all values, and nought where it is near.
fn scale(values: &[f64]) -> (f64, f64, u32) {
    let most = values.iter().copied().fold(0.0, f64::max);
    let least = values.iter().copied().fold(f64::INFINITY, f64::min).min(most);
    // Figures of plans are counts and shares, which begin at nought.
    let low = least.min(0.0);
    let rough = ((most - low) / 4.0).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|one| one * power).find(|step| *step >= rough);
    let step = if most > low { step.unwrap_or(10.0 * power) } else { 1.0 };
    let low = (low / step).floor() * step;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of steps")]
    let count = (((most - low) / step).ceil() as u32).clamp(1, 12);
    (low, step, count)
}

/// A figure of the scale as Vietnamese writes it, with as many decimals as its steps need.
fn short(value: f64, step: f64) -> String {
    let decimals = if step.fract() == 0.0 {
        0
    } else if (step * 10.0).fract() < 1e-9 {
        1
    } else {
        2
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let rest = if rest.is_empty() { String::new() } else { format!(",{rest}") };
    format!("{sign}{grouped}{rest}")
}

const HEIGHT: f64 = 130.0;
