"""Unfinished reports: asked after once on the next day, dropped after a week."""

from datetime import timedelta

from sqlalchemy import select

from bot.services.casework.drafts import look_after_drafts
from storage.outgoing import OutgoingRow
from tests.builders import CITIZEN
from tests.services.hall import Hall


def _look(hall: Hall) -> int:
    return look_after_drafts(hall.parts.settings, hall.parts.database, hall.clock.now())


def _begin(hall: Hall) -> None:
    hall.agree()
    hall.say("ไฟถนนดับมาสามคืนแล้วครับ")


def test_a_draft_is_asked_after_once_and_ends_with_the_open_question(quick_hall: Hall) -> None:
    _begin(quick_hall)
    assert _look(quick_hall) == 0  # the same evening nobody is bothered
    quick_hall.clock.move(timedelta(hours=21))
    assert _look(quick_hall) == 1
    assert _look(quick_hall) == 0
    with quick_hall.parts.database.reading() as db:
        row = db.scalars(select(OutgoingRow).where(OutgoingRow.purpose == "reminder")).one()
    assert row.recipient == CITIZEN
    assert "เมื่อวานเราคุยเรื่อง" in row.messages[0]["text"]
    assert row.messages[-1]["quickReply"]["items"]


def test_who_blocked_the_account_is_not_asked(quick_hall: Hall) -> None:
    _begin(quick_hall)
    quick_hall.decide(quick_hall.raw("unfollow"))
    quick_hall.clock.move(timedelta(hours=21))
    assert _look(quick_hall) == 0


def test_a_draft_a_week_old_is_dropped(quick_hall: Hall) -> None:
    _begin(quick_hall)
    quick_hall.clock.move(timedelta(days=8))
    assert _look(quick_hall) == 0
    assert "สรุป" not in str(quick_hall.say("หน้าวัด")[0].messages)
