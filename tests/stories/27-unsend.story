# A picture that is taken back in the middle of a report is gone: from the summary, the case, and the console.
Title: ยกเลิกการส่งรูป

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ขยะ
citizen says: หน้าตลาด
    hears: มีรูปไหมคะ
citizen sends a picture: rubbish.jpg
    hears: ได้รับ 1 รูปแล้วค่ะ
citizen sends a picture: flood.jpg
    hears: ได้รับ 2 รูปแล้วค่ะ
citizen takes back picture 2
    hears nothing
citizen says: ครบแล้ว
    hears: ให้ติดต่อกลับทางไหนคะ
citizen says: 1
    hears: 1 รูป
    hears: ส่งเรื่องเลยไหมคะ
citizen says: ส่ง
    hears: เลขที่เรื่อง
case keeps 1 before picture
# Also after the case is open.
citizen takes back picture 1
case keeps 0 before pictures
