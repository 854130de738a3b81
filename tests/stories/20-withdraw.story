Title: ถอนเรื่อง
Languages: th, en

electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
electric group hears: 🆕
citizen taps: {label.show}
    hears: {cases.history}
    may tap: {label.add} | {label.withdraw}
citizen taps: {label.withdraw}
    hears: {cases.withdraw_sure}
    may tap: {label.withdraw_yes}
case is: assigned
citizen taps: {label.withdraw_yes}
    hears: {notice.withdraw}
    as a reply
case is: withdrawn
electric group hears: ผู้แจ้งถอนเรื่องแล้วค่ะ
officer in electric group taps: รับเรื่อง
    hears: ปุ่มนี้เก่าแล้วค่ะ
case is: withdrawn
