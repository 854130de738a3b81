# "สถานะ" in the middle of a report is served first; then the thread is picked up where it was.
Title: ถามสถานะกลางคัน
Languages: th, en

citizen is a friend who agreed
citizen says: {typed.status}
    hears: {cases.none}
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
citizen says: {typed.complain}
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked {flow.complaint.category}, taps: {category.waste}
    hears: {flow.complaint.place}
citizen says: {typed.status}
    hears: {cases.some}
    hears: {reference}
    hears: {flow.come_back}
    hears: {flow.complaint.place}
    as a reply
citizen says: หน้าตลาด
    hears: {flow.complaint.pictures}
citizen says: {reference}
    hears: {cases.history}
    hears: {flow.complaint.pictures}
citizen answers the rest and sends
    hears: {notice.sent_complaint}
citizen says: {typed.status}
    hears: {cases.some}
