"""Who is signed in where: one row for each device, so that any of them can be ended from any other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment


class SignInRow(Base):
    """A device that somebody signed in on. Only a digest of its token is kept: the table opens no door."""

    __tablename__ = "staff_sign_in"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    begun_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment, index=True)


def sign_ins_of(db: Session, staff_id: int) -> Sequence[SignInRow]:
    """Return where somebody is signed in, the latest seen first."""
    return db.scalars(
        select(SignInRow).where(SignInRow.staff_id == staff_id).order_by(SignInRow.seen_at.desc(), SignInRow.digest)
    ).all()


def end_sign_ins(db: Session, staff_id: int, but: str = "") -> None:
    """Sign somebody out on every device, or on every other than `but`."""
    db.execute(delete(SignInRow).where(SignInRow.staff_id == staff_id, SignInRow.digest != but))


def forget_sign_ins(db: Session, before: datetime) -> None:
    """Drop those that nobody has used since `before`."""
    db.execute(delete(SignInRow).where(SignInRow.seen_at < before))
