# Bad news carries its reason, who decided, and what can be done next. Only the head may refuse.
Title: ไม่รับดำเนินการ
Languages: th, en

citizen has reported: ถนนเข้าหมู่บ้านเป็นหลุมใหญ่ รถมอเตอร์ไซค์ล้มไปสองคันแล้ว
head in console does: refuse
    the console refuses: กรุณาเขียนเหตุผล
case is: assigned
head in console does: refuse
    note: ถนนเส้นนี้เป็นที่ดินส่วนบุคคล
citizen hears: {notice.refuse}
    hears: ถนนเส้นนี้เป็นที่ดินส่วนบุคคล
    hears: 044-000-000
case is: refused
citizen says: {typed.status}
    hears: {status.refused}
