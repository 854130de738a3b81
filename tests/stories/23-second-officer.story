# The button acts once however often it is pressed; whoever is late hears who has it.
Title: กดรับเรื่องช้าไป

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
electric group hears: 🆕
    may tap: รับเรื่อง
officer in electric group taps: รับเรื่อง
    hears: แสง ช่างไฟ รับเรื่องแล้ว
citizen hears: รับเรื่องแล้วค่ะ
officer in electric group taps: รับเรื่อง
    hears: มีผู้รับแล้วค่ะ (แสง ช่างไฟ)
officer2 in electric group taps: รับเรื่อง
    hears: มีผู้รับแล้วค่ะ (แสง ช่างไฟ)
    as a reply
citizen hears nothing
case moved: screen, decide, assign, accept
# An officer of another unit may not take it either.
works in electric group taps: รับเรื่อง
    does not hear: ดิน ช่างทาง รับเรื่องแล้ว
