"""Danger is read: what is known is seen, what is blind is measured, and nobody is woken by plain talk."""

from pathlib import Path

import pytest

from nlp.learning.corpus import plain_of
from nlp.learning.perils import read_perils
from nlp.reading import Emergency
from nlp.sameness import Index

DATA = Path(__file__).parent / "data"
# What the shipped version reached, a little less: no version may fall behind it. The aim is 0.98 and 0.85 (MODEL_CARD).
BLIND_RECALL, BLIND_PRECISION = 0.88, 0.74


def sentences(name: str) -> list[tuple[str, str]]:
    key, found = "", []
    for raw in (DATA / name).read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("["):
            key = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((key, line))
    return found


def test_the_lists_are_as_long_as_promised_and_nothing_stands_in_both():
    dangerous, harmless = sentences("dangerous.txt"), sentences("harmless.txt")
    assert len({line for _, line in dangerous}) >= 300
    assert len({line for _, line in harmless}) >= 600
    assert not {line for _, line in dangerous} & {line for _, line in harmless}
    assert {key for key, _ in dangerous} == {key.value for key in Emergency}


def test_hardly_any_danger_is_missed_and_false_alarms_are_rare(reader, capsys):
    """The list is blind: it says what to expect of words that nobody thought of. The figures may only go up."""
    dangerous = [(key, line, reader.read(line).emergency) for key, line in sentences("dangerous.txt")]
    missed = [line for _, line, said in dangerous if said is None]
    alarms = [line for _, line in sentences("harmless.txt") if reader.read(line).emergency]
    caught = len(dangerous) - len(missed)
    recall, precision = caught / len(dangerous), caught / (caught + len(alarms))
    right = sum(1 for key, _, said in dangerous if said and said.value == key) / caught
    with capsys.disabled():
        print(f"\ndanger, blind list: recall {recall:.4f}, precision {precision:.4f}, right emergency {right:.3f} "
              f"({len(missed)} missed, {len(alarms)} false)")  # fmt: skip
    assert recall >= BLIND_RECALL
    assert precision >= BLIND_PRECISION


def known(name: str) -> list[tuple[str, str]]:
    return [(line.key, line.text) for line in read_perils() if line.situation.startswith(name) and "(" not in line.text]


def test_what_is_learned_from_is_seen(reader):
    dangerous, harmless = known("known_dangerous"), known("known_harmless")
    assert len(dangerous) >= 300
    assert len(harmless) >= 600
    assert sum(1 for _, line in dangerous if reader.read(line).emergency) >= 0.98 * len(dangerous)
    assert sum(1 for _, line in harmless if reader.read(line).emergency) <= 0.03 * len(harmless)


def test_the_corpus_of_danger_is_large_and_apart_from_the_blind_list():
    lines = read_perils()
    assert {line.key for line in lines} == {"none", *(key.value for key in Emergency)}
    index = Index()
    index.add_all((line.text, plain_of(line.text)) for line in lines)
    twins = [line for name in ("dangerous.txt", "harmless.txt") for _, line in sentences(name)
             if index.near(line, least=0.8)]  # fmt: skip
    assert not twins


def test_harmless_reports_are_not_urgent(reader):
    urgent = [line for _, line in known("known_harmless") if reader.read(line).urgent]
    assert len(urgent) <= 0.04 * 630, urgent


@pytest.mark.parametrize("frame", ["สวัสดีค่ะ {} ช่วยด้วยค่ะ", "{} มาเร็วๆ นะคะ", "พี่คะ {}", "{}!!!", "  {}  🙏🙏"])
def test_danger_is_seen_among_other_words(reader, frame):
    lines = [line for _, line in known("known_dangerous")]
    missed = [line for line in lines if not reader.read(frame.format(line)).emergency]
    assert len(missed) <= 0.02 * len(lines), missed


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("เสาไฟล้มสายไฟพาดถนนมีประกายไฟ", Emergency.ELECTROCUTION),
        ("ไฟไหม้้้้บ้านนนน", Emergency.FIRE),
        ("ไฟ\u200bไหม้บ้าน", Emergency.FIRE),
        ("ไฟไม่ได้ไหม้", None),
        ("ไฟไม่ได้ไหม้ค่ะ แต่มีคนโดนไฟดูดหน้าบ้าน", Emergency.ELECTROCUTION),
        ("เมื่อปีก่อนไฟไหม้ แต่ตอนนี้ไฟไหม้อีกแล้วช่วยด้วย", Emergency.FIRE),
        ("ร้อนจนอยากตาย", None),
        ("ไฟถนนดับมาสามคืน", None),
    ],
)
def test_negation_past_and_what_is_now(reader, text, key):
    assert reader.read(text).emergency == key


def test_danger_is_never_small_talk(reader):
    reading = reader.read("ไม่อยากอยู่แล้ว")
    assert reading.urgent
    assert reading.kind not in ("other", "compliment")


@pytest.mark.parametrize(
    "text",
    [
        "ขอลานกีฬาเพิ่ม", "ขอบคุณค่ะ บ้านอยู่ตรงข้ามวัด", "สวัสดีค่ะ", "ไม่มีแล้วค่ะ", "ส่งเรื่อง", "แจ้งปัญหา",
        "หน้าโรงเรียนบ้านใหม่สามัคคี", "ยกเลิก", "เมนู", "คุยกับเจ้าหน้าที่", "ไฟถนนหน้าวัดดับมาสามคืนแล้ว", "ข้อมูลของฉัน",
        "เสาที่ 12 ข้างร้านน้ำชา", "เมื่อคืนก็ยังมืดเหมือนเดิม", "ขอให้โทรกลับด้วยค่ะ", "เรื่องเบี้ยผู้สูงอายุของแม่", "โอเค", "ได้รับแล้วค่ะ",
    ],
)  # fmt: skip
def test_what_is_said_in_every_talk_wakes_nobody(reader, text):
    assert reader.read(text).emergency is None
