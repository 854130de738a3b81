# An officer does the whole work in LINE: takes it in the group, goes on alone, asks, reports with a photo.
Title: ทำงานในไลน์

officer has a line account
electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
electric group hears: 🆕
    may tap: รับเรื่อง | ส่งต่อ | ขอข้อมูลเพิ่ม | เปิดดู
officer in electric group taps: รับเรื่อง
    hears: แสง ช่างไฟ รับเรื่องแล้ว
officer hears: รับเรื่อง {reference} แล้วค่ะ
    may tap: แจ้งว่าเสร็จ | ขอข้อมูลเพิ่ม | ส่งต่อ | เปิดดู
    as a push

officer taps: ขอข้อมูลเพิ่ม
    hears: อยากถามผู้แจ้งว่าอะไรคะ
officer says: เสาต้นไหนคะ
    hears: ถามผู้แจ้งเรื่อง {reference} ให้แล้ว
citizen hears: เสาต้นไหนคะ
case is: waiting
# An old button is old.
officer taps: แจ้งว่าเสร็จ
    hears: ปุ่มนี้เก่าแล้วค่ะ
    hears: รอข้อมูลจากผู้แจ้ง
citizen says: ต้นหน้าประตูวัดครับ
case is: in_progress

officer says: แจ้งว่าเสร็จ {reference}
    hears: ส่งรูปหลังทำได้เลยค่ะ
officer sends a picture: lamp-lit.jpg
    hears: ได้รับ 1 รูปแล้ว
officer taps: ครบแล้ว
    hears: ทำอะไรไปบ้างคะ
officer says: เปลี่ยนหลอดไฟแล้ว
    hears: รายงานผลเรื่อง {reference} แล้วค่ะ
citizen hears: เปลี่ยนหลอดไฟแล้ว
    hears: เรียบร้อยไหมคะ
case is: answered
case keeps 1 after picture
case moved: screen, decide, assign, accept, ask, resume, report, approve, answer
