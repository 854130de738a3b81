# A member of staff links the own LINE account with a code, and then takes a case in LINE.
Title: ผูกบัญชีเจ้าหน้าที่

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
newcomer in electric group taps: รับเรื่อง
    hears: ยังไม่รู้จักบัญชี LINE นี้ค่ะ
officer in console asks for a code for LINE
newcomer says: ผูก {code}
    hears: ผูกบัญชี LINE นี้กับ แสง ช่างไฟ แล้วค่ะ
newcomer in electric group taps: รับเรื่อง
    hears: แสง ช่างไฟ รับเรื่องแล้ว
case is: in_progress
