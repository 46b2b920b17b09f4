//! The workbook of a return: out, filled by another program, and in again.

use axum::http::StatusCode;
use db::testing::each_database;
use documents::workbook::{Grid, Limits, Value, read};
use rust_xlsxwriter::{Format, Workbook};
use uuid::Uuid;

use super::super::store;
use super::super::testing::asked;
use super::Town;
use crate::access::Role;
use crate::indicators::testing::kinds;
use crate::people::testing::{Somebody, somebody};
use crate::testing::Answer;

/// Row and columns of the first figure, and of the first section, as they stand in the workbook.
const ROW: u32 = 5;
const VALUE: u32 = 4;
const STATE: u32 = 6;
const NOTE: u32 = 7;
const WORDS: u32 = 1;
const ID: u32 = 8;

impl Town {
    async fn workbook(&self, who: &Somebody) -> Vec<Grid> {
        let bytes = self.program.fetch(&who.cookie, &format!("{}/workbook", self.path())).await;
        read(&bytes, &Limits::default()).expect("a workbook")
    }

    async fn send(&self, who: &Somebody, bytes: &[u8]) -> Answer {
        let path = format!("{}/workbook", self.path());
        self.program.deliver(&who.cookie, &path, &[], "workbook", &[("bao-cao.xlsx", bytes)]).await
    }

    async fn told(&self) -> (Vec<store::Told>, Vec<store::Passage>) {
        let tx = self.program.app.db.read().await.expect("reads");
        let whole = store::whole(&tx, self.id).await.expect("there");
        (store::cells(&tx, &whole).await.expect("read"), store::passages(&tx, &whole).await.expect("read"))
    }
}

/// As another program would save it: the same cells, and no formats.
fn saved(grids: &[Grid]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for grid in grids {
        let sheet = workbook.add_worksheet().set_name(&grid.name).expect("a name");
        for ((row, column), value) in &grid.cells {
            let column = u16::try_from(*column).expect("a column");
            match value {
                Value::Text(text) => sheet.write(*row, column, text),
                Value::Number(number) => sheet.write(*row, column, *number),
                Value::Truth(truth) => sheet.write(*row, column, *truth),
                Value::Moment => {
                    let day = Format::new().set_num_format("dd/mm/yyyy");
                    sheet.write_number_with_format(*row, column, 46_000, &day)
                }
                Value::Fault => panic!("a fault is in no workbook of ours"),
            }
            .expect("written");
        }
    }
    workbook.save_to_buffer().expect("a file")
}

fn set(grids: &mut [Grid], sheet: usize, at: (u32, u32), value: impl Into<Option<Value>>) {
    match value.into() {
        Some(value) => grids[sheet].cells.insert(at, value),
        None => grids[sheet].cells.remove(&at),
    };
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[tokio::test]
async fn a_workbook_goes_out_and_comes_back_filled() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let mut grids = town.workbook(&town.officer).await;
        assert!(grids[0].text(0, 0).contains("Phòng Kinh tế"), "{}", grids[0].text(0, 0));
        assert_eq!(grids[0].text(ROW, STATE), "Chưa có số liệu");
        let as_it_was = town.send(&town.officer, &saved(&grids)).await;
        assert_eq!(as_it_was.place(), format!("{}?taken=0", town.path()), "nobody touched it");

        set(&mut grids, 0, (ROW, VALUE), Value::Number(0.1 + 0.2));
        set(&mut grids, 0, (ROW, STATE), text("SỐ ƯỚC TÍNH"));
        set(&mut grids, 0, (ROW, NOTE), text("=cmd|'/c calc'!A0"));
        set(&mut grids, 1, (ROW, WORDS), text("Đã xong.\n\nHai mô hình."));
        let filled = saved(&grids);
        let taken = town.send(&town.officer, &filled).await;
        assert_eq!(taken.place(), format!("{}?taken=2", town.path()), "{}", taken.body);
        let page = town.program.get(&town.officer.cookie, taken.place()).await;
        assert!(page.body.contains("Đã nhận 2 mục"), "{}", page.body);
        let (cells, passages) = town.told().await;
        assert_eq!(cells[0].cell.value.map(|value| value.ten_thousandths()), Some(3_000));
        assert_eq!(cells[0].cell.state, crate::returns::CellState::Estimate);
        assert_eq!(cells[0].cell.note.as_deref(), Some("=cmd|'/c calc'!A0"));
        assert_eq!((passages[0].words.as_str(), passages[0].number), ("Đã xong.\nHai mô hình.", 1));

        // Sent once more, it says what stands there already.
        assert_eq!(town.send(&town.officer, &filled).await.status, StatusCode::SEE_OTHER);
        assert_eq!(town.told().await.0[0].number, 1);
        // What goes out now is the same again, and a formula is still none.
        let again = town.workbook(&town.officer).await;
        assert_eq!(again[0].text(ROW, NOTE), "=cmd|'/c calc'!A0");
        assert_eq!(
            town.send(&town.officer, &saved(&again)).await.place(),
            format!("{}?taken=0", town.path())
        );
    })
    .await;
}

