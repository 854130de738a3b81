# Anonymous means that nothing of the person stands in the group or in the console.
Title: ไม่เปิดเผยชื่อ

electric has a group
citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ไฟถนนในซอยดับทั้งซอยค่ะ
    if asked เป็นเรื่องไหนคะ, taps: ไฟถนน
citizen says: ซอยข้างวัด
citizen says: ไม่มี
citizen says: 0812345678
    hears: ส่งเรื่องเลยไหมคะ
citizen taps: ไม่เปิดเผยชื่อ
    hears: จะไม่เปิดเผยชื่อกับเจ้าหน้าที่ค่ะ
    hears: ส่งเรื่องเลยไหมคะ
citizen taps: ส่งเรื่อง
    hears: เลขที่เรื่อง
case has contact: anonymous
case has phone: nothing
electric group hears: 🆕
electric group never hears: {name of citizen}
electric group never hears: {id of citizen}
electric group never hears: 0812345678
officer in console sees: ไฟถนนในซอยดับทั้งซอยค่ะ
officer in console does not see: {name of citizen}
officer in console does not see: {id of citizen}
officer in console does not see: 0812345678
head in console does not see: {name of citizen}
# The answer still finds the way to whoever asked.
officer in electric group taps: รับเรื่อง
citizen hears: รับเรื่องแล้วค่ะ
