evidence-as-sent = Ảnh được giữ nguyên như khi gửi, kể cả nơi chụp và giờ chụp nếu điện thoại có ghi trong ảnh; người xem được nhiệm vụ cũng xem được các thông tin này.
evidence-kind-vast-picture = Ảnh quá lớn để hiển thị, chỉ tải về
