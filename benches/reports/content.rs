//! A report as a province makes one of what its communes told: chapters with words, a table and a chart each, and annexes of
//! figures. The same in every run.

use charts::{Drawing, Ink, Point, Progress, Series, Stack, Trend};
use documents::narrative::Span;
use documents::write::{Align, Date, OfficialDocument, Part, Row, Signature, TableColumn, roman};

use crate::following::tasks::Dice;

/// At least so many pages, and as many tables and charts.
pub(super) const PAGES: usize = 60;
pub(super) const TABLES: usize = 20;
pub(super) const CHARTS: usize = 10;

/// Chapters, each with a table and a chart; as many annexes, each with a table.
const CHAPTERS: usize = 10;
/// Paragraphs below each of a chapter's headings.
const PARAGRAPHS: usize = 4;
const ROWS: usize = 14;
const ROWS_OF_ANNEX: usize = 50;

/// The report.
pub(super) fn report() -> OfficialDocument {
    let mut chance = Chance(Dice(20_261_201));
    OfficialDocument {
        parent_agency: "Chính phủ".into(),
        agency: "Ủy ban nhân dân tỉnh An Khê".into(),
        number: "128".into(),
        symbol: "BC-UBND".into(),
        place: "An Khê".into(),
        date: Some(Date { day: 1, month: 12, year: 2026 }),
        kind: "Báo cáo".into(),
        title: "Kết quả ứng dụng công nghệ sinh học\nnăm 2026".into(),
        addressed_to: vec!["Thủ tướng Chính phủ".into()],
        bases: (0..3).map(|_| format!("Căn cứ {}", chance.sentence(16))).collect(),
        body: (0..CHAPTERS).flat_map(|number| chance.chapter(number)).collect(),
        recipients: (0..6).map(|_| chance.unit()).collect(),
        archive: "VT, NN".into(),
        signature: Signature {
            on_behalf_of: "TM. Ủy ban nhân dân".into(),
            capacity: "KT. Chủ tịch".into(),
            title: "Phó Chủ tịch".into(),
            name: "Nguyễn Văn Mẫu".into(),
        },
        annexes: (0..CHAPTERS).flat_map(|number| chance.annex(number)).collect(),
        snapshot: "0193f7a0".into(),
    }
}

/// Its charts.
pub(super) fn charts(report: &OfficialDocument) -> impl Iterator<Item = &Drawing> {
    report.body.iter().filter_map(|part| match part {
        Part::Figure { drawing, .. } => Some(drawing),
        _ => None,
    })
}

const PLACES: [&str; 12] = [
    "Suối Mơ",
    "An Bình",
    "Sông Trà",
    "Đồng Xuân",
    "Cửu An",
    "Tú An",
    "Song An",
    "Thành An",
    "Ngô Mây",
    "Tây Sơn",
    "An Tân",
    "Xuân An",
];
const WORDS: [&str; 32] = [
    "hợp tác xã",
    "vườn ươm",
    "giống lúa",
    "các hộ",
    "mô hình",
    "rau sạch",
    "chế phẩm",
    "vi sinh",
    "đã",
    "đang",
    "và",
    "tại",
    "trong kỳ",
    "tăng",
    "giảm nhẹ",
    "so với",
    "quý trước",
    "diện tích",
    "sản lượng",
    "tập huấn",
    "cán bộ",
    "kỹ thuật",
    "doanh nghiệp",
    "liên kết",
    "tiêu thụ",
    "nguồn nước",
    "phụ phẩm",
    "chăn nuôi",
    "dược liệu",
    "bảo quản",
    "kinh phí",
    "nghiệm thu",
];

struct Chance(Dice);