#[tokio::test]
async fn every_error_is_told_by_sheet_and_cell_and_nothing_is_saved() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let whole = town.workbook(&town.officer).await;
        type Edit = fn(&mut [Grid]);
        let cases: [(Edit, &str, &str); 10] = [
            (|grids| set(grids, 0, (ROW, VALUE), text("ba")), "E6", "Hãy ghi bằng chữ số"),
            (|grids| set(grids, 0, (ROW, VALUE), Value::Number(1.0 / 3.0)), "E6", "bốn chữ số thập phân"),
            (|grids| set(grids, 0, (ROW, VALUE), Value::Truth(true)), "E6", "Hãy ghi bằng chữ số"),
            (|grids| set(grids, 0, (ROW, STATE), text("có")), "G6", "chọn"),
            (|grids| set(grids, 0, (ROW, STATE), Value::Number(1.0)), "G6", "chọn"),
            (|grids| set(grids, 0, (ROW, NOTE), Value::Moment), "H6", "đang là ngày tháng"),
            (|grids| set(grids, 0, (ROW, STATE), text("Số chính thức")), "E6", ""),
            (|grids| set(grids, 0, (ROW, ID), None), "", "không còn trong tệp"),
            (
                |grids| {
                    let id = grids[0].cells[&(ROW, ID)].clone();
                    set(grids, 0, (ROW + 1, ID), id);
                },
                "A7",
                "chép lặp",
            ),
            (
                |grids| set(grids, 0, (ROW + 1, ID), text(&format!("cell:{}", Uuid::nil()))),
                "A7",
                "không thuộc báo cáo này",
            ),
        ];
        for (edit, cell, words) in cases {
            let mut grids = whole.clone();
            // What is right beside what is wrong is not saved either.
            set(&mut grids, 1, (ROW, WORDS), text("Đã xong."));
            edit(&mut grids);
            let answer = town.send(&town.officer, &saved(&grids)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{cell} {words}");
            let is_told = answer.body.contains(&format!("<strong>{cell}</strong>")) || cell.is_empty();
            assert!(is_told && answer.body.contains(words), "{cell} {words}: {}", answer.body);
        }
        let mut grids = whole.clone();
        set(&mut grids, 0, (ROW, VALUE), text("ba"));
        set(&mut grids, 1, (ROW, WORDS), text(&"a".repeat(20_001)));
        let both = town.send(&town.officer, &saved(&grids)).await;
        assert!(both.body.contains("Có 2 chỗ cần sửa"), "{}", both.body);

        let (cells, passages) = town.told().await;
        assert_eq!((cells[0].number, passages[0].number), (0, 0));

        // Who was faster is not overwritten.
        let first = [("state", "value"), ("value", "3"), ("seen", "0")];
        assert_eq!(town.fill(&town.coordinator, &first, &[]).await.status, StatusCode::SEE_OTHER);
        let mut grids = whole.clone();
        set(&mut grids, 0, (ROW, VALUE), Value::Number(4.0));
        let late = town.send(&town.officer, &saved(&grids)).await;
        assert!(late.body.contains("<strong>E6</strong>") && late.body.contains("vừa sửa"), "{}", late.body);
        assert_eq!(town.told().await.0[0].number, 1);
    })
    .await;
}

