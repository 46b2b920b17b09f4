//! Task tables that a program took out of a PDF line by line: the columns are gone, the lines are left.
#![allow(clippy::expect_used, reason = "a test that cannot read its text fails")]

const TEXT: &str = "
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

THỊ XÃ SÔNG CẦU Độc lập - Tự do - Hạnh phúc

Số: 41/KH-UBND Sông Cầu, ngày 03 tháng 02 năm 2026

KẾ HOẠCH

Trồng rừng ven biển đến năm 2030

I. NHIỆM VỤ

1. Các nhiệm vụ nêu tại Phụ lục.

PHỤ LỤC

DANH MỤC NHIỆM VỤ

TT Tên nhiệm vụ Cơ quan chủ trì

Cơ quan phối

hợp Kết quả

Thời gian

hoàn thành

I. Giống cây và vùng trồng rừng

1. Lập bản đồ các bãi cát có thể trồng phi lao

trình Ủy ban nhân dân tỉnh ban hành

Sở Nông nghiệp và

Môi trường

Sở Tài chính,

UBND các xã, phường

Bản đồ số

6/2026

2. Ươm hai triệu cây giống ở ba vườn ươm

Trung tâm Khuyến nông Quyết định giao chỉ tiêu

Thường

xuyên

TT Tên nhiệm vụ Cơ quan chủ trì

Cơ quan phối

hợp Kết quả

Thời gian

hoàn thành

II. Chăm sóc và bảo vệ rừng

3. Tuần tra rừng phòng hộ ven biển mùa khô

Hạt Kiểm lâm Công an thị xã

Biên bản

2026 - 2030

3.1 Dựng chòi canh lửa ở sáu đồi cao Đội xung kích 2027

PHỤ LỤC II

CHỈ TIÊU

TT Chỉ tiêu Đơn vị tính Thực

hiện

2025 Năm 2026 Năm 2030 Theo dõi

1 Tỷ lệ che phủ rừng ven biển % 31,5 33 ≥ 40 Sở Nông nghiệp và Môi trường

2 Số vườn ươm đạt chuẩn vườn - 02 03
";

#[test]
fn rows_keep_who_leads_who_helps_and_by_when() {
    let document = documents::read(TEXT.as_bytes(), &documents::ReadOptions::default(), &mut |_| ())
        .expect("plain text");
    let reading = reading::read(&document);
    let rows =
        reading.clauses.iter().filter(|clause| clause.path.starts_with("PL/")).map(|c| c.path.as_str());
    assert_eq!(rows.collect::<Vec<_>>(), ["PL/1", "PL/1/1", "PL/1/2", "PL/2", "PL/2/1", "PL/2/2"]);
    let shown: Vec<String> = reading
        .duties
        .iter()
        .map(|duty| {
            let due = duty.due.as_ref().map_or("-", |due| due.text.as_str());
            let product = duty.deliverable.as_deref().unwrap_or("-");
            format!(
                "{} | {} | {} | {product} | {due}",
                duty.text,
                duty.units.join(" & "),
                duty.cooperating.join(" & ")
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Lập bản đồ các bãi cát có thể trồng phi lao trình Ủy ban nhân dân tỉnh ban hành | Sở Nông nghiệp và Môi trường \
             | Sở Tài chính & UBND các xã, phường | Bản đồ số | 6/2026",
            "Ươm hai triệu cây giống ở ba vườn ươm | Trung tâm Khuyến nông |  | Quyết định giao chỉ tiêu | Thường xuyên",
            "Tuần tra rừng phòng hộ ven biển mùa khô | Hạt Kiểm lâm | Công an thị xã | Biên bản | 2026 - 2030",
            // Nothing tells where its cells begin: a person says who does it.
            "Dựng chòi canh lửa ở sáu đồi cao Đội xung kích 2027 |  |  | - | 2027",
        ]
    );
}

#[test]
fn values_of_indicators_belong_to_the_years_of_the_heading() {
    let document = documents::read(TEXT.as_bytes(), &documents::ReadOptions::default(), &mut |_| ())
        .expect("plain text");
    let reading = reading::read(&document);
    let shown = reading.targets.iter().map(|target| {
        let unit = target.unit.as_deref().unwrap_or("-");
        format!(
            "{} {} {unit} {:?} {:?} {:?}",
            target.clause, target.measure, target.low, target.high, target.by
        )
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "PL2/1 Tỷ lệ che phủ rừng ven biển % Some(33.0) Some(33.0) Some(2026)",
            "PL2/1 Tỷ lệ che phủ rừng ven biển % Some(40.0) None Some(2030)",
            "PL2/2 Số vườn ươm đạt chuẩn vườn Some(2.0) Some(2.0) Some(2026)",
            "PL2/2 Số vườn ươm đạt chuẩn vườn Some(3.0) Some(3.0) Some(2030)",
        ]
    );
    assert_eq!(reading.indicators[0].followed_by, ["Sở Nông nghiệp và Môi trường"]);
}