impl Chance {
    fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.0.below(of.len())]
    }

    fn unit(&mut self) -> String {
        format!("Ủy ban nhân dân xã {}", self.one(&PLACES))
    }

    fn count(&mut self, below: usize) -> u64 {
        self.0.below(below) as u64
    }

    /// As Vietnamese writes it.
    fn figure(&mut self) -> String {
        format!("{}.{:03},{}", 1 + self.count(900), self.count(1_000), self.count(10))
    }

    fn sentence(&mut self, words: usize) -> String {
        let words: Vec<_> = (0..words).map(|_| self.one(&WORDS)).collect();
        format!("{} {}", words.join(" "), self.count(1_000))
    }

    fn paragraph(&mut self, label: &str) -> Part {
        let bold = Span { text: self.sentence(4), bold: true, italic: false };
        let spans = vec![
            Span::plain(format!("Tại {}, {}, ", self.one(&PLACES), self.sentence(20))),
            bold,
            Span::plain(format!("; {}.", self.sentence(18))),
        ];
        Part::Paragraph { level: 1, label: label.into(), spans }
    }

    fn chapter(&mut self, number: usize) -> Vec<Part> {
        let label = format!("{}.", roman(u32::try_from(number + 1).unwrap_or_default()));
        let mut parts = vec![heading(1, &label, format!("KẾT QUẢ VỀ {}", self.sentence(5).to_uppercase()))];
        for (at, labels) in [["", "-"], ["a)", "b)"], ["", ""]].into_iter().enumerate() {
            parts.push(heading(2, &format!("{}.", at + 1), self.sentence(6)));
            parts.extend((0..PARAGRAPHS).map(|at| self.paragraph(labels[at % 2])));
            match at {
                0 => parts.push(self.table(ROWS, false)),
                1 => parts.push(self.chart(number)),
                _ => {}
            }
        }
        parts
    }

    /// Each third one stands on pages turned on their side.
    fn annex(&mut self, number: usize) -> Vec<Part> {
        let label = format!("Phụ lục {}", roman(u32::try_from(number + 1).unwrap_or_default()));
        let annex = Part::Annex { label, title: self.sentence(5).to_uppercase(), note: String::new() };
        vec![annex, self.table(ROWS_OF_ANNEX, number % 3 == 2)]
    }

    fn table(&mut self, rows: usize, landscape: bool) -> Part {
        let column = |title: &str, share, align| TableColumn { title: title.into(), share, align };
        let row = |chance: &mut Self, number: usize| {
            let [one, other, whole] = [(); 3].map(|()| chance.figure());
            let cells = vec![format!("{number}"), chance.unit(), chance.sentence(5), one, other, whole];
            Row { cells, strong: number == rows }
        };
        Part::Table {
            caption: format!("Số liệu về {}", self.sentence(6)),
            columns: vec![
                column("TT", 1, Align::Center),
                column("Đơn vị", 5, Align::Left),
                column("Nội dung", 6, Align::Left),
                column("Kế hoạch", 3, Align::Right),
                column("Kết quả", 3, Align::Right),
                column("Lũy kế", 3, Align::Right),
            ],
            rows: (1..=rows).map(|number| row(self, number)).collect(),
            landscape,
        }
    }

    fn chart(&mut self, number: usize) -> Part {
        let drawing = match number % 3 {
            0 => self.stacked(),
            1 => self.progress(),
            _ => self.trend(),
        };
        let caption = format!("Biểu đồ về {}", self.sentence(5));
        Part::Figure { about: format!("{caption}."), caption, drawing }
    }

    fn stacked(&mut self) -> Drawing {
        let series = [
            ("Hoàn thành đúng hạn", Ink::Done),
            ("Hoàn thành quá hạn", Ink::Late),
            ("Trong hạn", Ink::Within),
            ("Quá hạn", Ink::Overdue),
        ];
        let series = series.map(|(name, ink)| Series { name: name.into(), ink });
        let stack = |chance: &mut Self| Stack {
            label: chance.unit(),
            counts: (0..4).map(|_| chance.count(40)).collect(),
        };
        charts::stacked(&series, &(0..15).map(|_| stack(self)).collect::<Vec<_>>())
    }

    fn progress(&mut self) -> Drawing {
        let row = |chance: &mut Self| {
            let (reached, wanted) = (chance.count(120), 80 + chance.count(40));
            let told = format!("{reached} / {wanted}");
            let [reached, wanted] = [reached, wanted].map(|count| count as f64);
            let label = chance.sentence(5);
            let is_estimate = chance.count(4) == 0;
            Progress { label, reached: Some(reached), is_estimate, wanted: (wanted, wanted), told }
        };
        let rows: Vec<_> = (0..10).map(|_| row(self)).collect();
        charts::progress(["Đã đạt", "Ước", "Cần đạt"], &rows)
    }

    fn trend(&mut self) -> Drawing {
        let point = |chance: &mut Self, year: usize| {
            let value = 10 + chance.count(90);
            let is_estimate = year == 2026;
            Point { label: year.to_string(), value: Some(value as f64), told: value.to_string(), is_estimate }
        };
        charts::trend(&Trend {
            points: (2019..=2026).map(|year| point(self, year)).collect(),
            wanted: Some((60.0, 80.0)),
            names: ["Kết quả".into(), "Ước".into(), "Cần đạt".into()],
        })
    }
}

fn heading(level: u8, label: &str, text: String) -> Part {
    Part::Heading { level, label: label.into(), text }
}
