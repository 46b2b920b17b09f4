//! What is taken in as evidence, and how it is given back, through the page of a task.

use axum::http::StatusCode;
use base::Actor;
use db::testing::{count, each_database};
use uuid::Uuid;

use super::Kind;
use crate::access::Role;
use crate::people::testing::somebody;
use crate::sweep::needed_files;
use crate::tasks::testing::found;
use crate::testing::Program;
use crate::units::testing::unit;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

#[test]
fn a_file_is_what_its_content_says() {
    for (start, kind) in [
        (PDF, Some(Kind::Pdf)),
        (PNG, Some(Kind::Png)),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(Kind::Jpeg)),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Some(Kind::Webp)),
        ("Biên bản nghiệm thu".as_bytes(), Some(Kind::Text)),
        ("Biên bả".as_bytes().split_last().map_or(b"".as_slice(), |(_, cut)| cut), Some(Kind::Text)),
        (b"<!DOCTYPE html><script>alert(1)</script>", None),
        (b"<html><body>", None),
        (b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", None),
        (b"MZ\x90\0\x03\0\0\0", None),
        (b"\x7fELF\x02\x01\x01\0", None),
        (b"#!/bin/sh\nrm -rf /", None),
        (b"PK\x03\x04 a bare archive", None),
        (b"\0\x01\x02\x03", None),
        (b"   \n", None),
    ] {
        assert_eq!(Kind::of(start), kind, "{:?}", String::from_utf8_lossy(start));
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::named(kind.name()), Some(kind));
    }
}

/// The beginning of a package with these parts, each longer than what is looked at.
fn package(parts: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for part in parts {
        zip.start_file(*part, stored).expect("a part");
        let length = if part.ends_with("document.xml") { 20_000 } else { 300 };
        std::io::Write::write_all(&mut zip, &vec![b'x'; length]).expect("written");
    }
    let mut bytes = zip.finish().expect("closed").into_inner();
    bytes.truncate(8 << 10);
    bytes
}

#[test]
fn a_package_is_what_its_parts_say_whoever_wrote_it() {
    let head = ["[Content_Types].xml", "_rels/.rels"];
    for (parts, kind) in [
        // As we write it, as LibreOffice does, and as Word does.
        (vec![head[0], head[1], "word/document.xml", "word/styles.xml"], Some(Kind::Docx)),
        (
            vec![
                head[1],
                "docProps/app.xml",
                "docProps/core.xml",
                "word/_rels/document.xml.rels",
                "word/document.xml",
                head[0],
            ],
            Some(Kind::Docx),
        ),
        (vec![head[0], head[1], "xl/workbook.xml"], Some(Kind::Xlsx)),
        (vec![head[0], head[1], "ppt/presentation.xml"], Some(Kind::Pptx)),
        (vec![head[0], head[1], "other/document.xml"], None),
        (vec!["a.exe", "b.txt"], None),
    ] {
        assert_eq!(Kind::of(&package(&parts)), kind, "{parts:?}");
    }
}

/// The head of a picture that claims a size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let (mut picture, [width, height]) = (PNG.to_vec(), [width, height].map(u32::to_be_bytes));
    picture[16..24].copy_from_slice(&[width, height].concat());
    picture
}

/// The same of a JPEG, after so many bytes of what a camera notes.
fn jpeg(width: u16, height: u16, noted: usize) -> Vec<u8> {
    let mut picture = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    for part in vec![0; noted].chunks(60_000) {
        picture.extend([0xff, 0xe1]);
        picture.extend(u16::try_from(part.len() + 2).expect("a part").to_be_bytes());
        picture.extend(part);
    }
    picture.extend(b"\xff\xc0\0\x11\x08");
    picture.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    picture.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
    picture
}

/// The same of a WebP.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let canvas = [width - 1, height - 1].map(|side| side.to_le_bytes()[..3].to_vec()).concat();
    [b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".as_slice(), &canvas].concat()
}

#[test]
fn a_picture_is_shown_where_a_browser_can_draw_it() {
    for (picture, kind, is_shown) in [
        (PNG.to_vec(), Kind::Png, true),
        (png(10_000, 6_000), Kind::Png, true),
        (png(10_000, 6_001), Kind::Png, false),
        (png(u32::MAX, u32::MAX), Kind::Png, false),
        (jpeg(4_000, 3_000, 0), Kind::Jpeg, true),
        (jpeg(4_000, 3_000, 400_000), Kind::Jpeg, true),
        (jpeg(u16::MAX, u16::MAX, 400_000), Kind::Jpeg, false),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Kind::Jpeg, false),
        (webp(4_000, 3_000), Kind::Webp, true),
        (webp(16_000, 16_000), Kind::Webp, false),
    ] {
        assert_eq!(Kind::of(&picture), Some(kind));
        let found = kind.of_whole(&picture);
        assert_eq!(found, if is_shown { kind } else { Kind::VastPicture });
        assert_eq!((found.is_picture(), found.shown_as().is_some()), (is_shown, is_shown));
    }
    assert_eq!(Kind::Pdf.of_whole(PDF), Kind::Pdf);
}

