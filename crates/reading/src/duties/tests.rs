use documents::Span;
use documents::outline::{Clause, Column, Outline, Passage};

use super::*;

fn passage(text: &str) -> Passage {
    Passage { text: text.to_owned(), origin: vec![(0, 0)], span: Span::new(0, text.len()) }
}

/// An outline of (path, kind, text); a clause's parent is the longest path it begins with.
fn outline(clauses: &[(&str, Kind, &str)]) -> Outline {
    let parent = |path: &str| {
        let above =
            |other: &str| path.starts_with(&format!("{other}.")) || path.starts_with(&format!("{other}/"));
        let fits = clauses.iter().enumerate().filter(|(_, clause)| above(clause.0));
        fits.max_by_key(|(_, clause)| clause.0.len()).map(|(place, _)| place)
    };
    let clause = |(path, kind, text): &(&str, Kind, &str)| Clause {
        path: (*path).to_owned(),
        kind: *kind,
        depth: u8::try_from(path.split(['.', '/']).count()).unwrap(),
        parent: parent(path),
        label: String::new(),
        passage: passage(text),
        span: Span::new(0, text.len()),
        columns: Vec::new(),
    };
    Outline { front: Vec::new(), clauses: clauses.iter().map(clause).collect(), closing: Vec::new() }
}

/// Each duty in one line: clause, units, `+` those who help, mode, `!` where it says `chủ trì`, due, deliverable.
fn shown(outline: &Outline) -> Vec<String> {
    let line = |duty: Duty| {
        let mut line = format!("{}: {}", duty.clause, duty.units.join(" & "));
        if !duty.cooperating.is_empty() {
            line += &format!(" + {}", duty.cooperating.join(" & "));
        }
        line += &format!(" ({:?}{})", duty.mode, if duty.leads_explicitly { "!" } else { "" });
        for part in [duty.due.map(|due| due.text), duty.deliverable].into_iter().flatten() {
            line += &format!(" [{part}]");
        }
        line
    };
    duties(&Plan::new(outline, ""), None).into_iter().map(line).collect()
}

fn check(clauses: &[(&str, Kind, &str)], expected: &[&str]) {
    assert_eq!(shown(&outline(clauses)), expected);
}

const ASSIGNMENT: (&str, Kind, &str) = ("V", Kind::Section, "TỔ CHỨC THỰC HIỆN");

#[test]
fn another_may_lead_under_the_heading_of_a_unit() {
    let clauses = [
        ASSIGNMENT,
        ("V.1", Kind::Item, "Phòng Kinh tế"),
        ("V.1.a", Kind::Letter, "Trồng cây bóng mát."),
        (
            "V.1.b",
            Kind::Letter,
            "Phòng Nội vụ chủ trì, phối hợp với Cục Quản lý Dược (Bộ Y tế), Sở Y tế mở lớp.",
        ),
        ("V.2", Kind::Item, "Trên cơ sở Chương trình của Chính phủ, Sở Y tế xây dựng kế hoạch."),
        (
            "V.3",
            Kind::Item,
            "Nghiên cứu phương án giao Sở Y tế quản lý trạm; giao trách nhiệm các đơn vị phụ trách.",
        ),
    ];
    let expected =
        ["V.1.a: Phòng Kinh tế (Lead)", "V.1.b: Phòng Nội vụ + Cục Quản lý Dược & Sở Y tế (Lead!)"];
    check(&clauses, &expected);
}

