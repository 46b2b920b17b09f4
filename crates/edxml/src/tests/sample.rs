//! The sample town sends its plan, and is told what became of it.

use chrono::NaiveDate;

use super::{dispatch, receipt};
use crate::{
    Attachment, Business, Code, Dispatch, DocumentType, Header, Message, Organ, Other, Priority,
    Promulgation, Receipt, Response, Signer, Staff, Status, Step, Trace, document_id, write,
};

/// The plan of the sample town on its way to a ward and an office.
pub(super) fn plan() -> Dispatch {
    let date = day(2023, 6, 7);
    let code = Code { number: "88".to_owned(), notation: "KH-UBND".to_owned() };
    let town = Organ {
        in_charge: "Ủy ban nhân dân tỉnh Gia Lai".to_owned(),
        address: "Số 1 đường Mẫu, An Khê".to_owned(),
        email: "ubnd@ankhe.example.vn".to_owned(),
        telephone: "0269 000 000".to_owned(),
        ..organ("000.00.45.H21", "Ủy ban nhân dân thị xã An Khê")
    };
    Dispatch {
        header: Header {
            document_id: document_id(&town.id, date, &code),
            from: town,
            to: vec![
                organ("000.12.45.H21", "Ủy ban nhân dân phường An Bình"),
                organ("000.00.07.H21", "Sở Khoa học & Công nghệ"),
            ],
            code,
            promulgation: Promulgation { place: "An Khê".to_owned(), date: Some(date) },
            document_type: DocumentType { class: Some(2), detail: Some(10), name: "Kế hoạch".to_owned() },
            subject: "Phát triển và ứng dụng công nghệ sinh học đến năm 2030 (bản mẫu)".to_owned(),
            content: "Chỉ tiêu: diện tích an toàn > 30 ha; giao việc cho từng đơn vị.".to_owned(),
            signer: Signer {
                competence: "KT. CHỦ TỊCH".to_owned(),
                position: "Phó Chủ tịch".to_owned(),
                full_name: "Nguyễn Văn Mẫu".to_owned(),
            },
            due: Some(day(2023, 6, 30)),
            to_places: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
            other: Other {
                priority: Some(Priority::URGENT),
                sphere: "Trong tỉnh".to_owned(),
                typist: "NVM".to_owned(),
                copies: Some(12),
                pages: Some(9),
                appendixes: vec!["Phụ lục I".to_owned()],
            },
            response_for: vec![Response {
                organ_id: "000.00.00.H21".to_owned(),
                code: "141/CV-UBND".to_owned(),
                date: Some(day(2023, 5, 25)),
                document_id: "000.00.00.H21,2023/05/25,141/CV-UBND".to_owned(),
            }],
            steering: Some(1),
        },
        trace: Trace {
            steps: vec![Step {
                organ_id: "000.00.45.H21".to_owned(),
                at: day(2023, 6, 7).and_hms_opt(8, 30, 0),
            }],
            business: Business {
                reason: "Văn bản mới".to_owned(), staff: clerk(), ..Business::default()
            },
        },
        attachments: vec![
            file("ke-hoach-88.pdf", "application/pdf", b"%PDF-1.7 sample"),
            file("phụ lục I.txt", "text/plain", "Chỉ tiêu theo năm\n".as_bytes()),
        ],
    }
}

/// The ward has refused it.
pub(super) fn refusal() -> Receipt {
    let plan = plan();
    Receipt {
        response_for: Response {
            organ_id: plan.header.from.id.clone(),
            code: "88/KH-UBND".to_owned(),
            date: plan.header.promulgation.date,
            document_id: plan.header.document_id,
        },
        from: organ("000.12.45.H21", "Ủy ban nhân dân phường An Bình"),
        status: Status::Rejected,
        description: "Thiếu phụ lục II".to_owned(),
        at: day(2023, 6, 7).and_hms_opt(10, 5, 30),
        staff: clerk(),
    }
}

fn organ(id: &str, name: &str) -> Organ {
    Organ { id: id.to_owned(), name: name.to_owned(), ..Organ::default() }
}

fn clerk() -> Staff {
    Staff {
        department: "Văn thư".to_owned(),
        name: "Trần Thị Mẫu".to_owned(),
        mobile: "0900 000 000".to_owned(),
        email: "vanthu@ankhe.example.vn".to_owned(),
    }
}

fn file(name: &str, content_type: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.to_owned(),
        content_type: content_type.to_owned(),
        description: format!("Tệp {name}"),
        bytes: bytes.to_vec(),
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("it is a day")
}

/// As text, which it always is.
pub(super) fn written(message: &Message) -> String {
    String::from_utf8(write(message).expect("nothing is wrong with it")).expect("it is UTF-8")
}

#[test]
fn a_plan_goes_out_as_it_always_did() {
    let plan = plan();
    let message = Message::Dispatch(Box::new(plan.clone()));
    assert_eq!(written(&message), include_str!("plan.edxml"));
    assert_eq!(dispatch(include_str!("plan.edxml")), plan);
}

#[test]
fn a_receipt_goes_out_as_it_always_did() {
    let refusal = refusal();
    let message = Message::Receipt(Box::new(refusal.clone()));
    assert_eq!(written(&message), include_str!("refusal.edxml"));
    assert_eq!(receipt(include_str!("refusal.edxml")), refusal);
}

#[test]
fn an_id_names_sender_day_and_code() {
    assert_eq!(plan().header.document_id, "000.00.45.H21,2023/06/07,88/KH-UBND");
}
