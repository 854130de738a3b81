"""The index by which cases are found by words: on SQLite a table of FTS5, on PostgreSQL a tsvector under GIN, alike.

Both hold one bag of terms a case. A term is as it stands where everybody who sees the case may find by it; `n_` stands
before those of names and numbers of people, which are never proposed as spellings; `s_` before all that only those may
find by who see restricted matters; `m_` before marks, by which the index itself cuts to a unit or a status.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    String,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.cases import CaseRow, EntryRow
from storage.database import AT_REST, Base

SCHEME = 1  # raised when terms are made in another way: what was indexed before is done anew
FTS = "case_words"
_FTS = table(FTS, column("rowid"), column("words"))


class CaseIndexRow(Base):
    """That a case is in the index, as it stood in this version; on PostgreSQL with its terms, under an index of GIN."""

    __tablename__ = "case_index"

    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int]
    scheme: Mapped[int]
    words: Mapped[Any | None] = mapped_column(TSVECTOR().with_variant(Text(), "sqlite"))


class WordRow(Base):
    """A word that stands in some case that is not restricted: what misspelt words are compared with."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(String(40), primary_key=True)


@dataclass(frozen=True)
class Terms:
    """The terms of one case; `known` are those that may be proposed as spellings."""

    case_id: int
    version: int
    terms: frozenset[str]
    known: frozenset[str]


def put(db: Session, found: Sequence[Terms]) -> None:
    """Keep the terms of some cases, in the place of what was kept of them before."""
    if not found:
        return
    connection = db.connection()
    sqlite = connection.dialect.name == "sqlite"
    ids = [{"id": one.case_id, "words": " ".join(sorted(one.terms))} for one in found]
    if sqlite:
        connection.execute(text(f"DELETE FROM {FTS} WHERE rowid = :id"), ids)  # noqa: S608 - a constant
        connection.execute(text(f"INSERT INTO {FTS} (rowid, words) VALUES (:id, :words)"), ids)  # noqa: S608
    insert = sqlite_insert(CaseIndexRow) if sqlite else postgres_insert(CaseIndexRow)
    values: list[dict[str, Any]] = [
        {"case_id": one.case_id, "version": one.version, "scheme": SCHEME, "words": [] if sqlite else sorted(one.terms)}
        for one in found
    ]
    if sqlite:
        values = [value | {"words": None} for value in values]
    if not sqlite:
        terms = func.array_to_tsvector(cast(bindparam("words"), ARRAY(Text)))
        insert = insert.values(
            case_id=bindparam("case_id"), version=bindparam("version"), scheme=bindparam("scheme"), words=terms
        )
    kept = {"version": insert.excluded.version, "scheme": insert.excluded.scheme, "words": insert.excluded.words}
    connection.execute(insert.on_conflict_do_update(index_elements=["case_id"], set_=kept), values)


def learn(db: Session, words: Collection[str]) -> None:
    """Keep words of the vocabulary that are not in it yet; in order, so that two who learn at once do not block."""
    if not words:
        return
    connection = db.connection()
    insert = postgres_insert if connection.dialect.name == "postgresql" else sqlite_insert
    rows = [{"word": word} for word in sorted(words)]
    connection.execute(insert(WordRow).on_conflict_do_nothing(), rows)


def vocabulary(db: Session) -> Sequence[str]:
    """Return every word of the vocabulary."""
    return db.scalars(select(WordRow.word)).all()


def vocabulary_size(db: Session) -> int:
    """Return how many words the vocabulary has: cheap to ask, to see whether to read it again."""
    return db.scalar(select(func.count()).select_from(WordRow)) or 0


def forget_words(db: Session, still: Iterable[str]) -> int:
    """Keep only these words of the vocabulary, and return how many went."""
    gone = sorted(set(vocabulary(db)) - set(still))
    for start in range(0, len(gone), 500):
        db.execute(delete(WordRow).where(WordRow.word.in_(gone[start : start + 500])), execution_options=AT_REST)
    return len(gone)


