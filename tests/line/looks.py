"""Cards as the office sends them, in Thai and English, for tests and for the gallery."""

from bot.line.addresses import Addresses
from bot.line.messages import Look
from handlers.messages import (
    Accent,
    Call,
    Card,
    Cards,
    Choice,
    ChoosePicture,
    Copy,
    Face,
    Faces,
    Fact,
    Message,
    Open,
    Picture,
    Point,
    Press,
    Progress,
    SendPlace,
    TakePicture,
    Text,
)

KEY = "a secret key of thirty-two signs or more"
TEMPLE = Point(14.96215, 102.08340)


def look(public_url: str = "https://siang.example", language: str = "th", **more: str) -> Look:
    return Look(Addresses(public_url, KEY), language, **more)


def press(label: str, data: str = "do=x") -> Choice:
    return Choice(label, Press(data))


def thai(pictures: tuple[str, ...] = ("t1", "t2", "t3", "t4", "t5")) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    """Every kind of message, by name."""
    kept = tuple(Picture(token) for token in pictures)
    code = Choice("คัดลอกเลขที่เรื่อง", Copy("ร70-000123-4"))
    facts = (
        Fact("เรื่อง", "ไฟถนนดับมาสามคืนแล้ว มืดมาก กลัวเกิดอุบัติเหตุ"),
        Fact("สถานที่", "หมู่ 5 บ้านใหม่ ใกล้วัดบ้านใหม่ ห่าง 40 เมตร"),
        Fact("ชื่อ", "ไม่เปิดเผย"),
    )
    status = Card(
        title="ไฟถนนดับหน้าวัดบ้านใหม่",
        alt="ไฟถนนดับหน้าวัดบ้านใหม่ กำลังดำเนินการ ขั้นที่ 3 จาก 5 กองช่าง",
        accent=Accent.WORKING,
        badge="กำลังดำเนินการ",
        progress=Progress(3, 5, "ช่างเข้าพื้นที่แล้ว"),
        facts=(
            Fact("หน่วยงาน", "กองช่าง งานไฟฟ้าสาธารณะ"),
            Fact("ล่าสุด", "จ. 23 พ.ย. 2569 09:12 ช่างตรวจสอบแล้ว ต้องเปลี่ยนหลอดและสายไฟ"),
            Fact("ครบกำหนด", "พ. 25 พ.ย. 2569"),
        ),
        code="ร70-000123-4",
        buttons=(press("ดูทุกขั้นตอน"), press("เพิ่มข้อมูลหรือรูป")),
    )
    return (
        (
            "text",
            (
                Text(
                    "รับทราบเรื่อง ไฟถนนดับ หน้าวัดมาสามคืนค่ะ\nอยู่ตรงไหนคะ ส่งตำแหน่งหรือพิมพ์บอกก็ได้ค่ะ",
                    (
                        Choice("📍 ส่งตำแหน่ง", SendPlace()),
                        press("หน้าวัดบ้านใหม่ ใช่เลย"),
                        Choice("📷 ถ่ายรูป", TakePicture()),
                        Choice("🖼 เลือกรูป", ChoosePicture()),
                        press("ข้าม"),
                    ),
                ),
            ),
        ),
        (
            "summary",
            (
                Card(
                    title="ตรวจดูก่อนส่งนะคะ",
                    alt="สรุปเรื่อง ไฟถนนดับ หมู่ 5 บ้านใหม่ ส่งเรื่องเลยไหมคะ",
                    badge="ยังไม่ได้ส่ง",
                    facts=facts,
                    pictures=kept[:1],
                    point=TEMPLE,
                    buttons=(press("ส่งเรื่อง"), press("แก้ไข"), press("ไม่เปิดเผยชื่อ")),
                    choices=(press("ยกเลิก"),),
                ),
            ),
        ),
        (
            "received",
            (
                Card(
                    title="ส่งถึงกองช่างแล้วค่ะ",
                    alt="ส่งถึงกองช่างแล้วค่ะ เลขที่เรื่อง ร70-000123-4 จะแจ้งผลภายใน 3 วันทำการ",
                    accent=Accent.RECEIVED,
                    badge="รับเรื่องแล้ว",
                    lines=('จะแจ้งผลภายใน 3 วันทำการ (พ. 25 พ.ย. 2569) พิมพ์ "สถานะ" ดูได้ทุกเมื่อนะคะ',),
                    code="ร70-000123-4",
                    point=TEMPLE,
                    buttons=(code,),
                ),
            ),
        ),
        ("working", (status,)),
        (
            "waiting",
            (
                Card(
                    title="ขอข้อมูลเพิ่มอีกนิดนะคะ",
                    alt="กองช่างขอข้อมูลเพิ่ม เสาไฟต้นที่เท่าไหร่นับจากหน้าวัดคะ",
                    accent=Accent.WAITING,
                    badge="รอข้อมูลจากท่าน",
                    lines=("เสาไฟต้นที่เท่าไหร่นับจากหน้าวัดคะ ถ้ามีเลขที่เสาช่วยพิมพ์บอกด้วยนะคะ",),
                    facts=(Fact("เลขที่เรื่อง", "ร70-000123-4"), Fact("ตอบภายใน", "ศ. 27 พ.ย. 2569")),
                    buttons=(press("ตอบตอนนี้"),),
                ),
            ),
        ),
        (
            "done",
            (
                Card(
                    title="กองช่างเปลี่ยนหลอดไฟแล้วค่ะ",
                    alt="กองช่างเปลี่ยนหลอดไฟแล้วค่ะ เรียบร้อยไหมคะ",
                    accent=Accent.DONE,
                    badge="เสร็จแล้ว",
                    lines=("เปลี่ยนหลอด LED 2 จุด และสายไฟช่วงหน้าวัด เรียบร้อยไหมคะ",),
                    facts=(Fact("เลขที่เรื่อง", "ร70-000123-4"), Fact("ใช้เวลา", "2 วันทำการ")),
                    pictures=(Picture(pictures[0], "ก่อน"), Picture(pictures[1], "หลัง")),
                    progress=Progress(5, 5, "ครบทุกขั้นตอน"),
                    buttons=(press("เรียบร้อย"), press("ยังไม่เรียบร้อย")),
                ),
            ),
        ),
        (
            "refused",
            (
                Card(
                    title="เรื่องนี้อยู่ในความดูแลของกรมทางหลวงชนบทค่ะ",
                    alt="เรื่องนี้ส่งต่อไปที่กรมทางหลวงชนบท โทร 1146",
                    accent=Accent.REFUSED,
                    badge="ส่งต่อหน่วยงานอื่น",
                    lines=("ถนนสาย นม.1023 ไม่ใช่ทางของเทศบาล ปลัดเทศบาลส่งหนังสือถึงแขวงทางหลวงแล้วเมื่อ จ. 23 พ.ย. 2569",),
                    facts=(Fact("ผู้พิจารณา", "ปลัดเทศบาล"), Fact("ติดตามได้ที่", "สายด่วน 1146")),
                    buttons=(Choice("โทร 1146", Call("1146")), press("ขอให้ทบทวน")),
                ),
            ),
        ),
        (
            "danger",
            (
                Card(
                    title="อันตรายค่ะ อย่าเข้าใกล้เกิน 10 เมตร",
                    alt="อันตรายค่ะ อย่าเข้าใกล้เกิน 10 เมตร โทร 1129 หรือ 191",
                    accent=Accent.DANGER,
                    badge="เหตุด่วน",
                    lines=("โทรแจ้งการไฟฟ้า 1129 หรือเหตุด่วน 191 ตอนนี้เลยนะคะ",),
                    buttons=(Choice("โทร 1129", Call("1129")), Choice("โทร 191", Call("191"))),
                    choices=(Choice("📍 ส่งตำแหน่ง", SendPlace()),),
                ),
            ),
        ),
        (
            "staff",
            (
                Card(
                    title="🆕 ไฟถนนดับ · หมู่ 5",
                    alt="🆕 ร70-000123-4 ไฟถนนดับ หมู่ 5 ครบกำหนด พ. 25 พ.ย.",
                    accent=Accent.RECEIVED,
                    badge="เรื่องใหม่",
                    code="ร70-000123-4",
                    facts=(*facts[:2], Fact("ครบกำหนด", "พ. 25 พ.ย. 2569")),
                    pictures=kept[:3],
                    point=TEMPLE,
                    buttons=(press("รับเรื่อง"), press("ส่งต่อ"), Choice("เปิดดู", Open("/console/cases/123"))),
                ),
            ),
        ),
        (
            "pictures",
            (
                Card(title="รูปสี่รูป", alt="รูปสี่รูป", pictures=kept[:4]),
                Card(title="รูปห้ารูป", alt="รูปห้ารูป", pictures=kept),
                Card(title="รูปเดียว", alt="รูปเดียว", pictures=kept[:1]),
            ),
        ),
        (
            "cards",
            (
                Cards(
                    cards=(
                        status,
                        Card(
                            title="ท่อระบายน้ำอุดตันหน้าตลาดสด",
                            alt="ท่อระบายน้ำอุดตัน เสร็จแล้ว",
                            accent=Accent.DONE,
                            badge="เสร็จแล้ว",
                            facts=(Fact("หน่วยงาน", "กองสาธารณสุข"), Fact("ปิดเรื่อง", "ศ. 20 พ.ย. 2569")),
                            code="ร70-000119-8",
                            progress=Progress(5, 5, "ครบทุกขั้นตอน"),
                            buttons=(press("ดูผล"),),
                        ),
                        Card(
                            title="ขอลานกีฬาเพิ่ม",
                            alt="ขอลานกีฬาเพิ่ม รอข้อมูลจากท่าน",
                            accent=Accent.WAITING,
                            badge="รอข้อมูลจากท่าน",
                            facts=(Fact("หน่วยงาน", "กองการศึกษา"),),
                            code="ส70-000044-2",
                            progress=Progress(1, 5, "รับเรื่องแล้ว"),
                            point=TEMPLE,
                            buttons=(press("ตอบ"),),
                        ),
                    ),
                    alt="เรื่องของคุณ 3 เรื่อง",
                ),
            ),
        ),
        (
            "faces",
            (
                Faces(
                    "ขอบคุณค่ะ บริการครั้งนี้เป็นอย่างไรคะ",
                    tuple(
                        Face(score, word, Press(f"poll={score}"))
                        for score, word in enumerate(("แย่มาก", "ไม่ค่อยดี", "พอใช้", "ดี", "ดีมาก"), 1)
                    ),
                    alt="บริการครั้งนี้เป็นอย่างไรคะ ตอบ 1 ถึง 5",
                    choices=(press("ข้าม"),),
                ),
            ),
        ),
    )