#[test]
fn points_of_a_letter_are_for_those_they_begin_with_or_whom_it_calls_on() {
    let mut letter = outline(&[
        ("1", Kind::Item, "Sở Y tế: Nắm chắc tình hình dịch bệnh trước ngày 15/10/2025."),
        ("2", Kind::Item, "Dọn kênh mương trước mùa mưa."),
        ("3", Kind::Item, "Tổ chức thực hiện"),
        ("3/1", Kind::Paragraph, "Giao Sở Nội vụ theo dõi việc thực hiện."),
        ("4", Kind::Item, "Trong quá trình thực hiện, các đơn vị gặp khó khăn gửi ý kiến về Sở Nội vụ."),
    ]);
    letter
        .front
        .push(passage("Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở, ngành thực hiện các nội dung sau:"));
    let expected =
        ["1: Sở Y tế (Lead) [trước ngày 15/10/2025]", "2: các sở, ngành (Lead)", "3/1: Sở Nội vụ (Follow)"];
    assert_eq!(shown(&letter), expected);
}

#[test]
fn names_that_no_rule_knows_are_taken_as_printed_and_asked_about() {
    let clauses = [
        ASSIGNMENT,
        ("V.1", Kind::Item, "Phòng Kinh tế"),
        ("V.1/1", Kind::Dash, "Trồng cây bóng mát."),
        ("V.2", Kind::Item, "Nhà máy Đường An Khê:"),
        ("V.2/1", Kind::Dash, "Xử lý nước thải trước tháng 6/2027."),
        ("V.3", Kind::Item, "Chế độ báo cáo"),
        ("V.3/1", Kind::Dash, "Báo cáo hằng năm."),
        ("V.4", Kind::Item, "Tuyên truyền sâu rộng"),
        ("V.4/1", Kind::Dash, "Phát tờ rơi."),
        (
            "V.5",
            Kind::Item,
            "Giao Hợp tác xã nông nghiệp Cửu An chủ trì, phối hợp với Hội Nông dân làm kho lạnh.",
        ),
    ];
    check(
        &clauses,
        &[
            "V.1/1: Phòng Kinh tế (Lead)",
            "V.2/1: Nhà máy Đường An Khê (Lead) [trước tháng 6/2027]",
            "V.5: Hợp tác xã nông nghiệp Cửu An + Hội Nông dân (Lead!)",
        ],
    );
    let found = duties(&Plan::new(&outline(&clauses), ""), None);
    let unsure = found.iter().filter(|duty| duty.confidence == Confidence::Unsure);
    assert_eq!(unsure.map(|duty| duty.clause.as_str()).collect::<Vec<_>>(), ["V.2/1", "V.5"]);
    // Without a unit beside it a heading is a matter.
    check(&[ASSIGNMENT, ("V.1", Kind::Item, "Nhà máy Đường"), ("V.1/1", Kind::Dash, "Trồng cây.")], &[]);
}

#[test]
fn under_the_name_of_a_unit() {
    check(
        &[
            ASSIGNMENT,
            ("V.1", Kind::Item, "Phòng Kinh tế"),
            ("V.1/1", Kind::Dash, "Chủ trì, phối hợp với Phòng Nội vụ và các đơn vị liên quan trồng cây."),
            ("V.1/2", Kind::Dash, "Phối hợp với UBND các xã, phường đào giếng trước ngày 05/6/2027."),
            ("V.1/3", Kind::Dash, "Tham mưu kế hoạch vốn hằng năm."),
            ("V.2", Kind::Item, "Công an thị xã; Ban Chỉ huy quân sự thị xã"),
            ("V.2/1", Kind::Paragraph, "Giữ rừng."),
            ("V.2/2", Kind::Paragraph, "Trên đây là nội dung Kế hoạch."),
            ("V.2/3", Kind::Paragraph, "KT. GIÁM ĐỐC"),
        ],
        &[
            "V.1/1: Phòng Kinh tế + Phòng Nội vụ & các đơn vị liên quan (Lead!)",
            "V.1/2: Phòng Kinh tế + UBND các xã, phường (Cooperate) [trước ngày 05/6/2027]",
            "V.1/3: Phòng Kinh tế (Advise) [hằng năm]",
            "V.2/1: Công an thị xã & Ban Chỉ huy quân sự thị xã (Lead)",
        ],
    );
}

