"""Finds what tells who someone is: telephone and ID numbers, addresses of e-mail, names after a title."""

import re

from nlp.clean import Clean
from nlp.reading import Span

PHONE = re.compile(r"(?<![\d/-])(?:\+?66|0)(?:[\s.-]?\d){8,9}(?![\d/])")
DIALLED = re.compile(r"0(?:[689]\d{8}|[2-57]\d{7})")
ID_NUMBER = re.compile(r"(?<![\d-])\d[\s-]?\d{4}[\s-]?\d{5}[\s-]?\d{2}[\s-]?\d(?![\d-])")
EMAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
# A name stands after a title or after "my name is", ends before what a sentence goes on with.
STOP = (
    r"ครับ|ค่ะ|คะ|ค่า|นะ|อยู่|บ้าน|ที่|เป็น|โทร|เบอร์|แจ้ง|ขอ|มา|และ|กับ|จาก|ไม่|ได้|พูด|ทำ|ให้|ว่า|มี|"
    r"อายุ|เลข|หมู่|ซอย|ต\.|อ\.|จ\.|เดือดร้อน|ร้องเรียน|ใน|ของ|ซึ่ง|แล้ว|บอก|เรียก|รับ|จะ|นั้น|คน|ช่วย|"
    r"แผนก|ฝ่าย|กอง|เอา|ไป"
)
PART = rf"(?:(?!{STOP})[ก-๎])"
SURNAME = r"(?!ครับ|ค่ะ|คะ|อยู่|บ้าน|โทร|เบอร์|แจ้ง|ขอ|หมู่|ซอย|เดือดร้อน|ร้องเรียน|อายุ|ไฟ|น้ำ|ถนน|รถ|ขยะ|ที่|ได้)[ก-๎]{3,20}"
TITLE = (
    r"(?:นาย|นางสาว|น\.ส\.|นาง(?!สาว)|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|ว่าที่ร\.ต\.|ดร\.|(?:ผม|ดิฉัน|หนู|"
    r"ฉัน|กระผม|ข้าพเจ้า)?ชื่อ(?:ว่า)?|ผู้แจ้งชื่อ|ชื่อผู้แจ้ง[:\s])"
)
# not "นายก", "นางฟ้า", "ชื่อซอย": offices, things and places have names too
NAME = re.compile(
    rf"{TITLE}\s?(?!ก(?:เทศ|อบ|\s|$|ฯ|สมาคม|รัฐ|ไม่|คน|มา|ลง|ทำ|ให้|ครับ|ค่ะ|คะ|หาย|ท่าน|ไป|เป็น|อยู่|และ)|"
    rf"ช่าง|จ้าง|หน้า|ทุน|ทะเบียน|อำเภอ|ตำรวจ|ทหาร|แพทย์|ซอย|ถนน|หมู่บ้าน|ร้าน|วัด|โรง|บริษัท|เสียง|ดัง|"
    rf"อะไร|ตึก|คอนโด|โครงการ|สถานที่|ผู้|ฟ้า|พยาบาล|ตลาด|ที่|เดิม|ใน)((?!อยู่|ว่า|คือ|จริง|นี้|คน)[ก-๎]{{2}}{PART}{{0,14}}(?:\s{SURNAME})?)"
)
ENGLISH_NAME = re.compile(
    r"(?:\b(?:my name is|mr\.?|mrs\.?|ms\.?|miss)\s)([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
, re.IGNORECASE)


def is_id_number(digits: str) -> bool:
    """Whether thirteen digits carry the check digit of a Thai ID card."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return len(digits) == 13 and (11 - total % 11) % 10 == int(digits[12])


def digits_of(text: str) -> str:
    """Only the digits, the country's prefix made the leading zero."""
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("66") and len(digits) > 10 else digits


def find_personal(cleaned: Clean) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The telephone numbers, and every span to be masked, in the order of the text."""
    text, found = cleaned.shown, []
    if any(letter.isdigit() for letter in text):
        for match in ID_NUMBER.finditer(text):
            if is_id_number(digits_of(match.group())):
                found.append((match.start(), match.end(), "id_number"))
        calls = [match for match in PHONE.finditer(text) if DIALLED.fullmatch(digits_of(match.group()))]
        found += [(match.start(), match.end(), "phone") for match in calls]
    if "@" in text:
        found += [(match.start(), match.end(), "email") for match in EMAIL.finditer(text)]
    for pattern in (NAME, ENGLISH_NAME):
        found += [(match.start(1), match.end(1), "name") for match in pattern.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for one in found:  # an ID number also looks like a telephone number, never the other way round
        if all(one[1] <= other[0] or one[0] >= other[1] for other in kept):
            kept.append(one)
    kept.sort()
    phones = dict.fromkeys(digits_of(text[start:end]) for start, end, kind in kept if kind == "phone")
    return tuple(phones), tuple(Span(*cleaned.original(start, end), kind) for start, end, kind in kept)


CONTACT = re.compile(
    r"(?:ติดต่อ(?:กลับ)?(?:ที่|ได้ที่)?|เบอร์(?:โทร|ติดต่อ)?|โทร(?:ศัพท์)?|ผู้แจ้ง|(?:ผม|ดิฉัน|หนู)?ชื่อ|คุณ)[\s:.]*(?=\x00)"
)


def without_personal(text: str) -> str:
    """The text with numbers, addresses and names taken out, together with the word that announced them."""
    for pattern in (ID_NUMBER, PHONE, EMAIL):
        text = pattern.sub("\0", text)
    text = NAME.sub(lambda found: found.group()[: found.start(1) - found.start()] + "\0", text)
    return CONTACT.sub("", text).replace("\0", " ") if "\0" in text else text
