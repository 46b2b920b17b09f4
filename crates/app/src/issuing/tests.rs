//! Signing, numbering and verifying, through the pages.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use base::Actor;
use db::testing::each_database;
use documents::Limits;
use documents::check;
use documents::write::Layout;
use uuid::Uuid;

use super::model::{Authority, Document, FileKind, State};
use super::{actions, store, verify};
use crate::consolidation::testing::{Town, shown};
use crate::people::testing::Somebody;
use crate::testing::{Answer, Program};
use crate::units::testing::unit;

/// Sends a form of a document with the revision that it has.
async fn act(town: &Town, who: &Somebody, id: Uuid, act: &str) -> Answer {
    let revision = found(town, id).await.revision.to_string();
    let fields = [("revision", revision.as_str()), ("words", "Lý do")];
    town.program.post(&who.cookie, &format!("/bo/documents/{id}/{act}"), &fields).await
}

async fn found(town: &Town, id: Uuid) -> Document {
    store::find(&town.program.app.db.read().await.expect("reads"), id).await.expect("there")
}

#[test]
fn a_block_names_the_authority_as_the_decree_has_it() {
    let of = |authority, collective: &str| {
        let block = super::testing::signs(authority).signature(collective, "Nguyễn Văn An");
        [block.on_behalf_of, block.capacity, block.title].join("/")
    };
    let committee = "Ủy ban nhân dân";
    assert_eq!(of(Authority::Head, committee), "TM. ỦY BAN NHÂN DÂN//PHÓ CHỦ TỊCH");
    assert_eq!(of(Authority::Deputy, committee), "TM. ỦY BAN NHÂN DÂN/KT. CHỦ TỊCH/PHÓ CHỦ TỊCH");
    assert_eq!(of(Authority::Acting, committee), "TM. ỦY BAN NHÂN DÂN/Q. PHÓ CHỦ TỊCH/");
    assert_eq!(of(Authority::ByOrder, committee), "/TL. CHỦ TỊCH/PHÓ CHỦ TỊCH");
    assert_eq!(of(Authority::Delegated, committee), "/TUQ. CHỦ TỊCH/PHÓ CHỦ TỊCH");
    assert_eq!(of(Authority::Deputy, ""), "/KT. CHỦ TỊCH/PHÓ CHỦ TỊCH");
    let standing = super::testing::signs(Authority::Delegated);
    let day = |day: &str| day.parse().expect("a day");
    assert!(standing.holds_on(day("2026-01-01")) && standing.holds_on(day("2026-12-30")));
    assert!(!standing.holds_on(day("2025-12-31")) && !standing.holds_on(day("2026-12-31")));
}

