# The language can be changed at any step; the open question is asked again in it, and nothing is lost.
Title: เปลี่ยนภาษากลางคัน

citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked เป็นเรื่องไหนคะ, taps: ขยะ
    hears: อยู่ตรงไหนคะ
citizen says: english
    hears: I will write in English now.
    hears: Where is it?
    may tap: Skip
citizen says: in front of the market
    hears: Any photos?
citizen says: no photo
citizen says: Here in LINE
    hears: Shall I send it?
citizen says: send
    hears: Reference
# The unit's group goes on in Thai.
health in console does: accept
citizen hears: has taken on your case
