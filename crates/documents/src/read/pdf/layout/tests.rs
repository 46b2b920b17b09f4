use super::*;

/// Letters of half their size from `x` on; `·` is a gap of a quarter of the size without a drawn space.
fn glyphs(x: f64, baseline: f64, size: f64, text: &str) -> Vec<Glyph> {
    let mut x = x;
    let mut glyphs = Vec::new();
    for sign in text.chars() {
        if sign == '·' {
            x += size / 4.0;
            continue;
        }
        let width = if ('\u{300}'..='\u{36F}').contains(&sign) { 0.0 } else { size / 2.0 };
        let glyph = Glyph {
            text: sign.to_string(),
            x,
            baseline,
            width,
            size,
            style: Style::default(),
            turn: Turn::Right,
        };
        glyphs.push(glyph);
        x += width;
    }
    glyphs
}

fn sheet(glyphs: Vec<Glyph>) -> Sheet {
    Sheet { glyphs, ..Sheet::new(1, 600.0, 800.0) }
}

fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
    words(&mut sheet(glyphs)).into_iter().map(|word| word.text).collect()
}

#[test]
fn letters_become_words() {
    let cases = [
        ("drawn spaces", "kế hoạch năm", vec!["kế", "hoạch", "năm"]),
        ("gaps only", "kế·hoạch·năm", vec!["kế", "hoạch", "năm"]),
        ("marks by themselves", "ke\u{302}\u{301} hoa\u{323}ch", vec!["ke\u{302}\u{301}", "hoa\u{323}ch"]),
        ("spaced letters", "K·Ế·····H·O·Ạ·C·H", vec!["KẾ", "HOẠCH"]),
        ("spaced letters with drawn spaces", "K Ế   H O Ạ C H", vec!["KẾ", "HOẠCH"]),
        ("figures with gaps", "1·2·3·4·5·6", vec!["1", "2", "3", "4", "5", "6"]),
    ];
    for (name, text, expected) in cases {
        assert_eq!(texts(glyphs(50.0, 100.0, 12.0, text)), expected, "{name}");
    }
}

#[test]
fn a_letter_drawn_twice_is_one_heavy_letter() {
    let mut twice = glyphs(50.0, 100.0, 12.0, "Mục");
    twice.extend(glyphs(50.3, 100.0, 12.0, "Mục"));
    let found = words(&mut sheet(twice));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].text.as_str(), found[0].style.bold), ("Mục", true));
}

#[test]
fn a_page_whose_text_runs_upwards_is_turned() {
    let mut page = sheet(glyphs(50.0, 100.0, 12.0, "phụ lục"));
    for glyph in &mut page.glyphs {
        glyph.turn = Turn::Up;
    }
    page.rules.push(Rule { horizontal: false, at: 90.0, from: 500.0, to: 700.0 });
    let found = words(&mut page);
    assert_eq!(found.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["phụ", "lục"]);
    assert_eq!((page.width, page.height), (800.0, 600.0));
    assert_eq!(page.rules, [Rule { horizontal: true, at: 90.0, from: 100.0, to: 300.0 }]);
}

/// Words of a row, each from its left end to its right.
fn row(top: f64, words: &[(f64, f64, &str)]) -> Vec<Word> {
    let word = |(left, right, text): &(f64, f64, &str)| Word {
        text: (*text).to_owned(),
        left: *left,
        right: *right,
        top,
        bottom: top + 12.0,
        style: Style::default(),
    };
    words.iter().map(word).collect()
}

