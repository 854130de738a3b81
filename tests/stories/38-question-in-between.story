# What belongs elsewhere is served first; then the thread is picked up where it was.
Title: ถามแทรกกลางคัน
Languages: th, en

citizen is a friend who agreed
citizen says: {typed.complain}
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked {flow.complaint.category}, taps: {category.waste}
    hears: {flow.complaint.place}
citizen says: {typed.ask}
    hears: {flow.question.what}
citizen says: เทศบาลเปิดทำการวันเสาร์ไหมคะ
    if asked {flow.question.category}, taps: {category.other}
    hears: {flow.question.confirm}
citizen says: {label.send}
    hears: {notice.sent_question}
    hears: {flow.come_back}
    hears: {flow.complaint.place}
    as a reply
citizen answers the rest and sends
    hears: {notice.sent_complaint}
case has kind: complaint
