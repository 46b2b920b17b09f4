use super::*;

fn stacks() -> Drawing {
    let series = [("Đúng hạn", Ink::Done), ("Quá hạn", Ink::Overdue)];
    let series = series.map(|(name, ink)| Series { name: name.into(), ink });
    stacked(
        &series,
        &[
            Stack { label: "Phòng <A> & \"B\"".into(), counts: vec![3, 1] },
            Stack { label: "Trạm".into(), counts: vec![0, 0] },
        ],
    )
}

fn words(drawing: &Drawing) -> Vec<&str> {
    let words = |shape: &'_ Shape| matches!(shape, Shape::Words { .. });
    drawing
        .shapes
        .iter()
        .filter(|shape| words(shape))
        .map(|shape| if let Shape::Words { text, .. } = shape { text.as_str() } else { "" })
        .collect()
}

/// Nothing reaches beyond the drawing.
fn is_within(drawing: &Drawing) -> bool {
    drawing.shapes.iter().all(|shape| {
        let (x, y) = match shape {
            Shape::Bar { x, y, width, height, .. } => ([*x, x + width], [*y, y + height]),
            Shape::Line { from, to, .. } => ([from[0], to[0]], [from[1], to[1]]),
            Shape::Dot { x, y, radius, .. } => ([x - radius, x + radius], [y - radius, y + radius]),
            Shape::Words { x, y, size, anchor, strong, text, .. } => {
                let wide = width_of(text, *size, *strong);
                let from = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - wide / 2.0,
                    Anchor::End => x - wide,
                };
                ([from, from + wide], [y - size, *y])
            }
        };
        x.iter().all(|x| (-0.01..=drawing.width + 0.01).contains(x))
            && y.iter().all(|y| (-0.01..=drawing.height + 0.01).contains(y))
    })
}

#[test]
fn bars_say_their_counts_and_their_whole() {
    let drawing = stacks();
    assert_eq!(words(&drawing), ["Đúng hạn", "Quá hạn", "Phòng <A> & \"B\"", "3", "1", "4", "Trạm", "0"]);
    assert!(is_within(&drawing));
    // Three quarters of the bar are done.
    let bars: Vec<_> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Bar { width, height, ink, .. } if *height > 10.0 => Some((*width, *ink)),
            _ => None,
        })
        .collect();
    let [(done, Ink::Done), (overdue, Ink::Overdue)] = bars[..] else { panic!("{bars:?}") };
    assert!((done - 3.0 * overdue).abs() < 0.01);
}

#[test]
fn what_is_wanted_stands_in_one_place() {
    let row = |reached, wanted, told: &str| Progress {
        label: "Chỉ tiêu".into(),
        reached,
        is_estimate: false,
        wanted,
        told: told.into(),
    };
    let drawing = progress(
        ["Đã đạt", "Ước", "Cần đạt"],
        &[
            row(Some(3.0), (4.0, 5.0), "3 / 4–5"),
            row(None, (10.0, 10.0), "– / 10"),
            row(Some(900.0), (1.0, 1.0), "900 / 1"),
            row(Some(-5.0), (1.0, 1.0), "-5 / 1"),
        ],
    );
    assert!(is_within(&drawing));
    let marks: Vec<_> = drawing
        .shapes
        .iter()
        .filter_map(|shape| if let Shape::Line { from, .. } = shape { Some(from[0]) } else { None })
        .collect();
    assert_eq!(marks.len(), 4);
    assert!(marks.iter().all(|mark| (mark - marks[0]).abs() < 0.01));
    assert_eq!(words(&drawing).iter().filter(|words| **words == "›").count(), 1, "far beyond");
    assert!(!words(&drawing).contains(&"Ước"), "nothing is estimated");
}

#[test]
fn a_line_breaks_where_nobody_said_anything() {
    let point = |label: &str, value: Option<f64>| Point {
        label: label.into(),
        value,
        told: value.map(|value| value.to_string()).unwrap_or_default(),
        is_estimate: false,
    };
    let names = ["Kết quả", "Ước", "Cần đạt"].map(String::from);
    let of = |values: &[Option<f64>], wanted| {
        let points = values.iter().zip(2023..).map(|(value, year)| point(&format!("{year}"), *value));
        trend(&Trend { points: points.collect(), wanted, names: names.clone() })
    };
    let lines = |drawing: &Drawing| {
        let is_line = |shape: &&Shape| matches!(shape, Shape::Line { ink: Ink::Done, .. });
        drawing.shapes.iter().filter(is_line).count()
    };
    let drawing = of(&[Some(2.0), Some(5.0), None, Some(9.0), Some(9.0)], Some((8.0, 10.0)));
    assert_eq!(lines(&drawing), 2);
    assert!(is_within(&drawing));
    for values in [&[][..], &[None], &[Some(0.0)], &[Some(1e12), Some(-3.0)], &[Some(0.004)]] {
        assert!(is_within(&of(values, None)), "{values:?}");
    }
}

#[test]
fn svg_holds_any_words() {
    let text = svg(&stacks(), "Hai <đơn vị> \u{1}");
    assert!(text.contains(">Phòng &lt;A&gt; &amp; &quot;B&quot;</text>"));
    assert!(text.contains(r#"role="img" aria-label="Hai &lt;đơn vị&gt; ""#));
    assert!(!text.contains("style="), "pages refuse styles of their own");
    assert!(svg(&stacks(), "").contains("aria-hidden"));
}

#[test]
fn a_metafile_is_whole() {
    let mut drawing = stacks();
    drawing.shapes.push(Shape::Words {
        x: 1.0,
        y: 9.0,
        size: 10.0,
        anchor: Anchor::End,
        strong: true,
        ink: Ink::Faint,
        text: "𝔸ở".into(),
    });
    drawing.shapes.push(Shape::Dot { x: 5.0, y: 5.0, radius: 2.0, hollow: true, ink: Ink::Band });
    let bytes = emf(&drawing);
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    assert_eq!((number(0), number(40)), (1, 0x464d_4520));
    assert_eq!(number(48), bytes.len());
    // Record after record to the last, each as long as it says.
    let (mut at, mut kinds) = (0, Vec::new());
    while at < bytes.len() {
        kinds.push(number(at));
        assert_eq!(number(at + 4) % 4, 0);
        at += number(at + 4);
    }
    assert_eq!((at, kinds.len(), kinds.last()), (bytes.len(), number(52), Some(&14)));
    let count = |kind: usize| kinds.iter().filter(|one| **one == kind).count();
    assert_eq!(count(84), words(&drawing).len());
    // What is made is done away with again: pens, brushes and fonts.
    assert_eq!(count(38) + count(39) + count(82), count(40));
    let letters: Vec<u8> = "Đúng hạn".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(bytes.windows(letters.len()).any(|window| window == letters));
}

#[test]
fn letters_are_as_wide_as_in_the_face() {
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    assert!(near(width_of("AV", 10.0, false), 14.44));
    assert!(near(width_of("ơƯ", 1.0, true), 0.554 + 0.796));
    assert!(near(width_of("Đ\u{a0}ệ", 1.0, false), 0.722 + 0.25 + 0.444));
    assert!(near(width_of("e\u{302}\u{323}", 1.0, false), 0.444), "marks of their own have no width");
}