#[tokio::test]
async fn a_picture_of_a_vast_size_is_saved_and_not_shown() {
    each_database(async |db| {
        let program = Program::new(db);
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        let id = found(&program.app, office).await;
        let page = format!("/bo/tasks/{id}");
        let form = program.get(&officer.cookie, &page).await.body;
        assert!(form.contains("kể cả nơi chụp và giờ chụp"), "said before anybody sends one");
        let fields = [("words", "Ảnh vườn"), ("percent", "40"), ("revision", "1")];
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        let (small, vast) = (jpeg(4_000, 3_000, 90_000), png(100_000, 100_000));
        let files = [("nhỏ.jpg", small.as_slice()), ("lớn.png", vast.as_slice())];
        let path = format!("{page}/progress");
        let sent = program.deliver(&officer.cookie, &path, &fields, "evidence", &files).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

        let shown = program.get(&officer.cookie, &page).await.body;
        assert_eq!(shown.matches("<img src=\"/bo/tasks/").count(), 1, "one thumbnail");
        assert!(shown.contains("Ảnh quá lớn để hiển thị"));
        let mut ways = Vec::new();
        for link in shown.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.contains("/evidence/") {
                let file = program.get(&officer.cookie, link).await;
                let header = |name: &str| file.headers[name].to_str().expect("letters").to_owned();
                ways.push((header("content-type"), header("content-disposition")));
            }
        }
        ways.sort();
        let starts = [("application/octet-stream", "attachment"), ("image/jpeg", "inline")];
        for ((kind, way), (expected, begin)) in ways.iter().zip(starts) {
            assert!(kind == expected && way.starts_with(begin), "{kind} {way}");
        }
        assert_eq!(ways.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn evidence_is_kept_with_what_it_proves_and_given_back_safely() {
    each_database(async |db| {
        let program = Program::new(db);
        let town = unit(&program.app, "Thị xã", None).await;
        let office = unit(&program.app, "Phòng Kinh tế", Some(town)).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        let id = found(&program.app, office).await;
        let fields = |key: Uuid| {
            [("words", "Đã tập huấn"), ("percent", "40"), ("revision", "1")]
                .map(|(name, value)| (name, value.to_owned()))
                .into_iter()
                .chain([("key", key.to_string())])
                .collect::<Vec<_>>()
        };
        let path = format!("/bo/tasks/{id}/progress");
        let files: [(&str, &[u8]); 3] = [
            ("../../ảnh\u{202e} lớp\u{200b}.png", PNG),
            ("biên bản.pdf", PDF),
            ("ghi chép.html", "Có 40 hộ dự".as_bytes()),
        ];
        let key = Uuid::from_u128(77);
        let sent = program.deliver(&officer.cookie, &path, &fields(key), "evidence", &files).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        // Sent twice, kept once.
        program.deliver(&officer.cookie, &path, &fields(key), "evidence", &files).await;
        let tx = db.read().await.expect("reads");
        assert_eq!(count(&tx, "evidence").await, 3);
        assert_eq!(needed_files(&tx).await.expect("listed").len(), 3);
        drop(tx);

        let page = program.get(&officer.cookie, &format!("/bo/tasks/{id}")).await;
        let addresses: Vec<_> = page
            .body
            .split('"')
            .filter(|part| part.starts_with(&format!("/bo/tasks/{id}/evidence/")))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        assert_eq!(addresses.len(), 3, "{}", page.body.split("id=\"history\"").last().unwrap_or_default());
        assert!(page.body.contains(">ảnh lớp.png<"), "the name without its way and what is not seen");
        let mut shown = Vec::new();
        for address in &addresses {
            let file = program.get(&officer.cookie, address).await;
            assert_eq!(file.status, StatusCode::OK);
            let header = |name: &str| file.headers[name].to_str().expect("letters").to_owned();
            assert!(header("content-security-policy").ends_with("sandbox"), "in a sandbox");
            assert_eq!(header("x-content-type-options"), "nosniff");
            shown.push((header("content-type"), header("content-disposition").starts_with("inline")));
        }
        shown.sort();
        // What says of itself that it is HTML is text, and is saved.
        let expected = [("application/octet-stream", false), ("application/pdf", true), ("image/png", true)];
        assert_eq!(shown, expected.map(|(kind, inline)| (kind.to_owned(), inline)));

        // Not for those who do not see the task, nor under another one.
        let elsewhere = unit(&program.app, "Phòng khác", Some(town)).await;
        let other = somebody(&program.app, Role::Officer, Some(elsewhere)).await;
        assert_eq!(program.get(&other.cookie, addresses[0]).await.status, StatusCode::NOT_FOUND);
        let second = found(&program.app, office).await;
        let moved = addresses[0].replace(&id.to_string(), &second.to_string());
        assert_eq!(program.get(&officer.cookie, &moved).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_changes_nothing_and_says_why() {
    each_database(async |db| {
        let program = Program::new(db);
        let office = unit(&program.app, "Phòng Kinh tế", None).await;
        let officer = somebody(&program.app, Role::Officer, Some(office)).await;
        let id = found(&program.app, office).await;
        let large = [PDF, &vec![b' '; 10_000_000]].concat();
        let page = b"<html><script>alert(1)</script>".as_slice();
        for (case, files) in [
            ("loại không nhận", vec![("ảnh.png", page)]),
            ("tệp rỗng", vec![("trống.pdf", b"".as_slice())]),
            ("quá lớn", vec![("to.pdf", large.as_slice())]),
            ("quá nhiều tệp", vec![("a.pdf", PDF); 6]),
        ] {
            let fields = [("words", "Chữ đã gõ"), ("percent", "40"), ("revision", "1")];
            let fields = fields.map(|(name, value)| (name, value.to_owned()));
            let path = format!("/bo/tasks/{id}/progress");
            let sent = program.deliver(&officer.cookie, &path, &fields, "evidence", &files).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{case}: {}", sent.body);
            assert!(sent.body.contains(case) && sent.body.contains("Chữ đã gõ"), "{case}: {}", sent.body);
        }
        let tx = db.write(Actor::System).await.expect("writes");
        assert_eq!(count(&tx, "evidence").await, 0);
        assert_eq!(count(&tx, "task_events").await, 1, "only that it was set up");
    })
    .await;
}
