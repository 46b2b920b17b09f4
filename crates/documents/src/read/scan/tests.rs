use super::paper::{Paper, resolution};
use super::tsv::words;

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
        let found: Vec<String> = words(&table(line), 72.0).into_iter().map(|word| word.text).collect();
        assert_eq!(found.join(" "), expected, "{line:?}");
    }
}

#[test]
fn a_hyphen_is_as_tall_as_its_line_and_places_are_in_points() {
    let table = "level\tpage_num\n4\t1\t1\t1\t1\t0\t0\t0\t0\t0\t-1\t\n\
                 5\t1\t1\t1\t1\t1\t300\t620\t20\t6\t95\t-\n\
                 5\t1\t1\t1\t1\t2\t350\t600\t100\t50\t95\tTrồng\n\
                 5\t1\t1\t1\t1\t3\t500\t600\t100\t50\t95\tcây\n";
    let found = words(table, 300.0);
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
