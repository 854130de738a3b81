"""Citizens: who writes to us in LINE, in what language, and what they agreed to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.person import Person, Updates
from storage.database import Base, Moment


class PersonRow(Base):
    """One LINE user. The LINE id is per provider and never shown to staff."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(8), default="th")
    notice: Mapped[str] = mapped_column(String(20), default="")
    notice_at: Mapped[datetime | None] = mapped_column(Moment)
    updates: Mapped[str] = mapped_column(String(10), default=Updates.ALL)
    phone: Mapped[str] = mapped_column(String(40), default="")
    blocked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)


class ConsentRow(Base):
    """Each time someone agreed or took it back: the version of the notice, and when."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    notice: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)


def person_by_line_id(db: Session, line_id: str) -> PersonRow | None:
    """Return the row of a LINE user."""
    return db.scalar(select(PersonRow).where(PersonRow.line_id == line_id))


def known_person(row: PersonRow | None, line_id: str, staff_id: int | None = None) -> Person:
    """Return the person of a row, or someone new."""
    if row is None:
        return Person(line_id=line_id, staff_id=staff_id)
    return Person(
        line_id=row.line_id,
        id=row.id,
        name=row.name,
        language=row.language,
        notice=row.notice,
        updates=Updates(row.updates),
        phone=row.phone,
        blocked=row.blocked,
        staff_id=staff_id,
    )


def save_person(db: Session, person: Person, now: datetime) -> PersonRow:
    """Keep a person as they are now; a change of consent is kept as an act of its own."""
    row = person_by_line_id(db, person.line_id)
    if row is None:
        row = PersonRow(line_id=person.line_id, created_at=now, notice="")
        db.add(row)
    before = row.notice
    row.name, row.language, row.updates = person.name, person.language, person.updates
    row.phone, row.blocked, row.notice = person.phone, person.blocked, person.notice
    db.flush()
    if before != person.notice:
        row.notice_at = now
        db.add(ConsentRow(person_id=row.id, notice=person.notice or before, agreed=bool(person.notice), at=now))
    return row


def nameless(db: Session, limit: int) -> Sequence[str]:
    """Return LINE ids of people who agreed to the notice and whose name was never asked of LINE."""
    wanted = (PersonRow.name == "", PersonRow.notice != "", PersonRow.blocked.is_(False))
    return db.scalars(select(PersonRow.line_id).where(*wanted).order_by(PersonRow.id).limit(limit)).all()


def keep_name(db: Session, line_id: str, name: str) -> None:
    """Keep the name that LINE gave for someone."""
    row = person_by_line_id(db, line_id)
    if row is not None:
        row.name = name[:100]