#[test]
fn groups_over_units_have_no_duties_of_their_own() {
    check(
        &[
            ASSIGNMENT,
            ("V.1", Kind::Item, "Các sở, ban, ngành:"),
            ("V.1.a", Kind::Letter, "Sở Y tế:"),
            ("V.1.a/1", Kind::Dash, "Mua vắc xin."),
            ("V.1.b", Kind::Letter, "Sở Tài chính"),
            ("V.1.b/1", Kind::Dash, "Bố trí vốn."),
        ],
        &["V.1.a/1: Sở Y tế (Lead)", "V.1.b/1: Sở Tài chính (Lead)"],
    );
}

#[test]
fn in_the_sentence() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ xây dựng đề án trong quý I/2027.",
            &["V.1: Sở Y tế + Sở Tài chính & Sở Nội vụ (Lead!) [trong quý I/2027]"],
        ),
        (
            "Sở Công Thương chủ trì mở chợ phiên; Sở Y tế chủ trì khám bệnh.",
            &["V.1: Sở Công Thương (Lead!)", "V.1: Sở Y tế (Lead!)"],
        ),
        (
            "Xây kè ven suối (Phòng Kinh tế chủ trì, phối hợp UBND các xã).",
            &["V.1: Phòng Kinh tế + UBND các xã (Lead!)"],
        ),
        ("Bộ Nội vụ xây dựng nghị định về thi đua.", &["V.1: Bộ Nội vụ (Lead)"]),
        ("Phòng Nội vụ: Tham mưu khen thưởng.", &["V.1: Phòng Nội vụ (Advise)"]),
        (
            "Ban Tuyên giáo chủ trì, phối hợp với Ban Dân vận biên soạn tài liệu.",
            &["V.1: Ban Tuyên giáo + Ban Dân vận (Lead!)"],
        ),
        (
            "Giao Phòng Kinh tế rà soát; Phòng Văn hóa - Xã hội tuyên truyền trước 15/3/2026.",
            &["V.1: Phòng Kinh tế (Lead)", "V.1: Phòng Văn hóa - Xã hội (Lead) [trước 15/3/2026]"],
        ),
        (
            "Giao Sở Nội vụ chủ trì; đề nghị UBND các xã bố trí cán bộ; hoàn thành trong quý II/2027.",
            &["V.1: Sở Nội vụ (Lead!)", "V.1: UBND các xã (Lead) [hoàn thành trong quý II/2027]"],
        ),
        (
            "Giao Sở Y tế chủ trì, phối hợp với các sở, ban, ngành; UBND các xã mở lớp.",
            &["V.1: Sở Y tế + các sở, ban, ngành & UBND các xã (Lead!)"],
        ),
        (
            "Sở Y tế chủ trì tiêm phòng, giao Sở Nội vụ mở lớp trước 15/3/2026.",
            &["V.1: Sở Y tế (Lead!)", "V.1: Sở Nội vụ (Lead) [trước 15/3/2026]"],
        ),
        ("Trên đây là Kế hoạch trồng rừng, UBND xã yêu cầu các đơn vị thực hiện.", &[]),
        ("KT. GIÁM ĐỐC", &[]),
        ("GIÁM ĐỐC CÔNG AN TỈNH GIÁM ĐỐC SỞ Y TẾ", &[]),
        (
            "Sở Y tế chủ trì lập vườn thuốc (sản phẩm: vườn thuốc (02 ha); thời gian: quý II/2027).",
            &["V.1: Sở Y tế (Lead!) [quý II/2027] [vườn thuốc (02 ha)]"],
        ),
        ("Đẩy mạnh trồng rừng; phối hợp với Sở Y tế khi cần.", &[]),
        ("Các sở, ban, ngành căn cứ chức năng triển khai trồng cây.", &["V.1: Các sở, ban, ngành (Lead)"]),
        (
            "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động nhân dân.",
            &["V.1: Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh (Lead)"],
        ),
        ("UBND thị xã giao Phòng Kinh tế theo dõi, đôn đốc.", &["V.1: Phòng Kinh tế (Follow)"]),
        ("Sở Y tế chủ trì khám bệnh, Sở Nội vụ phối hợp.", &["V.1: Sở Y tế + Sở Nội vụ (Lead!)"]),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(&outline(&[ASSIGNMENT, ("V.1", Kind::Item, text)])), *expected, "{text}");
    }
}

