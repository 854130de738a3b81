# The office asks for more, and the citizen answers by just typing and sending a picture.
Title: ขอข้อมูลเพิ่ม
Languages: th, en

electric has a group
citizen has reported: ไฟถนนในซอยติด ๆ ดับ ๆ ทุกคืนเลยค่ะ
officer in console does: ask
    note: รบกวนบอกเลขที่เสาไฟด้วยค่ะ
citizen hears: {notice.ask}
    hears: รบกวนบอกเลขที่เสาไฟด้วยค่ะ
    may tap: {label.add}
case is: waiting
citizen says: เสาที่ 12 ข้างร้านน้ำชา
    hears: {notice.added}
    as a reply
case is: in_progress
electric group hears: มีข้อมูลเพิ่ม
officer in console sees: เสาที่ 12 ข้างร้านน้ำชา
