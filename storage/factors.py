"""The second step of signing in: the sealed secret of somebody's telephone, and codes for when it is lost."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment


class FactorRow(Base):
    """The secret that somebody's telephone shares with us, sealed. It counts from `confirmed_at` on.

    `last_step` is the half minute of the last code that was taken: no code is good twice.
    """

    __tablename__ = "staff_factor"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryRow(Base):
    """A code that is good once instead of the telephone's; only its digest is kept."""

    __tablename__ = "staff_recovery"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


def factor_of(db: Session, staff_id: int) -> FactorRow | None:
    """Return somebody's second step, confirmed or only begun; nobody else can change it before the commit."""
    return db.get(FactorRow, staff_id, with_for_update=True, populate_existing=True)


def drop_factor(db: Session, staff_id: int) -> None:
    """Take the second step from an account, with its recovery codes."""
    db.execute(delete(RecoveryRow).where(RecoveryRow.staff_id == staff_id))
    db.execute(delete(FactorRow).where(FactorRow.staff_id == staff_id))


def replace_recovery(db: Session, staff_id: int, digests: list[str]) -> None:
    """Give somebody new recovery codes; the old ones are void."""
    db.execute(delete(RecoveryRow).where(RecoveryRow.staff_id == staff_id))
    db.add_all(RecoveryRow(digest=digest, staff_id=staff_id) for digest in digests)


def use_recovery(db: Session, staff_id: int, digest: str, now: datetime) -> bool:
    """Use a recovery code up; False where there is no such unused code."""
    taken = (
        update(RecoveryRow)
        .where(RecoveryRow.digest == digest, RecoveryRow.staff_id == staff_id, RecoveryRow.used_at.is_(None))
        .values(used_at=now)
        .returning(RecoveryRow.digest)
    )
    return db.scalar(taken) is not None


def recovery_left(db: Session, staff_id: int) -> int:
    """Return how many recovery codes somebody has left."""
    unused = (RecoveryRow.staff_id == staff_id) & RecoveryRow.used_at.is_(None)
    return db.scalar(select(func.count()).select_from(RecoveryRow).where(unused)) or 0


def with_factor(db: Session) -> frozenset[int]:
    """Return the ids of those who have a second step."""
    return frozenset(db.scalars(select(FactorRow.staff_id).where(FactorRow.confirmed_at.is_not(None))))
