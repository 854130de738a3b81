Title: คำชมที่บอกชื่อ

citizen is a friend who agreed
citizen says: ชมเชย
    hears: อยากชมเรื่องอะไรคะ
citizen says: เจ้าหน้าที่เก็บขยะสุภาพมากค่ะ ช่วยยกถุงให้คนแก่ด้วย ประทับใจมาก
    hears: ดีใจแทนเจ้าหน้าที่
    hears: อยากบอกชื่อเจ้าหน้าที่
    may tap: ข้าม
citizen says: พี่ใบ กองสาธารณสุข
    hears: พี่ใบ กองสาธารณสุข
    hears: ส่งคำชมเลยไหมคะ
citizen says: ส่งเลย
    hears: ส่งคำชมถึง
case has kind: compliment
case has person named: พี่ใบ กองสาธารณสุข
registrar in console sees: พี่ใบ กองสาธารณสุข
