//! Small documents in our own words, and the outline each should have.

use super::label::{self, Style};
use super::{Kind, Outline, Passage, outline};
use crate::model::{Block, Cell, Document, Format, Line, Row, Span, Table};

/// A document of lines; a line that begins with `|` is a row of a table, `||` in it an empty cell.
fn document(text: &str, wrapped: bool, format: Format) -> Document {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        let start = at + (whole.len() - whole.trim_start().len());
        at += whole.len();
        if line.is_empty() {
            continue;
        }
        let span = Span::new(start, start + line.len());
        if line.starts_with('|') {
            let row = row(line, start);
            match blocks.last_mut() {
                Some(Block::Table(table)) => {
                    table.span = table.span.cover(span);
                    table.rows.push(row);
                }
                _ => blocks.push(Block::Table(Table { span, page: 1, rows: vec![row] })),
            }
        } else {
            blocks.push(Block::Line(Line {
                span,
                page: 1,
                wrapped,
                bold: false,
                centred: false,
                heading: None,
            }));
        }
    }
    Document { format, text: text.to_owned(), blocks, pages: 1, warnings: Vec::new() }
}

/// `| a | b > |` : a cell that ends in `>` spans two columns.
fn row(line: &str, start: usize) -> Row {
    let mut cells = Vec::new();
    let mut at = start + 1;
    let mut column = 0;
    for piece in line[1..].trim_end_matches('|').split('|') {
        let columns = 1 + piece.trim_end().chars().rev().take_while(|c| *c == '>').count() as u16;
        let inner = piece.trim().trim_end_matches('>').trim_end();
        let from = at + (piece.len() - piece.trim_start().len()).min(piece.len());
        cells.push(Cell { span: Span::new(from, from + inner.len()), column, columns });
        column += columns;
        at += piece.len() + 1;
    }
    Row { cells }
}

fn shown(outline: &Outline) -> Vec<String> {
    outline
        .clauses
        .iter()
        .map(|c| format!("{} {} {}", "·".repeat(c.depth as usize), c.path, c.passage.text))
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    let outline = outline(&document(text, true, Format::Text));
    assert_eq!(shown(&outline), expected, "in {text}");
}

#[test]
fn labels_are_told_from_words() {
    let cases: &[(&str, Option<(Style, &str)>)] = &[
        ("I. MỤC TIÊU", Some((Style::Roman, "I"))),
        ("I- MỤC TIÊU", Some((Style::Roman, "I"))),
        ("IV) Giải pháp", Some((Style::Roman, "IV"))),
        ("A. QUAN ĐIỂM", Some((Style::Capital, "A"))),
        ("1. Trồng rừng", Some((Style::Arabic(1), "1"))),
        ("1.Trồng rừng", Some((Style::Arabic(1), "1"))),
        ("1) Trồng rừng", Some((Style::Bracketed, "1"))),
        ("(1) Trồng rừng", Some((Style::Enclosed, "1"))),
        ("(ii) trồng rừng", Some((Style::Enclosed, "ii"))),
        ("Điều 4", Some((Style::Article, "Điều 4"))),
        ("(xem phụ lục) trồng rừng", None),
        ("2.3. Trồng rừng", Some((Style::Arabic(2), "2.3"))),
        ("2.3 Trồng rừng", Some((Style::Arabic(2), "2.3"))),
        ("2.3.1. Trồng rừng", Some((Style::Arabic(3), "2.3.1"))),
        ("II.1. Trồng rừng", Some((Style::Arabic(1), "II.1"))),
        ("a) Trồng rừng", Some((Style::Letter, "a"))),
        ("đ) trồng rừng", Some((Style::Letter, "đ"))),
        ("- Trồng rừng", Some((Style::Dash, "-"))),
        ("– Trồng rừng", Some((Style::Dash, "–"))),
        ("-Trồng rừng", Some((Style::Dash, "-"))),
        ("+ Trồng rừng", Some((Style::Plus, "+"))),
        ("* Trồng rừng", Some((Style::Star, "*"))),
        ("Điều 3. Trồng rừng", Some((Style::Article, "Điều 3"))),
        ("Phần thứ hai", Some((Style::Part, "Phần thứ hai"))),
        ("CHƯƠNG II", Some((Style::Chapter, "CHƯƠNG II"))),
        ("PHỤ LỤC II", Some((Style::Annex, "PHỤ LỤC II"))),
        ("Phụ lục 1: Danh mục", Some((Style::Annex, "Phụ lục 1"))),
        ("PHỤ LỤC", Some((Style::Annex, "PHỤ LỤC"))),
        ("15.000 ha rừng", None),
        ("1.5 triệu đồng", None),
        ("07.6.2026 là hạn", None),
        ("36-NQ/TW của Bộ Chính trị", None),
        ("2026 - 2030 trồng rừng", None),
        ("-5% so với năm trước", None),
        ("Điều 5 Luật Lâm nghiệp", None),
        ("Phần lớn diện tích", None),
        ("I love rừng", None),
        ("a trồng rừng", None),
        ("--- ---", None),
        ("", None),
    ];
    for (line, expected) in cases {
        let found = label::label(line);
        assert_eq!(found.as_ref().map(|l| (l.style, l.typed.as_str())), *expected, "in {line:?}");
    }
}

