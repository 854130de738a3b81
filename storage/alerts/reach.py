"""How each member of staff can be told of alerts besides LINE, and at what hours they want no push."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base
from storage.people import PersonRow
from storage.staff import StaffRow


class ReachRow(Base):
    """One member of staff. `quiet` is empty for the office's hours, `off` for none, or as `20:00-08:00`."""

    __tablename__ = "staff_reach"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    quiet: Mapped[str] = mapped_column(String(11), default="")
    digest: Mapped[bool] = mapped_column(default=True)


def reach_of(db: Session, staff_id: int) -> ReachRow:
    """Return how somebody is reached; a row of defaults, not yet kept, where nothing was ever said."""
    return db.get(ReachRow, staff_id) or ReachRow(staff_id=staff_id, email="", phone="", quiet="", digest=True)


def everybody(db: Session) -> Sequence[tuple[StaffRow, ReachRow | None, bool]]:
    """Return the active staff, how each is reached, and whether they have blocked the account in LINE."""
    asked = (
        select(StaffRow, ReachRow, PersonRow.blocked)
        .outerjoin(ReachRow, ReachRow.staff_id == StaffRow.id)
        .outerjoin(PersonRow, PersonRow.line_id == StaffRow.line_id)
        .where(StaffRow.active)
        .order_by(StaffRow.id)
    )
    return [(staff, reach, bool(blocked)) for staff, reach, blocked in db.execute(asked)]
