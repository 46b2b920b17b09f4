//! What is set can be opened, says what it should, and stays within its page.

mod checking;
mod many;

use std::borrow::Cow;
use std::io::Write;
use std::process::Command;

use charts::{Ink, Point, Progress, Series, Stack, Trend};
use chrono::DateTime;
use documents::narrative::Span;
use documents::write::{Align, Date, Layout, OfficialDocument, Part, Row, Signature, TableColumn};
use typesetting::{Fonts, pdf};

fn fonts() -> Fonts {
    let face = |name: &str| {
        let path = format!(
            "{}/../../assets/node_modules/@expo-google-fonts/tinos/{name}.ttf",
            env!("CARGO_MANIFEST_DIR")
        );
        Cow::Owned(
            std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}; run `npm ci` in assets/")),
        )
    };
    Fonts::new(
        [
            "400Regular/Tinos_400Regular",
            "400Regular_Italic/Tinos_400Regular_Italic",
            "700Bold/Tinos_700Bold",
            "700Bold_Italic/Tinos_700Bold_Italic",
        ]
        .map(face),
    )
}

fn report() -> OfficialDocument {
    let column = |title: &str, share: u16, align: Align| TableColumn { title: title.into(), share, align };
    let heading =
        |level: u8, label: &str, text: &str| Part::Heading { level, label: label.into(), text: text.into() };
    let table = |landscape| Part::Table {
        caption: "Kết quả theo chỉ tiêu".into(),
        columns: vec![
            column("TT", 1, Align::Center),
            column("Chỉ tiêu", 6, Align::Left),
            column("Kết quả", 2, Align::Right),
        ],
        rows: vec![
            Row::from(vec!["A. Nông nghiệp".to_owned()]),
            Row::from(vec!["1".to_owned(), "Số mô hình trồng rau an toàn".to_owned(), "1.234,5".to_owned()]),
            Row { cells: vec![String::new(), "Tổng cộng".into(), "1.234,5".into()], strong: true },
        ],
        landscape,
    };
    let series = vec![
        Series { name: "Hoàn thành đúng hạn".into(), ink: Ink::Done },
        Series { name: "Hoàn thành quá hạn".into(), ink: Ink::Late },
        Series { name: "Trong hạn".into(), ink: Ink::Within },
        Series { name: "Quá hạn".into(), ink: Ink::Overdue },
    ];
    let stacks = ["Phòng Kinh tế", "Trung tâm Dịch vụ nông nghiệp thị xã", "Phường An Bình"]
        .iter()
        .zip(1..)
        .map(|(name, at)| Stack { label: (*name).into(), counts: vec![4 * at, at, 7, 2] })
        .collect::<Vec<_>>();
    let figure = |caption: &str, drawing| Part::Figure {
        caption: caption.into(),
        about: "Biểu đồ nhiệm vụ theo đơn vị".into(),
        drawing,
    };
    let row = |label: &str, reached, wanted, told: &str| Progress {
        label: label.into(),
        reached,
        is_estimate: false,
        wanted,
        told: told.into(),
    };
    let progress = charts::progress(
        ["Đã đạt", "Ước", "Cần đạt"],
        &[
            row("Doanh nghiệp ứng dụng công nghệ sinh học", Some(3.0), (4.0, 5.0), "3 / 4–5 doanh nghiệp"),
            row("Tỷ lệ diện tích rau an toàn", Some(85.0), (80.0, 80.0), "85 % / 80 %"),
            row("Mô hình", None, (10.0, 15.0), "chưa có / 10–15"),
            row(
                "Chế phẩm sinh học được sử dụng trong trồng trọt và chăn nuôi trên địa bàn",
                Some(50.0),
                (10.0, 12.0),
                "50 / 10–12",
            ),
        ],
    );
    let point = |label: &str, value: Option<f64>| Point {
        label: label.into(),
        value,
        told: value.map(|v| v.to_string()).unwrap_or_default(),
        is_estimate: label == "2026",
    };
    let trend = charts::trend(&Trend {
        points: vec![
            point("2023", Some(2.0)),
            point("2024", Some(5.0)),
            point("2025", None),
            point("2026", Some(9.0)),
        ],
        wanted: Some((8.0, 10.0)),
        names: ["Kết quả".into(), "Ước".into(), "Cần đạt".into()],
    });
    OfficialDocument {
        parent_agency: "Ủy ban nhân dân tỉnh Gia Lai".into(),
        agency: "Ủy ban nhân dân phường Suối Mơ".into(),
        number: "5".into(),
        symbol: "BC-UBND".into(),
        place: "Suối Mơ".into(),
        date: Some(Date { day: 7, month: 11, year: 2026 }),
        kind: "Báo cáo".into(),
        title: "Kết quả thực hiện Kế hoạch phát triển công nghệ sinh học\nnăm 2026".into(),
        addressed_to: vec!["Ủy ban nhân dân tỉnh Gia Lai".into()],
        bases: vec!["Căn cứ Kế hoạch số 1/KH-UBND".into(), "Theo đề nghị của Phòng Kinh tế".into()],
        body: vec![
            heading(1, "I.", "KẾT QUẢ THỰC HIỆN"),
            heading(2, "1.", "Tình hình chung"),
            Part::Paragraph {
                level: 1,
                label: "-".into(),
                spans: vec![
                    Span::plain("Đã triển khai "),
                    Span { text: "15 mô hình".into(), bold: true, italic: false },
                    Span::plain(
                        " trên địa bàn phường, với sự tham gia của các hộ dân, hợp tác xã và doanh nghiệp; kết quả bước đầu cho thấy năng suất tăng rõ rệt so với cùng kỳ năm trước, #chi phí *giảm* <b>.",
                    ),
                ],
            },
            table(false),
            figure("Nhiệm vụ theo đơn vị", charts::stacked(&series, &stacks)),
            figure("Tiến độ so với mục tiêu", progress),
            figure("Số mô hình qua các năm", trend),
            table(true),
            heading(1, "II.", "KIẾN NGHỊ"),
            Part::words("Đề nghị Ủy ban nhân dân tỉnh quan tâm, bố trí kinh phí."),
        ],
        recipients: vec!["Như trên".into(), "Phòng Kinh tế".into()],
        archive: "VT, KT".into(),
        signature: Signature {
            on_behalf_of: "TM. Ủy ban nhân dân".into(),
            capacity: "KT. Chủ tịch".into(),
            title: "Phó Chủ tịch".into(),
            name: "Nguyễn Văn Mẫu".into(),
        },
        annexes: vec![
            Part::Annex {
                label: "Phụ lục I".into(),
                title: "DANH MỤC".into(),
                note: "(Kèm theo Báo cáo)".into(),
            },
            table(true),
            Part::Annex {
                label: "Phụ lục II".into(),
                title: "NHIỆM VỤ".into(),
                note: "(Kèm theo Báo cáo)".into(),
            },
            table(false),
        ],
        snapshot: "sha256:00ff".into(),
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let (layout, fonts) = (Layout::decree_30(), fonts());
    let set = || pdf(&report(), &layout, &fonts, DateTime::UNIX_EPOCH).expect("a PDF");
    assert_eq!(set(), set());
}

#[test]
fn it_says_what_it_should_and_words_are_never_markup() {
    let text = told("pdftotext", &["-layout"], &set(), "pdf");
    for line in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "Suối Mơ, ngày 07 tháng 11 năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Gia Lai",
        "Căn cứ Kế hoạch số 1/KH-UBND;",
        "I. KẾT QUẢ THỰC HIỆN",
        "#chi phí *giảm* <b>.",
        "Bảng 1. Kết quả theo chỉ tiêu",
        "Biểu đồ 3. Số mô hình qua các năm",
        "Trung tâm Dịch vụ nông nghiệp thị xã",
        "3 / 4–5 doanh nghiệp",
        "bố trí kinh phí./.",
        "- Lưu: VT, KT.",
        "KT. CHỦ TỊCH",
        "Phụ lục II",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
}

#[test]
fn it_is_tagged_named_and_holds_its_fonts() {
    let bytes = set();
    let about = told("pdfinfo", &[], &bytes, "pdf");
    for line in [
        ["Title:", "Kết quả thực hiện Kế hoạch phát triển công nghệ sinh học năm 2026"],
        ["Author:", "Ủy ban nhân dân phường Suối Mơ"],
        ["Keywords:", "sha256:00ff"],
        ["Tagged:", "yes"],
    ] {
        let [name, value] = line;
        let found = about.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        assert_eq!(found, Some(value), "{about}");
    }
    // Each line of the table of fonts tells whether one is embedded, partly, and has its letters.
    let fonts = told("pdffonts", &[], &bytes, "pdf");
    let rows: Vec<_> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    assert!(rows.iter().all(|row| row.contains("Tinos") && row.contains("yes yes yes")), "{fonts}");
    // Headings of the text and both annexes are among the bookmarks.
    let outline = told("pdftohtml", &["-xml", "-i", "-stdout"], &bytes, "pdf");
    let outline = outline.split_once("<outline>").expect("bookmarks").1;
    for heading in ["I. KẾT QUẢ THỰC HIỆN", "1. Tình hình chung", "II. KIẾN NGHỊ", "Phụ lục I", "Phụ lục II"]
    {
        assert!(outline.contains(&format!(">{heading}</item>")), "{outline}");
    }
}

/// Sizes and numbers of pages: what is counted anew begins without a number, and a page on its side is as wide as others are high.
#[test]
fn pages_turn_and_annexes_count_their_own() {
    let bytes = set();
    let mut numbers = Vec::new();
    for page in 1..=6 {
        let page = page.to_string();
        let text = told("pdftotext", &["-f", &page, "-l", &page], &bytes, "pdf");
        let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
        numbers.push(first.parse::<u32>().ok());
    }
    assert_eq!(numbers, [None, Some(2), Some(3), Some(4), None, None]);
    let about = told("pdfinfo", &["-f", "1", "-l", "6"], &bytes, "pdf");
    let sizes: Vec<_> = about
        .lines()
        .filter(|line| line.starts_with("Page "))
        .filter_map(|line| line.split_once(" size:"))
        .map(|(_, size)| size.trim())
        .collect();
    let (upright, on_side) = ("595.276 x 841.89 pts (A4)", "841.89 x 595.276 pts (A4)");
    assert_eq!(sizes, [upright, upright, on_side, upright, on_side, upright]);
}

/// LibreOffice breaks the Word file into the same pages, with the same words, those of drawings among them.
#[test]
fn the_word_file_is_the_same_document() {
    let [theirs] = &printed(&[report()])[..] else { panic!("one file") };
    let words = |bytes: &[u8]| {
        (1..=6)
            .map(|page: u32| {
                let page = page.to_string();
                let text = told("pdftotext", &["-f", &page, "-l", &page], bytes, "pdf");
                let mut words: Vec<_> = text.split_whitespace().map(str::to_owned).collect();
                words.sort();
                words
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(words(theirs), words(&set()));
}

/// The Word files of some documents as LibreOffice prints them.
fn printed(documents: &[OfficialDocument]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |number: usize, kind: &str| folder.path().join(format!("{number}.{kind}"));
    for (number, document) in documents.iter().enumerate() {
        let file = documents::write::docx(document, &Layout::decree_30()).expect("a file");
        std::fs::write(path(number, "docx"), file).expect("kept");
    }
    // A profile of its own: another LibreOffice that runs would take the work, or refuse it.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir"])
        .arg(folder.path())
        .args((0..documents.len()).map(|number| path(number, "docx")))
        .output()
        .expect("LibreOffice; `cargo xtask test` brings it");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let read = |number| std::fs::read(path(number, "pdf")).expect("LibreOffice wrote it");
    (0..documents.len()).map(read).collect()
}

fn set() -> Vec<u8> {
    pdf(&report(), &Layout::decree_30(), &fonts(), DateTime::UNIX_EPOCH).expect("a PDF").bytes
}

/// What a program of poppler says of a file.
fn told(program: &str, options: &[&str], bytes: &[u8], kind: &str) -> String {
    let mut file = tempfile::Builder::new().suffix(&format!(".{kind}")).tempfile().expect("a file");
    file.write_all(bytes).expect("kept");
    let mut command = Command::new(program);
    command.args(options).arg(file.path());
    if program == "pdftotext" {
        command.arg("-");
    }
    let done =
        command.output().unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` brings it"));
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn no_words_and_no_shape_of_a_document_stop_it() {
    let layout = Layout::decree_30();
    let fonts = fonts();
    let odd = [
        "",
        " ",
        "\n\n",
        "\u{1}\u{0}",
        "\u{FFFE}",
        "漢字 😀 \u{E000}",
        "a\u{300}\u{301}\u{302}\u{303}",
        "\u{202E}abc",
        "#panic() $x^2$ \\ @ref <tag> *_`",
    ];
    for words in odd {
        let row = Row::from(vec![words.to_owned()]);
        let column = TableColumn { title: words.into(), share: 0, align: Align::Left };
        let document = OfficialDocument {
            agency: words.into(),
            kind: words.into(),
            title: words.into(),
            bases: vec![words.into()],
            addressed_to: vec![words.into(); 2],
            recipients: vec![words.into()],
            body: vec![
                Part::Heading { level: 0, label: words.into(), text: words.into() },
                Part::Heading { level: 200, label: words.into(), text: words.into() },
                Part::Table {
                    caption: words.into(),
                    columns: vec![],
                    rows: vec![row.clone()],
                    landscape: true,
                },
                Part::Table {
                    caption: words.into(),
                    columns: vec![column],
                    rows: vec![
                        row.clone(),
                        Row { cells: vec![words.into(); 5], strong: true },
                        Row::default(),
                    ],
                    landscape: false,
                },
                Part::Figure {
                    caption: words.into(),
                    about: words.into(),
                    drawing: charts::Drawing::default(),
                },
                Part::Paragraph { level: 0, label: words.into(), spans: vec![] },
            ],
            annexes: vec![Part::words(words)],
            snapshot: words.into(),
            ..OfficialDocument::default()
        };
        let set = pdf(&document, &layout, &fonts, DateTime::UNIX_EPOCH);
        let set = set.unwrap_or_else(|error| panic!("{words:?}: {error}"));
        assert!(set.bytes.starts_with(b"%PDF"), "{words:?}");
        let strange: Vec<_> = words.chars().filter(|letter| "漢字😀\u{E000}".contains(*letter)).collect();
        assert_eq!(set.unknown.len(), strange.len(), "{words:?}: {:?}", set.unknown);
        assert!(documents::write::docx(&document, &layout).is_ok(), "{words:?}");
    }
}
