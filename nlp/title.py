"""Makes the short title of a message: what it is about, without greeting, plea and particles."""

import re

from nlp.personal import without_personal
from nlp.segment import words

LONGEST = 42  # characters; fits a line of a list and of a LINE card
NUMBERING = re.compile(
    r"^\s*(?:[-•*#📢📣🔊🎤❗️]|ข้อ\s?\d+|\d{1,2}\s?[.):]\s|\d{1,2}\.(?=\D)|เรื่องที่\s?\d+\s?(?:คือ)?)+\s*"
)
GREETING = re.compile(
    r"^(?:(?:สวัสดี|หวัดดี|ดี(?=จ้า|ครับ|ค่ะ)|(?=น้องเสียง|แอดมิน|พี่ๆ))(?:น้องเสียง|แอดมิน|พี่ๆ|ทุกคน|เจ้าหน้าที่)?"
    r"(?:ครับผม|ครับ|ค่ะ|คะ|จ้า|คับ|ค่า|ค้า|เจ้า)?[\s,]*)?"
    r"(?:(?:กราบ)?เรียน(?:ท่าน)?(?:นายก(?:เทศมนตรี)?|ผู้ว่าฯ?|ผอ\.?|ปลัด|เจ้าหน้าที่)?(?:ที่เกี่ยวข้อง)?(?:ครับ|ค่ะ)?[\s,]+)?"
)
OPENING = re.compile(
    r"^(?:คือว่า|คือ(?=\s)|พอดี(?:ว่า)?|เนื่องจาก(?:ว่า)?|ขออนุญาต|รบกวน(?=แจ้ง|สอบถาม|ช่วย)|อยาก(?=แจ้ง|"
    r"ร้องเรียน|สอบถาม|ทราบ)|ต้องการ(?=แจ้ง|ร้องเรียน)|ขอ(?=แจ้ง|ร้องเรียน|สอบถาม|เสนอแนะ|เรียน)|"
    r"จะ(?=แจ้ง|ร้องเรียน|สอบถาม))*"
    r"(?:แจ้ง(?!แล้ว|ไป|ให้|มา|หลาย|กี่|ซ้ำ|ที่|ได้|อยู่)(?:เหตุ|ปัญหา|เรื่อง|ความเดือดร้อน|ซ่อม)?(?:เรื่อง|ว่า)?|ร้องเรียน(?:เรื่อง|ว่า)?|"
    r"ร้องทุกข์(?:เรื่อง)?|สอบถาม(?:เรื่อง|ว่า|เกี่ยวกับ)?|อยากทราบ(?:ว่า|เรื่อง)?|เสนอแนะ(?:ว่า|ให้)?|"
    r"ปัญหา(?:คือ|เรื่อง)|เรื่อง(?=\s|[ก-ฮ])|มีเรื่อง(?:จะ)?(?:แจ้ง|ร้องเรียน))?"
    r"(?:หน่อย|ด้วย)?(?:ครับ|ค่ะ|คะ|คับ)?[\s:,]*"
)
TAIL = re.compile(
    r"[\s,.!?~…]*(?:(?:รบกวน|ช่วย|ฝาก|ขอ(?:ความกรุณา|ความอนุเคราะห์|ให้)?|วอน|กรุณา|"
    r"โปรด)[^\n]{0,60}?(?:ด้วย|หน่อย|ที|ให้ที|ให้หน่อย|ด่วน)|ขอบ(?:พระ)?คุณ[^\n]*|ตามรูป|ตามภาพ|ดังรูป|"
    r"ส่งรูป[^\n]*)?"
    r"[\s,.!?~…]*(?:แล้ว)?(?:นะ|หน่อย|ด้วย|(?<!สัก)(?<!ซัก)ที|แหละ|เลย(?=ครับ|ค่ะ|คะ)|เด้อ|เน้อ|เจ้า|แน(?=เด้อ|$)|แหน่)?(?:ครับผม|"
    r"ครับ|คร้าบ|ค้าบ|คับ|ค่ะ|คะ|ค่า|จ้า|จ้ะ|ฮะ|งับ|เจ้า|เด้อ|เน้อ)?[\s.!?~…🙏😡😊❤️👍]*$"
)
SECOND = re.compile(r"[\s,]2\s?[.)](?=\s?[ก-ฮ])|\n")
CUT = re.compile(
    r"\s{2,}|[\n,;!?]|\.(?=\s|$)| (?=แล้วก็|และก็|อีกเรื่อง|ช่วย|รบกวน|ขอ|อยากให้|ฝาก|เคย|แจ้งไป|เดือดร้อน|อันตราย|ทำให้|เสี่ยง|"
    r"เกรง|กลัว|มา(?:สอง|สาม|หลาย)|ยัง|ไม่มีใคร|เพราะ|เนื่อง)"
)
LOOSE = frozenset(
    word
    for line in (
        "อุบัติ อย่าง เพื่อ โดน ถูก",
        "และ หรือ ที่ ใน ของ กับ แต่ เพราะ ให้ จะ ก็ เป็น คือ ซึ่ง โดย จาก ตั้งแต่ ว่า ทำ ไป การ",
        "ความ มี บริเวณ ตรง ไม่ ได้ และก็ ถ้า จน ทั้ง อีก หน้า แล้ว ๆ ช่วย มา",
    )
    for word in line.split()
)


def title_of(text: str) -> str:
    """A phrase of at most LONGEST characters from a cleaned text, without anyone's name or number."""
    body = without_personal(text[:600]).strip()
    for pattern in (NUMBERING, GREETING, NUMBERING, OPENING):
        body = pattern.sub("", body, count=1) or body
    body = SECOND.split(body[:400], maxsplit=1)[0].strip() or body[:400]
    body = TAIL.sub("", body, count=1).strip() or body.strip()
    if len(body) > LONGEST:
        body = _first_part(body)
    return _shortened(TAIL.sub("", body, count=1).strip() or body)


def _first_part(body: str) -> str:
    place = 0
    for cut in CUT.finditer(body):
        if cut.start() >= 10:
            place = cut.start()
            break
    return body[:place] if place else body


def _shortened(body: str) -> str:
    if len(body) <= LONGEST:
        return body.strip(" ,.-:(")
    kept, length, place = [], 0, 0
    for word in words(body[: LONGEST * 2]):
        start = body.find(word, place)
        if start + len(word) > LONGEST:
            break
        kept.append(word)
        length = place = start + len(word)
    while kept and kept[-1] in LOOSE:
        length = body.rfind(kept.pop(), 0, length)
    return (body[:length] if length > 8 else body[:LONGEST]).strip(" ,.-:(")