#[test]
fn roman_numbers_go_there_and_back() {
    for n in 1..40 {
        assert_eq!(label::roman(&label::roman_numeral(n)), Some(n));
    }
    for wrong in ["", "IIII", "VX", "IC", "i", "XL"] {
        assert_eq!(label::roman(wrong), None, "{wrong}");
    }
}

#[test]
fn levels_nest() {
    check(
        "I- TRỒNG RỪNG\n1. Giống\n1.1. Keo lai\na) Vườn ươm\n- Đất bầu:\n+ Đất mặt;\n+ Phân chuồng.\nb) Bứng cây\n1.2. Bạch đàn\n2. Chăm sóc\nTưới hai lần.\nII- BẢO VỆ",
        &[
            "· I TRỒNG RỪNG",
            "·· I.1 Giống",
            "··· I.1.1 Keo lai",
            "···· I.1.1.a Vườn ươm",
            "····· I.1.1.a/1 Đất bầu:",
            "······ I.1.1.a/1/1 Đất mặt;",
            "······ I.1.1.a/1/2 Phân chuồng.",
            "···· I.1.1.b Bứng cây",
            "··· I.1.2 Bạch đàn",
            "·· I.2 Chăm sóc",
            "··· I.2/1 Tưới hai lần.",
            "· II BẢO VỆ",
        ],
    );
}

#[test]
fn capitals_stand_above_roman_numbers_or_below() {
    check(
        "A. RỪNG\nI. TRỒNG\nII. GIỮ\nB. NƯỚC\nI. HỒ",
        &["· A RỪNG", "·· A.I TRỒNG", "·· A.II GIỮ", "· B NƯỚC", "·· B.I HỒ"],
    );
    check(
        "I. RỪNG\nA. Trồng\nB. Giữ\nII. NƯỚC\nA. Hồ",
        &["· I RỪNG", "·· I.A Trồng", "·· I.B Giữ", "· II NƯỚC", "·· II.A Hồ"],
    );
}

#[test]
fn parts_take_their_title_from_the_next_line() {
    check(
        "Phần thứ nhất\nRỪNG\nI. TRỒNG\nPhần thứ hai\nNƯỚC\nI. HỒ",
        &["· P1 RỪNG", "·· P1.I TRỒNG", "· P2 NƯỚC", "·· P2.I HỒ"],
    );
}

#[test]
fn articles_hold_clauses_points_and_sections() {
    check(
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Chương trình với nội dung sau:\nI. MỤC TIÊU\n1. Trồng rừng\nĐiều 2. Hiệu lực\n1. Từ ngày ký.\na) Trừ rừng phòng hộ.\nĐiều 3. Thi hành./.\nNơi nhận:\n- Như Điều 3;\nCHỦ TỊCH\nLê Văn Mẫu",
        &[
            "· Đ1 Phê duyệt Chương trình với nội dung sau:",
            "·· Đ1.I MỤC TIÊU",
            "··· Đ1.I.1 Trồng rừng",
            "· Đ2 Hiệu lực",
            "·· Đ2.1 Từ ngày ký.",
            "··· Đ2.1.a Trừ rừng phòng hộ.",
            "· Đ3 Thi hành./.",
        ],
    );
}

