"""The nightly end of what is kept no longer: by kind, in small transactions, each with its note in the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.media import MediaStore
from bot.services.words import phrasebook
from handlers.retention import SPANS, Kept, Span, choose, chosen, goes_before
from storage import retention as rows
from storage.database import Database
from storage.offices import SettingRow, settings

SETTING = "retention"
PIECE = 200  # rows that go in one transaction
MOST_A_NIGHT = 200_000  # of a kind; what is left goes the next night


@dataclass(frozen=True)
class Line:
    """One kind of data on the page: how long it is kept, and what went."""

    kind: Kept
    span: Span
    days: int
    gone: int
    last_at: datetime | None
    last_removed: int


class Retention:
    """What goes by itself, and the office's choice of when."""

    def __init__(self, database: Database, media: MediaStore) -> None:
        self._database = database
        self._media = media
        self._mark = phrasebook().wording("th").say("case.erased")

    def lines(self) -> list[Line]:
        """Return every kind with its days and what went of it."""
        with self._database.reading() as db:
            days, last, gone = chosen(_said(db)), rows.latest(db), rows.totals(db)
        return [
            Line(kind, span, days[kind], gone.get(kind, 0), last[kind].at if kind in last else None,
                 last[kind].removed if kind in last else 0)
            for kind, span in SPANS.items()
        ]  # fmt: skip

    def choose(self, days: Mapping[Kept, int]) -> None:
        """Keep the office's choice. Raises SpanError."""
        with self._database.begin() as db:
            db.merge(SettingRow(key=SETTING, value=choose(days)))

    def apply(self, now: datetime) -> dict[Kept, int]:
        """Let everything go whose time is over; returns how much of each kind. May be run again at any time."""
        with self._database.reading() as db:
            days = chosen(_said(db))
        return {kind: self._end(kind, goes_before(days[kind], now), now) for kind in SPANS}

    def _end(self, kind: Kept, before: datetime, now: datetime) -> int:
        walks = {Kept.EVENTS: self._walk(rows.drop_events), Kept.SENT: self._walk(self._blank)}
        pieces = {Kept.LABELS: rows.drop_labels, Kept.LOOKS: rows.drop_looks, Kept.CASES: self._cases(now)}
        removed = walks[kind](before) if kind in walks else self._pieces(pieces[kind], before)
        if removed:
            with self._database.begin() as db:
                rows.note(db, kind, before, removed, now)
        return removed

    def _walk(
        self, step: Callable[[Session, datetime, int], tuple[int, int | None]]
    ) -> Callable[[datetime], int]:
        def walk(before: datetime) -> int:
            removed, after = 0, 0
            while removed < MOST_A_NIGHT:
                with self._database.begin() as db:
                    piece, last = step(db, before, after)
                removed += piece
                if last is None:
                    break
                after = last
            return removed

        return walk

    def _pieces(self, step: Callable[[Session, datetime, int], int], before: datetime) -> int:
        removed = 0
        while removed < MOST_A_NIGHT:
            with self._database.begin() as db:
                piece = step(db, before, PIECE)
            removed += piece
            if piece < PIECE:
                break
        return removed

    def _blank(self, db: Session, before: datetime, after: int) -> tuple[int, int | None]:
        return rows.blank_sent(db, before, after, self._mark)

    def _cases(self, now: datetime) -> Callable[[Session, datetime, int], int]:
        def end(db: Session, before: datetime, limit: int) -> int:
            cases = rows.closed_cases(db, before, limit, self._mark)
            for media in rows.media_of_cases(db, [case.id for case in cases]):
                self._media.discard(db, media)
            rows.empty(db, cases, self._mark, now)
            return len(cases)

        return end


def _said(db: Session) -> Mapping[str, object]:
    said = settings(db).get(SETTING, {})
    return said if isinstance(said, dict) else {}
