Title: รูปมากเกินไป

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ขยะ
citizen says: หน้าตลาด
citizen sends pictures: rubbish.jpg, flood.jpg, rubbish.jpg, flood.jpg, rubbish.jpg, flood.jpg, rubbish.jpg, flood.jpg, rubbish.jpg
    hears: ได้รับ 9 รูปแล้วค่ะ
citizen sends a picture: pothole.jpg
    hears: ได้รับ 10 รูปแล้วค่ะ
citizen sends a picture: road-mended.jpg
    hears: ได้รับครบ 10 รูปแล้วค่ะ
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case keeps 10 before pictures