#[test]
fn in_lines_below_the_work() {
    check(
        &[
            ("III", Kind::Section, "NHIỆM VỤ"),
            ("III.1", Kind::Item, "Xây dựng cơ sở dữ liệu giống cây của tỉnh"),
            ("III.1/1", Kind::Paragraph, "Đơn vị chủ trì: Sở Khoa học và Công nghệ."),
            ("III.1/2", Kind::Paragraph, "Đơn vị phối hợp: Sở Tài chính; UBND các huyện."),
            ("III.1/3", Kind::Paragraph, "Thời gian hoàn thành: Quý IV/2026."),
            ("III.1/4", Kind::Paragraph, "Sản phẩm: Cơ sở dữ liệu được nghiệm thu."),
        ],
        &["III.1: Sở Khoa học và Công nghệ + Sở Tài chính & UBND các huyện (Lead!) [Quý IV/2026] \
           [Cơ sở dữ liệu được nghiệm thu]"],
    );
}

#[test]
fn lines_behind_each_of_several_works() {
    check(
        &[
            ("III", Kind::Section, "NHIỆM VỤ"),
            ("III/1", Kind::Dash, "Trồng rừng"),
            ("III/2", Kind::Paragraph, "Cơ quan chủ trì: Sở Nông nghiệp và Môi trường"),
            (
                "III/3",
                Kind::Dash,
                "Xây kè. Cơ quan thực hiện: Sở Xây dựng; thời gian hoàn thành: 2026 - 2027",
            ),
        ],
        &["III/1: Sở Nông nghiệp và Môi trường (Lead!)", "III/3: Sở Xây dựng (Lead!) [2026 - 2027]"],
    );
}

#[test]
fn rows_of_a_task_annex() {
    let columns = |cells: &[(&str, &str)]| -> Vec<Column> {
        let column =
            |(name, text): &(&str, &str)| Column { name: (*name).to_owned(), passage: passage(text) };
        cells.iter().map(column).collect()
    };
    let mut outline = outline(&[
        ("PL", Kind::Annex, "DANH MỤC NHIỆM VỤ"),
        ("PL/1", Kind::Row, "Nhóm trồng trọt"),
        ("PL/1/1", Kind::Row, "1 | Lập vườn giống | Sở A | Sở B"),
        ("PL/1/2", Kind::Row, "2 | Cấp giống"),
    ]);
    outline.clauses[2].columns = columns(&[
        ("TT", "1"),
        ("Nội dung nhiệm vụ", "Lập vườn giống"),
        ("Cơ quan chủ trì", "Sở Y tế"),
        ("Cơ quan phối hợp", "Sở Nội vụ; các địa phương"),
        ("Thời gian", "2026 - 2028"),
        ("Sản phẩm", "Vườn giống"),
    ]);
    outline.clauses[3].columns =
        columns(&[("TT", "2"), ("Nội dung nhiệm vụ", "Cấp giống"), ("Thời gian", "Hằng năm")]);
    assert_eq!(
        shown(&outline),
        [
            "PL/1/1: Sở Y tế + Sở Nội vụ & các địa phương (Lead!) [2026 - 2028] [Vườn giống]",
            "PL/1/2: Sở Y tế (Lead) [Hằng năm]",
        ]
    );
}

