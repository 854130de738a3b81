"""Who is told what of each thing that happens to a case."""

from datetime import datetime, time, timedelta, timezone

import pytest

from handlers.cases.facts import SYSTEM, Added, CaseFacts, Channel, Contact, Happened, Moved, Opened, PartMoved, Replied
from handlers.cases.notices import Notice, hold_until, notices
from handlers.cases.status import MOVES, MoveName, Role, Status
from handlers.messages import Card, Cards, Faces, Message, Text
from handlers.office import Quiet
from nlp.reading import Kind
from tests.builders import CITIZEN, GROUP, HEAD, NOW, actor, case, office, phrasebook

NOTE = "เพราะเหตุผลหนึ่ง"
WHO = {CITIZEN: "citizen", GROUP: "group", HEAD: "head"}


def moved(move: str, of: CaseFacts | None = None, role: Role = Role.OFFICER, **changes: object) -> Moved:
    name = MoveName(move)
    here = of or case(status=MOVES[name].target, **changes)
    return Moved(here, name, Status.ASSIGNED, SYSTEM if role is Role.SYSTEM else actor(role), NOTE, NOW)


def told(happened: Happened, **changes: object) -> tuple[Notice, ...]:
    return notices(happened, office(**changes), phrasebook(), NOW)


def who(happened: Happened) -> set[str]:
    return {WHO[notice.to] for notice in told(happened)}


def words_of(message: Message) -> str:
    match message:
        case Text(text=text):
            return text
        case Card():
            parts = [message.title, message.alt, message.badge, message.code, *message.lines]
            return "\n".join([*parts, *(f"{fact.label} {fact.value}" for fact in message.facts)])
        case Cards(cards=cards):
            return "\n".join(map(words_of, cards))
        case Faces():
            return message.question


def words(notice: Notice) -> str:
    return "\n".join(map(words_of, notice.messages))


def to(recipient: str, happened: Happened) -> Notice:
    return next(notice for notice in told(happened) if notice.to == recipient)


HEARS = [
    (Opened(case()), "citizen"),
    (Opened(case(urgent=True)), "citizen head"),
    (Replied(case(), "ขอบคุณที่แจ้ง", actor()), "citizen"),
    (Added(case(), "เพิ่มเติม"), "citizen group"),
    (moved("screen", role=Role.SYSTEM), ""),
    (moved("decide", role=Role.SYSTEM), ""),
    (moved("assign", role=Role.SYSTEM), "group"),
    (moved("accept"), "citizen group"),
    (moved("hand_on"), "group"),
    (moved("visit"), "citizen"),
    (moved("ask"), "citizen"),
    (moved("resume"), ""),
    (moved("resume", role=Role.CITIZEN), ""),
    (moved("report"), ""),
    (moved("return", role=Role.HEAD), ""),
    (moved("approve", role=Role.SYSTEM), ""),
    (moved("answer", role=Role.SYSTEM), "citizen"),
    (moved("confirm", role=Role.CITIZEN), "citizen group"),
    (moved("expire", role=Role.SYSTEM), ""),
    (moved("reopen", role=Role.CITIZEN), "citizen group head"),
    (moved("refuse", role=Role.HEAD), "citizen"),
    (moved("refer", role=Role.REGISTRAR), "citizen"),
    (moved("withdraw", role=Role.CITIZEN), "citizen group"),
    (moved("merge", role=Role.REGISTRAR), "citizen"),
    (moved("unmerge", role=Role.REGISTRAR), ""),
    (moved("acknowledge", kind=Kind.COMPLIMENT), "citizen"),
    (moved("dispatch", role=Role.HEAD), "group"),
    (moved("convene", role=Role.HEAD), "group"),
    (moved("raise"), ""),
    (moved("hold"), "citizen"),
    (PartMoved(case(), "report", "works", actor()), ""),
]


def test_the_table_below_names_every_move():
    assert {one.move for one, _ in HEARS if isinstance(one, Moved)} == set(MoveName)


