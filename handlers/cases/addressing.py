"""Whom a letter is addressed to and how it ends: heads of offices and units, and the words that fit the addressee."""

from dataclasses import dataclass

# The longest beginning that fits decides: `นายก` of a municipality, `ผู้อำนวยการ` of a division.
_HEADS_OF_OFFICES = (
    ("เทศบาล", "นายก"),
    ("องค์การบริหารส่วน", "นายก"),
    ("จังหวัด", "ผู้ว่าราชการ"),
    ("อำเภอ", "นาย"),
    ("เมืองพัทยา", "นายก"),
)
_HEADS_OF_UNITS = (
    ("สำนักปลัด", "หัวหน้า"),
    ("สำนัก", "ผู้อำนวยการ"),
    ("กอง", "ผู้อำนวยการ"),
    ("โรงเรียน", "ผู้อำนวยการ"),
    ("ศูนย์", "หัวหน้า"),
    ("งาน", "หัวหน้า"),
    ("ฝ่าย", "หัวหน้า"),
    ("หน่วย", "หัวหน้า"),
)
_HEADS_OF_AGENCIES = (
    ("สำนักงานปลัด", "ปลัด", len("สำนักงานปลัด")),
    ("กระทรวง", "ปลัดกระทรวง", len("กระทรวง")),
    ("กรม", "อธิบดีกรม", len("กรม")),
    ("จังหวัด", "ผู้ว่าราชการจังหวัด", len("จังหวัด")),
    ("อำเภอ", "นายอำเภอ", len("อำเภอ")),
    ("ศูนย์", "หัวหน้าศูนย์", len("ศูนย์")),
    ("สำนักงานผู้ตรวจการแผ่นดิน", "เลขาธิการสำนักงานผู้ตรวจการแผ่นดิน", len("สำนักงานผู้ตรวจการแผ่นดิน")),
    ("สำนักงาน", "ผู้อำนวยการสำนักงาน", len("สำนักงาน")),
)
_TITLES = ("นาย", "นาง", "นางสาว", "น.ส.", "ด.ช.", "ด.ญ.", "คุณ", "ดร.", "พล", "พ.", "ร.", "ว่าที่", "พระ", "แม่ชี",
           "เจ้าอาวาส")  # fmt: skip
_MONKS = ("พระ", "เจ้าอาวาส", "เจ้าคณะ", "สามเณร", "สมเด็จพระราชาคณะ")
_HIGHEST = ("นายกรัฐมนตรี", "ประธานองคมนตรี", "รัฐบุรุษ", "ประธานรัฐสภา", "ประธานสภาผู้แทนราษฎร", "ประธานวุฒิสภา",
            "ประธานศาลฎีกา", "ประธานศาลรัฐธรรมนูญ", "ประธานศาลปกครองสูงสุด", "ประธานกรรมการการเลือกตั้ง",
            "ประธานผู้ตรวจการแผ่นดิน", "ประธานกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ",
            "ประธานกรรมการสิทธิมนุษยชนแห่งชาติ", "ประธานกรรมการตรวจเงินแผ่นดิน", "อัยการสูงสุด")  # fmt: skip


@dataclass(frozen=True)
class Courtesy:
    """The word before an addressee, and the words that close the letter."""

    greeting: str
    closing: str


def head_of_office(office: str) -> str:
    """Return the title of the head of a local office: `นายกเทศมนตรีตำบล…`, `นายกองค์การบริหารส่วนตำบล…`."""
    if office.startswith("เทศบาล"):
        return "นายกเทศมนตรี" + office.removeprefix("เทศบาล")
    found = next((head for start, head in _HEADS_OF_OFFICES if office.startswith(start)), "")
    return f"{found}{office}" if found else f"หัวหน้า{office}"


def head_of_unit(unit: str) -> str:
    """Return the title of the head of a unit, by the first word of its name."""
    return next((head for start, head in _HEADS_OF_UNITS if unit.startswith(start)), "หัวหน้า") + unit


def head_of_agency(agency: str) -> str:
    """Return the title of the head of an agency outside; a guess that staff see before anything is sent."""
    for start, head, length in _HEADS_OF_AGENCIES:
        if agency.startswith(start):
            return head + agency[length:]
    return agency


def person(name: str) -> str:
    """Return a person as a letter addresses them: with their own title, or with `คุณ`."""
    name = " ".join(name.split())
    return name if not name or name.startswith(_TITLES) else f"คุณ{name}"


def courtesy(addressee: str) -> Courtesy:
    """Return how an addressee is greeted and how the letter to them ends, as the regulation's table has it."""
    if addressee.startswith(_HIGHEST):
        return Courtesy("กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง")
    if addressee.startswith(_MONKS):
        return Courtesy("นมัสการ", "ขอนมัสการด้วยความเคารพ")
    return Courtesy("เรียน", "ขอแสดงความนับถือ")
