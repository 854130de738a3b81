# The short form of the guide: taps and numbers, a complaint in the middle, stop and go on, and an answer that nobody can trace.
Title: แบบสอบถามสั้น

citizen is a friend who agreed
citizen is asked to answer the short form
citizen hears: แบบสำรวจความพึงพอใจและไม่พึงพอใจ
    hears: {survey.promise_anonymous}
    may tap: {label.survey_start} | {label.survey_decline}
    as a push
citizen taps: {label.survey_start}
    hears: ข้อ 1–4 จาก 23
    may tap: ชาย | หญิง
    as a reply
citizen taps: หญิง
    hears nothing
citizen says: 3 1 4
    hears: ท่านมาติดต่อด้วยเรื่อง
citizen taps: ภาษีและค่าธรรมเนียม
    hears: 1.1 สะดวกเข้าใจง่าย
    hears: ข้อ 6–8 จาก 23
citizen sends a sticker
    hears: {understood.sticker}
    hears: 1.1 สะดวกเข้าใจง่าย
citizen says: ไม่รู้
    hears: {survey.unknown_some}
citizen says: 3 2 1
    hears: 2.1 ตรงต่อเวลา

# Something else comes up: it is served, and the questionnaire taken up again.
citizen says: ไฟถนนหน้าวัดดับมาสามคืนแล้วครับ
citizen answers the rest and sends
    hears: {reference}
    hears: ตอบแล้ว 8 จาก 23 ข้อ
    may tap: {label.survey_go_on} | {label.survey_stop}
citizen taps: {label.survey_stop}
    hears: เก็บคำตอบ 8 ข้อไว้ให้แล้วค่ะ
citizen taps: {label.survey_go_on}
    hears: คำตอบเดิมยังอยู่ครบ
    hears: 2.1 ตรงต่อเวลา
citizen says: 3 3 3 3
citizen says: ย้อนกลับ
    hears: 2.1 ตรงต่อเวลา
citizen says: ถัดไป
citizen says: 2 2 1 2
citizen says: 3 3
citizen says: 3 3 2 3
    hears: ข้อเสนอแนะ
citizen says: อยากให้มีร่มกันแดดที่ลานจอดรถหลังตึก
    hears: {survey.keep}
citizen taps: {label.survey_forget}
    hears: ตอบ 23 จาก 23 ข้อ
citizen taps: {label.survey_send}
    hears: {survey.thanks}
the questionnaire closes
the answer “อยากให้มีร่มกันแดดที่ลานจอดรถหลังตึก” is counted and nothing joins it to citizen
