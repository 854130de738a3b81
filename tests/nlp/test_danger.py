"""Danger is read: the bar is a recall of 0.98 on our list, precision printed beside it."""

from pathlib import Path

import pytest

from nlp.clean import clean
from nlp.danger import load_dangers
from nlp.reading import Emergency

DATA = Path(__file__).parent / "data"


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


def test_hardly_any_danger_is_missed_and_false_alarms_are_rare(capsys):
    dangers = load_dangers()
    dangerous = [(key, line, dangers.emergency(clean(line).text)) for key, line in sentences("dangerous.txt")]
    missed = [line for _, line, said in dangerous if said is None]
    alarms = [line for _, line in sentences("harmless.txt") if dangers.emergency(clean(line).text)]
    caught = len(dangerous) - len(missed)
    recall, precision = caught / len(dangerous), caught / (caught + len(alarms))
    with capsys.disabled():
        print(f"\ndanger: recall {recall:.4f}, precision {precision:.4f} ({len(missed)} missed, {len(alarms)} false)")
    assert recall >= 0.98, missed
    assert precision >= 0.9, alarms
    right = sum(1 for key, _, said in dangerous if said and said.value == key)
    assert right / caught >= 0.95


def test_harmless_reports_are_not_urgent(reader):
    urgent = [line for _, line in sentences("harmless.txt") if reader.read(line).urgent]
    assert len(urgent) <= 12, urgent


@pytest.mark.parametrize("frame", ["สวัสดีค่ะ {} ช่วยด้วยค่ะ", "{} มาเร็วๆ นะคะ", "พี่คะ {}", "{}!!!", "  {}  🙏🙏"])
def test_danger_is_seen_among_other_words(reader, frame):
    lines = [line for _, line in sentences("dangerous.txt")]
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
