# LINE may hand every event over twice: nothing happens twice.
Title: ได้รับเหตุการณ์ซ้ำ
On: sqlite, postgres

LINE delivers everything twice
electric has a group
citizen adds the account
    hears: ก่อนเริ่ม
    in one sending
citizen taps: ตกลง
    in one sending
citizen says: แจ้งปัญหา
    in one sending
citizen says: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
    if asked เป็นเรื่องไหนคะ, taps: ไฟถนน
citizen sends the place: วัดบ้านใหม่
    in one sending
citizen sends pictures: lamp-dark.jpg, pothole.jpg
    in one sending
citizen says: ครบแล้ว
    in one sending
citizen taps: ทาง LINE นี้
    in one sending
citizen taps: ส่งเรื่อง
    hears: เลขที่เรื่อง
    in one sending
case keeps 2 before pictures
electric group hears: 🆕
    in one sending
officer in electric group taps: รับเรื่อง
    hears: แสง ช่างไฟ รับเรื่องแล้ว
    does not hear: มีผู้รับแล้ว
    in one sending
case moved: screen, decide, assign, accept
