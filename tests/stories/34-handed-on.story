# A hand-over needs a reason; the next unit's group hears of the case, and the citizen is not bothered with it.
Title: ส่งต่อหน่วยงาน

electric has a group
works has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in console does: hand_on
    unit: works
    the console refuses: กรุณาเขียนเหตุผล
officer in console does: hand_on
    unit: works
    note: เสาไฟอยู่บนทางเท้าที่กองช่างกำลังซ่อม
case is: assigned
case has unit: works
works group hears: 🆕
citizen hears nothing
officer in console cannot open the case
works in works group taps: รับเรื่อง
    hears: ดิน ช่างทาง รับเรื่องแล้ว
