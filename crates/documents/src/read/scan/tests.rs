use super::lines::Lines;
use super::paper::{Paper, resolution};
use super::tsv::{Ground, words};

/// A table of one line of words, each with its confidence, at 72 dots per inch.
fn table(line: &[(&str, u32)]) -> String {
    let row = |(index, (word, confidence)): (usize, &(&str, u32))| {
        format!("5\t1\t1\t1\t1\t{index}\t{}\t100\t40\t12\t{confidence}\t{word}\n", 50 * index)
    };
    line.iter().enumerate().map(row).collect()
}

#[test]
fn marks_at_the_head_of_a_line_become_what_they_are() {
    let cases: [(&[(&str, u32)], &str); 9] = [
        (&[("—", 90), ("Trồng", 95)], "- Trồng"),
        (&[("_", 30), ("Trồng", 95)], "- Trồng"),
        (&[("–", 90), ("Trồng", 95), ("–", 90), ("tưới", 90)], "- Trồng – tưới"),
        (&[("-Trồng", 90), ("cây", 95)], "- Trồng cây"),
        (&[("-trồng", 90), ("cây", 95)], "-trồng cây"),
        (&[("+", 40), ("Hội", 95)], "+ Hội"),
        (&[("1.", 90), ("|", 20), ("Việc", 95)], "1. Việc"),
        (&[("l.", 90), ("Việc", 95)], "l. Việc"),
        (&[("|", 20)], ""),
    ];
    for (line, expected) in cases {
        let found: Vec<String> =
            words(&table(line), 72.0, Ground::Text).into_iter().map(|word| word.text).collect();
        assert_eq!(found.join(" "), expected, "{line:?}");
    }
}

#[test]
fn a_hyphen_is_as_tall_as_its_line_and_places_are_in_points() {
    let table = "level\tpage_num\n4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t\n\
                 5\t1\t1\t1\t1\t1\t300\t620\t20\t6\t95\t-\n\
                 5\t1\t1\t1\t1\t2\t350\t600\t100\t50\t95\tTrồng\n\
                 5\t1\t1\t1\t1\t3\t500\t600\t100\t50\t95\tcây\n";
    let found = words(table, 300.0, Ground::Text);
    let boxes: Vec<[f64; 4]> =
        found.iter().map(|word| [word.left, word.right, word.top, word.bottom]).collect();
    assert_eq!(
        boxes,
        [[72.0, 76.8, 144.0, 156.0], [84.0, 108.0, 144.0, 156.0], [120.0, 144.0, 144.0, 156.0]]
    );
}

#[test]
fn seals_are_paper_and_text_is_not() {
    let dots: [(&str, [u8; 3], u8); 5] = [
        ("seal", [215, 40, 50], 255),
        ("faint seal", [235, 150, 150], 255),
        ("black", [20, 20, 20], 20),
        ("blue ink", [30, 40, 160], 50),
        ("paper", [250, 250, 250], 250),
    ];
    for (name, dot, expected) in dots {
        let picture = [b"P6\n1 1\n255\n".as_slice(), &dot].concat();
        let paper = Paper::from_ppm(&picture).expect(name).to_pgm();
        assert_eq!(paper, [b"P5\n1 1\n255\n".as_slice(), &[expected]].concat(), "{name}");
    }
}

#[test]
fn what_is_no_page_is_refused_and_no_page_is_too_fine() {
    for broken in ["", "P6", "P6 2 2 255\n", "P5 1 1 255 ...", "P6 9999999 9999999 255\n"] {
        assert!(Paper::from_ppm(broken.as_bytes()).is_err(), "{broken}");
    }
    assert_eq!(resolution(595.0, 842.0, 300.0), 300.0);
    let fine = resolution(14_400.0, 14_400.0, 300.0);
    assert!((fine * 200.0).powi(2) <= 50_000_001.0, "{fine}");
}

/// A white page of 800 by 1,000 dots with what `dark` says.
fn drawn(dark: impl Fn(f64, f64) -> bool) -> Paper {
    let dots = (0..1000).flat_map(|y| (0..800).map(move |x| (f64::from(x), f64::from(y))));
    let ppm = dots.flat_map(|(x, y)| [if dark(x, y) { 20 } else { 250 }; 3]);
    Paper::from_ppm(&b"P6\n800 1000\n255\n".iter().copied().chain(ppm).collect::<Vec<u8>>())
        .expect("a picture")
}

/// Two columns and three rows, two dots thick, sinking by this much for each dot to the right.
fn grid(x: f64, y: f64, slope: f64) -> bool {
    let (x, y) = (x + y * slope, y - x * slope);
    let near = |places: &[f64], at: f64| places.iter().any(|place| (place - at).abs() <= 1.0);
    let within = |from: f64, at: f64, to: f64| (from..=to).contains(&at);
    near(&[100.0, 160.0, 220.0, 280.0], y) && within(100.0, x, 600.0)
        || near(&[100.0, 300.0, 600.0], x) && within(100.0, y, 280.0)
}

#[test]
fn ruled_lines_are_found_askew_and_painted_over() {
    for slope in [0.0, 0.004, -0.01, 0.02] {
        let mut paper = drawn(|x, y| grid(x, y, slope));
        let lines = Lines::find(&paper, 72.0).expect("a table");
        for (horizontal, expected) in
            [(true, [100.0, 160.0, 220.0, 280.0].as_slice()), (false, &[100.0, 300.0, 600.0])]
        {
            let found: Vec<f64> =
                lines.rules.iter().filter(|rule| rule.horizontal == horizontal).map(|rule| rule.at).collect();
            let near = |place: &f64, at: &f64| (place - at).abs() < 3.0;
            assert!(
                found.iter().all(|at| expected.iter().any(|place| near(place, at))),
                "{slope}: {found:?}"
            );
            assert!(
                expected.iter().all(|place| found.iter().any(|at| near(place, at))),
                "{slope}: {found:?}"
            );
        }
        // They begin and end with each other, so that no table has a side that is open.
        let ends = |horizontal: bool, from: f64, to: f64| {
            let mut rules = lines.rules.iter().filter(|rule| rule.horizontal == horizontal);
            rules.all(|rule| rule.from > from - 4.0 && rule.to < to + 4.0)
        };
        assert!(ends(true, 100.0, 600.0) && ends(false, 100.0, 280.0), "{slope}: {:?}", lines.rules);
        lines.erase(&mut paper);
        let ink = paper.to_pgm().iter().filter(|dot| **dot == 20).count();
        assert!(ink < 200, "{slope}: {ink} dots are left");
    }
}

#[test]
fn underlines_frames_and_pictures_are_no_tables() {
    /// Whether a dot is dark.
    type Drawing = fn(f64, f64) -> bool;
    let cases: [(&str, Drawing); 5] = [
        ("blank", |_, _| false),
        ("frame", |x, y| {
            let side = |at: f64| (at - 100.0).abs() < 2.0 || (at - 700.0).abs() < 2.0;
            (99.0..702.0).contains(&x) && (99.0..702.0).contains(&y) && (side(x) || side(y))
        }),
        ("underlined", |x, y| (300.0..500.0).contains(&x) && (y - 200.0).abs() < 2.0),
        ("black", |x, y| (100.0..700.0).contains(&x) && (100.0..900.0).contains(&y)),
        ("squared", |x, y| x % 8.0 < 1.0 || y % 8.0 < 1.0),
    ];
    for (name, dark) in cases {
        assert!(Lines::find(&drawn(dark), 72.0).is_none(), "{name}");
    }
}
