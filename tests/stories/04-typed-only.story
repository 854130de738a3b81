# Somebody at a PC, or with a screen reader: no button is ever tapped, numbers and words do it all.
Title: พิมพ์ล้วน ไม่กดปุ่มเลย

citizen adds the account
    hears: พิมพ์ว่า ตกลง เพื่อเริ่มใช้งาน
citizen says: ตกลงค่ะ
    hears: ขอบคุณค่ะ
citizen says: แจ้งปัญหา
    hears: เกิดอะไรขึ้นคะ
citizen says: ถนนหน้าโรงเรียนเป็นหลุมใหญ่มาก รถมอเตอร์ไซค์ล้มบ่อย
    if asked เป็นเรื่องไหนคะ, taps: ถนน
    hears: รับทราบเรื่อง
    hears: อยู่ตรงไหนคะ
citizen says: หมู่ 3 หน้าร้านค้า
    hears: จดไว้แล้วค่ะ: หมู่ 3 หน้าร้านค้า
    hears: มีรูปไหมคะ
citizen says: ไม่มีค่ะ
    hears: ให้ติดต่อกลับทางไหนคะ
citizen says: ข้อ ๒
    hears: ขอเบอร์โทรศัพท์ค่ะ
citizen says: ไม่บอก
    hears: หนูยังไม่เข้าใจ
citizen says: ๐๘๑-๒๓๔-๕๖๗๘
    hears: ส่งเรื่องเลยไหมคะ
    hears: 0812345678
citizen says: แก้ไข
    hears: แก้ไขข้อไหนคะ
citizen says: สถานที่
    hears: อยู่ตรงไหนคะ
citizen says: หน้าโรงเรียนบ้านใหม่สามัคคี
    hears: ส่งเรื่องเลยไหมคะ
citizen says: ส่งเรื่อง
    hears: เลขที่เรื่อง
case is: assigned
case has category: road
case has unit: works
case has phone: 0812345678
case has place: หน้าโรงเรียนบ้านใหม่สามัคคี
citizen says: {reference}
    hears: ความเป็นมา
works in console does: accept
citizen hears: รับเรื่องแล้วค่ะ กำลังดำเนินการให้
works in console does: report
    note: ปะหลุมแล้ว
citizen hears: เรียบร้อยไหมคะ
citizen says: เรียบร้อยแล้วค่ะ
    hears: ขอบคุณที่ยืนยันค่ะ
    hears: บริการครั้งนี้เป็นอย่างไรคะ
citizen says: 2
    hears: อะไรที่อยากให้ดีขึ้นคะ
citizen says: อยากให้บอกก่อนว่าจะมาวันไหน
    hears: ขอบคุณที่บอกค่ะ
case was scored: 2
case was scored because: อยากให้บอกก่อนว่าจะมาวันไหน
