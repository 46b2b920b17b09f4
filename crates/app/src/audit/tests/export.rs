use std::io::{Cursor, Read};

use db::testing::each_database;
use documents::write::harmless;
use web::{Language, View};

use crate::access::Role;
use crate::audit::export::{Rows, gather, to_csv, to_xlsx};
use crate::audit::forms::Question;
use crate::people::testing::{signed_in, somebody};
use crate::testing::Program;
use crate::units::testing::unit;

/// What a person could type to make a spreadsheet do something.
const HOSTILE: [&str; 7] =
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://evil.example\";\"x\")"];

fn unzipped(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn no_cell_is_a_formula() {
    for cell in HOSTILE {
        assert_eq!(harmless(cell), format!("'{cell}"));
    }
    for cell in ["", "a=1", "1-2", "'=1", "Phòng Kinh tế"] {
        assert_eq!(harmless(cell), cell);
    }
    let headings: Vec<_> = (0..9).map(|place| place.to_string()).collect();
    let row =
        |cell: &str| std::array::from_fn(|place| if place == 6 { cell.to_owned() } else { String::new() });
    let rows = || Rows { rows: HOSTILE.map(row).to_vec(), goes_on: false };
    let csv = to_csv(&headings, &rows()).expect("written");
    let mut reader = csv::Reader::from_reader(csv.strip_prefix("\u{feff}".as_bytes()).expect("a mark"));
    let cells: Vec<_> = reader.records().map(|row| row.expect("a row")[6].to_owned()).collect();
    assert_eq!(cells, HOSTILE.map(|cell| format!("'{cell}")));
    let xlsx = to_xlsx(&headings, rows()).expect("written");
    let sheet = unzipped(&xlsx, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no formula: {sheet}");
    let styles = unzipped(&xlsx, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""), "{styles}");
    // A cell longer than the format holds is cut.
    to_xlsx(&headings, Rows { rows: vec![row(&"ố".repeat(40_000))], goes_on: false }).expect("written");
}

#[tokio::test]
async fn a_file_has_what_the_question_finds_within_ones_units() {
    each_database(async |db| {
        let program = Program::new(db);
        let (own, other) =
            (unit(&program.app, "Phòng Kinh tế", None).await, unit(&program.app, "Phòng Nội vụ", None).await);
        let leader = somebody(&program.app, Role::Leader, Some(own)).await;
        for (number, cell) in HOSTILE.iter().enumerate() {
            let tx = program.app.db.write(base::Actor::Person(leader.id)).await.expect("writes");
            let event = db::Event::new("unit.close", format!("unit:{own}")).with("reason", cell);
            tx.record(event.expect("noted").at(if number == 0 { other } else { own }));
            tx.commit().await.expect("commits");
        }
        let csv = program.get(&leader.cookie, "/bo/audit/events.csv?domain=unit").await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"biokhe-audit.csv\"");
        let mut reader = csv::Reader::from_reader(csv.body.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), HOSTILE.len() - 1, "{}", csv.body);
        assert_eq!(&rows[5][2], "Người leader");
        assert_eq!(&rows[5][4], "Phòng Kinh tế");
        assert_eq!(&rows[5][6], "Lý do: +1");
        assert_eq!(rows[0][8].len(), 64);
        let xlsx = program.get(&leader.cookie, "/bo/audit/events.xlsx?domain=unit&by=system").await;
        assert_eq!(xlsx.headers["content-disposition"], "attachment; filename=\"biokhe-audit.xlsx\"");

        // Page after page, and no more than is allowed.
        let signed = signed_in(&program.app, &leader).await;
        let view = View::new(program.app.site.clone(), Language::En);
        let tx = db.read().await.expect("reads");
        for (most, rows, goes_on) in [(0, 0, true), (1, 1, true), (5, 5, true), (6, 6, false), (7, 6, false)]
        {
            let found = gather(&tx, &view, &signed, &Question::default(), most).await.expect("found");
            assert_eq!((found.rows.len(), found.goes_on), (rows, goes_on), "{most}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page() {
    each_database(async |db| {
        let program = Program::new(db);
        let tx = program.app.db.write(base::Actor::System).await.expect("writes");
        for number in 0..2100 {
            tx.record(db::Event::new("unit.correct", format!("unit:{number}")));
        }
        tx.commit().await.expect("commits");
        let administrator = somebody(&program.app, Role::Administrator, None).await;
        let signed = signed_in(&program.app, &administrator).await;
        let view = View::new(program.app.site.clone(), Language::Vi);
        let before = db.statements();
        let question = Question { domain: Some("unit"), ..Question::default() };
        let found = gather(&db.read().await.expect("reads"), &view, &signed, &question, 50_000).await;
        let found = found.expect("found");
        let mut numbers: Vec<i64> = found.rows.iter().map(|row| row[0].parse().expect("a number")).collect();
        assert_eq!((numbers.len(), found.goes_on), (2100, false));
        numbers.dedup();
        assert!(numbers.len() == 2100 && numbers.is_sorted_by(|one, next| one > next), "none twice");
        assert_eq!(db.statements() - before, 9, "events, people and units for each thousand");
    })
    .await;
}
