//! Whether a PDF keeps to the layout: one drawn here does, and each change of it breaks one rule.

use documents::Limits;
use documents::check::{self, Broken, Rule};
use documents::write::Layout;

use crate::maker::{Drawing, Maker, stream};

/// Where the text begins and ends, and the middles of its two columns, in points.
const LEFT: f64 = 85.0;
const RIGHT: f64 = 538.0;
const COLUMNS: [f64; 2] = [165.0, 410.0];
const MIDDLE: f64 = (LEFT + RIGHT) / 2.0;

/// Two lines of each paragraph.
const PARAGRAPHS: [[&str; 2]; 3] = [
    [
        "Thôn thứ nhất đã trồng cây dọc hai bên đường đi từ chợ",
        "trường học đến nhà văn hóa; số cây còn sống sau mùa khô này là",
    ],
    [
        "Thôn thứ hai trồng cây ăn quả trong vườn của các hộ dân,",
        "nguồn giống do hợp tác xã chọn; số cây đã ra hoa lứa đầu tiên",
    ],
    [
        "Các thôn còn lại chờ giống của trạm khuyến nông, dự kiến",
        "trồng vào đầu mùa mưa; số hố đã đào xong tính đến tháng này là",
    ],
];

/// A paragraph of one line that fills it, and a heading that does; a star makes it bold.
const LINE: &str = "Thôn thứ ba có 38 hộ trồng cây; ba vườn bị ngập mùa mưa lũ.";
const HEADING: &str = "*Kết quả trồng cây dọc đường vào trường học của các thôn cũ";

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    From(f64),
    Around(f64),
    /// Level at both sides, from here on.
    Level(f64),
}

#[derive(Clone)]
struct Line {
    page: usize,
    at: At,
    y: f64,
    face: &'static str,
    size: f64,
    text: String,
    /// How far before the right edge it ends.
    short: f64,
}

/// A document that is to be drawn.
struct Paper {
    lines: Vec<Line>,
    family: Option<&'static str>,
    entries: &'static str,
    /// How far everything is moved to the right.
    moved: f64,
}

