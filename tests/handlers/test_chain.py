"""The chain of a history: whatever is altered is found and named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.cases.chain import (
    ERASE,
    START,
    Flaw,
    Kept,
    Link,
    canonical,
    check_case,
    key_of,
    link_hash,
    sign,
    words_digest,
)

AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
KEY, OTHER = key_of("a" * 32), key_of("b" * 32)


def entry(seq: int, previous: str, note: str = "", key: bytes = KEY, **more: object) -> Kept:
    """An entry as the program writes it."""
    salt = f"salt{seq}"
    plain = Link(7, seq, AT + timedelta(minutes=seq), "officer", 3, "accept", None, "assigned", "in_progress", "works",
                 True, words_digest(salt, note))  # fmt: skip
    link = replace(plain, **more)  # type: ignore[arg-type]
    hashed = link_hash(previous, link)
    return Kept(link, previous, hashed, sign(key, hashed), salt, note)


def history(*notes: str) -> list[Kept]:
    made: list[Kept] = []
    for seq, note in enumerate(notes, start=1):
        made.append(entry(seq, made[-1].hash if made else START, note))
    return made


def heads(entries: list[Kept]) -> list[tuple[int, str]]:
    return [(entries[-1].link.seq, entries[-1].hash)]


def flaws(entries: list[Kept], noted: list[tuple[int, str]]) -> set[tuple[Flaw, int | None]]:
    return {(found.flaw, found.seq) for found in check_case(entries, noted, [KEY], AT)}


def test_a_history_that_nobody_touched_is_whole() -> None:
    told = history("หนึ่ง", "สอง", "สาม")
    assert flaws(told, heads(told)) == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", AT), ("role", "head"), ("staff_id", 4), ("move", "report"), ("act", "due"), ("before", None),
     ("after", "reported"), ("unit", "health"), ("public", False), ("detail", "{}"), ("case_id", 8), ("other_case", 9)],
)  # fmt: skip
def test_a_change_of_any_part_of_an_entry_is_found_and_named(field: str, value: object) -> None:
    told = history("หนึ่ง", "สอง", "สาม")
    told[1] = replace(told[1], link=replace(told[1].link, **{field: value}))  # type: ignore[arg-type]
    assert {flaw for flaw, _ in flaws(told, heads(told))} == {Flaw.CHANGED}
    assert {seq for _, seq in flaws(told, heads(told))} == {2}


def test_other_words_are_found_and_named() -> None:
    told = history("หนึ่ง", "สอง")
    told[0] = replace(told[0], text="ไม่ใช่คำเดิม")
    assert flaws(told, heads(told)) == {(Flaw.WORDS, 1)}


def test_what_was_taken_out_moved_or_cut_off_is_found() -> None:
    told = history("หนึ่ง", "สอง", "สาม", "สี่")
    noted = heads(told)
    assert (Flaw.MISSING, 3) in flaws([told[0], told[2], told[3]], noted)
    assert flaws([told[0], told[2], told[1], told[3]], noted)
    assert flaws(told[:2], noted) == {(Flaw.CUT, 3)}
    assert flaws([], noted) == {(Flaw.GONE, 1)}


def test_what_was_put_in_with_a_right_hash_still_lacks_the_signature() -> None:
    told = history("หนึ่ง", "สอง")
    forged = [*told, entry(3, told[1].hash, "ปลอม", key=b"")]
    assert flaws(forged, heads(forged)) == {(Flaw.UNSIGNED, 3)}
    forged[2] = replace(forged[2], signature=told[0].signature)
    assert flaws(forged, heads(forged)) == {(Flaw.FORGED, 3)}
    forged[2] = replace(forged[2], signature=sign(OTHER, forged[2].hash))
    assert flaws(forged, heads(forged)) == {(Flaw.OTHER_KEY, 3)}


def test_a_history_that_was_written_anew_from_some_entry_on_does_not_fit_its_seal() -> None:
    told = history("หนึ่ง", "สอง", "สาม")
    anew = [told[0], entry(2, told[0].hash, "ใหม่")]
    anew.append(entry(3, anew[1].hash, "สาม"))
    assert flaws(anew, [*heads(anew), *heads(told)]) == {(Flaw.SEAL, 3)}


def test_words_that_were_erased_with_an_entry_that_says_so_leave_the_history_whole() -> None:
    told = history("ชื่อของฉันคือ", "สอง")
    said = canonical({"entries": {"1": words_digest("new", "ลบแล้ว")}})
    told.append(entry(3, told[1].hash, act=ERASE, detail=said))
    told[0] = replace(told[0], salt="new", text="ลบแล้ว")
    assert flaws(told, heads(told)) == set()
    told[0] = replace(told[0], text="เปลี่ยนอีก")
    assert flaws(told, heads(told)) == {(Flaw.WORDS, 1)}


@settings(max_examples=60, deadline=None)
@given(notes=st.lists(st.text(max_size=8), min_size=2, max_size=6), data=st.data())
def test_no_removal_swap_or_repetition_of_entries_goes_unseen(notes: list[str], data: st.DataObject) -> None:
    told = history(*notes)
    noted = heads(told)
    order = data.draw(st.lists(st.integers(0, len(told) - 1), max_size=len(told) + 1))
    if order != list(range(len(told))):
        assert flaws([told[place] for place in order], noted)
