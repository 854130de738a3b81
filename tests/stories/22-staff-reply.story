# Staff write to the citizen through the case, and the citizen adds to it; the citizen sees one voice.
Title: เจ้าหน้าที่ตอบ
Languages: th, en

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in console writes: พรุ่งนี้เช้าจะเข้าไปดูนะครับ
citizen hears: {notice.reply}
    hears: พรุ่งนี้เช้าจะเข้าไปดูนะครับ
    may tap: {label.add} | {label.show}
    as a push
    does not hear: แสง
citizen taps: {label.add}
    hears: {flow.add.more}
citizen says: ขอบคุณค่ะ บ้านอยู่ตรงข้ามวัด
    hears: {flow.add.more}
citizen sends a picture: lamp-dark.jpg
    hears: {understood.pictures}
citizen taps: {label.done}
    hears: {notice.added}
electric group hears: มีข้อมูลเพิ่ม
officer in console sees: ขอบคุณค่ะ บ้านอยู่ตรงข้ามวัด
case is: assigned
