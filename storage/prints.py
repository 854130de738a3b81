"""Pictures as numbers that resemblance can be looked up by, and the doubts that after-photos raised."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, SmallInteger, String, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.afterphoto import ALIKE, HOLDING, Doubt, Print, bands, distance, neighbours
from handlers.messages import Point
from storage.cases import EntryRow
from storage.database import Base, BigId, only_where
from storage.media import KEPT, Media
from storage.media import WANTED as ON_ITS_WAY
from storage.pictures import AFTER

WANTED, DONE, FAILED = "wanted", "done", "failed"
ORPHANED = timedelta(hours=1)  # a picture that belongs to no case by then may be read all the same
_HALF, ALL_BITS = 1 << 63, (1 << 64) - 1  # the databases count with a sign
MOST_ALIKE = 500  # the same picture that often is doubtful enough


class PrintRow(Base):
    """One kept picture. Where it was taken stays only until it was held against its case."""

    __tablename__ = "picture_print"

    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    uploaded: Mapped[bool]
    software: Mapped[str] = mapped_column(String(80), default="")
    camera: Mapped[str] = mapped_column(String(80), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    phash: Mapped[int | None] = mapped_column(BigInteger)
    dhash: Mapped[int | None] = mapped_column(BigInteger)
    band0: Mapped[int | None]
    band1: Mapped[int | None]
    band2: Mapped[int | None]
    band3: Mapped[int | None]

    __table_args__ = (
        Index("ix_picture_print_wanted", "due_at", **only_where("state = 'wanted'")),
        # Each holds all that a look needs, so that of a thousand candidates no row is read.
        *(Index(f"ix_picture_print_band{n}", f"band{n}", "phash", "media_id") for n in range(4)),
    )


class DoubtRow(Base):
    """One doubt about one after-photo."""

    __tablename__ = "picture_doubt"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"), index=True)
    flag: Mapped[str] = mapped_column(String(20))
    other_media: Mapped[int | None] = mapped_column(BigId, ForeignKey("media.id", ondelete="SET NULL"))
    other_case: Mapped[int | None] = mapped_column(ForeignKey("case_file.id", ondelete="SET NULL"))
    amount: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


def want(db: Session, media_id: int, now: datetime, *, uploaded: bool, written: dict[str, Any]) -> None:
    """Note that a kept picture is to be read; `written` is what its camera said."""
    db.add(PrintRow(media_id=media_id, state=WANTED, created_at=now, due_at=now, uploaded=uploaded, **written))


def take_wanted(db: Session, now: datetime, again_at: datetime) -> PrintRow | None:
    """Take the next picture to read; one that belongs to no case yet waits for it."""
    ready = or_(Media.case_id.is_not(None), PrintRow.created_at < now - ORPHANED)
    due = (PrintRow.state == WANTED, PrintRow.due_at <= now, Media.state == KEPT, ready)
    asked = select(PrintRow).join(Media, Media.id == PrintRow.media_id).where(*due).order_by(PrintRow.due_at).limit(1)
    row = db.scalar(asked.with_for_update(of=PrintRow, skip_locked=True))
    if row is not None:
        row.due_at, row.attempts = again_at, row.attempts + 1
    return row


def anything_wanted(db: Session, now: datetime) -> bool:
    """A look without a lock."""
    due = (PrintRow.state == WANTED) & (PrintRow.due_at <= now)
    return db.scalar(select(PrintRow.media_id).where(due).limit(1)) is not None


def keep(row: PrintRow, phash: int | None, dhash: int | None) -> None:
    """Write down what was read; None where a picture is too plain to be told from others."""
    row.state = DONE
    if phash is not None and dhash is not None:
        row.phash, row.dhash = signed(phash), signed(dhash)
        row.band0, row.band1, row.band2, row.band3 = bands(phash)


def resembling(db: Session, phash: int) -> Sequence[Print]:
    """Return the pictures whose hash is near: looked up by each of the four bands, then compared whole."""
    columns = (PrintRow.band0, PrintRow.band1, PrintRow.band2, PrintRow.band3)
    near: set[int] = set()
    for column, band in zip(columns, bands(phash), strict=True):
        for media_id, kept in db.execute(select(PrintRow.media_id, PrintRow.phash).where(column.in_(neighbours(band)))):
            if kept is not None and distance(kept & ALL_BITS, phash) <= ALIKE:
                near.add(media_id)
    asked = select(PrintRow, Media).join(Media, Media.id == PrintRow.media_id)
    found = asked.where(PrintRow.media_id.in_(sorted(near)[:MOST_ALIKE]), Media.state == KEPT)
    return [print_of(row, media) for row, media in db.execute(found.order_by(PrintRow.media_id))]


def print_of(row: PrintRow, media: Media) -> Print:
    """Return what the heart judges by."""
    here = row.latitude is not None and row.longitude is not None
    return Print(
        media_id=media.id,
        case_id=media.case_id,
        after=media.role == AFTER,
        phash=_unsigned(row.phash),
        dhash=_unsigned(row.dhash),
        taken_at=media.taken_at,
        software=row.software,
        camera=row.camera,
        point=Point(row.latitude, row.longitude) if here else None,  # type: ignore[arg-type]
        uploaded=row.uploaded,
    )


def doubt(db: Session, case_id: int, media_id: int, found: Sequence[Doubt], now: datetime) -> None:
    """Keep what is doubtful about a picture."""
    db.execute(delete(DoubtRow).where(DoubtRow.media_id == media_id))
    db.add_all(
        DoubtRow(case_id=case_id, media_id=media_id, flag=one.flag, other_media=one.other_media,
                 other_case=one.other_case, amount=one.amount, at=now)
        for one in found
    )  # fmt: skip
    db.flush()


def doubts_of(db: Session, case_id: int) -> Sequence[DoubtRow]:
    """Return what is doubtful about the after-photos of a case."""
    return db.scalars(select(DoubtRow).where(DoubtRow.case_id == case_id).order_by(DoubtRow.id)).all()


def being_read(db: Session, case_id: int) -> bool:
    """Tell whether the pictures of the newest report are still on their way or not yet read."""
    unread = or_(Media.state == ON_ITS_WAY, PrintRow.state == WANTED)
    asked = select(Media.id).outerjoin(PrintRow, PrintRow.media_id == Media.id).where(*_proof(case_id), unread)
    return db.scalar(asked.limit(1)) is not None


def held(db: Session, case_id: int) -> bool:
    """Tell whether a picture of the newest report is doubtful enough that a person must judge it."""
    holding = DoubtRow.flag.in_([flag.value for flag in HOLDING])
    asked = select(DoubtRow.id).join(Media, Media.id == DoubtRow.media_id).where(*_proof(case_id), holding)
    return db.scalar(asked.limit(1)) is not None


def forget(db: Session, media_id: int) -> None:
    """Drop what was read of a picture that was taken back."""
    db.execute(delete(DoubtRow).where(DoubtRow.media_id == media_id))
    db.execute(delete(PrintRow).where(PrintRow.media_id == media_id))


def _proof(case_id: int) -> tuple[ColumnElement[bool], ...]:
    report = select(func.max(EntryRow.id)).where(EntryRow.case_id == case_id, EntryRow.move == "report")
    newest = Media.entry_id == report.scalar_subquery()
    return (Media.case_id == case_id, Media.kind == "image", Media.role == AFTER, newest)


def signed(number: int) -> int:
    """Return a hash as the databases keep it."""
    return number - (1 << 64) if number >= _HALF else number


def _unsigned(number: int | None) -> int | None:
    return None if number is None else number & ALL_BITS


