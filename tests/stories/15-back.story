Title: ย้อนกลับ

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: น้ำท่วมขังหน้าบ้านมาสองวันแล้วค่ะ
    if asked เป็นเรื่องไหนคะ, taps: น้ำท่วม
    hears: อยู่ตรงไหนคะ
citizen says: หมู่ 2
    hears: มีรูปไหมคะ
citizen says: ย้อนกลับ
    hears: อยู่ตรงไหนคะ
citizen says: หมู่ 5 ใกล้วัด
    hears: จดไว้แล้วค่ะ: หมู่ 5 ใกล้วัด
    hears: มีรูปไหมคะ
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case has place: หมู่ 5 ใกล้วัด
