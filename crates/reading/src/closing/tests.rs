use documents::Span;

use super::*;

fn read(lines: &[&str]) -> Header {
    let passages: Vec<Passage> = lines
        .iter()
        .map(|line| Passage {
            text: (*line).to_owned(),
            origin: vec![(0, 0)],
            span: Span::new(0, line.len()),
        })
        .collect();
    let mut header = Header::default();
    closing(&passages, &mut header);
    header
}

fn check(lines: &[&str], signature: [&str; 4], recipients: &[&str]) {
    let head = read(lines);
    let or_dash = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let signed = &head.signature;
    let shown = [&signed.on_behalf_of, &signed.capacity, &signed.title, &signed.name].map(or_dash);
    assert_eq!(shown, signature, "{lines:?}");
    assert_eq!(head.recipients, recipients, "{lines:?}");
}

#[test]
fn columns_after_each_other() {
    check(
        &[
            "Nơi nhận:",
            "- UBND tỉnh (b/c);",
            "- Các phòng, ban;",
            "- Lưu: VT, NN.",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lê Thị Hồng Vân",
        ],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hồng Vân"],
        &["UBND tỉnh (b/c)", "Các phòng, ban", "Lưu: VT, NN."],
    );
}

#[test]
fn columns_side_by_side() {
    check(
        &[
            "Nơi nhận: T/M BAN THƯỜNG VỤ",
            "- Thường trực Tỉnh ủy; K/T BÍ THƯ",
            "- Các chi bộ trực thuộc; PHÓ BÍ THƯ",
            "- Lưu: VP. Trần Văn Bình",
        ],
        ["T/M BAN THƯỜNG VỤ", "K/T BÍ THƯ", "PHÓ BÍ THƯ", "Trần Văn Bình"],
        &["Thường trực Tỉnh ủy", "Các chi bộ trực thuộc", "Lưu: VP."],
    );
}

#[test]
fn recipients_on_one_line() {
    check(
        &["Nơi nhận: - UBND tỉnh; - Các chi bộ trực thuộc; - Lưu: VT.", "CHỦ TỊCH", "(đã ký)", "Đỗ Văn An"],
        ["-", "-", "CHỦ TỊCH", "Đỗ Văn An"],
        &["UBND tỉnh", "Các chi bộ trực thuộc", "Lưu: VT."],
    );
}

#[test]
fn a_head_signs_alone() {
    check(
        &["GIÁM ĐỐC", "Phạm Minh Đức", "Nơi nhận:", "- Như trên;", "- Lưu: VT."],
        ["-", "-", "GIÁM ĐỐC", "Phạm Minh Đức"],
        &["Như trên", "Lưu: VT."],
    );
    check(
        &["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Ngô Thu Hà"],
        ["-", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Ngô Thu Hà"],
        &[],
    );
    check(
        &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Văn An"],
        ["TM. ỦY BAN NHÂN DÂN", "-", "CHỦ TỊCH", "Đỗ Văn An"],
        &[],
    );
}
