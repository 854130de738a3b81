# Staff take the talk over: the bot is silent, words and pictures go into the case, and the bot comes back with a word.
Title: เจ้าหน้าที่คุยเอง

citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in console takes the talk over
officer in console writes: ตอนนี้ไฟติดหรือยังคะ
citizen hears: ตอนนี้ไฟติดหรือยังคะ
citizen says: ติดแล้วครับ แต่กะพริบ
    hears nothing
officer in console sees: ติดแล้วครับ แต่กะพริบ
citizen sends a picture: lamp-dark.jpg
    hears nothing
case keeps 1 before picture
# What is always possible stays possible.
citizen says: สถานะ
    hears: {reference}
officer in console hands the talk back
citizen hears: น้องเสียงกลับมาดูแลต่อแล้วค่ะ
citizen says: เมนู
    hears: {menu.text}
