# Pictures that are sent together may arrive in any order, and are thanked for once.
Title: ชุดรูปภาพสลับลำดับ

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ขยะ
citizen says: หน้าตลาด
LINE holds everything back
citizen sends pictures: rubbish.jpg, flood.jpg, pothole.jpg, road-mended.jpg
LINE lets go in any order
citizen hears: ได้รับ 4 รูปแล้วค่ะ
    does not hear: ได้รับ 1 รูป
    in one sending
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case keeps 4 before pictures
