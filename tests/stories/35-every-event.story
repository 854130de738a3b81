# Kinds of events that nobody has thought of, leaving and coming back: each has a fitting behaviour, none an error.
Title: เหตุการณ์แปลก ๆ
Languages: th, en

citizen is a friend who agreed
LINE tells of something new by citizen
    hears nothing
citizen blocks the account
citizen adds the account
    hears: {welcome.again}
citizen says: {typed.privacy}
    hears: {consent.reminder}
citizen says: {typed.updates}
    hears: {updates.result}
# With "only the result" the steps on the way are not told.
citizen has reported: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
officer in console does: accept
citizen hears nothing
officer in console does: report
    note: เปลี่ยนหลอดแล้ว
citizen hears: {notice.solved}