impl Paper {
    /// A report on two pages.
    fn new() -> Self {
        let mut lines = Vec::new();
        let mut line = |page, at, y, face, size, text: &str| {
            lines.push(Line { page, at, y, face, size, text: text.to_owned(), short: 0.0 });
        };
        let [left, right] = COLUMNS.map(At::Around);
        line(0, left, 66.0, "R", 12.0, "ỦY BAN NHÂN DÂN TỈNH AN");
        line(0, right, 66.0, "B", 12.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        line(0, left, 81.0, "B", 12.0, "ỦY BAN NHÂN DÂN XÃ SUỐI");
        line(0, right, 81.0, "B", 13.0, "Độc lập - Tự do - Hạnh phúc");
        line(0, left, 106.0, "R", 13.0, "Số: 05/BC-UBND");
        line(0, right, 106.0, "I", 13.0, "Xã Suối, ngày 07 tháng 02 năm 2026");
        line(0, At::Around(MIDDLE), 140.0, "B", 14.0, "BÁO CÁO");
        line(0, At::Around(MIDDLE), 156.0, "B", 14.0, "Kết quả trồng cây năm 2025");
        let mut y = 180.0;
        for (number, page) in [(1, 0), (2, 0), (3, 1)] {
            y = if page == 1 { 78.0 } else { y + 6.0 };
            let words = PARAGRAPHS[number - 1];
            for (at, words) in [(At::Level(LEFT + 36.0), words[0]), (At::Level(LEFT), words[1])] {
                line(page, at, y, "R", 14.0, words);
                y += 17.7;
            }
            let end = if number == 3 { "./." } else { "." };
            line(page, At::From(LEFT), y, "R", 14.0, &format!("chín trên mười cây{end}"));
            y += 17.7;
        }
        line(1, At::Around(MIDDLE), 40.0, "R", 13.0, "2");
        line(1, At::From(LEFT), 160.0, "Z", 12.0, "Nơi nhận:");
        line(1, At::From(LEFT), 173.0, "R", 11.0, "- Như trên;");
        line(1, At::From(LEFT), 186.0, "R", 11.0, "- Các thôn, tổ dân phố và hợp");
        line(1, At::From(LEFT), 199.0, "R", 11.0, "tác xã;");
        line(1, At::From(LEFT), 212.0, "R", 11.0, "- Lưu: VT.");
        line(1, right, 160.0, "B", 14.0, "TM. ỦY BAN NHÂN DÂN");
        line(1, right, 176.0, "B", 14.0, "CHỦ TỊCH");
        line(1, right, 250.0, "B", 14.0, "Nguyễn Văn Mẫu");
        Self { lines, family: Some("TimesNewRomanPSMT"), entries: "", moved: 0.0 }
    }

    /// The lines that say so; there has to be one.
    fn of(&mut self, text: &str) -> impl Iterator<Item = &mut Line> {
        assert!(self.lines.iter().any(|line| line.text.contains(text)), "{text} stands nowhere");
        self.lines.iter_mut().filter(move |line| line.text.contains(text))
    }

    fn say(&mut self, old: &str, new: &str) {
        self.of(old).for_each(|line| line.text = line.text.replace(old, new));
    }

    fn size(&mut self, of: &str, size: f64) {
        self.of(of).for_each(|line| line.size = size);
    }

    /// Sets the lines of the text so far from each other, and as much more between paragraphs.
    fn spread(&mut self, step: f64, between: f64) {
        let mut at = (0, 0.0);
        for line in self.lines.iter_mut().filter(|line| line.size == 14.0 && line.face == "R") {
            if line.page != at.0 || at.1 == 0.0 {
                at = (line.page, if line.page == 0 { 180.0 } else { 78.0 });
            } else {
                at.1 += step + if line.at == At::Level(LEFT + 36.0) { between } else { 0.0 };
            }
            line.y = at.1;
        }
    }

    /// Puts paragraphs of one line before the last.
    fn add(&mut self, texts: &[&str]) {
        let step = 23.7;
        let room = step * texts.len() as f64;
        self.lines.iter_mut().filter(|line| line.page == 1 && line.y > 70.0).for_each(|line| line.y += room);
        for (text, number) in texts.iter().zip(0_u8..) {
            let (face, text) = text.strip_prefix('*').map_or(("R", *text), |text| ("B", text));
            let (at, y) = (At::From(LEFT + 36.0), 78.0 + step * f64::from(number));
            self.lines.push(Line { page: 1, at, y, face, size: 14.0, text: text.to_owned(), short: 0.0 });
        }
    }

    /// Has a subject of a size under its number, and an address instead of a title.
    fn become_letter(&mut self, size: f64) {
        self.lines.retain(|line| line.text != "BÁO CÁO");
        for line in self.of("Kết quả") {
            (line.face, line.text) = ("R", "Kính gửi: Ủy ban nhân dân tỉnh".to_owned());
        }
        let text = "V/v trồng cây".to_owned();
        self.lines.push(Line {
            page: 0,
            at: At::Around(COLUMNS[0]),
            y: 121.0,
            face: "R",
            size,
            text,
            short: 0.0,
        });
    }

    fn bytes(&self) -> Vec<u8> {
        let mut maker = Maker::default();
        maker.embedded = self.family;
        for page in 0..2 {
            let mut drawing = maker.page(self.entries);
            for line in self.lines.iter().filter(|line| line.page == page) {
                draw(&mut drawing, line, self.moved);
            }
        }
        maker.bytes()
    }
}

fn draw(drawing: &mut Drawing<'_>, Line { at, y, face, size, text, short, .. }: &Line, moved: f64) {
    let width = |text: &str| text.chars().count() as f64 * size / 2.0;
    let mut write = |x: f64, text: &str| {
        drawing.write(face, *size, x + moved, *y, text);
    };
    match at {
        At::From(x) => write(*x, text),
        At::Around(middle) => write(middle - width(text) / 2.0, text),
        At::Level(from) => {
            let words: Vec<_> = text.split(' ').collect();
            let free = RIGHT - short - from - words.iter().map(|word| width(word)).sum::<f64>();
            let gap = free / (words.len() as f64 - 1.0);
            let mut x = *from;
            for word in words {
                write(x, word);
                x += width(word) + gap;
            }
        }
    }
}

fn checked(bytes: &[u8]) -> Vec<Broken> {
    check::pdf(bytes, &Layout::decree_30(), &Limits::default()).expect("a PDF")
}

#[test]
fn what_keeps_all_rules_is_fine() {
    assert_eq!(checked(&Paper::new().bytes()), []);
    let mut letter = Paper::new();
    letter.become_letter(12.0);
    assert_eq!(checked(&letter.bytes()), []);
    for family in ["LiberationSerif", "Tinos"] {
        let paper = Paper { family: Some(family), ..Paper::new() };
        assert_eq!(checked(&paper.bytes()), [], "{family}");
    }
}

/// What programs do, and texts bring with them, breaks no rule.
#[test]
fn other_shapes_keep_all_rules() {
    let cases: &[(&str, Change)] = &[
        ("lines that end around the edge", |paper| {
            let level = paper.lines.iter_mut().filter(|line| matches!(line.at, At::Level(_)));
            level.zip([2.2, 2.0, 0.0, 0.4, 0.1, 0.7]).for_each(|(line, short)| line.short = short);
        }),
        ("a few long words in a line", |paper| {
            paper.say(PARAGRAPHS[0][1], "3456/QĐ-UBND-KTHTĐT 1234/NQ-HĐND-BKTXH 78/TB");
        }),
        ("a full line that is a paragraph", |paper| paper.add(&[LINE, LINE])),
        ("a full line above a heading", |paper| paper.add(&[LINE, HEADING])),
    ];
    for (name, change) in cases {
        let mut paper = Paper::new();
        change(&mut paper);
        assert_eq!(checked(&paper.bytes()), [], "{name}");
    }
}

type Change = fn(&mut Paper);

/// Each rule is broken by a change of the paper, and found; no other is.
#[test]
fn each_rule_is_found_where_it_is_broken() {
    let cases: &[(&str, Rule, Change)] = &[
        ("a page that is cut below", Rule::PageSize, |paper| paper.entries = "/CropBox[0 60 595 842]"),
        ("a narrow left margin", Rule::Margins, |paper| paper.moved = -25.0),
        ("text down to the foot", Rule::Margins, |paper| {
            paper.of("CHỦ TỊCH").for_each(|line| line.y += 500.0);
            paper
                .lines
                .iter_mut()
                .filter(|line| line.page == 1 && line.y > 150.0)
                .for_each(|line| line.y += 560.0);
        }),
        ("another font", Rule::Font, |paper| paper.family = Some("ArialMT")),
        ("a font that only begins so", Rule::Font, |paper| paper.family = Some("TinosMono")),
        ("a font that is not there", Rule::Font, |paper| paper.family = None),
        ("marks by themselves", Rule::Unicode, |paper| paper.say("Thôn thứ nhất", "Thôn thứ nhâ\u{301}t")),
        ("no number on the second page", Rule::PageNumber, |paper| {
            paper.lines.retain(|line| line.text != "2")
        }),
        ("a number at the right", Rule::PageNumber, |paper| {
            paper.of("2").filter(|line| line.y == 40.0).for_each(|line| line.at = At::From(530.0));
        }),
        ("a number on the first page", Rule::PageNumber, |paper| {
            let second = paper.lines.iter().find(|line| line.text == "2").expect("a number").clone();
            paper.lines.push(Line { page: 0, text: "1".into(), ..second });
        }),
        ("the state's name by another rule", Rule::StateName, |paper| paper.say("CỘNG HÒA", "CỘNG HOÀ")),
        ("the motto with long dashes", Rule::Motto, |paper| paper.say("Độc lập -", "Độc lập –")),
        ("a small motto", Rule::Motto, |paper| paper.size("Độc lập", 12.0)),
        ("an agency in small letters", Rule::Agency, |paper| paper.say("XÃ SUỐI", "xã Suối")),
        ("a light agency", Rule::Agency, |paper| paper.of("XÃ SUỐI").for_each(|line| line.face = "R")),
        ("a number without a nought", Rule::Number, |paper| paper.say("Số: 05", "Số: 5")),
        ("a small number", Rule::Number, |paper| paper.size("Số: 05", 12.0)),
        ("a month without a nought", Rule::PlaceAndDate, |paper| paper.say("tháng 02", "tháng 2")),
        ("an upright date", Rule::PlaceAndDate, |paper| {
            paper.of(", ngày").for_each(|line| line.face = "R");
        }),
        ("a type in small letters", Rule::Kind, |paper| paper.say("BÁO CÁO", "Báo cáo")),
        ("a light title", Rule::Title, |paper| paper.of("Kết quả").for_each(|line| line.face = "R")),
        ("a large subject", Rule::Subject, |paper| paper.become_letter(14.0)),
        ("a small line", Rule::TextSize, |paper| paper.size("chín trên mười cây.", 12.0)),
        ("lines of any length", Rule::Justified, |paper| {
            for line in paper.lines.iter_mut() {
                if let At::Level(x) = line.at {
                    line.at = At::From(x);
                }
            }
        }),
        ("first lines moved in far", Rule::FirstLine, |paper| {
            for line in paper.lines.iter_mut().filter(|line| line.at == At::Level(LEFT + 36.0)) {
                line.at = At::Level(LEFT + 50.0);
            }
        }),
        ("lines apart", Rule::LineSpacing, |paper| paper.spread(26.0, 6.0)),
        ("paragraphs close to each other", Rule::SpaceBetween, |paper| paper.spread(17.7, 2.0)),
        ("no end", Rule::End, |paper| paper.say("./.", ".")),
        ("a title of who signs in small letters", Rule::Signature, |paper| paper.say("CHỦ TỊCH", "Chủ tịch")),
        ("a small name", Rule::Signature, |paper| paper.size("Nguyễn Văn Mẫu", 12.0)),
        ("a recipient without a dash", Rule::Recipients, |paper| paper.say("- Như trên;", "Như trên")),
        ("no file", Rule::Recipients, |paper| paper.say("- Lưu: VT.", "- Văn thư.")),
        ("a large recipient", Rule::Recipients, |paper| paper.size("Như trên", 12.0)),
    ];
    for (name, rule, change) in cases {
        let mut paper = Paper::new();
        change(&mut paper);
        let broken = checked(&paper.bytes());
        let found: Vec<_> = broken.iter().map(|broken| broken.rule).collect();
        assert_eq!(found, [*rule], "{name}: {broken:?}");
    }
    // No rule is left without a case.
    let tried: std::collections::BTreeSet<_> = cases.iter().map(|(_, rule, _)| *rule).collect();
    assert_eq!(tried.into_iter().collect::<Vec<_>>(), Rule::ALL);
}

/// Lines of the header change their columns.
#[test]
fn what_stands_in_the_wrong_column_is_found() {
    let cases = [(0.0..90.0, vec![Rule::Agency]), (100.0..110.0, vec![Rule::Number, Rule::PlaceAndDate])];
    for (heights, rules) in cases {
        let mut paper = Paper::new();
        for line in paper.lines.iter_mut().filter(|line| line.page == 0 && heights.contains(&line.y)) {
            let At::Around(x) = line.at else { continue };
            line.at = At::Around(COLUMNS[0] + COLUMNS[1] - x);
        }
        let broken = checked(&paper.bytes());
        assert_eq!(broken.iter().map(|broken| broken.rule).collect::<Vec<_>>(), rules, "{broken:?}");
    }
    let mut paper = Paper::new();
    let turned = |line: &Line| line.page == 1 && line.y > 150.0;
    for line in paper.lines.iter_mut().filter(|line| turned(line)) {
        line.at = match line.at {
            At::Around(_) => At::Around(COLUMNS[0]),
            _ => At::From(350.0),
        };
    }
    let rules: Vec<_> = checked(&paper.bytes()).into_iter().map(|broken| broken.rule).collect();
    assert!(rules.ends_with(&[Rule::Signature, Rule::Recipients]), "{rules:?}");
}

/// Letters in an encoding from before Unicode say nothing that could be checked.
#[test]
fn letters_that_nobody_can_read_are_told_alone() {
    let broken = checked(&Paper { family: Some(".VnTime"), ..Paper::new() }.bytes());
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert_eq!((broken[0].rule, broken[0].found.as_str()), (Rule::Unicode, ".VnTime"));
}

#[test]
fn what_is_no_pdf_with_text_is_refused() {
    let (layout, limits) = (Layout::decree_30(), Limits::default());
    let mut scan = Maker::default();
    scan.extra.push(stream("/Type/XObject/Subtype/Image/Width 1654/Height 2339", b""));
    scan.page("").raw("q 595 0 0 842 0 0 cm /X Do Q");
    let mut nothing = Maker::default();
    nothing.page("");
    let cases = [
        (&b""[..], "broken"),
        (b"%PDF-1.7", "broken"),
        (&scan.bytes(), "unsupported"),
        (&nothing.bytes(), "empty"),
    ];
    for (bytes, code) in cases {
        let refused = check::pdf(bytes, &layout, &limits).expect_err("no PDF with text");
        assert_eq!(refused.code(), code);
    }
    let small = Limits { input_bytes: 10, ..limits };
    let refused = check::pdf(&Paper::new().bytes(), &layout, &small).expect_err("larger than ten bytes");
    assert_eq!(refused.code(), "too-large");
}
