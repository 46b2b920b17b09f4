use crate::drawing::{ROW, SIZE, THIN, WIDTH, lines};
use crate::{Anchor, Drawing, Ink, Shape, width_of};

/// What the pieces of bars mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// What it is about.
    pub label: String,
    /// How many of each series there are.
    pub counts: Vec<u64>,
}

/// Bars of counts one below another, all to one scale, each with its whole at its end.
pub fn stacked(series: &[Series], stacks: &[Stack]) -> Drawing {
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let entries: Vec<_> = series.iter().map(|one| (one.ink, one.name.as_str())).collect();
    let mut y = drawing.legend(0.0, 0.0, WIDTH, &entries) + 6.0;
    let whole = |stack: &Stack| stack.counts.iter().sum::<u64>();
    let most = stacks.iter().map(whole).max().unwrap_or(0).max(1);
    // Room for the whole at the end.
    let from = LABELS + 6.0;
    let scale = (WIDTH - from - width_of(&most.to_string(), SIZE, false) - 6.0) / most as f64;
    let top = y;
    for stack in stacks {
        let label = lines(&stack.label, LABELS, 2);
        let height = (ROW * label.len() as f64).max(BAR) + GAP;
        for (at, line) in label.iter().enumerate() {
            let middle = y + (height - GAP) / 2.0 - ROW * (label.len() as f64) / 2.0;
            drawing.words([0.0, middle + ROW * at as f64 + SIZE], Anchor::Start, Ink::Words, line.as_str());
        }
        let (mut x, bar) = (from, y + (height - GAP - BAR) / 2.0);
        for (count, one) in stack.counts.iter().zip(series) {
            let wide = *count as f64 * scale;
            drawing.bar(x, bar, wide, BAR, one.ink);
            let text = count.to_string();
            if *count > 0 && width_of(&text, SIZE, false) + 2.0 <= wide {
                let ink = if is_dark(one.ink) { Ink::OnBar } else { Ink::Words };
                drawing.words([x + wide / 2.0, bar + BAR - 3.5], Anchor::Middle, ink, text);
            }
            x += wide;
        }
        let place = [x + 4.0, bar + BAR - 3.5];
        let text = whole(stack).to_string();
        drawing.shapes.push(Shape::Words {
            x: place[0],
            y: place[1],
            size: SIZE,
            anchor: Anchor::Start,
            strong: true,
            ink: Ink::Words,
            text,
        });
        y += height;
    }
    drawing.line([from, top - 2.0], [from, (y - GAP + 2.0).max(top)], THIN, Ink::Rule);
    drawing.height = y;
    drawing
}

fn is_dark(ink: Ink) -> bool {
    matches!(ink, Ink::Done | Ink::Within | Ink::Overdue)
}

/// Width of what stands before the bars.
const LABELS: f64 = 165.0;
const BAR: f64 = 13.0;
const GAP: f64 = 5.0;
