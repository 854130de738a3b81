# Handed on by typing alone; another officer's half-finished dialogue finds that somebody was faster.
Title: ส่งต่อในไลน์

officer has a line account
officer2 has a line account
electric has a group
works has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in electric group taps: ส่งต่อ
    hears: ทำเรื่อง {reference} ต่อในแชตส่วนตัว
officer hears: รอหน่วยงานรับ
    as a push
officer taps: ส่งต่อ
    hears: จะส่งต่อไปหน่วยงานไหนคะ
officer2 says: ส่งต่อ {reference}
    hears: จะส่งต่อไปหน่วยงานไหนคะ
officer says: กองช่าง
    hears: ส่งต่อเพราะอะไรคะ
officer says: เสาอยู่บนทางเท้าที่กำลังซ่อม
    hears: ส่งต่อเรื่อง {reference} ไปกองช่างแล้ว
works group hears: 🆕
case has unit: works
officer2 says: 1
    hears: ส่งต่อเพราะอะไรคะ
officer2 says: ไม่ใช่หน้าที่ของเรา
    hears: ปุ่มนี้เก่าแล้วค่ะ
    hears: กองช่าง
case has unit: works
case moved: screen, decide, assign, hand_on
