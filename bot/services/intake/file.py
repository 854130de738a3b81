"""The register as a file: the cases that a filter leaves, cut to what its reader may see, each look noted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.casework.desk import Desk
from bot.services.looking import note
from bot.sheets.writing import as_csv, as_xlsx
from handlers.cases.access import Sight
from handlers.cases.facts import Contact
from handlers.conversation.wording import Wording
from handlers.looking import Look, Looker
from handlers.office import Office
from handlers.thaidates import short_date
from storage.cases import CaseRow
from storage.database import Database
from storage.finding.worklist import Wanted, chosen
from storage.intake import IntakeRow
from storage.people import PersonRow

MOST_CASES = 100_000
AT_ONCE = 500
COLUMNS = ("reference", "opened", "channel", "kind", "category", "title", "text", "place", "unit", "status", "due",
           "answered", "urgent", "name", "phone", "outside_number")  # fmt: skip


class RegisterFile:
    """Writes the register, or a part of it, into a file."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._zone = zone

    def write(self, form: str, sight: Sight, wanted: Wanted, looker: Looker, words: Wording) -> tuple[bytes, int]:
        """Return a file (`xlsx` or `csv`) and how many cases it holds; the look at each is noted before it is given."""
        now, office = self._clock.now(), self._desk.office()
        today = now.astimezone(self._zone).date()
        with self._database.reading() as db:
            query = chosen(db, select(CaseRow.id), sight, wanted, today).order_by(CaseRow.id.desc())
            ids = list(db.scalars(query.limit(MOST_CASES)))
            heads = [words.say(f"column.{name}") for name in COLUMNS]
            rows = self._rows(db, ids, office, words)
            title = words.say("inbox.title")
            made = as_xlsx(heads, rows, title) if form == "xlsx" else as_csv(heads, rows)
        with self._database.begin() as db:
            note(db, looker, Look.EXPORT, ids, now, form)
        return made, len(ids)

    def _rows(self, db: Session, ids: Sequence[int], office: Office, words: Wording) -> Iterator[list[object]]:
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            asked = select(CaseRow, IntakeRow, PersonRow.name).where(CaseRow.id.in_(some))
            asked = asked.outerjoin(IntakeRow, IntakeRow.case_id == CaseRow.id)
            asked = asked.outerjoin(PersonRow, PersonRow.id == CaseRow.person_id).order_by(CaseRow.id.desc())
            for case, came, name in db.execute(asked):
                yield self._row(case, came, name or "", office, words)

    def _row(
        self, case: CaseRow, came: IntakeRow | None, name: str, office: Office, words: Wording
    ) -> list[object]:
        unit = office.unit(case.unit)
        unknown = case.contact == Contact.ANONYMOUS
        return [
            case.reference,
            self._day(case.opened_at),
            words.say(f"channel.{case.channel}"),
            words.say(f"kind.{case.kind}"),
            words.say(f"category.{case.category}"),
            case.title,
            case.text,
            case.place,
            unit.name(words.language) if unit else case.unit or "",
            words.say(f"status.{case.status}"),
            short_date(case.due) if case.due else "",
            self._day(case.answered_at),
            words.say("inbox.urgent") if case.urgent else "",
            "" if unknown else (came.name if came else name),
            "" if unknown else case.phone,
            came.outside_number if came else "",
        ]

    def _day(self, moment: datetime | None) -> str:
        return short_date(moment.astimezone(self._zone).date()) if moment else ""
