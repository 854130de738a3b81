# A postback comes from outside: another citizen's case is not there, another's session is old.
Title: ปุ่มของคนอื่น

citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
stranger is a friend who agreed
stranger presses the button of citizen: ดูรายละเอียด
    hears: ไม่พบเรื่องนี้ในรายการของท่านค่ะ
    does not hear: ไฟถนน
stranger presses: a=withdraw_yes&n={case}
    hears: ไม่พบเรื่องนี้
stranger presses: a=solved&n={case}
    hears: ไม่พบเรื่องนี้
stranger presses: a=accept&n={case}
    does not hear: รับเรื่องแล้ว
stranger presses the button of citizen: ส่งเรื่อง
    hears: ปุ่มนี้เก่าแล้วค่ะ
stranger says: {reference}
    hears: ไม่พบเรื่องนี้
    does not hear: ไฟถนน
stranger presses: n=1&n=2&a=%00&v=;DROP
    hears: ไม่พบเรื่องนี้
stranger presses: 5d41402abc4b2a76b9719d911017c592
    hears: ปุ่มนี้เก่าแล้วค่ะ
case is: assigned
case moved: screen, decide, assign
