"""Who is asked in a wave, and whether they answered, never what; drafts until they are handed in; kept demographics."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import AT_REST, Base, BigId

# Pushed is what was given to the outbox; `came` opened it by QR; `left_out` could not be asked when their turn came.
WAITING, PUSHED, CAME, LEFT_OUT = "waiting", "pushed", "came", "left_out"


class InvitationRow(Base):
    """One person in one wave. When they answered is not kept: with few answers a day it would tell whose they are."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    answered: Mapped[bool] = mapped_column(default=False)
    declined: Mapped[bool] = mapped_column(default=False)  # said that they do not want to: not reminded
    pushed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("wave_id", "person_id"),
        Index("ix_invitation_turn", "wave_id", "state", "id"),
        Index("ix_invitation_answered", "wave_id", "answered", "pushed_at"),
    )


class SurveyDraftRow(Base):
    """Answers that someone has given and not handed in; gone when they are, and when the wave closes."""

    __tablename__ = "survey_draft"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class DemographicRow(Base):
    """What someone let us keep about themselves, so that it need not be asked again."""

    __tablename__ = "demographic"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    question_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[int]


def _fresh(db: Session) -> Any:
    return postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert


def invitation(db: Session, wave_id: int, person_id: int) -> InvitationRow | None:
    """Return a person's invitation."""
    mine = (InvitationRow.wave_id == wave_id, InvitationRow.person_id == person_id)
    return db.scalar(select(InvitationRow).where(*mine))


def let_in(db: Session, wave_id: int, person_id: int) -> None:
    """Note that someone came by themselves; nothing changes for who was invited."""
    row = _fresh(db)(InvitationRow).values(wave_id=wave_id, person_id=person_id, state=CAME)
    db.execute(row.on_conflict_do_nothing(index_elements=["wave_id", "person_id"]))


def invite(db: Session, wave_id: int, people: Sequence[int], chunk: int = 2_000) -> None:
    """Put people down to be asked; who is down already stays as they are."""
    for start in range(0, len(people), chunk):
        rows = [
            {"wave_id": wave_id, "person_id": person, "state": WAITING, "answered": False, "declined": False}
            for person in people[start : start + chunk]
        ]
        added = _fresh(db)(InvitationRow).values(rows)
        db.execute(added.on_conflict_do_nothing(index_elements=["wave_id", "person_id"]))


def note_answered(db: Session, wave_id: int, person_id: int) -> bool:
    """Note that someone answered; False where they had, so that two taps are one answer."""
    open_one = (InvitationRow.wave_id == wave_id, InvitationRow.person_id == person_id)
    noted = update(InvitationRow).where(*open_one, InvitationRow.answered.is_(False)).values(answered=True)
    return bool(db.execute(noted, execution_options=AT_REST).rowcount)  # type: ignore[attr-defined]


def decline(db: Session, wave_id: int, person_id: int) -> None:
    """Note that someone does not want to answer."""
    mine = (InvitationRow.wave_id == wave_id, InvitationRow.person_id == person_id)
    db.execute(update(InvitationRow).where(*mine).values(declined=True), execution_options=AT_REST)


def next_to_ask(db: Session, wave_id: int, limit: int) -> Sequence[InvitationRow]:
    """Return who is asked next, locked; two workers never get the same."""
    waiting = (InvitationRow.wave_id == wave_id, InvitationRow.state == WAITING)
    return db.scalars(
        select(InvitationRow).where(*waiting).order_by(InvitationRow.id).limit(limit).with_for_update(skip_locked=True)
    ).all()


def next_to_remind(db: Session, wave_id: int, pushed_before: datetime, limit: int) -> Sequence[InvitationRow]:
    """Return who was asked before then and has neither answered, nor declined, nor been reminded; locked."""
    silent = (
        InvitationRow.wave_id == wave_id,
        InvitationRow.state == PUSHED,
        InvitationRow.answered.is_(False),
        InvitationRow.declined.is_(False),
        InvitationRow.reminded_at.is_(None),
        InvitationRow.pushed_at < pushed_before,
    )
    rows = select(InvitationRow).where(*silent).order_by(InvitationRow.id).limit(limit)
    return db.scalars(rows.with_for_update(skip_locked=True)).all()


def invitations_by_state(db: Session, wave_id: int) -> dict[tuple[str, bool], int]:
    """Return how many invitations there are by state and by whether they were answered."""
    counted = select(InvitationRow.state, InvitationRow.answered, func.count()).where(InvitationRow.wave_id == wave_id)
    rows = db.execute(counted.group_by(InvitationRow.state, InvitationRow.answered))
    return {(state, bool(answered)): n for state, answered, n in rows}


def still_to_ask(db: Session, wave_id: int) -> int:
    """Return how many have not had their turn."""
    waiting = (InvitationRow.wave_id == wave_id, InvitationRow.state == WAITING)
    return db.scalar(select(func.count()).select_from(InvitationRow).where(*waiting)) or 0


def leave_out_rest(db: Session, wave_id: int) -> None:
    """Ask nobody else."""
    waiting = (InvitationRow.wave_id == wave_id, InvitationRow.state == WAITING)
    db.execute(update(InvitationRow).where(*waiting).values(state=LEFT_OUT), execution_options=AT_REST)


def drop_drafts(db: Session, wave_id: int) -> None:
    """Drop what was answered and never handed in."""
    db.execute(delete(SurveyDraftRow).where(SurveyDraftRow.wave_id == wave_id), execution_options=AT_REST)


def draft_of(db: Session, wave_id: int, person_id: int) -> dict[str, Any] | None:
    """Return what someone had answered when they stopped."""
    row = db.get(SurveyDraftRow, (wave_id, person_id))
    return row.answers if row else None


def keep_draft(db: Session, wave_id: int, person_id: int, answers: Mapping[str, Any]) -> None:
    """Keep what someone has answered so far."""
    row = db.get(SurveyDraftRow, (wave_id, person_id))
    if row is None:
        db.add(SurveyDraftRow(wave_id=wave_id, person_id=person_id, answers=dict(answers)))
    else:
        row.answers = dict(answers)


def drop_draft(db: Session, wave_id: int, person_id: int) -> None:
    """Drop someone's draft."""
    row = db.get(SurveyDraftRow, (wave_id, person_id))
    if row is not None:
        db.delete(row)


def demographics_of(db: Session, person_id: int) -> dict[str, int]:
    """Return what someone let us keep about themselves."""
    rows = db.scalars(select(DemographicRow).where(DemographicRow.person_id == person_id))
    return {row.question_key: row.code for row in rows}


def keep_demographics(db: Session, person_id: int, told: Mapping[str, int]) -> None:
    """Keep what someone told about themselves; a new answer replaces the old one."""
    for key, code in told.items():
        db.merge(DemographicRow(person_id=person_id, question_key=key, code=code))
