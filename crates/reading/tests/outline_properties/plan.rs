//! Plans made by chance: a tree of clauses, and the text it is printed as.

use documents::outline::Kind;

/// A form of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// `PHẦN II.`
    Part,
    /// `Điều 3.`
    Article,
    /// `B.`
    Capital,
    /// `IV.`, `IV-`
    Roman,
    /// `2.`, `2)`, `2.1.`
    Item,
    /// `đ)`
    Letter,
    /// `-`
    Dash,
    /// `+`
    Plus,
}

/// The levels of a plan from the outermost to the innermost, and how its numbers are closed.
#[derive(Debug)]
pub(crate) struct Forms {
    levels: &'static [Level],
    roman: &'static str,
    item: &'static str,
}

impl Forms {
    /// The combinations seen in real plans.
    pub(crate) const ALL: [Self; 7] = {
        use Level::{Article, Capital, Dash, Item, Letter, Part, Plus, Roman};
        [
            Self { levels: &[Roman, Item, Dash, Plus], roman: ".", item: "." },
            Self { levels: &[Roman, Item, Item, Letter, Dash, Plus], roman: ".", item: "." },
            Self { levels: &[Roman, Item, Letter, Dash], roman: "-", item: "." },
            Self { levels: &[Part, Roman, Item, Dash, Plus], roman: "-", item: ")" },
            Self { levels: &[Part, Capital, Roman, Item, Letter, Dash, Plus], roman: "-", item: ")" },
            Self { levels: &[Article, Item, Letter, Dash], roman: ".", item: "." },
            Self { levels: &[Item, Item, Item, Dash, Plus], roman: ".", item: "." },
        ]
    };
}

/// A clause as it has to be read.
#[derive(Debug)]
pub(crate) struct Piece {
    /// `IV.3.1/2`
    pub(crate) path: String,
    /// Form of its number.
    pub(crate) kind: Kind,
    /// From 1.
    pub(crate) depth: u8,
    /// Its number as printed, with dot or bracket.
    label: String,
    /// Its words.
    pub(crate) text: String,
}

/// A plan made by chance.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Its clauses in order.
    pub(crate) pieces: Vec<Piece>,
}

const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];
const CAPITALS: [&str; 6] = ["A", "B", "C", "D", "Đ", "E"];
const LETTERS: [&str; 6] = ["a", "b", "c", "d", "đ", "e"];

/// Words of plans, and what looks like a number of a clause when a line begins with it.
const WORDS: [&str; 40] = [
    "công",
    "nghệ",
    "sinh",
    "học",
    "phát",
    "triển",
    "nông",
    "nghiệp",
    "xã",
    "phường",
    "hỗ",
    "trợ",
    "nguồn",
    "giống",
    "cây",
    "trồng",
    "vật",
    "nuôi",
    "môi",
    "trường",
    "bảo",
    "vệ",
    "rừng",
    "sản",
    "phẩm",
    "đào",
    "tạo",
    "cán",
    "bộ",
    "hợp",
    "tác",
    "giai đoạn 2026 - 2030",
    "ngày 15 tháng 6 năm 2027",
    "số 36-NQ/TW",
    "dân",
    "khoản 2 Điều 5 của Luật",
    "nâng",
    "cao",
    "chất",
    "lượng",
];

impl Plan {
    /// A plan of these forms; every choice is taken from `choices`, and there is nothing more when they end.
    pub(crate) fn grow(forms: &Forms, choices: Vec<u16>) -> Self {
        let mut grower = Grower { forms, choices: choices.into_iter(), pieces: Vec::new() };
        grower.children(0, None, 1, 0);
        Self { pieces: grower.pieces }
    }

    /// As text: whole paragraphs, or lines broken at `width` with or without a blank line after each.
    pub(crate) fn print(&self, width: Option<usize>, blank: bool) -> String {
        let mut text = String::from(HEADER);
        let clauses = self.pieces.iter().map(|piece| format!("{} {}", piece.label, piece.text));
        for paragraph in PREAMBLE.into_iter().map(str::to_owned).chain(clauses) {
            for line in broken(paragraph.trim_start(), width.unwrap_or(usize::MAX)) {
                text.push_str(&line);
                text.push_str(if blank && width.is_some() { " \n\n" } else { "\n" });
            }
        }
        text.push_str(CLOSING);
        text
    }
}

const HEADER: &str = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ CỬU AN Độc lập - Tự do - Hạnh phúc\n\
    Số: 12/KH-UBND Cửu An, ngày 03 tháng 02 năm 2026\nKẾ HOẠCH\nTrồng rừng và giữ nguồn nước năm 2026\n";
