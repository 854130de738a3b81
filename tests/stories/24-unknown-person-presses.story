Title: คนที่ระบบไม่รู้จักกดรับเรื่อง

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
electric group hears: 🆕
guest in electric group taps: รับเรื่อง
    hears: ยังไม่รู้จักบัญชี LINE นี้ค่ะ
case is: assigned
citizen hears nothing
# In a group the bot speaks only when spoken to.
guest in electric group says: เดี๋ยวบ่ายนี้ผมแวะดูให้
    hears nothing
