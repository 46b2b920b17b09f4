use crate::program::{Place, said};
use documents::write::{Date, Layout, OfficialDocument, Part, Signature, docx};

fn letter(agency: &str) -> Vec<u8> {
    let document = OfficialDocument {
        agency: agency.into(),
        number: "7".into(),
        symbol: "UBND-VX".into(),
        place: "Suối Mơ".into(),
        date: Some(Date { day: 1, month: 3, year: 2026 }),
        title: "trồng cây".into(),
        addressed_to: vec!["Phòng Kinh tế".into()],
        body: vec![Part::words("Đề nghị Phòng Kinh tế báo cáo.")],
        recipients: vec!["Như trên".into()],
        archive: "VT".into(),
        signature: Signature {
            title: "Chủ tịch".into(),
            name: "Nguyễn Văn Mẫu".into(),
            ..Default::default()
        },
        ..OfficialDocument::default()
    };
    let mut layout = Layout::decree_30();
    if agency.is_empty() {
        // A hand that sets margins and letters as it likes.
        (layout.margins_mm.left, layout.sizes.body) = (20.0, 12.0);
    }
    docx(&document, &layout).unwrap()
}

#[test]
fn a_file_that_keeps_to_the_layout_is_fine() {
    let place = Place::new();
    let file = place.file("cong-van.docx", letter("Ủy ban nhân dân xã Suối Mơ"));
    let checked = place.run(&["document", "check", file.to_str().unwrap()]);
    assert!(checked.status.success(), "{}{}", said(&checked.stdout), said(&checked.stderr));
    assert!(said(&checked.stdout).ends_with("keeps to the layout (Nghị định 30/2020/NĐ-CP, Phụ lục I)\n"));
    assert!(!place.data().exists(), "checking needs no data folder");
}

#[test]
fn what_breaks_it_is_listed_and_the_command_fails() {
    let place = Place::new();
    let file = place.file("cong-van.docx", letter(""));
    let checked = place.run(&["document", "check", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let told = said(&checked.stdout);
    let lines: Vec<_> = told.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "- Margins (top, right, bottom, left). Found: 20 mm, 20 mm, 20 mm, 20 mm; prescribed: 20–25 mm, 15–20 mm, 20–25 mm, 30–35 mm",
            "- Name of the agency. Found: –",
            "- Size of the text. Found: 12 pt (Đề nghị Phòng Kinh tế báo cáo./.); prescribed: 13–14 pt",
        ]
    );
    let checked = place.run(&["document", "check", "--json", file.to_str().unwrap()]);
    let broken: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!((broken.as_array().unwrap().len(), &broken[0]["rule"]), (3, &"margins".into()));
}

#[test]
fn a_pdf_is_told_by_its_content() {
    let place = Place::new();
    let plan = include_bytes!("../../../documents/tests/pdf/ward-plan-chromium.pdf");
    let file = place.file("ke-hoach.docx", plan);
    let checked = place.run(&["document", "check", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let told = said(&checked.stdout);
    assert!(
        told.contains("- Place and date. Found: Mai Lĩnh, ngày 09 tháng 02 năm 2026; prescribed: "),
        "{told}{}",
        said(&checked.stderr)
    );
}

#[test]
fn what_is_neither_is_told_so() {
    let place = Place::new();
    let file = place.file("plan.docx", "plain words");
    let checked = place.run(&["document", "check", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let told = said(&checked.stderr);
    assert!(told.starts_with("biokhe: The layout of this kind of file cannot be checked."), "{told}");
    let missing = place.run(&["document", "check", "nowhere.docx"]);
    assert!(said(&missing.stderr).contains("The file cannot be opened"));
}
