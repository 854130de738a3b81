"""People who said "the same thing" of somebody's case: behind it, told of its outcome, unknown to one another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow, merged_ids
from storage.database import Base
from storage.people import PersonRow


class JoinerRow(Base):
    """Someone who joined a case, with what they told of it."""

    __tablename__ = "case_joiner"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text, default="")


def joiners_of(db: Session, case_id: int) -> Sequence[JoinerRow]:
    """Return who joined a case, first come first."""
    return db.scalars(select(JoinerRow).where(JoinerRow.case_id == case_id).order_by(JoinerRow.id)).all()


def joined_by(db: Session, person_id: int) -> Sequence[tuple[JoinerRow, CaseRow]]:
    """Return what someone joined, with the cases."""
    rows = select(JoinerRow, CaseRow).join(CaseRow, CaseRow.id == JoinerRow.case_id)
    return [(joiner, case) for joiner, case in db.execute(rows.where(JoinerRow.person_id == person_id))]


def has_joined(db: Session, case_id: int, person_id: int) -> JoinerRow | None:
    """Return what someone told when they joined a case."""
    return db.scalar(select(JoinerRow).where(JoinerRow.case_id == case_id, JoinerRow.person_id == person_id))


def joiner_of(db: Session, case_id: int, line_id: str) -> JoinerRow | None:
    """Return what a LINE user told when they joined a case."""
    mine = select(JoinerRow).join(PersonRow, PersonRow.id == JoinerRow.person_id)
    return db.scalar(mine.where(JoinerRow.case_id == case_id, PersonRow.line_id == line_id))


def words_joined(db: Session, case_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what the joiners of some cases told."""
    found: dict[int, list[str]] = {}
    for case_id, words in db.execute(select(JoinerRow.case_id, JoinerRow.words).where(JoinerRow.case_id.in_(case_ids))):
        found.setdefault(case_id, []).append(words)
    return found


def family_of(db: Session, case_id: int) -> list[int]:
    """Return a case and all that were merged into it."""
    return [case_id, *merged_ids(db, case_id)]


def behind(db: Session, case_id: int) -> Sequence[tuple[PersonRow, CaseRow | None]]:
    """Return everybody else behind a case: who joined it or one merged into it, and who told the merged ones.

    With a merged case's own teller stands their case. Nobody stands here twice, nor the teller of the case itself.
    """
    family = family_of(db, case_id)
    teller = db.scalar(select(CaseRow.person_id).where(CaseRow.id == case_id))
    found: dict[int, tuple[PersonRow, CaseRow | None]] = {}
    told = select(PersonRow, CaseRow).join(CaseRow, CaseRow.person_id == PersonRow.id).where(CaseRow.id.in_(family[1:]))
    for person, case in db.execute(told.order_by(CaseRow.id)):
        found.setdefault(person.id, (person, case))
    joined = select(PersonRow).join(JoinerRow, JoinerRow.person_id == PersonRow.id).where(JoinerRow.case_id.in_(family))
    for person in db.scalars(joined.order_by(JoinerRow.id)):
        found.setdefault(person.id, (person, None))
    return [pair for person_id, pair in found.items() if person_id != teller]


def people_count(db: Session, case_ids: Sequence[int]) -> dict[int, int]:
    """Return how many people joined each of some cases."""
    counted = select(JoinerRow.case_id, func.count()).where(JoinerRow.case_id.in_(case_ids)).group_by(JoinerRow.case_id)
    return {case_id: number for case_id, number in db.execute(counted)}  # noqa: C416 - rows, which dict() does not type