#[test]
fn one_column_for_who_leads_and_who_helps() {
    let mut outline =
        outline(&[("PL", Kind::Annex, "DANH MỤC NHIỆM VỤ"), ("PL/1", Kind::Row, "1 | Cấp mã số")]);
    let cells = [("Nhiệm vụ", "Cấp mã số"), ("Đơn vị chủ trì/phối hợp", "Sở NN&MT / UBND các xã")];
    let column = |(name, text): (&str, &str)| Column { name: name.to_owned(), passage: passage(text) };
    outline.clauses[1].columns = cells.into_iter().map(column).collect();
    assert_eq!(shown(&outline), ["PL/1: Sở NN&MT + UBND các xã (Lead!)"]);
}

#[test]
fn an_article_names_who_carries_it_out() {
    let text = "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Y tế, Nội vụ; Chủ tịch UBND các xã, phường chịu trách \
                nhiệm thi hành Quyết định này.";
    check(
        &[("Đ3", Kind::Article, text)],
        &["Đ3: Chánh Văn phòng UBND tỉnh & Sở Y tế & Sở Nội vụ & Chủ tịch UBND các xã, phường (Lead)"],
    );
}

#[test]
fn in_letters_and_articles_a_verb_of_work_sets_to_work() {
    check(
        &[
            ("1", Kind::Item, "Phòng Kinh tế rà soát danh mục trước ngày 30/9/2026."),
            ("2", Kind::Item, "Đề nghị Công an phường tuần tra hằng quý."),
            ("3", Kind::Item, "Phòng Y tế đã mở 12 lớp trong năm 2025."),
            ("4", Kind::Item, "Công an thị xã; Agribank Ayun Pa: kiểm tra tiền giả."),
            ("Đ2", Kind::Article, "Phòng Nội vụ có trách nhiệm theo dõi việc thực hiện."),
        ],
        &[
            "1: Phòng Kinh tế (Lead) [trước ngày 30/9/2026]",
            "2: Công an phường (Lead) [hằng quý]",
            "4: Công an thị xã & Agribank Ayun Pa (Lead)",
            "Đ2: Phòng Nội vụ (Lead)",
        ],
    );
}

#[test]
fn who_is_responsible_for_what_stands_below() {
    check(
        &[
            ASSIGNMENT,
            ("V.1", Kind::Item, "Sở Y tế là cơ quan thường trực giúp UBND tỉnh; chịu trách nhiệm:"),
            ("V.1.a", Kind::Letter, "Tham mưu kế hoạch;"),
            ("V.1.b", Kind::Letter, "Kiểm tra."),
        ],
        &["V.1.a: Sở Y tế (Advise)", "V.1.b: Sở Y tế (Lead)"],
    );
}

#[test]
fn groups_of_named_places_and_closing_words() {
    check(
        &[
            ASSIGNMENT,
            ("V.1", Kind::Item, "Các xã: Hướng Hiệp, Đakrông"),
            ("V.1/1", Kind::Dash, "Xây dựng lộ trình."),
            ("V.1/2", Kind::Paragraph, "Kế hoạch này thay thế Kế hoạch số 112/KH-UBND ngày 08/6/2022./."),
        ],
        &["V.1/1: Các xã: Hướng Hiệp, Đakrông (Lead)"],
    );
}

#[test]
fn one_cell_for_who_leads_and_who_helps() {
    let cases = [
        ("Chủ trì: Sở Y tế Phối hợp: Công an tỉnh", "Sở Y tế + Công an tỉnh"),
        ("Sở Y tế chủ trì, phối hợp với Công an tỉnh", "Sở Y tế + Công an tỉnh"),
        ("Sở Y tế (chủ trì); phối hợp: UBND các xã", "Sở Y tế + UBND các xã"),
        ("Sở Xây dựng Công an tỉnh", "Sở Xây dựng & Công an tỉnh"),
    ];
    for (cell, expected) in cases {
        let mut outline = outline(&[("PL", Kind::Annex, "DANH MỤC"), ("PL/1", Kind::Row, "1 | Cấp mã")]);
        let cells = [("Nhiệm vụ", "Cấp mã"), ("Cơ quan thực hiện / Chủ trì, phối hợp", cell)];
        let column = |(name, text): (&str, &str)| Column { name: name.to_owned(), passage: passage(text) };
        outline.clauses[1].columns = cells.into_iter().map(column).collect();
        assert_eq!(shown(&outline), [format!("PL/1: {expected} (Lead!)")]);
    }
}

