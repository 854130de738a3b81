"""Whatever is sent, a reading comes back, and soon: tens of thousands of hostile messages."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.gazetteer import Gazetteer, Place
from nlp.reading import Kind, Reading

PIECES = [
    "ไฟถนนดับ",
    "ช่วยด้วย",
    "\x00",
    "\u200b",
    "\u202e",
    "\ud800",
    "\udfff",
    "\ufeff",
    "ก" * 50,
    "่" * 40,
    "ำำำ",
    "เเเเ",
    "๑๒๓",
    "0812345678",
    "1-1017-00230-70-8",
    "a@b.co",
    "😡",
    "👨‍👩‍👧‍👦",
    "$",
    "{thing}",
    "(ก|ข)",
    "\\",
    "'",
    '"',
    "<b>",
    "%s",
    "{}",
    "\n",
    "\r\n",
    "\t",
    " ",
    "…",
    "ไ ฟ ดั บ",
    "l;ylfu",
    "你好",
    "สวัสดี",
    "مرحبا",
    "नमस्ते",
    "A" * 80,
    "ๆๆๆ",
    "ฯลฯ",
    "5555555",
    "หมู่",
    "ซอย",
    "ถนน",
    "ชื่อ",
    "นาย",
    ".",
    "://",
    "-" * 30,
    "\U0010ffff",
    "\u0e3a" * 9,
]
OFFICE = Gazetteer((Place("v", "village", "บ้านใหม่", number=1), Place("x", "landmark", "(.*"), Place("y", "road", "")))


def check(reading: Reading, text: str) -> None:
    assert reading.text == text
    assert isinstance(reading.kind, Kind)
    assert 1 <= len(reading.categories) <= 3
    assert 0.0 <= reading.confidence <= 1.0
    assert len(reading.title) <= 42
    for span in (*reading.places, *reading.personal):
        assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_gets_a_reading(reader, text):
    check(reader.read(text), text)


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mixture_of_hostile_pieces_gets_a_reading(reader, text):
    check(reader.read(text, OFFICE), text)


def test_twenty_thousand_random_messages_get_a_reading_soon(reader):
    rng = random.Random(5)
    ranges = [
        (0x0E01, 0x0E5B),
        (0x20, 0x7E),
        (0, 0x1F),
        (0xD800, 0xDFFF),
        (0x1F300, 0x1FAFF),
        (0x200B, 0x206F),
        (0, 0x10FFFF),
    ]
    slowest = 0.0
    for _ in range(20_000):
        low, high = rng.choice(ranges)
        other = rng.choice(ranges)
        text = "".join(
            chr(rng.randint(*(rng.choice([(low, high), other])))) for _ in range(rng.choice([1, 2, 5, 12, 40]))
        )
        start = time.perf_counter()
        check(reader.read(text), text)
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 2.0


@pytest.mark.parametrize(
    "unit",
    [
        "ก",
        "ไฟไหม้",
        "a",
        " ",
        "\n",
        "1. ",
        "่",
        "\u200b",
        "0812345678 ",
        "นายกข ",
        "ซอยก",
        "ถนนกขค",
        "ๆ ",
        "ก ข ค ง จ ",
        "l;y",
        "รถชน",
        "-",
        "โทร.",
        "กรกกก",
        "ตากลม",
        "ไม่ได้",
        "💥",
        "เเ",
        "แจ้ง",
    ],
)
def test_a_megabyte_of_anything_is_read_in_bounded_time(reader, unit):
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    check(reader.read(text), text)
    assert time.perf_counter() - start < 3.0


def test_what_is_not_even_text_does_not_raise(reader):
    for thing in (None, 5, b"bytes", [], object()):
        assert reader.read(thing).kind == Kind.OTHER  # type: ignore[arg-type]
