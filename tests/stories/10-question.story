# A question becomes a case of the unit in charge, and its answer comes back.
Title: คำถาม
Languages: th, en

citizen is a friend who agreed
citizen taps: {label.ask}
    hears: {flow.question.what}
citizen says: ภาษีป้ายร้านเล็ก ๆ ต้องจ่ายที่ไหนคะ ใช้เอกสารอะไรบ้าง
    if asked {flow.question.category}, taps: {category.tax_registry}
    hears: {flow.question.confirm}
citizen taps: {label.send}
    hears: {notice.sent_question}
    hears: {reference}
case has kind: question
case has unit: finance
head in console does: accept
head in console does: report
    note: จ่ายที่กองคลัง ชั้น 1 ใช้บัตรประชาชนและรูปถ่ายป้ายค่ะ
citizen hears: จ่ายที่กองคลัง ชั้น 1
    may tap: {label.solved} | {label.unsolved}
