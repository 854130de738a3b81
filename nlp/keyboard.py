"""Recognises words typed with the keyboard left in the other language and gives back what was meant."""

import re

# The Kedmanee layout, row by row, plain and shifted.
LATIN = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
THAI = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐\"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ"
TO_THAI = str.maketrans(LATIN, THAI)
HAS_THAI = re.compile("[ก-๛]")
LETTERS = re.compile("[A-Za-z]")
# Signs that stand inside a word only when the keyboard is wrong: "l;ylfu", "w,j,u", "g0hk"
INSIDE = re.compile(
    r"[A-Za-z][;\[\]',/\\=]{1,2}[A-Za-z0-9]|(?<!\S)[0-9][a-z]{3}|[A-Za-z][0-9]+[a-z]|[a-z][A-Z]|(?<!\S)[;\[][a-z]"
)
VOWELLESS = re.compile(r"[b-df-hj-np-tv-xz]{4,}", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|net|org|th)\b", re.IGNORECASE)
# Syllables that well-formed Thai cannot hold: a mark with nothing under it, a leading vowel with nothing after it.
BROKEN = re.compile("(?<![ก-๎])[ะ-ฺ็-๎]|[เแโใไ](?![ก-ฮ])|[็-๎][็-๎]|[ิ-ฺ][ิ-ฺ]")
TYPICAL = tuple(
    word
    for line in (
        "สวัสดี ครับ ค่ะ คะ ไม่ มี แล้ว ที่ น้ำ ไฟ ถนน ขยะ ช่วย มาก ดับ ท่วม เสีย แจ้ง ขอ ไหม ทาง บ้าน ซอย หมา ท่อ ตัน เมื่อ วัน",
        "สอบถาม เจ้าหน้าที่ ได้ หน้า เหม็น รถ จอด ทำ การ ร้อง ต้น กลิ่น เสียง ดัง",
    )
    for word in line.split()
)


def as_thai(text: str) -> str:
    """The text as Thai when it is Thai typed on the Latin layout, else as it is."""
    if len(text) > 400 or HAS_THAI.search(text) or not LETTERS.search(text) or ADDRESS.search(text):
        return text
    if not (INSIDE.search(text) or VOWELLESS.search(text)):
        return text
    meant = text.translate(TO_THAI)
    letters = len(HAS_THAI.findall(meant)) or 1
    if len(BROKEN.findall(meant)) * 12 > letters:
        return text
    return meant if any(word in meant for word in TYPICAL) else text
