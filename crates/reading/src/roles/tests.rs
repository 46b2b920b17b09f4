use super::*;

#[test]
fn headings_tell_their_role() {
    let cases = [
        ("MỤC ĐÍCH, YÊU CẦU", Role::Purpose),
        ("Yêu cầu", Role::Purpose),
        ("QUAN ĐIỂM, MỤC TIÊU", Role::Viewpoint),
        ("MỤC TIÊU", Role::Objective),
        ("Mục tiêu tổng quát", Role::ObjectiveGeneral),
        ("Mục tiêu cụ thê đến năm 2030", Role::ObjectiveSpecific),
        ("Một số chỉ tiêu chủ yếu", Role::ObjectiveSpecific),
        ("NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", Role::Task),
        ("Các nhiệm vụ trọng tâm", Role::Task),
        ("NỘI DUNG THỰC HIỆN", Role::Task),
        ("GIẢI PHÁP", Role::Solution),
        ("KINH PHÍ THỰC HIỆN", Role::Funding),
        ("Nguồn lực thực hiện", Role::Funding),
        ("TỔ CHỨC THỰC HIỆN", Role::Assignment),
        ("TÔ CHỨC THỰC HIỆN", Role::Assignment),
        ("PHÂN CÔNG NHIỆM VỤ", Role::Assignment),
        ("Chế độ thông tin, báo cáo", Role::Reporting),
        ("Kiểm tra, giám sát", Role::Reporting),
        ("BỐI CẢNH VÀ SỰ CẦN THIẾT", Role::Context),
        ("TÌNH HÌNH THỰC HIỆN GIAI ĐOẠN TRƯỚC", Role::Context),
        ("HIỆU LỰC THI HÀNH", Role::Effect),
    ];
    for (text, role) in cases {
        assert_eq!(first(&RULES, &vietnamese::fold(text)), Some(role), "{text}");
    }
    assert_eq!(first(&RULES, &vietnamese::fold("Phòng Kinh tế")), None);
    assert_eq!(first(&RULES, &vietnamese::fold("Đẩy mạnh trồng rừng")), None);
}

#[test]
fn articles_tell_their_role() {
    for (text, role) in [
        ("Quyết định này có hiệu lực kể từ ngày ký.", Some(Role::Effect)),
        (
            "Chánh Văn phòng, Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này.",
            Some(Role::Instruction),
        ),
        ("Giao Sở Y tế theo dõi việc thực hiện.", Some(Role::Assignment)),
        ("Phê duyệt Đề án trồng rừng ven suối.", None),
    ] {
        assert_eq!(article(&vietnamese::fold(text)), role, "{text}");
    }
}
