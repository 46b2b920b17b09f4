//! Receipts of others: what they do to what went out.

use super::*;
use crate::consolidation::testing::Town as Reporting;

/// The code of the province, to which the report goes.
const PROVINCE: &str = "000.00.00.H21";

/// A receipt of somebody for a document.
fn receipt(from: &str, document: &str, status: edxml::Status, words: &str) -> Vec<u8> {
    // One that says other words is another.
    let at = format!("2026-11-23T09:00:{:02}", words.chars().count());
    let receipt = edxml::Receipt {
        response_for: edxml::Response {
            organ_id: TOWN.to_owned(),
            code: "1/BC-UBND".to_owned(),
            date: None,
            document_id: document.to_owned(),
        },
        from: edxml::Organ { id: from.to_owned(), ..Default::default() },
        status,
        description: words.to_owned(),
        at: at.parse().ok(),
        staff: edxml::Staff::default(),
    };
    edxml::write(&edxml::Message::Receipt(Box::new(receipt))).expect("a message")
}

#[tokio::test]
async fn a_receipt_says_what_became_of_what_was_sent() {
    each_database(async |db| {
        let town = Reporting::new(db).await;
        let (app, cookie) = (&town.program.app, &town.coordinator.cookie);
        town.report("Đã có ba mô hình.").await;
        let (_, id) = town.signed().await;
        issuing::testing::issued(app, town.town, id).await;
        let head = [
            ("revision", "1"),
            ("agency", "Ủy ban nhân dân thị xã Sông Trà"),
            ("sign", "UBND"),
            ("place", "Sông Trà"),
            ("organ", TOWN),
        ];
        let path = format!("/bo/units/{}/letterhead", town.town);
        assert_eq!(town.program.post(cookie, &path, &head).await.status, StatusCode::SEE_OTHER);
        let to = [
            ("send.0", "1"),
            ("name.0", "Ủy ban nhân dân tỉnh"),
            ("channel.0", "exchange"),
            ("address.0", PROVINCE),
        ];
        let path = format!("/bo/documents/{id}/dispatch");
        assert_eq!(town.program.post(cookie, &path, &to).await.status, StatusCode::SEE_OTHER);
        let message = crate::dispatch::testing::delivered(app, id).await;
        let edxml::Message::Dispatch(message) = message else { panic!("a receipt") };
        let document = message.header.document_id.as_str();

        let state = async || crate::dispatch::testing::state(app, id).await;
        let take = async |name: &str, bytes: Vec<u8>| {
            put(app, name, bytes);
            actions::take_all(app).await.expect("taken");
        };
        let waits = ("sent".to_owned(), None);
        // From somebody else, about something else, about a change: it is told and changes nothing.
        let refused = edxml::Status::Rejected;
        take("khac.edxml", receipt("000.00.08.H21", document, refused, "Giả mạo")).await;
        take("la.edxml", receipt(PROVINCE, "000.00.45.H21,2026/11/23,99/BC-UBND", refused, "Không rõ")).await;
        take("doi.edxml", receipt(PROVINCE, document, edxml::Status::ChangeAccepted, "")).await;
        assert_eq!(state().await, waits);
        let messages = town.program.get(cookie, "/bo/incoming/messages").await;
        for words in ["không phải nơi đã được gửi", "Không có văn bản nào mang mã", "Không đổi gì"]
        {
            assert!(messages.body.contains(words), "{words}: {}", messages.body);
        }
        assert_eq!(names(app, "rejected"), ["doi.edxml", "khac.edxml", "la.edxml"]);

        // It arrives, is accepted, and at last given back; what was overtaken changes nothing.
        for (name, status, words, expected) in [
            ("1.edxml", edxml::Status::Arrived, "", ("received", None)),
            ("2.edxml", edxml::Status::Processing, "", ("accepted", None)),
            ("3.edxml", edxml::Status::Arrived, "muộn", ("accepted", None)),
            ("4.edxml", edxml::Status::Rejected, "Thiếu phụ lục", ("rejected", Some("Thiếu phụ lục"))),
            ("5.edxml", edxml::Status::Accepted, "muộn", ("rejected", Some("Thiếu phụ lục"))),
        ] {
            take(name, receipt(PROVINCE, document, status, words)).await;
            let expected = (expected.0.to_owned(), expected.1.map(str::to_owned));
            assert_eq!(state().await, expected, "{name}");
        }
        assert_eq!(names(app, "taken"), ["1.edxml", "2.edxml", "4.edxml"]);
        let page = town.program.get(cookie, &path).await;
        assert!(
            page.body.contains("Thiếu phụ lục") && page.body.contains("Nơi nhận trả lại"),
            "{}",
            page.body
        );
        // In both languages the same, and in the audit as the program's.
        let log = town.program.get(cookie, "/bo/audit?domain=document").await;
        assert!(log.body.contains("đã ghi nhận phản hồi"), "{}", log.body);

        // The same once more is nothing new.
        take("4.edxml", receipt(PROVINCE, document, edxml::Status::Rejected, "Thiếu phụ lục")).await;
        assert_eq!(names(app, "taken"), ["1.edxml", "2-4.edxml", "2.edxml", "4.edxml"]);
    })
    .await;
}
