# What is about the office's own people is told to no group, and seen by nobody who works beside them.
Title: เรื่องเจ้าหน้าที่

audit has a group
clerk has a group
citizen is a friend who agreed
citizen says: แจ้งปัญหา
citizen says: ไปติดต่อเรื่องทะเบียน เจ้าหน้าที่พูดจาไม่ดีและให้รอนานโดยไม่บอกเหตุผล
    if asked เป็นเรื่องไหนคะ, taps: การทำงานเจ้าหน้าที่
citizen answers the rest and sends
    hears: เลขที่เรื่อง
case has category: staff_conduct
audit group hears nothing
clerk group hears nothing
officer in console cannot open the case
registrar in console cannot open the case
registrar in console does not find the case in the inbox
head in console finds the case in the inbox
head in console sees: เจ้าหน้าที่พูดจาไม่ดี
auditor in console finds the case in the inbox
auditor in console does: refuse
    note: ไม่มีมูล
    the console refuses: 403