#[test]
fn quotas_of_units_are_no_duties_and_repeating_cells_repeat() {
    let columns = |cells: &[(&str, &str)]| {
        let column =
            |(name, text): &(&str, &str)| Column { name: (*name).to_owned(), passage: passage(text) };
        cells.iter().map(column).collect::<Vec<_>>()
    };
    let rows = [("PL", Kind::Annex, "GIAO"), ("PL/1", Kind::Row, "1"), ("PL/2", Kind::Row, "2")];
    let mut quota = outline(&rows);
    quota.clauses[1].columns =
        columns(&[("Đơn vị", "UBND phường"), ("Chỉ tiêu giao (ha)", "100"), ("Năm 2026", "50")]);
    assert_eq!(shown(&quota), [""; 0]);
    let mut tasks = outline(&rows);
    tasks.clauses[1].columns = columns(&[
        ("Đơn vị", "Sở Y tế"),
        ("Nhiệm vụ được giao", "Mở lớp"),
        ("Phối hợp", "Sở Nội vụ"),
        ("Thời gian / Kết thúc", "6/2027"),
    ]);
    tasks.clauses[2].columns = columns(&[
        ("Đơn vị", "nt"),
        ("Nhiệm vụ được giao", "Cấp giống"),
        ("Phối hợp", "nt"),
        ("Thời gian / Kết thúc", "nt"),
    ]);
    assert_eq!(
        shown(&tasks),
        ["PL/1: Sở Y tế + Sở Nội vụ (Lead) [6/2027]", "PL/2: Sở Y tế + Sở Nội vụ (Lead) [6/2027]"]
    );
}

#[test]
fn a_deadline_without_a_year_falls_in_the_year_of_the_plan() {
    let clauses = outline(&[
        ASSIGNMENT,
        ("V.1", Kind::Item, "Phòng Kinh tế"),
        ("V.1/1", Kind::Dash, "Trồng cây, xong trước 30/6."),
        ("V.1/2", Kind::Dash, "Tưới cây trong tháng 3."),
        ("V.1/3", Kind::Dash, "Họp hằng năm, trước ngày 15/11."),
        ("V.1/4", Kind::Dash, "Rà soát, hoàn thành trong quý II."),
        ("V.1/5", Kind::Dash, "Vận động đến 2/3 số hộ tham gia."),
        ("V.1/6", Kind::Dash, "3/4 số trường có vườn cây."),
    ]);
    let days = |year| -> Vec<Option<String>> {
        let found = duties(&Plan::new(&clauses, ""), year);
        found.into_iter().map(|duty| duty.due.and_then(|due| due.until)).collect()
    };
    let some = |day: &str| Some(day.to_owned());
    assert_eq!(
        days(Some(2026)),
        [some("2026-06-29"), some("2026-03-31"), None, some("2026-06-30"), None, None]
    );
    assert_eq!(days(None), [const { None }; 6]);
}

#[test]
fn a_paragraph_of_many_duties_gives_each_its_piece() {
    let text = "Phòng Kinh tế chủ trì rà soát, ".repeat(500);
    let outline = outline(&[ASSIGNMENT, ("V.1", Kind::Item, &text)]);
    let duties = duties(&Plan::new(&outline, ""), None);
    assert_eq!(duties.len(), 500);
    assert!(duties.iter().map(|duty| duty.text.len()).sum::<usize>() <= text.len());
}