#[tokio::test]
async fn a_report_is_signed_numbered_issued_and_verified() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let (consolidation, id) = town.signed().await;
        let (program, cookie) = (&town.program, &town.coordinator.cookie);
        let page = program.get(cookie, &format!("/bo/consolidations/{consolidation}")).await;
        assert!(page.body.contains(&format!("/bo/documents/{id}")), "{}", page.body);
        // Before it is issued it can be read, without number and date.
        let lines = shown(&program.fetch(cookie, &format!("/bo/documents/{id}/file.docx")).await);
        assert!(lines.iter().any(|line| line.contains("KT. CHỦ TỊCH")), "{lines:#?}");
        for who in [&town.officer, &town.leader] {
            assert_eq!(act(&town, who, id, "issue").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(act(&town, &town.coordinator, id, "issue").await.status, StatusCode::SEE_OTHER);
        assert_eq!(act(&town, &town.coordinator, id, "issue").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let document = found(&town, id).await;
        assert_eq!((document.state, document.code().as_str()), (State::Issued, "01/BC-UBND"));

        // Whoever asks before the job has run gets the same file as after it, and the job makes no other.
        let word = program.fetch(cookie, &format!("/bo/documents/{id}/file.docx")).await;
        let pdf = program.fetch(cookie, &format!("/bo/documents/{id}/file.pdf")).await;
        actions::make_files(&program.app, id).await.expect("made");
        let tx = db.read().await.expect("reads");
        assert_eq!(store::files(&tx, id).await.expect("read").len(), 2);
        assert_eq!(program.fetch(cookie, &format!("/bo/documents/{id}/file.docx")).await, word);
        let lines = shown(&word);
        for words in
            ["Số: 01/BC-UBND", "Sông Trà, ngày", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Người leader"]
        {
            assert!(lines.iter().any(|line| line.contains(words)), "{words} is missing in {lines:#?}");
        }
        let broken = check::docx(&word, &Layout::decree_30(), &Limits::default()).expect("a Word file");
        assert_eq!(broken, []);

        // The snapshot leads from each figure to its return.
        let snapshot = program.fetch(cookie, &format!("/bo/documents/{id}/snapshot.json")).await;
        let snapshot: serde_json::Value = serde_json::from_slice(&snapshot).expect("JSON");
        let made_of = &snapshot["made_of"];
        assert_eq!(made_of["returns"][0]["id"], town.returned.to_string());
        assert_eq!(made_of["figures"][0]["total"]["ten_thousandths"], 12_345_000);
        assert_eq!(made_of["passages"][0]["words"], "Đã có ba mô hình.");

        // A file is the issued one, or altered wherever one byte of it is another.
        let files = &program.app.files;
        for bytes in [&word, &pdf] {
            assert_eq!(verify(&tx, files, bytes).await.expect("read").name(), "same");
            for at in [20, bytes.len() / 2, bytes.len() - 5] {
                let mut altered = bytes.clone();
                altered[at] ^= 1;
                let verdict = verify(&tx, files, &altered).await.expect("read");
                assert!(!verdict.is_genuine(), "byte {at}: {verdict:?}");
            }
        }
        let mut longer = pdf.clone();
        longer.extend(b"\n1 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj\n%%EOF\n");
        assert_eq!(verify(&tx, files, &longer).await.expect("read").name(), "appended");
        assert_eq!(verify(&tx, files, b"nothing").await.expect("read").name(), "unknown");
        let mut half = pdf.clone();
        half.truncate(pdf.len() - 1);
        assert_eq!(verify(&tx, files, &half).await.expect("read").name(), "altered");
        drop(tx);

        // It comes back signed, and only as itself.
        let revision = found(&town, id).await.revision.to_string();
        let fields = [("revision", revision)];
        let path = format!("/bo/documents/{id}/signed");
        for wrong in [&pdf, &half] {
            let answer = program.upload_as(cookie, &path, &fields, ("ky.pdf", wrong)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let answer = program.upload_as(cookie, &path, &fields, ("ky.pdf", &longer)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(program.fetch(cookie, &format!("/bo/documents/{id}/signed.pdf")).await, longer);
        let page = program.upload_as(cookie, "/bo/documents/verification", &[], ("a.pdf", &longer)).await;
        assert!(page.body.contains("không sai một byte"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_another_document_that_replaces_the_first() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.report("Đã có ba mô hình.").await;
        let (_, first) = town.signed().await;
        assert_eq!(act(&town, &town.coordinator, first, "issue").await.status, StatusCode::SEE_OTHER);
        let before =
            town.program.fetch(&town.coordinator.cookie, &format!("/bo/documents/{first}/file.docx")).await;

        let again = town.begin("report").await;
        assert_eq!(town.step(&town.other, again, "review").await.status, StatusCode::SEE_OTHER);
        let answer = town.step(&town.leader, again, "signature").await;
        let second: Uuid = answer.place().rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        assert_eq!(found(&town, first).await.state, State::Issued, "it holds until the other is issued");
        assert_eq!(act(&town, &town.coordinator, second, "issue").await.status, StatusCode::SEE_OTHER);
        let (old, new) = (found(&town, first).await, found(&town, second).await);
        assert_eq!((old.state, new.state), (State::Replaced, State::Issued));
        assert_eq!((old.code().as_str(), new.code().as_str()), ("01/BC-UBND", "02/BC-UBND"));
        let lines = shown(
            &town.program.fetch(&town.coordinator.cookie, &format!("/bo/documents/{second}/file.docx")).await,
        );
        assert!(lines.iter().any(|line| line.contains("thay thế Báo cáo số 01/BC-UBND")), "{lines:#?}");
        let after =
            town.program.fetch(&town.coordinator.cookie, &format!("/bo/documents/{first}/file.docx")).await;
        assert_eq!(before, after, "what was issued stays to the byte");
        let page = town.program.get(&town.coordinator.cookie, &format!("/bo/documents/{first}")).await;
        assert!(page.body.contains(&format!("/bo/documents/{second}")));

        assert_eq!(act(&town, &town.coordinator, second, "revocation").await.status, StatusCode::SEE_OTHER);
        assert_eq!(found(&town, second).await.state, State::Revoked);
        let list = town.program.get(&town.coordinator.cookie, "/bo/documents").await;
        assert!(list.body.contains("01/BC-UBND") && list.body.contains("02/BC-UBND"), "{}", list.body);
        // An officer below sees none of it.
        let list = town.program.get(&town.officer.cookie, "/bo/documents").await;
        assert!(!list.body.contains("01/BC-UBND"));
        for page in ["", "/file.docx", "/snapshot.json"] {
            let answer =
                town.program.get(&town.officer.cookie, &format!("/bo/documents/{first}{page}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        let pages = [("/bo/documents".to_owned(), 7), (format!("/bo/documents/{first}"), 10)];
        for (path, most) in pages {
            let before = db.statements();
            town.program.get(&town.coordinator.cookie, &path).await;
            assert!(db.statements() - before <= most, "{path}: {}", db.statements() - before);
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_have_no_gap_and_none_comes_twice() {
    const ISSUERS: usize = 64;
    const EACH: usize = 200;

    each_database(async |db| {
        let program = Program::new(db);
        let [one, other] =
            [unit(&program.app, "Phường Một", None).await, unit(&program.app, "Phường Hai", None).await];
        let issue = async |at: usize| {
            let mut taken = Vec::new();
            for turn in 0..EACH {
                let unit = if (at + turn).is_multiple_of(2) { one } else { other };
                let tx = db.write(Actor::System).await.expect("writes");
                let number = store::next_number(&tx, unit, 2026, "").await.expect("a number");
                // One in five is undone after it took its number.
                if (at * EACH + turn).is_multiple_of(5) {
                    drop(tx);
                    continue;
                }
                tx.record(db::Event::new("test.number", "test"));
                tx.commit().await.expect("commits");
                taken.push((unit, number));
            }
            taken
        };
        let all = futures_util::future::join_all((0..ISSUERS).map(issue)).await.concat();
        for unit in [one, other] {
            let numbers: Vec<_> =
                all.iter().filter(|(of, _)| *of == unit).map(|(_, number)| *number).collect();
            let set: BTreeSet<_> = numbers.iter().copied().collect();
            assert_eq!(set.len(), numbers.len(), "none twice");
            assert_eq!(set, (1..=numbers.len() as i32).collect(), "no gap");
        }
        // A register goes on from where the paper one ended, and never back.
        let tx = db.write(Actor::System).await.expect("writes");
        store::begin_register(&tx, one, 2027, "", 40).await.expect("set");
        assert_eq!(store::next_number(&tx, one, 2027, "").await.expect("a number"), 41);
        assert_eq!(store::next_number(&tx, one, 2027, "BC").await.expect("a number"), 1);
        assert!(store::begin_register(&tx, one, 2027, "", 41).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn who_signs_is_written_down_with_its_act_and_its_days() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let path = format!("/bo/units/{}/signers", town.town);
        let person = town.leader.id.to_string();
        let of = |authority: &'static str, more: &[(&'static str, &'static str)]| {
            let mut fields =
                vec![("person", person.as_str()), ("authority", authority), ("title", "Chánh Văn phòng")];
            fields.extend(more);
            fields
        };
        for (authority, more) in [
            ("delegated", &[("head_title", "Chủ tịch"), ("from", "2026-01-01")][..]),
            ("delegated", &[("head_title", "Chủ tịch"), ("act", "12/QĐ-UBND"), ("from", "2026-01-01")]),
            ("deputy", &[("from", "2026-01-01")]),
            ("nobody", &[("from", "2026-01-01")]),
            ("head", &[("from", "2026-01-02"), ("to", "2026-01-01")]),
        ] {
            let answer = town.program.post(&town.coordinator.cookie, &path, &of(authority, more)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{authority} {more:?}");
        }
        let full =
            [("head_title", "Chủ tịch"), ("act", "12/QĐ-UBND"), ("from", "2026-01-01"), ("to", "2099-01-01")];
        let answer = town.program.post(&town.coordinator.cookie, &path, &of("delegated", &full)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = town.program.get(&town.leader.cookie, &format!("/bo/units/{}/signing", town.town)).await;
        assert!(page.body.contains("TUQ. CHỦ TỊCH / CHÁNH VĂN PHÒNG"), "{}", page.body);
        assert_eq!(
            town.program.post(&town.leader.cookie, &path, &of("head", &[])).await.status,
            StatusCode::FORBIDDEN
        );
        let tx = db.read().await.expect("reads");
        let today = web::format::day_of(town.program.app.db.clock().now());
        let standings = store::standings_of(&tx, town.town, town.leader.id, today).await.expect("read");
        let end = format!("/bo/units/{}/signers/{}/end", town.town, standings[0].id);
        drop(tx);
        assert_eq!(
            town.program.post(&town.coordinator.cookie, &end, &[]).await.status,
            StatusCode::SEE_OTHER
        );
        let tx = db.read().await.expect("reads");
        assert_eq!(store::standings_of(&tx, town.town, town.leader.id, today).await.expect("read"), []);
        drop(tx);

        let register = format!("/bo/units/{}/register", town.town);
        let cookie = &town.coordinator.cookie;
        assert_eq!(
            town.program.post(cookie, &register, &[("last", "0")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            town.program.post(cookie, &register, &[("last", "12")]).await.status,
            StatusCode::SEE_OTHER
        );
        let back = town.program.post(cookie, &register, &[("last", "11")]).await;
        assert!(back.body.contains("đến số này hoặc xa hơn"), "{}", back.body);
        assert!(FileKind::ALL.into_iter().all(|kind| FileKind::named(kind.name()) == Some(kind)));
    })
    .await;
}