fn shown(page: u32, rows: Vec<Vec<Word>>) -> Vec<String> {
    let words = rows.into_iter().flatten().collect();
    let leaf = Leaf { page, width: 600.0, height: 800.0, words, rules: Vec::new() };
    let (text, _) = compose(vec![lay_out(leaf)]);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn columns_of_head_and_close_are_kept_apart_and_text_is_not() {
    let head = vec![
        row(60.0, &[(80.0, 240.0, "ỦY BAN NHÂN DÂN"), (270.0, 540.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]),
        row(76.0, &[(100.0, 220.0, "XÃ SUỐI NGÀN"), (320.0, 500.0, "Độc lập - Tự do - Hạnh phúc")]),
        row(100.0, &[(110.0, 200.0, "Số: 5/KH-UBND"), (310.0, 520.0, "Suối Ngàn, ngày 12 tháng 3")]),
        row(140.0, &[(260.0, 340.0, "KẾ HOẠCH")]),
        row(160.0, &[(80.0, 300.0, "Căn cứ tình hình của các thôn,"), (304.0, 540.0, "xã lập kế hoạch")]),
    ];
    let expected = [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI NGÀN",
        "Số: 5/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Ngàn, ngày 12 tháng 3",
        "KẾ HOẠCH",
        "Căn cứ tình hình của các thôn, xã lập kế hoạch",
    ];
    assert_eq!(shown(1, head), expected);

    let not_level = vec![
        row(60.0, &[(80.0, 240.0, "THÀNH PHỐ HẢI VÂN")]),
        row(67.0, &[(270.0, 540.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]),
        row(74.0, &[(100.0, 220.0, "PHƯỜNG MAI LĨNH")]),
        row(81.0, &[(320.0, 500.0, "Độc lập - Tự do - Hạnh phúc")]),
    ];
    let expected = [
        "THÀNH PHỐ HẢI VÂN",
        "PHƯỜNG MAI LĨNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ];
    assert_eq!(shown(1, not_level), expected);

    let close = vec![
        row(300.0, &[(80.0, 540.0, "Các thôn báo cáo trước ngày 25 tháng 6 hằng năm cho xã")]),
        row(320.0, &[(330.0, 500.0, "TM. ỦY BAN NHÂN DÂN")]),
        row(336.0, &[(80.0, 130.0, "Nơi nhận:"), (360.0, 470.0, "CHỦ TỊCH")]),
        row(350.0, &[(80.0, 150.0, "- Các thôn;")]),
        row(364.0, &[(80.0, 150.0, "- Lưu: VT.")]),
        row(400.0, &[(350.0, 480.0, "Đinh Văn Lượng")]),
    ];
    let expected = [
        "Các thôn báo cáo trước ngày 25 tháng 6 hằng năm cho xã",
        "Nơi nhận:",
        "- Các thôn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Đinh Văn Lượng",
    ];
    assert_eq!(shown(2, close), expected);

    // Wide gaps in running text, and a list in two columns in the middle of a page, stay lines.
    let text = vec![
        row(300.0, &[(80.0, 280.0, "Thôn Thượng"), (320.0, 540.0, "40 ngày công")]),
        row(316.0, &[(80.0, 260.0, "Thôn Hạ"), (320.0, 540.0, "đá và cát")]),
        row(332.0, &[(80.0, 540.0, "Các thôn cùng làm cho xong trước mùa mưa năm nay")]),
    ];
    assert_eq!(shown(2, text)[..2], ["Thôn Thượng 40 ngày công", "Thôn Hạ đá và cát"]);
}

/// The gutter may lead up from a closing through the drawing above it; and one wide at first is narrowed by whatever stands beside it.
#[test]
fn columns_of_a_close_begin_with_it_and_keep_names_of_any_length() {
    let close = vec![
        row(240.0, &[(80.0, 150.0, "Thôn Thượng"), (310.0, 320.0, "4"), (400.0, 420.0, "12")]),
        row(260.0, &[(80.0, 130.0, "Thôn Hạ"), (310.0, 320.0, "7"), (440.0, 460.0, "15")]),
        row(280.0, &[(116.0, 170.0, "Không có./.")]),
        row(320.0, &[(80.0, 130.0, "Nơi nhận:"), (330.0, 500.0, "TM. ỦY BAN NHÂN DÂN")]),
        row(
            336.0,
            &[
                (80.0, 210.0, "- Văn phòng Hội đồng"),
                (214.0, 280.0, "nhân dân và Ủy"),
                (360.0, 470.0, "CHỦ TỊCH"),
            ],
        ),
        row(350.0, &[(80.0, 150.0, "ban nhân dân;")]),
        row(364.0, &[(80.0, 150.0, "- Lưu: VT.")]),
        row(400.0, &[(350.0, 480.0, "Đinh Văn Lượng")]),
    ];
    let expected = [
        "Thôn Thượng 4 12",
        "Thôn Hạ 7 15",
        "Không có./.",
        "Nơi nhận:",
        "- Văn phòng Hội đồng nhân dân và Ủy",
        "ban nhân dân;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Đinh Văn Lượng",
    ];
    assert_eq!(shown(2, close), expected);
}

/// Pages made to be searched for long: what is looked at grows as the page does.
#[test]
fn the_search_for_columns_is_bounded() {
    // Two columns that have no sign; the same of which every row but the last may begin a signature, so that none does in the end.
    let plain = |at: usize| row(14.0 * at as f64, &[(80.0, 180.0, "Thôn Thượng"), (320.0, 540.0, "40 ngày")]);
    let signed = |at: usize| {
        let words = [(80.0, 180.0, "Thôn Thượng"), (320.0, 340.0, "TM."), (352.0, 540.0, "Ủy ban nhân dân")];
        row(14.0 * at as f64, &words)
    };
    for count in [100, 1_000, 9_000] {
        let last = row(14.0 * count as f64, &[(80.0, 540.0, "Các thôn cùng làm cho xong trước mùa mưa")]);
        let pages: [Vec<_>; 2] = [(0..count).map(plain).collect(), (0..count).map(signed).collect()];
        for (page, most) in pages.into_iter().zip([0, 256 * (3 * count + 1).max(1_000)]) {
            let rows = rows::rows(page.into_iter().flatten().chain(last.clone()).collect());
            assert_eq!(rows.len(), count + 1);
            let mut search = columns::Search::among(&rows);
            let before = search.looks;
            assert_eq!(search.lines(false).len(), count + 1);
            assert!(before - search.looks <= most, "{} of {most} in {count} rows", before - search.looks);
        }
    }
}

fn grid_of(lines: &[(bool, f64, f64, f64)]) -> Vec<Rule> {
    lines
        .iter()
        .map(|(horizontal, at, from, to)| Rule { horizontal: *horizontal, at: *at, from: *from, to: *to })
        .collect()
}

#[test]
fn cells_are_what_lines_enclose() {
    // Three columns; the first row is one cell, the first column one cell over the last two rows; the lines are
    // drawn in pieces, and the right side is open.
    let rules = grid_of(&[
        (true, 100.0, 50.0, 200.0),
        (true, 100.5, 199.0, 350.0),
        (true, 120.0, 50.0, 350.0),
        (true, 140.0, 150.0, 350.0),
        (true, 160.0, 50.0, 350.0),
        (false, 50.0, 100.0, 160.0),
        (false, 150.0, 120.0, 160.0),
        (false, 250.0, 120.0, 140.0),
        (false, 250.5, 140.0, 160.0),
        // An underlining within a cell.
        (true, 136.0, 160.0, 200.0),
    ]);
    let words = [
        row(104.0, &[(60.0, 100.0, "A. Cây xanh")]),
        row(124.0, &[(60.0, 70.0, "1"), (160.0, 200.0, "Đào hố"), (260.0, 300.0, "Tổ một")]),
        row(144.0, &[(160.0, 200.0, "Trồng"), (260.0, 300.0, "Tổ hai")]),
    ]
    .concat();
    let leaf = Leaf { page: 1, width: 600.0, height: 800.0, words, rules };
    let (text, blocks) = compose(vec![lay_out(leaf)]);
    assert_eq!(text, "A. Cây xanh\n1\tĐào hố\tTổ một\n\tTrồng\tTổ hai\n");
    let crate::model::Block::Table(table) = &blocks[0] else { panic!("{blocks:?}") };
    let places: Vec<Vec<(u16, u16)>> = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| (cell.column, cell.columns)).collect())
        .collect();
    assert_eq!(places, [vec![(0, 3)], vec![(0, 1), (1, 1), (2, 1)], vec![(0, 1), (1, 1), (2, 1)]]);
}

#[test]
fn a_border_parts_words_that_touch_it() {
    let mut page = sheet([glyphs(50.0, 100.0, 12.0, "và"), glyphs(63.0, 100.0, 12.0, "Quý")].concat());
    assert_eq!(words(&mut page.clone()).len(), 1);
    page.rules = grid_of(&[(false, 62.5, 80.0, 120.0)]);
    let found: Vec<String> = words(&mut page.clone()).into_iter().map(|word| word.text).collect();
    assert_eq!(found, ["và", "Quý"]);
    // One that ends above the line does not.
    page.rules = grid_of(&[(false, 62.5, 40.0, 80.0)]);
    assert_eq!(words(&mut page).len(), 1);
}

#[test]
fn a_row_that_a_page_end_cuts_is_one_row() {
    let upright = |from, to| [50.0, 100.0, 300.0, 500.0].map(|at| (false, at, from, to));
    let above = grid_of(
        &[&[(true, 700.0, 50.0, 500.0), (true, 720.0, 50.0, 500.0)], &upright(700.0, 760.0)[..]].concat(),
    );
    let below = grid_of(
        &[&[(true, 80.0, 50.0, 500.0), (true, 100.0, 50.0, 500.0)], &upright(50.0, 100.0)[..]].concat(),
    );
    let first = [
        row(704.0, &[(60.0, 70.0, "TT"), (110.0, 200.0, "Nhiệm vụ"), (310.0, 400.0, "Chủ trì")]),
        row(724.0, &[(60.0, 70.0, "1"), (110.0, 200.0, "Đào hố"), (310.0, 400.0, "Bộ Tư")]),
    ];
    let second = [
        row(60.0, &[(110.0, 200.0, "Trồng cây"), (310.0, 400.0, "Pháp")]),
        row(84.0, &[(60.0, 70.0, "2"), (110.0, 200.0, "Tưới"), (310.0, 400.0, "Tổ hai")]),
    ];
    let leaf = |page, words: [Vec<Word>; 2], rules| Leaf {
        page,
        width: 600.0,
        height: 800.0,
        words: words.concat(),
        rules,
    };
    let (text, _) = compose(vec![lay_out(leaf(1, first, above)), lay_out(leaf(2, second, below))]);
    assert_eq!(text, "TT\tNhiệm vụ\tChủ trì\n1\tĐào hố Trồng cây\tBộ Tư Pháp\n2\tTưới\tTổ hai\n");
}

#[test]
fn a_date_that_a_narrow_cell_breaks_is_put_together() {
    let rules = grid_of(&[
        (true, 100.0, 50.0, 250.0),
        (true, 140.0, 50.0, 250.0),
        (false, 50.0, 100.0, 140.0),
        (false, 150.0, 100.0, 140.0),
        (false, 250.0, 100.0, 140.0),
    ]);
    let cases = [
        ("trước ngày 30/9/202", 145.0, "6", "trước ngày 30/9/2026"),
        ("2027-", 145.0, "2029", "2027-2029"),
        ("trước 30/", 145.0, "9/2026", "trước 30/9/2026"),
        ("tháng 9/2026", 145.0, "10 mô hình", "tháng 9/2026 10 mô hình"),
        ("năm 2026", 145.0, "2 mô hình", "năm 2026 2 mô hình"),
    ];
    for (above, right, below, expected) in cases {
        let words = [
            row(104.0, &[(55.0, right, above), (155.0, 200.0, "Tổ một")]),
            row(120.0, &[(55.0, 60.0, below)]),
        ];
        let leaf = Leaf { page: 1, width: 600.0, height: 800.0, words: words.concat(), rules: rules.clone() };
        let (text, _) = compose(vec![lay_out(leaf)]);
        assert_eq!(text, format!("{expected}\tTổ một\n"));
    }
}

#[test]
fn the_rest_of_a_name_below_a_page_end_is_no_row() {
    let page = |number, words: &[Vec<Word>]| {
        let (top, bottom) = (100.0, 100.0 + 40.0 * words.len() as f64);
        let across = (0..=words.len()).map(|at| (true, top + 40.0 * at as f64, 50.0, 500.0));
        let down = [50.0, 100.0, 250.0, 400.0, 500.0].map(|at| (false, at, top, bottom));
        let rules = grid_of(&across.chain(down).collect::<Vec<_>>());
        lay_out(Leaf { page: number, width: 600.0, height: 800.0, words: words.concat(), rules })
    };
    let first = [
        row(
            104.0,
            &[
                (60.0, 70.0, "TT"),
                (110.0, 200.0, "Nhiệm vụ"),
                (260.0, 300.0, "Chủ trì"),
                (410.0, 480.0, "Thời gian"),
            ],
        ),
        row(
            144.0,
            &[
                (60.0, 70.0, "1"),
                (110.0, 200.0, "Lập danh lục"),
                (260.0, 300.0, "Viện Việt"),
                (410.0, 480.0, "2026"),
            ],
        ),
    ];
    let second = [
        row(104.0, &[(260.0, 300.0, "Nam")]),
        row(
            144.0,
            &[(60.0, 70.0, "2"), (110.0, 200.0, "Trồng cây"), (260.0, 300.0, "Sở A"), (410.0, 480.0, "2027")],
        ),
    ];
    let (text, _) = compose(vec![page(1, &first), page(2, &second)]);
    let expected =
        "TT\tNhiệm vụ\tChủ trì\tThời gian\n1\tLập danh lục\tViện Việt Nam\t2026\n2\tTrồng cây\tSở A\t2027\n";
    assert_eq!(text, expected);
}

/// A word of this size on a baseline.
fn sized(left: f64, right: f64, baseline: f64, size: f64, text: &str) -> Word {
    Word {
        text: text.to_owned(),
        left,
        right,
        top: baseline - 0.75 * size,
        bottom: baseline + 0.25 * size,
        style: Style::default(),
    }
}

#[test]
fn footnotes_and_the_figures_that_point_to_them_are_left_out() {
    let rows = vec![
        vec![
            sized(80.0, 200.0, 100.0, 14.0, "Trồng 500 ha đước"),
            sized(200.0, 204.0, 95.0, 8.0, "1"),
            sized(204.0, 208.0, 100.0, 14.0, ","),
            sized(212.0, 300.0, 100.0, 14.0, "vườn ươm 12 m"),
            sized(300.0, 304.0, 95.0, 8.0, "2"),
            sized(304.0, 308.0, 100.0, 14.0, ";"),
            sized(312.0, 320.0, 100.0, 14.0, "5"),
        ],
        vec![sized(80.0, 300.0, 120.0, 14.0, "2 xã mở lớp học nghề rừng")],
        vec![sized(80.0, 84.0, 700.0, 8.0, "1"), sized(86.0, 300.0, 704.0, 10.0, "Sở Tài chính thẩm định;")],
        vec![sized(80.0, 300.0, 716.0, 10.0, "không tính đất ở.")],
    ];
    let expected = ["Trồng 500 ha đước, vườn ươm 12 m2; 5", "2 xã mở lớp học nghề rừng"];
    assert_eq!(shown(1, rows), expected);
    let annex = vec![vec![sized(80.0, 300.0, 100.0, 10.0, "1 Cả trang in chữ nhỏ")]];
    assert_eq!(shown(2, annex), ["1 Cả trang in chữ nhỏ"]);
}
