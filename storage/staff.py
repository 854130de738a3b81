"""Staff accounts, and the codes that link them (or a group) to LINE."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment


class StaffRow(Base):
    """Someone who works here. `line_id` is their own LINE account, linked by a code."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="th")
    line_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    # Of the version before `staff_sign_in`, which may still run beside this one; the next one drops it.
    session_key: Mapped[str] = mapped_column(String(40), default="")


class LinkCodeRow(Base):
    """A code that links a LINE user to `staff_id`, or a LINE group to `unit`; good once and until `expires_at`."""

    __tablename__ = "link_code"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    unit: Mapped[str | None] = mapped_column(String(40))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


def staff_by_line_id(db: Session, line_id: str) -> StaffRow | None:
    """Return the active account linked to a LINE user."""
    return db.scalar(select(StaffRow).where(StaffRow.line_id == line_id, StaffRow.active))


def staff_by_username(db: Session, username: str) -> StaffRow | None:
    """Return an account by its name for signing in, whatever its case."""
    return db.scalar(select(StaffRow).where(StaffRow.username == username.strip().lower()))


def live_code(db: Session, code: str, now: datetime) -> LinkCodeRow | None:
    """Return a code that is unused and not expired."""
    row = db.get(LinkCodeRow, code.strip().upper(), with_for_update=True)
    return row if row and row.used_at is None and row.expires_at > now else None


def link_line(db: Session, staff_id: int, line_id: str) -> StaffRow:
    """Link a LINE user to an account; a LINE user has one account. LookupError without the account."""
    row = db.get(StaffRow, staff_id)
    if row is None:
        raise LookupError(staff_id)
    other = staff_by_line_id(db, line_id)
    if other is not None and other.id != staff_id:
        other.line_id = None
        db.flush()
    row.line_id = line_id
    return row
