# A group is bound with a code of the console; before that it hears of no case.
Title: ผูกกลุ่มด้วยรหัส

water group invites the account
    hears: น้องเสียงจะแจ้งเรื่องใหม่ในกลุ่มนี้
    hears: ผูก รหัส
head in water group says: ผูก ZZZZ-ZZZZ
    does not hear: ผูกกลุ่มนี้กับ
citizen has reported: น้ำประปาไม่ไหลมาสองวันแล้วค่ะ
case has unit: water
water group hears nothing
head in console asks for a code for water
head in water group says: ผูก {code}
    hears: ผูกกลุ่มนี้กับกองการประปาแล้วค่ะ
head in water group says: ผูก {code}
    hears: รหัสนี้ใช้ไม่ได้หรือหมดอายุแล้วค่ะ
neighbour has reported: น้ำประปาไม่ไหลทั้งหมู่บ้านตั้งแต่เช้า
water group hears: 🆕
    hears: {reference of neighbour}