const PREAMBLE: [&str; 3] = [
    "Căn cứ Kế hoạch số 45/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Gia Lai về trồng rừng và giữ \
     nguồn nước cho các xã phía đông của tỉnh;",
    "Căn cứ Nghị quyết số 03-NQ/ĐU ngày 12 tháng 01 năm 2026 của Ban Chấp hành Đảng bộ xã về nhiệm vụ trọng tâm trong \
     năm.",
    "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng và giữ nguồn nước trên địa bàn xã năm 2026 với những nội dung \
     chính như sau:",
];
const CLOSING: &str = "\nNơi nhận:\n- Đảng ủy xã;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Mẫu\n";

fn broken(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

struct Grower<'a> {
    forms: &'a Forms,
    choices: std::vec::IntoIter<u16>,
    pieces: Vec<Piece>,
}

impl Grower<'_> {
    /// Puts children of one form under `parent` (place in the list), and theirs.
    fn children(&mut self, level: usize, parent: Option<usize>, depth: u8, before: usize) {
        let Some(form) = self.forms.levels.get(level).copied() else { return };
        let count = if parent.is_none() { 2 + self.choose(3) } else { 1 + self.choose(4) };
        for number in 0..count {
            // A new clause needs a choice left; the outermost ones are always there.
            if parent.is_some() && self.choices.len() == 0 {
                return;
            }
            let below = self.forms.levels.len() - level - 1;
            let parted = form == Level::Part || form == Level::Capital;
            let grows = below > 0 && (parted || self.choose(2) == 0) && self.choices.len() > 0;
            let text = if grows { self.heading() } else { self.sentence() };
            let place = self.pieces.len();
            self.pieces.push(self.piece(form, parent, number, before, depth, text));
            if grows {
                // A paragraph after a dash would be its brother.
                let listed = form == Level::Dash || form == Level::Plus;
                let intro = usize::from(!listed && self.choose(5) == 0);
                if intro == 1 {
                    let text = self.sentence();
                    let path = format!("{}/1", self.pieces[place].path);
                    let depth = depth + 1;
                    self.pieces.push(Piece {
                        path,
                        kind: Kind::Paragraph,
                        depth,
                        label: String::new(),
                        text,
                    });
                }
                self.children(level + 1, Some(place), depth + 1, intro);
            }
        }
    }

    fn piece(
        &self,
        form: Level,
        parent: Option<usize>,
        number: usize,
        before: usize,
        depth: u8,
        text: String,
    ) -> Piece {
        let parent = parent.map(|place| &self.pieces[place]);
        let above = parent.map_or("", |parent| parent.path.as_str());
        let count = number + 1;
        let (kind, name, label) = match form {
            Level::Part => (Kind::Part, format!("P{count}"), format!("PHẦN {}.", ROMAN[number])),
            Level::Article => (Kind::Article, format!("Đ{count}"), format!("Điều {count}.")),
            Level::Capital => (Kind::Section, CAPITALS[number].into(), format!("{}.", CAPITALS[number])),
            Level::Roman => {
                (Kind::Section, ROMAN[number].into(), format!("{}{}", ROMAN[number], self.forms.roman))
            }
            Level::Item => {
                let outer =
                    parent.filter(|parent| parent.kind == Kind::Item).map(|parent| parent.label.as_str());
                let outer =
                    outer.map_or(String::new(), |label| format!("{}.", label.trim_end_matches(['.', ')'])));
                (Kind::Item, count.to_string(), format!("{outer}{count}{}", self.forms.item))
            }
            Level::Letter => (Kind::Letter, LETTERS[number].into(), format!("{})", LETTERS[number])),
            Level::Dash => (Kind::Dash, (before + count).to_string(), "-".into()),
            Level::Plus => (Kind::Plus, (before + count).to_string(), "+".into()),
        };
        let between = match (above, form) {
            ("", _) => "",
            (_, Level::Dash | Level::Plus) => "/",
            _ => ".",
        };
        Piece { path: format!("{above}{between}{name}"), kind, depth, label, text }
    }

    fn heading(&mut self) -> String {
        let count = 2 + self.choose(4);
        self.words(count, 31, "")
    }

    fn sentence(&mut self) -> String {
        // Long where the choices have ended: plans are made of long sentences.
        let count = 46 - self.choose(40);
        let end = if self.choose(2) == 0 { "." } else { ";" };
        self.words(count, WORDS.len(), end)
    }

    /// Words from the first `of`, the first with a capital.
    fn words(&mut self, count: usize, of: usize, end: &str) -> String {
        let mut seed = self.choose(usize::from(u16::MAX));
        let mut words: Vec<&str> = Vec::new();
        for place in 0..count {
            seed = (seed * 25_173 + 13_849) % 65_536;
            let choice = seed / 7 % if place == 0 { 31 } else { of };
            words.push(WORDS[choice]);
        }
        let text = words.join(" ");
        let mut letters = text.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}{end}", letters.as_str())
    }

    fn choose(&mut self, of: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % of
    }
}
