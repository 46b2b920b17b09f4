office-notices = Thông báo
notices-read = Đánh dấu đã đọc tất cả
notices-empty = Chưa có thông báo nào. Việc sắp đến hạn, quá hạn, bị trả lại, chờ xác nhận hoặc được bàn giao sẽ được báo tại đây.
notices-mail = Nhận thông báo qua thư điện tử
notice-new = Mới
notice-unseen = Nhiệm vụ không còn thuộc phạm vi của anh/chị.
notice-due_soon = { $days ->
    [0] Đến hạn hôm nay, { $on }
   *[other] Còn { $days } ngày đến hạn { $on }
}
notice-overdue = Quá hạn { $days } ngày, hạn { $on }
notice-escalated = Đơn vị để quá hạn { $days } ngày, hạn { $on }
notice-returned = Bị trả lại, cần làm tiếp
notice-to_confirm = Đã báo cáo hoàn thành, chờ xác nhận
notice-handed_over = Được bàn giao cho đơn vị

mail = Thư thông báo
mail-to = Mỗi ngày có việc mới, một thư được gửi tới { $email }.
mail-nowhere = Chưa có địa chỉ thư điện tử nên không có thư nào được gửi.
mail-unwanted = Anh/chị đã chọn không nhận thư; thông báo vẫn có trên trang.
mail-change = Thay đổi việc nhận thư
mail-wanted = Gửi cho tôi một thư mỗi ngày có việc mới
mail-subject = BioKhê: thông báo công việc ngày { $on }
mail-hello = Kính gửi { $name },
mail-lead = Có { $count } thông báo mới về công việc của đơn vị, tính đến ngày { $on }:
mail-more = Còn { $count } thông báo khác trên trang Thông báo.
mail-all = Xem tất cả thông báo
mail-foot = Thư này do BioKhê tự động gửi, mỗi ngày nhiều nhất một thư. Xin không trả lời thư.
notice-to_accept = Đơn vị đã gửi báo cáo, chờ tiếp nhận
notice-asked = Kỳ báo cáo đã mở, hạn gửi { $on }
notice-reminded = Cơ quan tổng hợp nhắc gửi báo cáo, hạn gửi { $on }
notice-passed_on = Văn bản đến được chuyển để xử lý