def english(pictures: tuple[str, ...] = ("t1", "t2", "t3", "t4", "t5")) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    """The kinds whose English differs in length."""
    words = ("Very bad", "Poor", "All right", "Good", "Very good")
    return (
        (
            "working",
            (
                Card(
                    title="Street light out in front of Wat Ban Mai",
                    alt="Street light out, work under way, step 3 of 5",
                    accent=Accent.WORKING,
                    badge="Work under way",
                    progress=Progress(3, 5, "A crew has been on site"),
                    facts=(
                        Fact("Unit", "Public Works, street lighting"),
                        Fact("Latest", "Mon 23 Nov 2026 09:12, inspected: lamp and cable must be replaced"),
                        Fact("Due", "Wed 25 Nov 2026"),
                    ),
                    code="R70-000123-4",
                    pictures=tuple(Picture(token) for token in pictures[:1]),
                    point=TEMPLE,
                    buttons=(press("See every step"), press("Add details or pictures")),
                ),
            ),
        ),
        (
            "done",
            (
                Card(
                    title="Public Works has replaced the lamp",
                    alt="Public Works has replaced the lamp. Is it solved?",
                    accent=Accent.DONE,
                    badge="Done",
                    lines=("Two LED lamps and the cable in front of the temple. Is it solved?",),
                    pictures=(Picture(pictures[0], "Before"), Picture(pictures[1], "After")),
                    buttons=(press("Solved"), press("Not yet")),
                ),
            ),
        ),
        (
            "faces",
            (
                Faces(
                    "Thank you. How was the service this time?",
                    tuple(Face(score, word, Press(f"poll={score}")) for score, word in enumerate(words, 1)),
                    alt="How was the service? Answer 1 to 5",
                ),
            ),
        ),
    )
