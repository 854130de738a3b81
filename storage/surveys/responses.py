"""What people answered: the urn that cuts answer from person, responses, single answers, and the tally of all."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import AT_REST, Base, BigId

ANSWERED = 0  # the code that counts all who answered a question
EVERYBODY = ""  # the group key of all together
CHUNK = 2_000  # rows in one statement; SQLite takes 32,766 values

Groups = Mapping[str, int]  # grouping question -> code


class HandedInRow(Base):
    """A response on its way into the results. In an anonymous wave it lies here with others before it is counted."""

    __tablename__ = "handed_in"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)  # random
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    answered_on: Mapped[date | None]
    answers: Mapped[list[list[Any]]] = mapped_column(JSON)  # [question key, code, text]
    groups: Mapped[dict[str, int]] = mapped_column(JSON)


class ResponseRow(Base):
    """One person's answers. `person_id`, `groups` and the true day are there only where no anonymity was promised."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)  # random: tells no order
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    answered_on: Mapped[date]  # anonymous: the day on which the urn was emptied
    groups: Mapped[dict[str, int] | None] = mapped_column(JSON)


class AnswerRow(Base):
    """One answer; several rows with one question where many options were chosen. `code` is 0 where there are words."""

    __tablename__ = "answer"

    response_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    question_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=0, autoincrement=False)
    wave_id: Mapped[int] = mapped_column(Integer)
    text: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_answer_question", "wave_id", "question_key", "code"),)


class TallyRow(Base):
    """How many gave an answer: over all, or of one group."""

    __tablename__ = "tally"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    question_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_code: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


@dataclass(frozen=True)
class Given:
    """A response: rows of (question key, code, text), its groups, and whose it is where that may be known.

    `counted` are the question keys whose codes are tallied; of the others only that they were answered is.
    """

    rows: Sequence[tuple[str, int, str | None]]
    groups: Groups = field(default_factory=dict)
    person_id: int | None = None
    answered_on: date | None = None


def drop_in(db: Session, wave_id: int, given: Given, id: int) -> None:
    """Lay a response into the urn under a random `id`."""
    db.execute(
        insert(HandedInRow).values(
            id=id, wave_id=wave_id, person_id=given.person_id, answered_on=given.answered_on,
            answers=[list(row) for row in given.rows], groups=dict(given.groups),
        )
    )  # fmt: skip


def waiting_in_urn(db: Session, wave_id: int) -> int:
    """Return how many responses of a wave are handed in and not counted yet."""
    return db.scalar(select(func.count()).select_from(HandedInRow).where(HandedInRow.wave_id == wave_id)) or 0


def waves_with_urns(db: Session) -> Sequence[int]:
    """Return the waves that have something in their urn."""
    return db.scalars(select(HandedInRow.wave_id).distinct()).all()


def take_out(db: Session, wave_id: int, most: int) -> list[Given]:
    """Take responses out of a wave's urn, in no order that tells anything."""
    rows = db.scalars(
        select(HandedInRow).where(HandedInRow.wave_id == wave_id).order_by(HandedInRow.id).limit(most)
        .with_for_update(skip_locked=True)
    ).all()  # fmt: skip
    taken = [
        Given([(key, code, text) for key, code, text in row.answers], row.groups, row.person_id, row.answered_on)
        for row in rows
    ]
    for start in range(0, len(rows), CHUNK):
        ids = [row.id for row in rows[start : start + CHUNK]]
        db.execute(delete(HandedInRow).where(HandedInRow.id.in_(ids)), execution_options=AT_REST)
    return taken


def keep_responses(
    db: Session,
    wave_id: int,
    given: Sequence[Given],
    counted: frozenset[str],
    day: date,
    fresh_id: Callable[[], int],
    *,
    anonymous: bool,
) -> None:
    """Keep responses and count them, all in the caller's transaction.

    The groups of an anonymous response are counted and not kept beside it: four of them together can be one person.
    """
    responses: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    counts: Counter[tuple[str, str, int, int]] = Counter()
    for one in given:
        number = fresh_id()
        whose: dict[str, Any] = {"person_id": None, "groups": None, "answered_on": day}
        if not anonymous:
            whose = {"person_id": one.person_id, "groups": dict(one.groups), "answered_on": one.answered_on or day}
        responses.append({"id": number, "wave_id": wave_id, **whose})
        answers += [
            {"response_id": number, "wave_id": wave_id, "question_key": key, "code": code, "text": text}
            for key, code, text in one.rows
            if not (anonymous and key in one.groups)
        ]
        counts.update(_counts(one, counted))
    _insert(db, ResponseRow, sorted(responses, key=lambda row: int(row["id"])))
    _insert(db, AnswerRow, sorted(answers, key=lambda row: (row["response_id"], row["question_key"], row["code"])))
    _add(db, wave_id, counts)


def _counts(given: Given, counted: frozenset[str]) -> list[tuple[str, str, int, int]]:
    groups = [(EVERYBODY, 0), *given.groups.items()]
    told = [(key, code) for key, code, _ in given.rows if key in counted]
    told += [(key, ANSWERED) for key in dict.fromkeys(key for key, _, _ in given.rows)]
    return [(key, group, group_code, code) for key, code in told for group, group_code in groups]


def _insert(db: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        db.execute(insert(table), rows[start : start + CHUNK])


def _add(db: Session, wave_id: int, counts: Counter[tuple[str, str, int, int]]) -> None:
    names = ("question_key", "group_key", "group_code", "code")
    # Sorted, so that two transactions that count the same wave cannot wait for each other.
    rows = [{"wave_id": wave_id, **dict(zip(names, key, strict=True)), "n": n} for key, n in sorted(counts.items())]
    fresh = postgres_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    for start in range(0, len(rows), CHUNK):
        added = fresh(TallyRow).values(rows[start : start + CHUNK])
        keys = ["wave_id", *names]
        db.execute(added.on_conflict_do_update(index_elements=keys, set_={"n": TallyRow.n + added.excluded.n}))


# What results are read with.


def tally(db: Session, wave_id: int) -> Sequence[TallyRow]:
    """Return all counts of a wave."""
    return db.scalars(select(TallyRow).where(TallyRow.wave_id == wave_id)).all()


def responses_of(db: Session, wave_id: int) -> int:
    """Return how many responses of a wave are counted."""
    return db.scalar(select(func.count()).select_from(ResponseRow).where(ResponseRow.wave_id == wave_id)) or 0


def words_of(db: Session, wave_id: int, question_key: str, limit: int, offset: int = 0) -> Sequence[str]:
    """Return what was written in answer to a question, in no order that tells anything."""
    rows = select(AnswerRow.text).where(
        AnswerRow.wave_id == wave_id, AnswerRow.question_key == question_key, AnswerRow.code == 0
    )
    return [text or "" for text in db.scalars(rows.order_by(AnswerRow.response_id).limit(limit).offset(offset))]