#[test]
fn wrapped_lines_are_joined_and_marks_in_a_sentence_are_words() {
    let text = "I. TRỒNG RỪNG\n\
        1. Việc trồng rừng trên đất trống, đồi trọc của toàn phường do Phòng Tài chính\n\
        - Kế hoạch phường bố trí đủ vốn để trồng rừng trong giai đoạn 2026\n\
        - 2030 và trả tiền công theo Quyết định số 12/QĐ-UBND của Ủy ban nhân dân, theo số 141-\n\
        KH/TU của Ban Thường vụ cho người trồng ở đất dốc, đất xấu, nơi xa đường và nơi\n\
        thiếu nước.\n\
        2. Phòng Kinh tế\n\
        Theo dõi việc trồng rừng và báo cáo hằng quý cho Ủy ban nhân dân phường biết về\n\
        Kết quả.";
    check(
        text,
        &[
            "· I TRỒNG RỪNG",
            "·· I.1 Việc trồng rừng trên đất trống, đồi trọc của toàn phường do Phòng Tài chính - Kế hoạch phường bố trí đủ vốn để trồng rừng trong giai đoạn 2026 - 2030 và trả tiền công theo Quyết định số 12/QĐ-UBND của Ủy ban nhân dân, theo số 141-KH/TU của Ban Thường vụ cho người trồng ở đất dốc, đất xấu, nơi xa đường và nơi thiếu nước.",
            "·· I.2 Phòng Kinh tế",
            "··· I.2/1 Theo dõi việc trồng rừng và báo cáo hằng quý cho Ủy ban nhân dân phường biết về Kết quả.",
        ],
    );
}

#[test]
fn what_is_attached_is_an_annex_whatever_more_its_heading_says() {
    check(
        "Điều 1. Ban hành Chương trình./.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nPhạm Văn Mẫu\nCHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ\n\
         Thực hiện Nghị quyết mới\n(Kèm theo Nghị quyết số 5)\nI. MỤC TIÊU\n1. Trồng rừng.",
        &[
            "· Đ1 Ban hành Chương trình./.",
            "· PL CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ Thực hiện Nghị quyết mới (Kèm theo Nghị quyết số 5)",
            "·· PL.I MỤC TIÊU",
            "··· PL.I.1 Trồng rừng.",
        ],
    );
}

#[test]
fn heads_that_pages_repeat_are_left_out() {
    check(
        "I. NỘI DUNG\n1. Giữ khoảng cách và mỹ\nKế hoạch số 4 - Quản lý đô thị\n2\nquan của cả vùng.\n2. Trồng cây.\n\
         Kế hoạch số 4 - Quản lý đô thị\n3\n3. Tưới cây.",
        &[
            "· I NỘI DUNG",
            "·· I.1 Giữ khoảng cách và mỹ quan của cả vùng.",
            "·· I.2 Trồng cây.",
            "·· I.3 Tưới cây.",
        ],
    );
    // Said once, or nowhere near a page number, it is text.
    check(
        "I. NỘI DUNG\n1. Giữ gìn cảnh quan.\nKế hoạch số 4 - Quản lý đô thị\n2. Trồng cây.\nKế hoạch số 4 - Quản lý đô thị",
        &[
            "· I NỘI DUNG",
            "·· I.1 Giữ gìn cảnh quan.",
            "··· I.1/1 Kế hoạch số 4 - Quản lý đô thị",
            "·· I.2 Trồng cây.",
            "··· I.2/1 Kế hoạch số 4 - Quản lý đô thị",
        ],
    );
}

#[test]
fn annexes_hold_their_tables() {
    check(
        "I. NỘI DUNG\n1. Xem phụ lục./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nPHỤ LỤC I\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 5)\n\
         | TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n\
         | I | Trồng rừng >> |\n\
         | 1 | Ươm giống | Sở A | 2026 |\n\
         | 2 | Bứng cây | | 2027 |\n\
         | II | Giữ rừng | | |\n\
         | 1 | Tuần tra | Sở B | Hằng năm |\n\
         PHỤ LỤC II\nCHỈ TIÊU\n\
         | TT | Chỉ tiêu | Mục tiêu > |\n\
         | | | 2026 | 2030 |\n\
         | (1) | (2) | (3) | (4) |\n\
         | 1 | Độ che phủ | 45% | 47% |",
        &[
            "· I NỘI DUNG",
            "·· I.1 Xem phụ lục./.",
            "· PL1 PHÂN CÔNG NHIỆM VỤ (Kèm theo Kế hoạch số 5)",
            "·· PL1/1 Trồng rừng",
            "··· PL1/1/1 Ươm giống | Sở A | 2026",
            "··· PL1/1/2 Bứng cây | 2027",
            "·· PL1/2 Giữ rừng",
            "··· PL1/2/1 Tuần tra | Sở B | Hằng năm",
            "· PL2 CHỈ TIÊU",
            "·· PL2/1 Độ che phủ | 45% | 47%",
        ],
    );
}

