# Danger comes first, whatever is being talked about, and makes the matter urgent.
Title: อันตรายกลางเรื่อง

electric has a group
citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ไฟถนนหน้าวัดดับมาสามคืนแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ไฟถนน
    hears: อยู่ตรงไหนคะ
citizen says: ตอนนี้สายไฟขาดลงมา มีประกายไฟ
    hears: อันตรายค่ะ โทรก่อนนะคะ
    may tap: โทร 1129
    as a reply
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case has urgent: True
electric group hears: ด่วน
