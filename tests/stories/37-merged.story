# Two people tell of the same thing: the second case joins the first, and its citizen is told so.
Title: รวมเรื่อง

neighbour has reported: ขยะล้นถังหน้าตลาดสดมาสามวันแล้ว
citizen has reported: ขยะหน้าตลาดสดล้นถังส่งกลิ่นเหม็น
registrar in console does: merge
    other: ร70-999999-9
    the console refuses: เรื่อง
registrar in console does: merge
    other: {reference of neighbour}
citizen hears: รวมไว้ด้วยกันแล้ว
neighbour hears nothing
