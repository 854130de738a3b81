"""Questionnaires, their frozen versions, and waves: one sending of one version to some people.

How answers lie, for whoever reads them (`storage/surveys/responses.py` holds the tables):

- `tally` is what results are made of: for each wave, question and code how many gave it, over all (`group_key` empty)
  and for each group (`group_key` is the grouping question, `group_code` its answer). Code 0 counts those who answered
  the question at all; that is n of the question. It is written in the transaction that keeps the responses, so it$
  always agrees with them, and a million answers are some thousand rows.
- `answer` holds each answer (texts, numbers, raw exports), `response` one row for each person who answered.
- A wave of a questionnaire that promises anonymity keeps no person, no demographics beside a response, and no time:
  its responses come out of an urn (`handed_in`), at least five at once and shuffled.
- `invitation` (`storage/surveys/invitations.py`) knows who was asked and whether they answered, and nothing of what.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Moment

# A wave's life. A draft can be changed; one that is open by QR only is sent to nobody and still `sending`.
DRAFT, SENDING, PAUSED, CLOSED = "draft", "sending", "paused", "closed"


class SurveyRow(Base):
    """A questionnaire. `draft` is what the builder edits; what was published before stays in its versions."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # drafts to go back to, the last one last
    edition: Mapped[int] = mapped_column(default=1)  # grows with each change of the draft: two editors notice
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class SurveyVersionRow(Base):
    """A version as it was published; never changed, so that old answers keep their meaning."""

    __tablename__ = "survey_version"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class WaveRow(Base):
    """One sending of one version. `audience` says who is asked, `seed` how the sample was drawn."""

    __tablename__ = "wave"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    version: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(12), unique=True)  # opens it by QR or by typing
    state: Mapped[str] = mapped_column(String(8), default=DRAFT)
    anonymous: Mapped[bool]
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    open_to_all: Mapped[bool] = mapped_column(default=False)  # whoever has the code may answer
    seed: Mapped[str] = mapped_column(String(20), default="")
    population: Mapped[int | None]  # how many the audience held when it was drawn
    per_hour: Mapped[int] = mapped_column(default=6_000)
    remind_days: Mapped[int | None]
    test: Mapped[bool] = mapped_column(default=False)  # a test run: its answers are not counted
    opens_at: Mapped[datetime | None] = mapped_column(Moment)  # not sent before; set at launch
    closes_on: Mapped[date]  # the last day on which answers are taken
    launched_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("survey_id", "name"),
        Index("ix_wave_state", "state"),
    )


def surveys(db: Session, *, archived: bool = False) -> Sequence[SurveyRow]:
    """Return the questionnaires, the last changed first."""
    return db.scalars(
        select(SurveyRow).where(SurveyRow.archived.is_(archived)).order_by(SurveyRow.changed_at.desc(), SurveyRow.id)
    ).all()


def survey_for_change(db: Session, survey_id: int) -> SurveyRow | None:
    """Return a questionnaire, locked."""
    return db.get(SurveyRow, survey_id, with_for_update=True)


def version_of(db: Session, survey_id: int, version: int) -> SurveyVersionRow | None:
    """Return a published version."""
    return db.get(SurveyVersionRow, (survey_id, version))


def newest_version(db: Session, survey_id: int) -> int:
    """Return the number of the newest published version, 0 where there is none."""
    last = select(func.max(SurveyVersionRow.version)).where(SurveyVersionRow.survey_id == survey_id)
    return db.scalar(last) or 0


def form_of(db: Session, wave: WaveRow) -> dict[str, Any]:
    """Return the questionnaire of a wave as it was published. LookupError where it is gone."""
    row = version_of(db, wave.survey_id, wave.version)
    if row is None:
        raise LookupError((wave.survey_id, wave.version))
    return row.form


def waves(db: Session, survey_id: int | None = None) -> Sequence[WaveRow]:
    """Return the waves that count, the newest first."""
    found = select(WaveRow).where(WaveRow.test.is_(False)).order_by(WaveRow.id.desc())
    return db.scalars(found if survey_id is None else found.where(WaveRow.survey_id == survey_id)).all()


def wave_for_change(db: Session, wave_id: int) -> WaveRow | None:
    """Return a wave, locked; answers to it can be handed in all the same."""
    return db.get(WaveRow, wave_id, with_for_update={"key_share": True}, populate_existing=True)


def wave_by_code(db: Session, code: str) -> WaveRow | None:
    """Return the wave that a code opens."""
    return db.scalar(select(WaveRow).where(WaveRow.code == code))


def waves_in(db: Session, *states: str) -> Sequence[WaveRow]:
    """Return the waves in some states."""
    return db.scalars(select(WaveRow).where(WaveRow.state.in_(states)).order_by(WaveRow.id)).all()