#[test]
fn rows_below_rows_and_rests_of_rows() {
    check(
        "I. NỘI DUNG\n1. Xem phụ lục./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\nCHƯƠNG TRÌNH\n(Kèm theo Nghị quyết số 5)\nI. MỤC TIÊU\n\
         PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n(Kèm theo Nghị quyết số 5)\n\
         | TT | Nhiệm vụ | Cơ quan chủ trì | Phối hợp | Thời gian |\n\
         | I | Trồng rừng | | | những năm sau |\n\
         | 1 | Ươm giống, gồm (1) keo; | Sở A | | 2026 |\n\
         | | (2) lim. | | | |\n\
         | 2 | Bứng cây | Sở B | Sở C | 2027 |\n\
         | 2.1 | Bứng cây non | Sở B | Sở C | 2027 |",
        &[
            "· I NỘI DUNG",
            "·· I.1 Xem phụ lục./.",
            "· PL CHƯƠNG TRÌNH (Kèm theo Nghị quyết số 5)",
            "·· PL.I MỤC TIÊU",
            "· PL1 DANH MỤC NHIỆM VỤ (Kèm theo Nghị quyết số 5)",
            "·· PL1/1 Trồng rừng | những năm sau",
            "··· PL1/1/1 Ươm giống, gồm (1) keo; (2) lim. | Sở A | 2026",
            "··· PL1/1/2 Bứng cây | Sở B | Sở C | 2027",
            "···· PL1/1/2/1 Bứng cây non | Sở B | Sở C | 2027",
        ],
    );
}

#[test]
fn stacked_headings_name_the_columns() {
    let document = document(
        "I. A\nPHỤ LỤC\n| TT | Chỉ tiêu | Mục tiêu > |\n| | | 2026 | 2030 |\n| 1 | Độ che phủ | 45% | 47% |",
        true,
        Format::Text,
    );
    let outline = outline(&document);
    let row = outline.clauses.last().expect("a row");
    assert_eq!((row.kind, row.label.as_str()), (Kind::Row, "1"));
    let columns: Vec<(&str, &str)> =
        row.columns.iter().map(|c| (c.name.as_str(), c.passage.text.as_str())).collect();
    assert_eq!(columns, [("Chỉ tiêu", "Độ che phủ"), ("Mục tiêu / 2026", "45%"), ("Mục tiêu / 2030", "47%")]);
}

#[test]
fn a_heading_that_cannot_span_leaves_its_neighbour_empty() {
    let text = "I. A\nPHỤ LỤC\n| TT | Chỉ tiêu | Mục tiêu | | Theo dõi |\n| | | 2026 | 2030 | |\n| 1 | Độ che phủ | 45% | 47% | Sở A |";
    let outline = outline(&document(text, true, Format::Text));
    let row = outline.clauses.last().expect("a row");
    let columns: Vec<&str> = row.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        (row.path.as_str(), columns.as_slice()),
        ("PL/1", ["Chỉ tiêu", "Mục tiêu / 2026", "Mục tiêu / 2030", "Theo dõi"].as_slice())
    );
}

#[test]
fn an_attached_programme_is_an_annex() {
    check(
        "Điều 1. Ban hành Chương trình.\nĐiều 2. Thi hành./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\nCHƯƠNG TRÌNH\nTrồng rừng đến năm 2030\n(Ban hành kèm theo Quyết định số 5)\nI. MỤC TIÊU\n1. Rừng xanh",
        &[
            "· Đ1 Ban hành Chương trình.",
            "· Đ2 Thi hành./.",
            "· PL CHƯƠNG TRÌNH Trồng rừng đến năm 2030 (Ban hành kèm theo Quyết định số 5)",
            "·· PL.I MỤC TIÊU",
            "··· PL.I.1 Rừng xanh",
        ],
    );
}

#[test]
fn a_scan_shows_roman_numbers_as_other_letters() {
    let text = "I. MỤC TIÊU\n1. Một\nH. NHIỆM VỤ\n1. Hai\nII. GIẢI PHÁP\nIV. TỔ CHỨC";
    let outline = outline(&document(text, true, Format::Scan));
    let paths: Vec<&str> = outline.clauses.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(paths, ["I", "I.1", "II", "II.1", "III", "IV"]);
}

