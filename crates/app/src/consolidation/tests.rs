use axum::http::StatusCode;
use db::testing::each_database;
use documents::check::{self, Rule};
use documents::write::Layout;
use documents::{Block, Limits, ReadOptions};

use crate::access::Role;
use crate::indicators::testing::indicator;
use crate::people::testing::somebody;
use crate::returns;
use crate::testing::Program;
use crate::units::testing::unit;
use crate::{plan, tasks};

/// The lines and rows of a Word file.
fn shown(bytes: &[u8]) -> Vec<String> {
    let document = documents::read(bytes, &ReadOptions::default(), &mut |_| {}).expect("a Word file");
    let cell = |cell: &documents::Cell| cell.span.of(&document.text).to_owned();
    let block = |block: &Block| match block {
        Block::Line(line) => vec![line.span.of(&document.text).to_owned()],
        Block::Table(table) => {
            table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
        }
    };
    document.blocks.iter().flat_map(block).collect()
}

/// A period in which one of two units has reported a figure and some words, and tasks of the plan are late and on time.
#[tokio::test]
async fn a_report_tells_what_was_sent_and_what_was_not() {
    each_database(async |db| {
        let program = Program::new(db);
        let app = &program.app;
        let town = unit(app, "Ủy ban nhân dân thị xã Sông Trà", None).await;
        let office = unit(app, "Phòng Kinh tế", Some(town)).await;
        let measured = indicator(app, town).await;
        let (id, period) = returns::testing::asked(app, town, office, &[measured]).await;
        let whole = returns::testing::found(app, id).await;
        let (plan, clause) = plan::testing::kept(app, town).await;
        returns::testing::of_plan(app, whole.regime.id, plan).await;
        tasks::testing::done_for(app, office, (plan, clause), whole.run.first_on).await;
        let officer = somebody(app, Role::Officer, Some(office)).await;
        let coordinator = somebody(app, Role::Coordinator, Some(town)).await;
        let path = format!("/bo/periods/{period}/report.docx");

        // As long as the unit has it in hand, nothing of it stands in the report.
        let sections =
            returns::sections(&db.read().await.expect("reads"), whole.regime.id).await.expect("read");
        let words = format!("words.{}", sections[0].id);
        let [state, value] = ["state", "value"].map(|name| format!("{name}.{measured}"));
        let typed = [
            (state.as_str(), "value"),
            (value.as_str(), "1234,5"),
            (words.as_str(), "Đã có **ba** mô hình.\n- Rau sạch"),
        ];
        let returned = format!("/bo/returns/{id}");
        assert_eq!(program.post(&officer.cookie, &returned, &typed).await.status, StatusCode::SEE_OTHER);
        let draft = shown(&program.fetch(&coordinator.cookie, &path).await);
        let says = |lines: &[String], words: &str| lines.iter().any(|line| line.contains(words));
        assert!(says(&draft, "Có 0 trên 1 báo cáo"), "{draft:#?}");
        assert!(says(&draft, "Chưa có báo cáo của: Phòng Kinh tế"));
        assert!(!says(&draft, "1.234,5") && !says(&draft, "Rau sạch"), "{draft:#?}");

        let sent = program
            .post(&officer.cookie, &returned, &[&[("do", "submit"), ("revision", "1")], &typed[..0]].concat())
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let before = db.statements();
        let bytes = program.fetch(&coordinator.cookie, &path).await;
        let count = db.statements() - before;
        assert!(count <= 16, "{count} statements");
        let draft = shown(&bytes);
        for words in [
            "ỦY BAN NHÂN DÂN",
            "BÁO CÁO",
            "I. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
            "Đã hoàn thành 1 nhiệm vụ",
            "Phòng Kinh tế|1|",
            "II. KẾT QUẢ THEO CHỈ TIÊU",
            "Có 1 trên 1 báo cáo",
            "1.234,5",
            "III. ",
            "Đã có ba mô hình.",
            "- Rau sạch",
            "SỐ LIỆU CỦA TỪNG ĐƠN VỊ",
        ] {
            assert!(says(&draft, words), "{words} is missing in {draft:#?}");
        }
        assert!(!says(&draft, "Chưa có báo cáo của"));
        // What is still to come is all that is missing in its layout.
        let broken = check::docx(&bytes, &Layout::decree_30(), &Limits::default()).expect("a Word file");
        let rules: Vec<_> = broken.iter().map(|one| one.rule).collect();
        assert_eq!(rules, [Rule::Signature], "{broken:?}");

        let set = program.fetch(&coordinator.cookie, &path.replace("docx", "pdf")).await;
        assert!(set.starts_with(b"%PDF-1.7"));
        // Totals are of all units, so they are for those who see all of them.
        for who in [&officer.cookie, ""] {
            assert_ne!(program.get(who, &path).await.status, StatusCode::OK);
        }
        let board = program.get(&coordinator.cookie, &format!("/bo/periods/{period}")).await;
        assert!(board.body.contains(&path), "{}", board.body);
    })
    .await;
}