#[tokio::test]
async fn another_workbook_is_refused_with_the_reason() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let whole = town.workbook(&town.officer).await;
        let refused = async |bytes: &[u8], words: &str| {
            let answer = town.send(&town.officer, bytes).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.body.contains(words), "{words}: {}", answer.body);
        };
        refused(b"", "không phải bảng tính Excel").await;
        refused(b"a;b;c", "không phải bảng tính Excel").await;
        refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "mật khẩu").await;
        refused(b"PK\x03\x04", "bị hỏng").await;
        refused(&vec![b'a'; 5 << 20], "lớn hơn nhiều").await;
        refused(&saved(&whole[..1]), "không phải biểu báo cáo tải từ đây").await;
        let about = whole.len() - 1;
        let mut older = whole.clone();
        set(&mut older, about, (1, 0), text("0"));
        refused(&saved(&older), "mẫu khác").await;
        let mut other = whole.clone();
        set(&mut other, about, (2, 0), text(&Uuid::nil().to_string()));
        set(&mut other, about, (3, 0), text("Phòng <b>Nội vụ</b>"));
        let answer = town.send(&town.officer, &saved(&other)).await;
        assert!(answer.body.contains("Phòng &lt;b&gt;Nội vụ"), "{}", answer.body);

        // Whoever may not fill it does not learn that it is there.
        let (_, period) = asked(&town.program.app, town.town, town.office, &[]).await;
        assert_ne!(period, town.period);
        let viewer = somebody(&town.program.app, Role::Viewer, Some(town.office)).await;
        assert_eq!(town.workbook(&viewer).await.len(), whole.len());
        assert!([403, 404].contains(&town.send(&viewer, &saved(&whole)).await.status.as_u16()));

        let cell = [("state", "not_applicable"), ("value", "")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        refused(&saved(&whole), "không nhận tệp nữa").await;
        assert!(town.workbook(&town.officer).await[0].text(2, 0).contains("chỉ để xem"));
    })
    .await;
}

#[tokio::test]
async fn answers_steps_and_words_go_through_a_workbook() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let of = kinds(app, town.town).await;
        let (id, _) = asked(app, town.town, town.office, &of).await;
        let town = Town { id, ..town };
        let book = town.workbook(&town.officer).await;
        // In the order of `kinds`: yes or no, a scale, words, a mean; a formula and a count stand there closed.
        let row = |place: u32| ROW + place;
        let closed = [7, 8].map(|place| book[0].text(row(place), ID).to_owned());
        assert_eq!(closed, ["", ""], "what nobody types has no row to come back");
        let filled = |answer: &str, step: &str| {
            let mut book = book.clone();
            for (place, column, value) in [
                (0, VALUE, Value::Number(4.0)),
                (1, VALUE, Value::Text(answer.to_owned())),
                (2, VALUE, Value::Text(step.to_owned())),
                (3, VALUE, Value::Text("=2 đề án".to_owned())),
                (4, VALUE, Value::Number(2.5)),
                (4, VALUE + 1, Value::Number(40.0)),
            ] {
                book[0].cells.insert((row(place), column), value);
            }
            saved(&book)
        };
        let wrong = town.send(&town.officer, &filled("Có thể", "Rất cao")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for cell in ["E7", "E8"] {
            assert!(wrong.body.contains(cell), "{cell}: {}", wrong.body);
        }
        assert!(town.told().await.0.iter().all(|told| told.number == 0), "nothing is kept");
        let kept = town.send(&town.officer, &filled("không", "VỪA")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let (cells, _) = town.told().await;
        let value = |place: usize| cells[place].cell.value.map(|value| value.as_f64());
        assert_eq!((value(0), value(1), value(2), value(4)), (Some(4.0), Some(0.0), Some(2.0), Some(2.5)));
        assert_eq!(cells[3].cell.words.as_deref(), Some("=2 đề án"));
        // Out again, it is as it was sent, and sending it back changes nothing.
        let again = town.workbook(&town.officer).await;
        assert_eq!(again[0].text(row(1), VALUE), "Không");
        assert_eq!(again[0].text(row(2), VALUE), "Vừa");
        assert_eq!(town.send(&town.officer, &saved(&again)).await.status, StatusCode::SEE_OTHER);
        assert!(town.told().await.0.iter().all(|told| told.number <= 1));
    })
    .await;
}
