# A place that was told is not asked for again.
Title: ส่งตำแหน่งมาก่อน

citizen is a friend who agreed
citizen sends the place: วัดบ้านใหม่
    hears: ได้ตำแหน่งแล้วค่ะ
    hears: เกิดอะไรขึ้นคะ
citizen says: ไฟถนนตรงนี้ดับสองดวงค่ะ
    if asked เป็นเรื่องไหนคะ, taps: ไฟถนน
    does not hear: อยู่ตรงไหนคะ
    hears: มีรูปไหมคะ
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case has latitude: 14.96215
case has category: streetlight
