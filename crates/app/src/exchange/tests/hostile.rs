//! What stands in the folder and is no message, or means harm.

use std::time::{Duration, SystemTime};

use base::Clock;

use super::*;

/// A message of the regulation's dialect with something in its head and behind its envelope.
fn message(head: &str, behind: &str) -> String {
    format!(
        r#"<edXML xmlns="{ns}"><edXMLEnvelope><edXMLHeader><MessageHeader>
        <From><OrganId>{SENDER}</OrganId></From><To><OrganId>{TOWN}</OrganId></To>{head}
        </MessageHeader></edXMLHeader></edXMLEnvelope>{behind}</edXML>"#,
        ns = edxml::NAMESPACE
    )
}

#[tokio::test]
async fn what_is_no_message_changes_nothing_and_is_told() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let about = "<Subject>A</Subject><DocumentId>a</DocumentId>";
        let file = |content: &str| {
            format!(
                "<AttachmentEncoded><Attachment><AttachmentName>../../../etc/cron.d/a.txt</AttachmentName>\
                 <ContentTransferEncoded>{content}</ContentTransferEncoded></Attachment></AttachmentEncoded>"
            )
        };
        let bomb =
            format!("<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\">]>{}", message("<Subject>&b;</Subject>", ""));
        let deep = message(&"<a>".repeat(5_000), "");
        let mut update = plan(&[TOWN]);
        update.trace.business.kind = edxml::Kind::Update(edxml::Changes::default());
        update.trace.business.document_id = "a".to_owned();
        let lower = message(about, "").replace(SENDER, "h21.07");
        for (name, bytes, reason) in [
            ("anh.xml", b"\x89PNG\r\n\x1a\n\xff\xfe".to_vec(), "encoding"),
            ("trong.xml", Vec::new(), "broken"),
            ("chu.xml", b"khong phai XML".to_vec(), "broken"),
            ("nua.edxml", written(plan(&[TOWN]))[..900].to_vec(), "broken"),
            ("khac.xml", b"<a/>".to_vec(), "foreign"),
            ("bom.xml", bomb.into_bytes(), "entities"),
            ("sau.xml", deep.into_bytes(), "too-deep"),
            ("base64.xml", message(about, &file("-_-")).into_bytes(), "base64"),
            (
                "dai.xml",
                message(&format!("<Subject>{}</Subject>", "a".repeat(70_000)), "").into_bytes(),
                "text-too-long",
            ),
            ("vo-danh.xml", message("<Subject>A</Subject>", "").into_bytes(), "incomplete"),
            (
                "ma-dai.xml",
                message(&format!("<DocumentId>{}</DocumentId>", "a".repeat(501)), "").into_bytes(),
                "incomplete",
            ),
            ("ma-la.xml", lower.into_bytes(), "sender"),
            ("la.edxml", written(plan(&["000.00.99.H21"])), "nobody"),
            ("cap-nhat.edxml", written(update), "update"),
        ] {
            for _ in 0..2 {
                // Once more it is the same, and told once.
                put(app, name, &bytes);
                town.take().await;
            }
            let reasons = town.reasons().await;
            assert_eq!(reasons.first().map(String::as_str), Some(reason), "{name}");
            assert!(names(app, "rejected").contains(&name.to_owned()), "{name}");
        }
        assert_eq!(town.reasons().await.len(), 14);
        assert_eq!((town.registered().await, names(app, "taken"), names(app, "")), (vec![], vec![], vec![]));
        assert_eq!(send_receipts(app).await, 0);
        let page = town.program.get(&town.clerk.cookie, "/bo/incoming/messages").await;
        assert!(page.body.contains("bom.xml") && page.body.contains("thực thể XML"), "{}", page.body);
        let log = db::verify(&db.read().await.expect("reads"), None).await.expect("read");
        assert!(log.is_ok());

        // A path in a name leads nowhere: the file is taken in by the end of it.
        put(app, "duong-dan.xml", message(about, &file("YWJj")));
        town.take().await;
        let one = town.registered().await.remove(0);
        let page = town.program.get(&town.clerk.cookie, &format!("/bo/incoming/{}", one.id)).await;
        assert!(page.body.contains(">a.txt<") && !page.body.contains("cron.d"), "{}", page.body);
        // Once its unit has a code, what was for nobody is taken in.
        let ward = unit(app, "Phường", Some(town.town)).await;
        has_code(app, &town.clerk, ward, "000.00.99.H21").await;
        put(app, "la.edxml", written(plan(&["000.00.99.H21"])));
        town.take().await;
        assert_eq!(names(app, "taken"), ["duong-dan.xml", "la.edxml"]);
    })
    .await;
}

