report-draft = Dự thảo báo cáo tổng hợp
report-draft-help = Số liệu, nhiệm vụ và nội dung của các đơn vị đã gửi, theo thể thức Nghị định 30/2020. Còn chờ số, ngày và người ký.
report-word = Word (DOCX)
report-pdf = PDF

report-kind = Báo cáo
report-title =
    Kết quả thực hiện Kế hoạch số { $number }
    { $title }
    ({ $period })
report-tasks = Tình hình thực hiện nhiệm vụ
report-tasks-all = Tính đến ngày { $day }, Kế hoạch có { $count } nhiệm vụ được theo dõi. Đã hoàn thành { $done } nhiệm vụ, trong đó đúng hạn { $on_time }, quá hạn { $late }. Chưa hoàn thành { $open } nhiệm vụ, trong đó còn trong hạn { $within }, đã quá hạn { $overdue }.
report-tasks-by-unit = Nhiệm vụ theo đơn vị chủ trì
report-on-time = Hoàn thành đúng hạn
report-late = Hoàn thành quá hạn
report-within = Còn trong hạn
report-overdue = Đã quá hạn
report-unit = Đơn vị
report-count = Số nhiệm vụ
report-all = Tổng cộng
report-figures = Kết quả theo chỉ tiêu
report-sent = Có { $sent } trên { $asked } báo cáo đã được gửi và tính vào số liệu tổng hợp.
report-owing = Chưa có báo cáo của: { $units }.
report-ordinal = TT
report-indicator = Chỉ tiêu
report-measured-in = Đơn vị tính
report-target = Mục tiêu
report-result = Kết quả
report-remark = Ghi chú
report-estimates = ước tính: { $count }
report-not-applicable = không thuộc đơn vị: { $count }
report-not-reported = chưa có số liệu: { $count }
report-progress = Kết quả so với mục tiêu
report-reached = Kết quả
report-estimate = Kết quả có số ước tính
report-wanted = Từ mức thấp nhất đến mức cao nhất cần đạt
report-by = { $unit }:
report-annex = Phụ lục
report-by-unit = Số liệu của từng đơn vị
report-attached = (Kèm theo Báo cáo tổng hợp)
report-legend = Dấu *: số ước tính, sẽ được thay bằng số chính thức; KT: không thuộc đơn vị; CC: chưa có số liệu.
report-sign-not-applicable = KT
report-sign-not-reported = CC