@pytest.mark.parametrize(("happened", "expected"), HEARS)
def test_everybody_hears_what_concerns_them_and_nothing_else(happened: Happened, expected: str):
    assert who(happened) == set(expected.split())


@pytest.mark.parametrize("move", MoveName)
def test_the_citizen_is_told_of_a_move_exactly_where_the_table_of_moves_says(move: MoveName):
    assert (CITIZEN in {notice.to for notice in told(moved(move))}) == MOVES[move].told


EVERYTHING = [one for one, _ in HEARS]


@pytest.mark.parametrize("happened", EVERYTHING)
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_told_has_words_an_address_and_a_purpose_in_both_languages(happened: Happened, language: str):
    spoken = type(happened)(**{**vars(happened), "case": case(**{**vars(happened.case), "citizen_language": language})})
    for notice in told(spoken):
        assert notice.to
        assert notice.purpose in ("receipt", "reply", "step", "result", "alert")
        assert 1 <= len(notice.messages) <= 5
        assert all(words_of(message).strip() for message in notice.messages)
        assert notice.language == (language if notice.to == CITIZEN else "th")


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel is not Channel.LINE])
def test_who_did_not_come_by_line_is_not_written_to_there(channel: Channel):
    assert [one for one in EVERYTHING if CITIZEN in {
        notice.to for notice in told(type(one)(**{**vars(one), "case": case(channel=channel)}))
    }] == []  # fmt: skip


def test_a_case_without_a_citizen_tells_no_citizen():
    for one in EVERYTHING:
        spoken = type(one)(**{**vars(one), "case": case(citizen_line_id=None)})
        assert all(notice.to != CITIZEN for notice in told(spoken))


@pytest.mark.parametrize("move", [move for move in MoveName if MOVES[move].told])
def test_who_wants_only_the_result_is_spared_the_steps_on_the_way(move: MoveName):
    heard = [n for n in told(moved(move, citizen_updates="result")) if n.to == CITIZEN]
    assert bool(heard) == (move not in (MoveName.ACCEPT, MoveName.VISIT))


SECRETS = ("สมหญิง", "0812345678", "081-234-5678", "๐๘๑๒๓๔๕๖๗๘", CITIZEN)


@pytest.mark.parametrize("happened", EVERYTHING)
def test_no_name_and_no_telephone_number_of_a_citizen_stands_in_a_group_or_with_a_head(happened: Happened):
    text = "ไฟดับ โทรหาที่ 0812345678 หรือ 081-234-5678 หรือ ๐๘๑๒๓๔๕๖๗๘ ค่ะ"
    here = case(**{
        **vars(happened.case), "text": text, "title": "ไฟดับ โทร 081-234-5678", "place": "บ้านเลขที่ 1 โทร 0812345678",
        "contact": Contact.PHONE, "urgent": True,
    })  # fmt: skip
    changed = {**vars(happened), "case": here}
    if isinstance(happened, Moved):
        changed["note"] = "ยังมืดอยู่ โทร 0812345678"
    for notice in told(type(happened)(**changed)):
        if notice.to != CITIZEN:
            assert [secret for secret in SECRETS if secret in words(notice)] == []


@pytest.mark.parametrize("category", ["staff_conduct", "corruption"])
@pytest.mark.parametrize("happened", EVERYTHING)
def test_a_matter_about_staff_is_never_told_in_a_group(happened: Happened, category: str):
    changed = {**vars(happened), "case": case(**{**vars(happened.case), "category": category})}
    assert GROUP not in {notice.to for notice in told(type(happened)(**changed))}


@pytest.mark.parametrize("unit", ["health", None, "no such unit"])
@pytest.mark.parametrize("happened", EVERYTHING)
def test_a_unit_without_a_group_is_told_nothing_in_line(happened: Happened, unit: str | None):
    changed = {**vars(happened), "case": case(**{**vars(happened.case), "unit": unit})}
    assert GROUP not in {notice.to for notice in told(type(happened)(**changed))}


