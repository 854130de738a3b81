"""Judges after-photos in the worker: reads each, holds it against all others, lets the case go on or be judged."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.media import MediaStore
from bot.parts import Parts
from bot.prints import read_print
from bot.services.alerts.alerting import Alerting
from bot.services.alerts.telling import Telling, all_notices
from bot.services.casework.cases import carry_on
from bot.services.casework.facts import case_facts
from bot.services.knowing import Knowing
from bot.services.looking import note_told
from handlers.alerts.alert import About, Alert, Audience
from handlers.cases.afterphoto import HOLDING, doubts
from handlers.cases.facts import Happened
from handlers.cases.status import Status
from handlers.messages import Point
from handlers.office import Office
from storage import outgoing, prints
from storage.cases import CaseRow, case_for_change
from storage.media import Media
from storage.pictures import AFTER
from storage.prints import PrintRow

LEASE = timedelta(minutes=2)
MOST_TRIES = 5


class AfterPhotos:
    """Reads pictures one after another, for one worker process."""

    def __init__(self, parts: Parts) -> None:
        self._database, self._clock, self._store = parts.database, parts.clock, parts.media
        self._knowing, self._telling = Knowing(parts.settings), Telling(parts.settings)
        self._alerting = Alerting(parts.settings)

    def read_next(self) -> bool:
        """Read one picture; False if none waits."""
        now = self._clock.now()
        with self._database.reading() as db:
            if not prints.anything_wanted(db, now):
                return False
        with self._database.begin() as db:
            row = prints.take_wanted(db, now, now + LEASE)
            media = db.get(Media, row.media_id) if row else None
        if row is None or media is None:
            return False
        found, failed = _read(self._store, media)  # no transaction is open here
        with self._database.begin() as db:
            self._keep(db, media.id, found, failed, now)
        return True

    def _keep(self, db: Session, media_id: int, found: tuple[int, int] | None, failed: bool, now: datetime) -> None:
        # The case first and the print after it, in the order in which moves lock.
        media = db.get(Media, media_id, populate_existing=True)
        case = case_for_change(db, media.case_id) if media and media.case_id else None
        row = db.get(PrintRow, media_id, with_for_update=True, populate_existing=True)
        if row is None or media is None or row.state != prints.WANTED:
            return
        if failed and row.attempts < MOST_TRIES:
            return
        office = self._knowing.office(db, now)
        happened = settle(db, row, media, case, found if not failed else None, office, now)
        if case is not None and case.status == Status.REPORTED and prints.held(db, case.id):
            self._ask_the_head(db, case, office, now)
        self._tell(db, happened, office, now)

    def _ask_the_head(self, db: Session, case: CaseRow, office: Office, now: datetime) -> None:
        alert = Alert(About.FLAGGED, case_facts(db, case), Audience.HEADS, round=f"v{case.version}")
        self._alerting.send(db, [alert], office, now)

    def _tell(self, db: Session, happened: Sequence[Happened], office: Office, now: datetime) -> None:
        if happened:
            told = self._telling.tell(all_notices(happened, office, now), office, now)
            parcels = [*told, *self._alerting.after(db, happened, office, now)]
            note_told(db, parcels, now)
            outgoing.queue(db, parcels, now)


def settle(
    db: Session, row: PrintRow, media: Media, case: CaseRow | None, found: tuple[int, int] | None, office: Office,
    now: datetime,
) -> list[Happened]:
    """Keep what was read, judge an after-photo, and let its case go on where nothing is doubtful."""
    if found is None:
        prints.keep(row, None, None)
    else:
        prints.keep(row, *found)
    db.flush()
    if case is None or media.role != AFTER:
        # A citizen's picture is compared with, and its camera is nobody's business.
        row.latitude, row.longitude, row.camera, row.software = None, None, "", ""
        return []
    others = prints.resembling(db, found[0]) if found else []
    here = case.latitude is not None and case.longitude is not None
    place = Point(case.latitude, case.longitude) if here else None  # type: ignore[arg-type]
    judged = doubts(prints.print_of(row, media), others, case.opened_at, place)
    prints.doubt(db, case.id, media.id, judged, now)
    row.latitude = row.longitude = None  # it has said what it had to say
    if any(one.flag in HOLDING for one in judged) or case.status != Status.REPORTED:
        return []
    return carry_on(db, case, office, now)


def check_now(db: Session, store: MediaStore, case_id: int, office: Office, now: datetime) -> list[Happened]:
    """Read and judge the pictures of one case at once: for the past of the demonstration."""
    happened: list[Happened] = []
    case = case_for_change(db, case_id)
    waiting = db.query(PrintRow).join(Media, Media.id == PrintRow.media_id).where(Media.case_id == case_id)
    for row in waiting.where(PrintRow.state == prints.WANTED).order_by(PrintRow.media_id).all():
        media = db.get_one(Media, row.media_id)
        found, _ = _read(store, media)
        happened += settle(db, row, media, case, found, office, now)
    return happened


def _read(store: MediaStore, media: Media) -> tuple[tuple[int, int] | None, bool]:
    try:
        picture = store.read(media, small=True)
        return (read_print(io.BytesIO(picture)), False) if picture else (None, True)
    except (OSError, ValueError):
        return None, True
