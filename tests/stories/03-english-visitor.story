# A visitor who writes English is answered in English from the first word on, without asking for it.
Title: A visitor from abroad

visitor says: The street light in front of the temple is broken
    hears: I have your message and keep it safe
    hears: First, a few short words
    may tap: Agree | Do not agree
visitor taps: Agree
    hears: Thank you.
    if asked what would you like us to do, taps: Report a problem
    if asked What is it about?, taps: Street lights
    hears: Where is it?
visitor says: in front of Wat Ban Mai
    hears: Noted: in front of Wat Ban Mai
    hears: Any photos?
visitor says: no photo
    hears: How may we reach you?
visitor says: 1
    hears: Shall I send it?
visitor says: yes
    hears: Reference
    hears: You will hear from us within
case is: assigned
case has kind: complaint
case has place: in front of Wat Ban Mai
visitor says: my cases
    hears: Your cases: 1
visitor says: ภาษาไทย
    hears: เปลี่ยนเป็นภาษาไทยแล้วค่ะ
visitor says: สถานะ
    hears: มี 1 เรื่องค่ะ
