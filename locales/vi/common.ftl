site-title = BioKhê · Đọc kế hoạch
site-words = Từ văn bản kế hoạch đến từng việc
skip-to-content = Đến nội dung chính
enter = Vào làm việc
language = Ngôn ngữ
foot = BioKhê là phần mềm nguồn mở. Kết quả đọc là đề xuất để người có trách nhiệm xem xét, không thay cho văn bản gốc.
to-start = Về trang đầu

confidence = Độ tin cậy
confidence-sure = Chắc chắn
confidence-likely = Khá chắc
confidence-unsure = Cần xem lại

limit-size = Mức cho phép: tối đa { $size }.
limit-number = Mức cho phép: tối đa { $number } văn bản cùng lúc.
sample-mark = Dữ liệu mẫu: mọi người, con số và việc ở đây đều do chúng tôi đặt ra.
