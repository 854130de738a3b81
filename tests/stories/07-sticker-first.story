Title: ส่งสติกเกอร์มาก่อน

citizen adds the account
citizen sends a sticker
    hears: ขอความยินยอมก่อนนะคะ
citizen taps: ตกลง
    hears: มีอะไรให้ช่วยคะ
citizen sends a sticker
    hears: ค่ะ
    may tap: แจ้งปัญหา | สอบถาม
there is no case
citizen taps: แจ้งปัญหา
    hears: เกิดอะไรขึ้นคะ
citizen sends a sticker
    hears: น่ารักจังค่ะ
    hears: เกิดอะไรขึ้นคะ