def words_in_use(db: Session) -> set[str]:
    """Return every term of the index that may be proposed as a spelling."""
    if db.connection().dialect.name == "sqlite":
        db.execute(text(f"CREATE VIRTUAL TABLE temp.case_terms USING fts5vocab(main, {FTS}, row)"))
        terms = db.scalars(text("SELECT term FROM temp.case_terms")).all()
        db.execute(text("DROP TABLE temp.case_terms"))
    else:
        terms = db.scalars(text("SELECT word FROM ts_stat('SELECT words FROM case_index')")).all()
    return {term for term in terms if term[1:2] != "_"}


def without_index(db: Session, after: int, limit: int) -> Sequence[int]:
    """Return cases after `after` whose index is missing or is of another version of them, by their number."""
    stale = or_(
        CaseIndexRow.case_id.is_(None), CaseIndexRow.version != CaseRow.version, CaseIndexRow.scheme != SCHEME
    )
    joined = select(CaseRow.id).outerjoin(CaseIndexRow, CaseIndexRow.case_id == CaseRow.id)
    return db.scalars(joined.where(CaseRow.id > after, stale).order_by(CaseRow.id).limit(limit)).all()


def ids_after(db: Session, after: int, limit: int) -> Sequence[int]:
    """Return the next cases by their number."""
    return db.scalars(select(CaseRow.id).where(CaseRow.id > after).order_by(CaseRow.id).limit(limit)).all()


@dataclass(frozen=True)
class Question:
    """What is looked for: of each group of terms one must be there. `marks` are all there."""

    groups: tuple[tuple[str, ...], ...]
    secret: bool = False  # whether what only those find who see restricted matters is looked through too
    marks: tuple[str, ...] = ()


def narrow(db: Session, query: Select[Any], question: Question) -> Select[Any]:
    """Cut a query over cases to those that hold what is looked for."""
    if db.get_bind().dialect.name == "sqlite":
        # The sum keeps SQLite from asking the index once for each case: it is asked once, for all.
        found = literal_column(FTS).op("MATCH")(_as_fts(question))
        return query.join(_FTS, CaseRow.id == _FTS.c.rowid + 0).where(found)
    asked = text("CAST(:asked AS tsquery)").bindparams(asked=_as_ts(question))
    held = literal_column("case_index.words").op("@@")(asked)
    return query.join(CaseIndexRow, CaseIndexRow.case_id == CaseRow.id).where(held)


def order_column(db: Session) -> ColumnElement[int]:
    """The number of the case, where the index hands the cases out in its order."""
    return _FTS.c.rowid if db.get_bind().dialect.name == "sqlite" else CaseRow.id  # type: ignore[return-value]


def mark(name: str, value: str | None = None) -> str:
    """The term of a mark: `m_u_works` for the unit `works`."""
    plain = "".join(letter if letter.isalnum() else "x" for letter in (value or "").lower())
    return f"m_{name}_{plain}" if value is not None else f"m_{name}"


def _kinds(term: str, question: Question) -> list[str]:
    return [term, f"n_{term}", *([f"s_{term}"] if question.secret else [])]


def _is_prefix(term: str) -> bool:
    """Numbers and Latin words are found by how they begin; Thai words stand as they are."""
    return term.isascii() and len(term) > 1


def _as_fts(question: Question) -> str:
    groups = [
        " OR ".join(f'"{kind}"{"*" if _is_prefix(term) else ""}' for term in group for kind in _kinds(term, question))
        for group in question.groups
    ]
    return " AND ".join([*(f"({group})" for group in groups), *(f'"{one}"' for one in question.marks)])


def _as_ts(question: Question) -> str:
    groups = [
        " | ".join(f"'{kind}'{':*' if _is_prefix(term) else ''}" for term in group for kind in _kinds(term, question))
        for group in question.groups
    ]
    return " & ".join([*(f"({group})" for group in groups), *(f"'{one}'" for one in question.marks)])


def notes_of(db: Session, case_ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Return what was written in the history of some cases."""
    found: dict[int, list[str]] = {}
    written = select(EntryRow.case_id, EntryRow.note).where(EntryRow.case_id.in_(case_ids), EntryRow.note != "")
    for case_id, note in db.execute(written.order_by(EntryRow.id)):
        found.setdefault(case_id, []).append(note)
    return found
