# The main story: from the first word in LINE to the citizen's word on the service.
Title: ไฟถนนหน้าวัดดับ
Languages: th, en
On: sqlite, postgres

citizen adds the account
    hears: {consent.title}
    may tap: {label.agree} | {label.decline}
citizen taps: {label.agree}
    hears: {consent.agreed}
    as a reply
electric has a group

citizen says: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
    if asked {flow.sort.kind}, taps: {choice.kind.complaint}
    if asked {flow.complaint.category}, taps: {category.streetlight}
    hears: ไฟถนนหน้าวัดดับ
    hears: {category.streetlight}
    hears: {flow.complaint.place}
    may tap: {label.send_place} | {label.change_category} | {label.skip}
    as a reply
citizen sends the place: วัดบ้านใหม่
    hears: {understood.place_near}
    hears: {flow.complaint.pictures}
    may tap: {label.camera} | {label.pictures} | {label.no_picture}
citizen sends pictures: lamp-dark.jpg, pothole.jpg
    hears: {understood.pictures}
    in one sending
citizen taps: {label.done}
    hears: {flow.complaint.contact}
    may tap: {choice.contact.line} | {choice.contact.phone} | {choice.contact.anonymous}
citizen taps: {choice.contact.line}
    hears: {summary.category}
    hears: {flow.complaint.confirm}
    may tap: {label.send} | {label.edit} | {label.anonymous} | {label.cancel}
there is no case

# One answer is changed, and nothing else is asked again.
citizen taps: {label.edit}
    hears: {flow.edit}
    may tap: {summary.place} | {summary.contact}
citizen taps: {summary.contact}
    hears: {flow.complaint.contact}
citizen taps: {choice.contact.phone}
    hears: {flow.complaint.phone}
citizen says: 081 234 5678
    hears: {flow.complaint.confirm}
    hears: 0812345678

citizen taps: {label.send}
    hears: {notice.sent_complaint}
    hears: {reference}
    hears: {notice.promise}
    may tap: {label.copy} | {label.show}
    as a reply
    in one sending
case is: assigned
case moved: screen, decide, assign
case has kind: complaint
case has category: streetlight
case has unit: electric
case has contact: phone
case has phone: 0812345678
case keeps 2 before pictures

electric group hears: 🆕 เรื่องใหม่
    hears: {reference}
    may tap: รับเรื่อง | ส่งต่อ | เปิดดู
    as a push
electric group never hears: 0812345678
electric group never hears: {name of citizen}
officer in console finds the case in the inbox
officer in console sees: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in console sees: 0812345678

officer in electric group taps: รับเรื่อง
    hears: แสง ช่างไฟ รับเรื่องแล้ว
citizen hears: {notice.accept}
    as a push
    in one sending
case is: in_progress

officer in console does: visit
    note: พบหลอดขาดสองหลอด
citizen hears: {notice.visit}
    hears: พบหลอดขาดสองหลอด
officer in console does: report
    note: เปลี่ยนหลอดไฟแล้วทั้งสองดวง
    picture: lamp-lit.jpg
citizen hears: {notice.answered}
    hears: เปลี่ยนหลอดไฟแล้วทั้งสองดวง
    hears: {notice.solved}
    may tap: {label.solved} | {label.unsolved}
    as a push
    in one sending
case is: answered
case keeps 1 after picture

citizen taps: {label.solved}
    hears: {notice.confirm}
    hears: {flow.poll.score}
    may tap: {choice.score.1} | {choice.score.5}
    as a reply
    in one sending
case is: closed
electric group hears: ยืนยันว่าเรียบร้อยแล้ว
citizen taps: {choice.score.1}
    hears: {flow.poll.why}
    may tap: {choice.why.slow} | {label.skip}
case was scored: 1
citizen taps: {choice.why.slow}
    hears: {poll.sorry}
case was scored because: {choice.why.slow}
case moved: screen, decide, assign, accept, visit, report, approve, answer, confirm
