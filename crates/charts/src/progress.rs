use crate::drawing::{ROW, SIZE, WIDTH, lines};
use crate::{Anchor, Drawing, Ink, Shape};

/// How far something measured is from what is wanted of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What is measured.
    pub label: String,
    /// What was reached; none where nothing was said.
    pub reached: Option<f64>,
    /// Whether that is an estimate.
    pub is_estimate: bool,
    /// The least and the most that is wanted, the same where it is one figure; above nought.
    pub wanted: (f64, f64),
    /// Both in words, `12 / 10–15`.
    pub told: String,
}

/// Bars one below another, each to a scale on which what is wanted at least stands in one place; where more is wanted at most, the
/// room between both is marked. What went far beyond ends in an arrow. `names` are those of what was reached, of an estimate of it, and
/// of what is wanted.
pub fn progress(names: [&str; 3], rows: &[Progress]) -> Drawing {
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let [reached, estimate, wanted] = names;
    let mut entries = vec![(Ink::Done, reached)];
    if rows.iter().any(|row| row.is_estimate) {
        entries.push((Ink::Estimate, estimate));
    }
    entries.push((Ink::Band, wanted));
    let mut y = drawing.legend(0.0, 0.0, WIDTH, &entries) + 6.0;
    let from = LABELS + 6.0;
    // What is wanted at least stands at two thirds.
    let whole = WIDTH - from - TOLD;
    let wanted_at = from + whole * WANTED_AT;
    for row in rows {
        let label = lines(&row.label, LABELS, 3);
        let height = (ROW * label.len() as f64).max(BAR) + GAP;
        let middle = y + (height - GAP) / 2.0;
        for (at, line) in label.iter().enumerate() {
            let place = middle - ROW * (label.len() as f64) / 2.0 + ROW * at as f64 + SIZE;
            drawing.words([0.0, place], Anchor::Start, Ink::Words, line.as_str());
        }
        let (least, most) = row.wanted;
        let place = |value: f64| from + (value / least).clamp(0.0, 1.0 / WANTED_AT) * whole * WANTED_AT;
        drawing.bar(from, middle - BAR / 2.0, whole, BAR, Ink::Rule);
        let band = place(most) - wanted_at;
        drawing.bar(wanted_at, middle - BAR / 2.0, band.max(2.0), BAR, Ink::Band);
        if let Some(value) = row.reached {
            let ink = if row.is_estimate { Ink::Estimate } else { Ink::Done };
            drawing.bar(from, middle - BAR / 4.0, place(value.max(0.0)) - from, BAR / 2.0, ink);
            if value > least / WANTED_AT {
                drawing.words([from + whole + 1.0, middle + 3.5], Anchor::Start, ink, "›");
            }
        }
        drawing.line(
            [wanted_at, middle - BAR / 2.0 - 1.0],
            [wanted_at, middle + BAR / 2.0 + 1.0],
            1.5,
            Ink::Words,
        );
        drawing.shapes.push(Shape::Words {
            x: WIDTH,
            y: middle + 3.5,
            size: SIZE,
            anchor: Anchor::End,
            strong: row.reached.is_some_and(|value| value >= least),
            ink: Ink::Words,
            text: row.told.clone(),
        });
        y += height;
    }
    drawing.height = y;
    drawing
}

/// Width of what stands before the bars, and behind them.
const LABELS: f64 = 175.0;
const TOLD: f64 = 108.0;
const BAR: f64 = 14.0;
const GAP: f64 = 7.0;
/// Where what is wanted at least stands, of the whole scale.
const WANTED_AT: f64 = 2.0 / 3.0;
