# "Not solved" goes to the head, who judges the second time.
Title: ยังไม่เรียบร้อย
Languages: th, en

head has a line account
electric has a group
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
case is: assigned
officer in electric group taps: รับเรื่อง
officer in console does: report
    note: เปลี่ยนหลอดแล้ว
citizen hears: {notice.solved}
    may tap: {label.solved} | {label.unsolved}
citizen taps: {label.unsolved}
    hears: {flow.reopen.more}
citizen says: เมื่อคืนก็ยังมืดเหมือนเดิม
    hears: {understood.words}
citizen sends a picture: lamp-dark.jpg
    hears: {understood.pictures}
citizen taps: {label.done}
    hears: {notice.reopen}
    as a reply
case is: reopened
head hears: ประชาชนแจ้งว่ายังไม่เรียบร้อย: เมื่อคืนก็ยังมืดเหมือนเดิม
electric group hears: ⚠️
head in console finds the case in the inbox

head in console does: decide
case is: assigned
electric group hears: 🆕
officer in electric group taps: รับเรื่อง
citizen hears: {notice.accept}
officer in console does: report
    note: เปลี่ยนโคมทั้งชุด
case is: reported
citizen hears nothing
head in console does: approve
case is: answered
citizen hears: {notice.solved}
    hears: เปลี่ยนโคมทั้งชุด
citizen taps: {label.solved}
    hears: {flow.poll.score}
citizen taps: {choice.score.5}
    hears: {poll.thanks}
case is: closed
case was scored: 5