@pytest.mark.parametrize("move", ["refuse", "refer"])
def test_bad_news_carries_its_reason_the_reference_and_a_way_on(move: str):
    heard = words(to(CITIZEN, moved(move)))
    assert NOTE in heard
    assert moved(move).case.title in heard
    assert office().numbers["office"] in heard
    assert "!" not in heard


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("move", ["refuse", "refer"])
def test_an_office_without_a_telephone_number_leaves_no_hole_in_its_words(move: str, language: str):
    happened = moved(move, citizen_language=language)
    heard = words(next(notice for notice in told(happened, numbers={}) if notice.to == CITIZEN))
    assert "  " not in heard
    assert "โทร ไ" not in heard


@pytest.mark.parametrize(("urgent", "days"), [(False, "3"), (True, "1")])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_receipt_promises_the_days_that_the_date_says(urgent: bool, days: str, language: str):
    receipt = words(to(CITIZEN, Opened(case(urgent=urgent, citizen_language=language))))
    promise = phrasebook().wording(language).say("notice.promise", days=days, day="@").split("@")[0]
    assert promise in receipt


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_kind_of_matter_has_its_receipt_with_the_reference_to_copy(kind: Kind, language: str):
    opened = case(kind=kind, citizen_language=language)
    card = to(CITIZEN, Opened(opened)).messages[0]
    assert isinstance(card, Card)
    assert card.code == opened.reference
    assert opened.reference in card.alt


def test_a_compliment_is_promised_no_answer():
    receipt = words(to(CITIZEN, Opened(case(kind=Kind.COMPLIMENT))))
    assert "วันทำการ" not in receipt


def test_an_answer_asks_whether_it_is_solved_with_both_answers_at_hand():
    notice = to(CITIZEN, moved("answer"))
    labels = [choice.label for message in notice.messages if isinstance(message, Text) for choice in message.choices]
    assert labels == ["เรียบร้อย", "ยังไม่เรียบร้อย"]


def test_what_is_asked_is_in_the_citizens_notice():
    assert NOTE in words(to(CITIZEN, moved("ask")))


def test_what_is_urgent_is_urgent_in_the_group_and_with_the_heads():
    alerts = [n for n in told(Opened(case(urgent=True))) if n.to != CITIZEN]
    alerts += [n for n in told(moved("assign", urgent=True)) if n.to == GROUP]
    assert alerts
    assert all(notice.urgent for notice in alerts)


NIGHT = Quiet(time(20), time(8))
NOON = Quiet(time(12), time(13))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of July 2026 by Bangkok's clock."""
    return datetime(2026, 7, day, hour, minute, tzinfo=timezone(timedelta(hours=7)))


HOLDS = [
    (at(1, 19, 59), NIGHT, None),
    (at(1, 20, 0), NIGHT, at(2, 8)),
    (at(1, 23, 59), NIGHT, at(2, 8)),
    (at(2, 0, 0), NIGHT, at(2, 8)),
    (at(2, 7, 59), NIGHT, at(2, 8)),
    (at(2, 8, 0), NIGHT, None),
    (at(2, 12, 0), NIGHT, None),
    (at(2, 11, 59), NOON, None),
    (at(2, 12, 0), NOON, at(2, 13)),
    (at(2, 12, 59), NOON, at(2, 13)),
    (at(2, 13, 0), NOON, None),
    (at(2, 3, 0), None, None),
]


@pytest.mark.parametrize(("now", "quiet", "expected"), HOLDS)
def test_what_can_wait_waits_until_the_quiet_hours_end(now: datetime, quiet: Quiet | None, expected: datetime | None):
    assert hold_until(now, quiet, 7) == expected


@pytest.mark.parametrize("minutes", range(0, 1440, 7))
def test_nothing_is_held_longer_than_the_quiet_hours_last(minutes: int):
    now = at(1 + minutes // 1440, minutes // 60 % 24, minutes % 60)
    held = hold_until(now, NIGHT, 7)
    assert held is None or 0 < (held - now).total_seconds() <= 12 * 3600
