# Two neighbours and one dark lamp: the second is asked, joins with a word, and hears of the fix.
Title: เรื่องเดียวกัน

citizen is a friend who agreed
citizen says: ไฟถนนดับ บ้านฉันเลขที่ 9 มืดมาก
    if asked {flow.sort.kind}, taps: {choice.kind.complaint}
    if asked {flow.complaint.category}, taps: {category.streetlight}
citizen sends the place: วัดบ้านใหม่
citizen answers the rest and sends
    hears: {notice.sent_complaint}

neighbour is a friend who agreed
neighbour says: ไฟถนนดับค่ะ เดินกลับบ้านไม่เห็นทาง
    if asked {flow.sort.kind}, taps: {choice.kind.complaint}
    if asked {flow.complaint.category}, taps: {category.streetlight}
neighbour sends the place: วัดบ้านใหม่
    hears: {flow.complaint.pictures}
neighbour taps: {label.no_picture}
    hears: มีคนแจ้งเรื่องใกล้เคียงกันไว้แล้ว
    hears: {category.streetlight}
neighbour says: 1
    hears: {together.joined}
officer in console does: accept
neighbour hears: {together.accept}
    as a push
officer in console does: report
    note: เปลี่ยนหลอดแล้ว
neighbour hears: {together.answer}
neighbour never hears: เลขที่ 9