#[test]
fn a_scan_loses_the_dot_behind_a_number() {
    let text = "I. MỤC ĐÍCH\n1. Một\n2, Hai\n3, năm sau\nII MỤC TIÊU\n1. Ba\nII. NHIỆM VỤ\nIV. TỔ CHỨC";
    let paths = |format| {
        let outline = outline(&document(text, true, format));
        outline.clauses.iter().map(|clause| clause.path.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(paths(Format::Scan), "I I.1 I.2 II II.1 III IV");
    assert!(!paths(Format::Text).contains("I.2"), "elsewhere a comma is a comma");
}

#[test]
fn a_number_typed_twice_names_two_clauses() {
    check("I. A B\n2. C\n2. D", &["· I A B", "·· I.2 C", "·· I.2~2 D"]);
}

#[test]
fn plans_without_numbers_have_paragraphs() {
    let text = "UBND PHƯỜNG A\nSố: 3/KH-UBND\nKẾ HOẠCH\nTrồng rừng\nPhường trồng rừng.\n- Ươm cây;\n- Bứng cây./.\nNơi nhận:\n- Lưu.";
    let outline = outline(&document(text, false, Format::Text));
    assert_eq!(shown(&outline), ["· /1 Phường trồng rừng.", "· /2 Ươm cây;", "· /3 Bứng cây./."]);
    assert_eq!(outline.front.len(), 4);
    assert_eq!(outline.closing.len(), 2);
}

#[test]
fn a_place_in_joined_text_is_found_in_decomposed_source() {
    let source = "1. Tro\u{302}\u{300}ng ru\u{31b}\u{300}ng\n  \u{d0}o\u{302}\u{300}ng bang";
    let passage = Passage::from_source(source, Span::new(3, source.len()));
    assert_eq!(passage.text, "Trồng rừng Đồng bang");
    for word in ["Trồng", "rừng", "Đồng", "bang", "Trồng rừng Đồng"] {
        let start = passage.text.find(word).expect("a word of the text");
        let span = passage.locate(start, start + word.len());
        let found = Passage::from_source(source, span).text;
        assert_eq!(found, word);
    }
}

#[test]
fn a_table_without_columns_comes_apart_by_its_count() {
    check(
        "I. NỘI DUNG\n1. Xem phụ lục./.\nPHỤ LỤC\nPHÂN CÔNG\nTT Nhiệm vụ Cơ quan chủ trì Thời gian\nthực hiện\n1 2 3 4\nI Trồng rừng\n1 Ươm giống keo lai Sở A 2026\nở hai vườn\n2 Bứng cây Sở B 2027\nII Giữ rừng\n1 Tuần tra 2 lần Sở C Hằng năm\nPHỤ LỤC II\nCHỈ TIÊU",
        &[
            "· I NỘI DUNG",
            "·· I.1 Xem phụ lục./.",
            "· PL PHÂN CÔNG",
            "·· PL/1 Trồng rừng",
            "··· PL/1/1 Ươm giống keo lai Sở A 2026 ở hai vườn",
            "··· PL/1/2 Bứng cây Sở B 2027",
            "·· PL/2 Giữ rừng",
            "··· PL/2/1 Tuần tra 2 lần Sở C Hằng năm",
            "· PL2 CHỈ TIÊU",
        ],
    );
}

#[test]
fn the_signature_ends_the_body() {
    for closing in ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "THỦ TƯỚNG", "T/M BAN THƯỜNG VỤ", "Nơi nhận:"]
    {
        let text =
            format!("I. MỘT\n1. Hai.\n2. Ba.\n3. Bốn.\n4. Năm.\n5. Sáu.\n{closing}\n1. Không phải mục");
        let outline = outline(&document(&text, true, Format::Text));
        assert_eq!(outline.clauses.len(), 6, "{closing}");
        assert_eq!(outline.closing.len(), 2, "{closing}");
    }
}

#[test]
fn a_list_of_the_items_own_form_stands_under_it() {
    check(
        "I. MỤC TIÊU\n1. Mục tiêu chung\nRừng xanh.\n2. Mục tiêu cụ thể\n1. Trồng 5 ha.\n2. Giữ 9 ha.\n3. Nuôi 2 đàn ong.\n3. Tầm nhìn\nII. NHIỆM VỤ\n1. Trồng.",
        &[
            "· I MỤC TIÊU",
            "·· I.1 Mục tiêu chung",
            "··· I.1/1 Rừng xanh.",
            "·· I.2 Mục tiêu cụ thể",
            "··· I.2.1 Trồng 5 ha.",
            "··· I.2.2 Giữ 9 ha.",
            "··· I.2.3 Nuôi 2 đàn ong.",
            "·· I.3 Tầm nhìn",
            "· II NHIỆM VỤ",
            "·· II.1 Trồng.",
        ],
    );
}

#[test]
fn figures_and_references_at_a_line_start_are_text() {
    check(
        "I. NHIỆM VỤ\n1. Giao Phòng Kinh tế rà soát quỹ đất, cấp giống và hướng dẫn kỹ thuật, xong trước\n1/6/2026; hỗ trợ giống và phân bón cho 50 hộ nghèo trên địa bàn toàn phường.\n2. Phòng Nội vụ rà soát các quy định hiện hành theo khoản 1 và khoản 2, Điều\n3. Luật Hợp tác xã; xử lý dứt điểm các hợp tác xã ngừng hoạt động lâu năm.\n3. Hết.",
        &[
            "· I NHIỆM VỤ",
            "·· I.1 Giao Phòng Kinh tế rà soát quỹ đất, cấp giống và hướng dẫn kỹ thuật, xong trước 1/6/2026; hỗ trợ giống và phân bón cho 50 hộ nghèo trên địa bàn toàn phường.",
            "·· I.2 Phòng Nội vụ rà soát các quy định hiện hành theo khoản 1 và khoản 2, Điều 3. Luật Hợp tác xã; xử lý dứt điểm các hợp tác xã ngừng hoạt động lâu năm.",
            "·· I.3 Hết.",
        ],
    );
}

#[test]
fn years_under_one_heading_are_columns_and_a_heading_printed_again_is_none() {
    let text = "I. A B\nPHỤ LỤC\n\
        STT  Chỉ tiêu         Đơn vị   Thực hiện   Kế hoạch giai đoạn   Cơ quan\n\
        \u{20}                     tính     năm 2025    2026   2028   2030   theo dõi\n\
        1    Diện tích lúa    ha       120         100    90     80     Sở A\n\
        \u{20}                                  2\n\
        STT  Chỉ tiêu         Đơn vị   Thực hiện   Kế hoạch giai đoạn   Cơ quan\n\
        \u{20}                     tính     năm 2025    2026   2028   2030   theo dõi\n\
        2    Che phủ rừng     %        45          46     46,5   47     Sở B\n";
    let outline = outline(&document(text, true, Format::Text));
    let rows: Vec<String> = outline
        .clauses
        .iter()
        .filter(|c| c.kind == Kind::Row)
        .map(|row| {
            row.columns
                .iter()
                .map(|c| format!("{}={}", c.name, c.passage.text))
                .collect::<Vec<_>>()
                .join("; ")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Chỉ tiêu=Diện tích lúa; Đơn vị tính=ha; Thực hiện năm 2025=120; Kế hoạch giai đoạn / 2026=100; Kế hoạch giai đoạn / 2028=90; Kế hoạch giai đoạn / 2030=80; Cơ quan theo dõi=Sở A",
            "Chỉ tiêu=Che phủ rừng; Đơn vị tính=%; Thực hiện năm 2025=45; Kế hoạch giai đoạn / 2026=46; Kế hoạch giai đoạn / 2028=46,5; Kế hoạch giai đoạn / 2030=47; Cơ quan theo dõi=Sở B",
        ]
    );
}

#[test]
fn bold_headings_without_numbers_hold_what_is_below_them() {
    let text = "KẾ HOẠCH\n**Trồng rừng năm 2026**\nPhường trồng rừng như sau:\n**Mục tiêu**\nTrồng mới 45 ha.\n**Tổ chức thực hiện**\n**Phòng Kinh tế**\n- Ươm giống;\n- Bứng cây.\n**Các thôn**\nTrồng rừng.\nNơi nhận:\n- Lưu.";
    let mut document = document(&text.replace("**", ""), false, Format::Docx);
    let bold: Vec<bool> = text.lines().map(|line| line.starts_with("**")).collect();
    for (block, bold) in document.blocks.iter_mut().zip(bold) {
        if let Block::Line(line) = block {
            line.bold = bold;
        }
    }
    assert_eq!(
        shown(&outline(&document)),
        [
            "· /1 Mục tiêu",
            "·· /1/1 Trồng mới 45 ha.",
            "· /2 Tổ chức thực hiện",
            "·· /2/1 Phòng Kinh tế",
            "··· /2/1/1 Ươm giống;",
            "··· /2/1/2 Bứng cây.",
            "·· /2/2 Các thôn",
            "··· /2/2/1 Trồng rừng.",
        ]
    );
}
