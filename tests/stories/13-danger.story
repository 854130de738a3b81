# Danger first: the number to call, short advice, then the case; the unit and the head hear at once.
Title: อันตราย
Hours: quiet

head has a line account
electric has a group
citizen is a friend who agreed
citizen says: เสาไฟล้ม สายไฟขาดพาดถนนหน้าวัด มีประกายไฟ
    hears: อันตรายค่ะ โทรก่อนนะคะ
    hears: อย่าเข้าใกล้เกิน 10 เมตร
    may tap: โทร 1129 | โทร 191
    if asked เป็นเรื่องไหนคะ, taps: สายไฟและสายสื่อสาร
    hears: อยู่ตรงไหนคะ
citizen sends the place: วัดบ้านใหม่
    does not hear: มีรูปไหมคะ
    hears: ส่งเรื่องเลยไหมคะ
    does not hear: โทร 1129
citizen says: ส่ง
    hears: เลขที่เรื่อง
case has urgent: True
case has emergency: electrocution
case has unit: electric
electric group hears: ด่วน
    as a push
head hears: ด่วน
