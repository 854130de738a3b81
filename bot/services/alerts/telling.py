"""From what is said to parcels for LINE: rendered, cut into fives, and held over the quiet hours where it can wait."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.line.addresses import Addresses
from bot.line.messages import Look, render
from bot.services.words import phrasebook
from bot.settings import Settings
from handlers.cases.facts import Happened
from handlers.cases.notices import GATHER, Notice, hold_until, notices
from handlers.messages import Message
from handlers.office import Office
from storage.outgoing import MOST_MESSAGES, Outgoing

ANSWER = "answer"


class Telling:
    """Turns what the heart says into rows for the outbox."""

    def __init__(self, settings: Settings) -> None:
        self._addresses = Addresses(settings.public_url, settings.secret_key)

    def answer(
        self, to: str, language: str, said: Sequence[Message], *, keep: bool = True, purpose: str = ANSWER
    ) -> list[Outgoing]:
        """Return what answers the event in hand; the first parcel rides on its reply token."""
        raw = self._render(said, language)
        return [
            Outgoing(to=to, messages=five, purpose=purpose, keep=keep, in_answer=True, urgent=True)
            for five in _fives(raw)
        ]

    def push(
        self, to: str, language: str, said: Sequence[Message], purpose: str, not_before: datetime | None
    ) -> list[Outgoing]:
        """Return what is pushed to one person without anything having happened to a case."""
        raw = self._render(said, language)
        return [Outgoing(to=to, messages=five, purpose=purpose, not_before=not_before) for five in _fives(raw)]

    def tell(self, told: Iterable[Notice], office: Office, now: datetime) -> list[Outgoing]:
        """Return what is pushed: held over the night unless urgent, and gathered for a moment with its like."""
        return [parcel for notice in told for parcel in self._push(notice, office, now)]

    def notice(self, notice: Notice, not_before: datetime | None) -> list[Outgoing]:
        """Return one notice for whom the hour was chosen already."""
        return [
            Outgoing(
                to=notice.to,
                messages=five,
                purpose=notice.purpose,
                urgent=notice.urgent,
                not_before=not_before,
                case_id=notice.case_id or None,
            )
            for five in _fives(self._render(notice.messages, notice.language))
        ]

    def _push(self, notice: Notice, office: Office, now: datetime) -> list[Outgoing]:
        held = None if notice.urgent else hold_until(now, office.policy.quiet, office.utc_offset_hours)
        citizen = notice.purpose != "alert"
        return self.notice(notice, held or (now + GATHER if citizen else None))

    def _render(self, said: Sequence[Message], language: str) -> tuple[dict[str, object], ...]:
        return render(said, Look(addresses=self._addresses, language=language)) if said else ()


def all_notices(happened: Iterable[Happened], office: Office, now: datetime) -> list[Notice]:
    """Return everything that is told because of what happened, in its order."""
    return [notice for one in happened for notice in notices(one, office, phrasebook(), now)]


def _fives(raw: Sequence[dict[str, object]]) -> list[tuple[dict[str, object], ...]]:
    return [tuple(raw[start : start + MOST_MESSAGES]) for start in range(0, len(raw), MOST_MESSAGES)]