#[tokio::test]
async fn one_that_is_too_large_is_not_read() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        // Without a byte on the disk.
        let large = std::fs::File::create(source(app).join("lon.edxml")).expect("made");
        large.set_len((100 << 20) + 1).expect("long");
        town.take().await;
        assert_eq!(
            (town.reasons().await, names(app, "rejected")),
            (vec!["too-large".to_owned()], vec!["lon.edxml".to_owned()])
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_still_written_or_of_another_name_is_left_alone() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let message = written(plan(&[TOWN]));
        let now = SystemTime::from(db.clock.now() + chrono::TimeDelta::seconds(1));
        put(app, "dang-ghi.edxml", &message);
        let file =
            std::fs::File::options().write(true).open(source(app).join("dang-ghi.edxml")).expect("there");
        file.set_modified(now - Duration::from_secs(3)).expect("set");
        for name in ["mot.edxml.tmp", ".an.edxml", "doc.txt", "khong-duoi"] {
            put(app, name, &message);
        }
        std::fs::create_dir_all(source(app).join("thu-muc.xml")).expect("made");
        std::os::unix::fs::symlink("/etc/hostname", source(app).join("lien-ket.xml")).expect("linked");
        town.take().await;
        assert_eq!(town.registered().await, []);
        assert_eq!(town.reasons().await, [""; 0]);
        file.set_modified(now - Duration::from_secs(20)).expect("set");
        town.take().await;
        assert_eq!(
            (town.registered().await.len(), names(app, "taken")),
            (1, vec!["dang-ghi.edxml".to_owned()])
        );
        assert!(source(app).join("lien-ket.xml").is_symlink());

        // Many are taken run by run, so that one that floods the folder holds nobody up for long.
        for at in 0..60 {
            let mut one = plan(&[TOWN]);
            one.header.document_id = format!("so {at}");
            one.attachments.clear();
            put(app, &format!("{at:02}.edxml"), written(one));
        }
        town.take().await;
        assert_eq!(names(app, "taken").len(), 51);
        town.take().await;
        assert_eq!(names(app, "taken").len(), 61);
        // Without a folder nobody looks, and one that is gone is no harm.
        std::fs::rename(source(app), source(app).with_extension("cu")).expect("moved");
        town.take().await;
    })
    .await;
}

#[tokio::test]
async fn the_flat_dialect_is_registered_too() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = town.app();
        let flat = |subject: &str, number: &str| {
            format!(
                r#"<e:edXMLEnvelope xmlns:e="{ns}"><e:MessageHeader>
                <e:From><e:OrganId>H21.45</e:OrganId><e:OrganName>UBND xã</e:OrganName></e:From><e:To><e:OrganId>{TOWN}</e:OrganId></e:To>
                <e:Code><e:CodeNumber>{number}</e:CodeNumber><e:CodeNotation>CV-UBND</e:CodeNotation></e:Code>
                <e:PromulgationInfo><e:PromulgationDate>2026/11/07</e:PromulgationDate></e:PromulgationInfo>
                <e:Subject>{subject}</e:Subject><e:DocumentId>1</e:DocumentId></e:MessageHeader>
                <e:Attachment><e:FileName>a.txt</e:FileName><e:Content>YWJj</e:Content></e:Attachment></e:edXMLEnvelope>"#,
                ns = edxml::FLAT_NAMESPACE
            )
        };
        put(app, "mot.xml", flat("Xin ý kiến", "7"));
        put(app, "hai.xml", flat("Xin ý kiến", "7"));
        // Systems that count from 1 give the same id to another document.
        put(app, "ba.xml", flat("Góp ý dự thảo", "8"));
        town.take().await;
        let titles: Vec<_> = town.registered().await.iter().map(|one| one.entry.title.clone()).collect();
        assert_eq!(titles.len(), 2, "{titles:?}");
        assert!(titles.contains(&"Xin ý kiến".to_owned()) && titles.contains(&"Góp ý dự thảo".to_owned()));
        assert_eq!(send_receipts(app).await, 2);
    })
    .await;
}
