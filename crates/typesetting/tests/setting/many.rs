//! Documents of many shapes, the same each time.

use documents::narrative::Span;
use documents::write::{Date, OfficialDocument, Part};

use super::report;

/// Words of our own, short and long, some of them without a place to break.
const WORDS: [&str; 40] = [
    "phường",
    "đã",
    "trồng",
    "cây",
    "dọc",
    "theo",
    "đường",
    "vào",
    "trường",
    "học",
    "và",
    "quanh",
    "nhà",
    "văn hóa,",
    "số",
    "liệu",
    "ước",
    "tính",
    "của",
    "từng",
    "đơn vị",
    "nghiêng",
    "khuyến nông;",
    "ý",
    "ở",
    "12.345,67",
    "11/12/2024,",
    "85%",
    "doanh nghiệp",
    "hợp tác xã",
    "123-NQ/BCH-ĐU",
    "4567/QĐ-UBND-KTHTĐT",
    "(sau",
    "đây)",
    "lưu,",
    "vực.",
    "Suối",
    "Mơ",
    "tự",
    "https://suoimo.gialai.gov.vn/cong-nghe-sinh-hoc",
];
const UNITS: [&str; 6] = [
    "Phòng Kinh tế",
    "Xã Tú",
    "Trung tâm Dịch vụ nông nghiệp và phát triển nông thôn khu vực phía Đông",
    "Phòng Văn hóa và Thông tin",
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Phường An Bình",
];
const LABELS: [&str; 6] = ["", "", "-", "a)", "+", "1."];

/// So many documents.
pub(super) fn documents(count: u64) -> impl Iterator<Item = OfficialDocument> {
    (0..count).map(|number| Chance(number).document())
}

/// What looks like chance and is a sequence that its number begins: SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From nought to one less than that.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than a number of this type")
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn document(&mut self) -> OfficialDocument {
        let is_letter = self.below(4) == 0;
        let sections = 1 + self.below(5);
        let mut body: Vec<Part> = (0..sections).flat_map(|_| self.section()).collect();
        let last = self.one(&[3, 20, 60]);
        body.push(self.paragraph(last));
        let annexes = (0..self.below(3)).flat_map(|_| self.annex()).collect();
        let bases = (0..self.below(4)).map(|_| self.sentence(30)).collect();
        let title = if is_letter { "trồng cây".to_owned() } else { self.title() };
        let addressed_to =
            vec!["Ủy ban nhân dân tỉnh Gia Lai".to_owned(); usize::from(is_letter) + self.below(2)];
        let kind = if is_letter {
            String::new()
        } else {
            self.one(&["Báo cáo", "Kế hoạch", "Tờ trình"]).to_owned()
        };
        let date = (self.below(3) > 0).then_some(Date { day: 7, month: 11, year: 2026 });
        let recipients = (0..self.below(6)).map(|_| self.one(&UNITS).to_owned()).collect();
        OfficialDocument { kind, title, addressed_to, date, bases, body, recipients, annexes, ..report() }
    }

    fn title(&mut self) -> String {
        let mut lines = vec!["Kết quả thực hiện Kế hoạch phát triển công nghệ sinh học"];
        if self.below(3) == 0 {
            lines.push("trong nông nghiệp và bảo vệ môi trường trên địa bàn phường");
        }
        if self.below(2) == 0 {
            lines.push("(Năm 2026)");
        }
        lines.join("\n")
    }

    /// Up to so many words.
    fn sentence(&mut self, most: usize) -> String {
        let words: Vec<_> = (0..=self.below(most)).map(|_| self.one(&WORDS)).collect();
        format!("Có {}", words.join(" ").trim_end_matches([',', ';', '.']))
    }

    fn section(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        if self.below(3) > 0 {
            let text =
                ["TÌNH HÌNH CHUNG", "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ ĐƯỢC GIAO TRONG KỲ BÁO CÁO VÀ KIẾN NGHỊ"];
            parts.push(Part::Heading { level: 1, label: "I.".into(), text: self.one(&text).into() });
        }
        if self.below(3) == 0 {
            let (level, label) = self.one(&[(2, "1."), (3, "a)"), (4, "-")]);
            parts.push(Part::Heading { level, label: label.into(), text: self.sentence(20) });
        }
        match self.below(5) {
            0 => parts.extend(self.units()),
            1 => parts.extend((0..1 + self.below(8)).map(|_| self.paragraph(90)).collect::<Vec<_>>()),
            2 => parts.extend((0..1 + self.below(8)).map(|_| self.paragraph(14)).collect::<Vec<_>>()),
            3 => parts.extend((0..1 + self.below(20)).map(|_| self.paragraph(25)).collect::<Vec<_>>()),
            _ => parts.push(self.shown()),
        }
        parts
    }

    /// Units in italics, and below each what it told, mostly in one line.
    fn units(&mut self) -> Vec<Part> {
        let most = self.one(&[12, 20]);
        let unit = |chance: &mut Self| {
            let span = Span { text: format!("{}:", chance.one(&UNITS)), bold: false, italic: true };
            [Part::Paragraph { level: 1, label: String::new(), spans: vec![span] }, chance.paragraph(most)]
        };
        (0..1 + self.below(25)).flat_map(|_| unit(self)).collect()
    }

    fn paragraph(&mut self, most: usize) -> Part {
        let mut spans = vec![Span::plain(self.sentence(most))];
        if self.below(4) == 0 {
            let (bold, italic) = (self.below(2) == 0, self.below(2) == 0);
            spans.push(Span { text: format!(" {}", self.sentence(8)), bold, italic });
        }
        spans.push(Span::plain(self.one(&[".", ";", ":"])));
        Part::Paragraph { level: 1, label: self.one(&LABELS).into(), spans }
    }

    /// A table or a figure.
    fn shown(&mut self) -> Part {
        let is_shown = |part: &Part| matches!(part, Part::Table { .. } | Part::Figure { .. });
        let mut parts: Vec<_> = report().body.into_iter().filter(is_shown).collect();
        let mut part = parts.swap_remove(self.below(parts.len()));
        if let Part::Table { rows, caption, .. } = &mut part {
            let (count, all) = (1 + self.below(40), rows.clone());
            *rows = all.iter().cycle().take(count).cloned().collect();
            if self.below(3) == 0 {
                caption.clear();
            }
        }
        part
    }

    fn annex(&mut self) -> Vec<Part> {
        let note = self.one(&["", "(Kèm theo Báo cáo)"]).into();
        let mut parts = vec![Part::Annex { label: "Phụ lục".into(), title: "SỐ LIỆU".into(), note }];
        if self.below(2) == 0 {
            parts.push(self.paragraph(30));
        }
        parts.extend((0..self.below(3)).map(|_| self.shown()).collect::<Vec<_>>());
        parts
    }
}
