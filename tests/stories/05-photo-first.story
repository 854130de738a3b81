Title: ส่งรูปมาก่อน
Languages: th, en

citizen is a friend who agreed
citizen sends a picture: rubbish.jpg
    hears: {understood.pictures}
    hears: {flow.complaint.what}
citizen says: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
    if asked {flow.complaint.category}, taps: {category.waste}
    hears: {flow.complaint.place}
citizen says: ตลาดสดเทศบาล
    hears: {flow.complaint.pictures}
# A picture is there already, so "that is all" is offered at once.
    may tap: {label.done}
citizen answers the rest and sends
    hears: {notice.sent_complaint}
case has category: waste
case has unit: health
case has area: market
case keeps 1 before picture
