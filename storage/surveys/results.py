"""What results are read from: counts of a wave, free answers, who was served by group, words not to be shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import AT_REST, Base
from storage.surveys.invitations import PUSHED, InvitationRow
from storage.surveys.responses import AnswerRow, ResponseRow, TallyRow
from storage.surveys.surveys import CLOSED, PAUSED, SENDING, WaveRow

COUNTING = (SENDING, PAUSED, CLOSED)


class ServedRow(Base):
    """How many people of a group were served in the time that a wave asks about: what answers are weighed by."""

    __tablename__ = "served"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_code: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]


class HiddenWordsRow(Base):
    """A free answer that is not to be shown as an example. It stays counted."""

    __tablename__ = "hidden_words"

    response_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    question_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    hidden_at: Mapped[datetime]
    hidden_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


@dataclass(frozen=True)
class Written:
    """One free answer."""

    response_id: int
    text: str
    hidden: bool


def cells(db: Session, wave_id: int) -> Sequence[tuple[str, str, int, int, int]]:
    """Return every count of a wave: question, grouping question, its answer, code, how many."""
    row = TallyRow
    found = select(row.question_key, row.group_key, row.group_code, row.code, row.n).where(row.wave_id == wave_id)
    return [tuple(one) for one in db.execute(found)]  # type: ignore[misc]


def counting_waves(db: Session, survey_id: int | None = None) -> Sequence[WaveRow]:
    """Return the waves that were launched and count, the newest first."""
    found = select(WaveRow).where(WaveRow.test.is_(False), WaveRow.state.in_(COUNTING)).order_by(WaveRow.id.desc())
    return db.scalars(found if survey_id is None else found.where(WaveRow.survey_id == survey_id)).all()


def asked(db: Session, wave_id: int) -> tuple[int, int]:
    """Return how many were asked by name, and how many of them answered; who came by QR is neither."""
    pushed = (InvitationRow.wave_id == wave_id, InvitationRow.state == PUSHED)
    counted = select(InvitationRow.answered, func.count()).where(*pushed).group_by(InvitationRow.answered)
    by = {bool(answered): n for answered, n in db.execute(counted)}
    return sum(by.values()), by.get(True, 0)


def written(db: Session, wave_id: int, question_key: str, limit: int) -> Sequence[Written]:
    """Return free answers to a question, in no order that tells anything."""
    hidden = HiddenWordsRow
    joined = (hidden.response_id == AnswerRow.response_id) & (hidden.question_key == AnswerRow.question_key)
    found = (
        select(AnswerRow.response_id, AnswerRow.text, hidden.response_id)
        .outerjoin(hidden, joined)
        .where(*_words(wave_id, question_key))
        .order_by(AnswerRow.response_id)
        .limit(limit)
    )
    return [Written(number, text or "", mark is not None) for number, text, mark in db.execute(found)]


def how_many_written(db: Session, wave_id: int, question_key: str) -> int:
    """Return how many free answers to a question are kept; one whose person was erased is no more."""
    return db.scalar(select(func.count()).select_from(AnswerRow).where(*_words(wave_id, question_key))) or 0


def _words(wave_id: int, question_key: str) -> tuple[ColumnElement[bool], ...]:
    row = AnswerRow
    return row.wave_id == wave_id, row.question_key == question_key, row.code == 0, row.text.is_not(None)


def hide(db: Session, response_id: int, question_key: str, staff_id: int | None, now: datetime) -> None:
    """Show a free answer no more."""
    row = HiddenWordsRow(response_id=response_id, question_key=question_key, hidden_at=now, hidden_by=staff_id)
    db.merge(row)


def show_again(db: Session, response_id: int, question_key: str) -> None:
    """Let a free answer be shown again."""
    those = (HiddenWordsRow.response_id == response_id, HiddenWordsRow.question_key == question_key)
    db.execute(delete(HiddenWordsRow).where(*those), execution_options=AT_REST)


def wave_of_words(db: Session, response_id: int, question_key: str) -> int | None:
    """Return the wave that a free answer belongs to, None where there is no such answer."""
    return db.scalar(
        select(AnswerRow.wave_id).where(
            AnswerRow.response_id == response_id, AnswerRow.question_key == question_key, AnswerRow.code == 0
        )
    )


def served(db: Session, wave_id: int) -> dict[str, dict[int, int]]:
    """Return how many were served of each group: grouping question -> code -> people."""
    found: dict[str, dict[int, int]] = {}
    for row in db.scalars(select(ServedRow).where(ServedRow.wave_id == wave_id)):
        found.setdefault(row.group_key, {})[row.group_code] = row.people
    return found


def keep_served(db: Session, wave_id: int, group_key: str, people: Mapping[int, int]) -> None:
    """Keep how many were served of each group, in the place of what was kept before; nothing of it takes it away."""
    db.execute(delete(ServedRow).where(ServedRow.wave_id == wave_id), execution_options=AT_REST)
    some = {code: n for code, n in people.items() if n > 0}
    db.add_all(ServedRow(wave_id=wave_id, group_key=group_key, group_code=code, people=n) for code, n in some.items())


def hidden_words(db: Session, wave_id: int) -> set[tuple[int, str]]:
    """Return which free answers of a wave are not to be shown: (response, question)."""
    row = HiddenWordsRow
    found = select(row.response_id, row.question_key).join(ResponseRow, ResponseRow.id == row.response_id)
    return {(number, key) for number, key in db.execute(found.where(ResponseRow.wave_id == wave_id))}


def raw_answers(db: Session, wave_id: int) -> Iterator[tuple[int, str, int, str | None]]:
    """Yield every answer of a wave (response, question, code, words), response by response in no order that tells."""
    found = (
        select(AnswerRow.response_id, AnswerRow.question_key, AnswerRow.code, AnswerRow.text)
        .join(ResponseRow, ResponseRow.id == AnswerRow.response_id)
        .where(ResponseRow.wave_id == wave_id)
        .order_by(AnswerRow.response_id, AnswerRow.question_key, AnswerRow.code)
        .execution_options(yield_per=5_000)
    )
    yield from ((number, key, code, words) for number, key, code, words in db.execute(found))
