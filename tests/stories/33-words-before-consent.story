# What is said before the consent waits for it, and is taken up afterwards; a "no" keeps nothing.
Title: เล่าก่อนยินยอม
Languages: th

citizen says: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
    hears: เก็บรอไว้ให้ก่อน
    may tap: ตกลง | ไม่ตกลง
citizen sends a picture: lamp-dark.jpg
    hears: เก็บรอไว้ให้ก่อน
citizen taps: ไม่ตกลง
    hears: หนูไม่ได้เก็บข้อมูลของท่านไว้
    hears: 044-000-000
citizen taps: ตกลง
    hears: มีอะไรให้ช่วยคะ
    does not hear: ไฟถนนหน้าวัด
there is no case
neighbour says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้วค่ะ
    hears: เก็บรอไว้ให้ก่อน
neighbour says: ตกลง
    if asked อยากให้ช่วยแบบไหนคะ, taps: แจ้งปัญหา
    if asked เป็นเรื่องไหนคะ, taps: ขยะ
    hears: ขอบคุณค่ะ
    hears: อยู่ตรงไหนคะ
