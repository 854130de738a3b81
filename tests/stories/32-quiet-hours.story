# At night nobody is written to without being asked; whoever writes is answered, and hears then what waited.
Title: ยามค่ำคืน
Hours: quiet

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
case is: assigned
electric group hears nothing
officer in console does: accept
case is: in_progress
citizen hears nothing
citizen says: สถานะ
    hears: รับเรื่องแล้วค่ะ กำลังดำเนินการให้
    hears: มี 1 เรื่องค่ะ
    as a reply
    in one sending
