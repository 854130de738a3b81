Title: ส่งเสียงมาก่อน

citizen is a friend who agreed
health has a group
citizen sends a voice message
    hears: ได้รับเสียงแล้วค่ะ
    hears: เกิดอะไรขึ้นคะ
citizen says: สุนัขจรจัดหลายตัวไล่กัดคนหน้าวัดครับ
    if asked เป็นเรื่องไหนคะ, taps: สัตว์
    hears: อยู่ตรงไหนคะ
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case has unit: health
health in console sees: ไฟล์เสียง
