Title: ยกเลิกแล้วเอากลับมา
Languages: th, en

citizen is a friend who agreed
citizen says: {typed.cancel}
    hears: {flow.nothing_open}
citizen taps: {label.menu}
citizen taps: {label.complain}
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked {flow.complaint.category}, taps: {category.waste}
    hears: {flow.complaint.place}
citizen says: {typed.cancel}
    hears: {flow.cancelled}
    may tap: {label.undo}
citizen taps: {label.undo}
    hears: {flow.come_back}
    hears: {flow.complaint.place}
citizen answers the rest and sends
    hears: {notice.sent_complaint}
case has text: ขยะล้นถังหน้าตลาดสด
