# Every message stays in the chat: its buttons act once, and afterwards say that they are old.
Title: ปุ่มเก่า

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ถนนเป็นหลุมใหญ่หน้าโรงเรียน รถล้มหลายคันแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ถนน
citizen says: หน้าโรงเรียน
citizen says: ไม่มีรูป
citizen says: ทาง LINE นี้
    hears: ส่งเรื่องเลยไหมคะ
    may tap: ส่งเรื่อง | แก้ไข
citizen taps: ส่งเรื่อง
    hears: เลขที่เรื่อง
citizen taps: ส่งเรื่อง
    hears: ปุ่มนี้เก่าแล้วค่ะ
    does not hear: เลขที่เรื่อง
citizen taps: แก้ไข
    hears: ปุ่มนี้เก่าแล้วค่ะ
works in console does: accept
works in console does: report
    note: ปะหลุมแล้ว
citizen hears: เรียบร้อยไหมคะ
citizen taps: เรียบร้อย
    hears: บริการครั้งนี้เป็นอย่างไรคะ
citizen taps: เรียบร้อย
    hears: ตอนนี้เรื่องนี้อยู่ที่ “ปิดเรื่องแล้ว”
citizen taps: 😍 ดีมาก
    hears: ขอบคุณค่ะ
citizen taps: 😡 แย่มาก
    hears: ได้รับคะแนนของเรื่องนี้ไว้แล้วค่ะ
case was scored: 5
case moved: screen, decide, assign, accept, report, approve, answer, confirm
