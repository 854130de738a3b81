"""Which words of the register came with which message, so that a message taken back leaves nothing behind."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from handlers.cases.status import Role
from storage.cases import CaseRow, EntryRow
from storage.database import Base
from storage.finding.joiners import joiner_of
from storage.history import erase_words
from storage.labels import LabelRow
from storage.outgoing import OutgoingRow

LONGEST_TITLE = 200
LOOK_BACK = 500  # sent parcels of one person that are searched for copies


class SourceRow(Base):
    """Words of a case and the LINE message that they came with."""

    __tablename__ = "case_source"

    message_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(Text)


def keep_sources(db: Session, case_id: int, sources: Mapping[str, str]) -> None:
    """Keep where the words of a case came from; a message belongs to the first case that it told of."""
    known = set(db.scalars(select(SourceRow.message_id).where(SourceRow.message_id.in_(sources))))
    db.add_all(
        SourceRow(message_id=message_id, case_id=case_id, words=words)
        for message_id, words in sources.items()
        if message_id not in known and words
    )


def change_words(db: Session, message_id: str, recipient: str, words: str, now: datetime) -> None:
    """Put the new words of a message in the place of its old ones; it still is where they came from."""
    source = db.get(SourceRow, message_id)
    if source is None or source.words == words:
        return
    case_id = source.case_id
    take_words_back(db, message_id, recipient, words, now)
    db.flush()
    db.add(SourceRow(message_id=message_id, case_id=case_id, words=words))


def take_words_back(db: Session, message_id: str, recipient: str, mark: str, now: datetime) -> None:
    """Put `mark` in the place of a message's words in the case, its history, labels and what was sent of it."""
    source = db.get(SourceRow, message_id)
    if source is None:
        return
    words, case = source.words, db.get(CaseRow, source.case_id)
    joiner = joiner_of(db, source.case_id, recipient)
    if joiner is not None:  # told by who joined the case: what others told of it stays as it is
        joiner.words = joiner.words.replace(words, mark)
        db.delete(source)
        return
    if case is not None:
        title_is_theirs = case.title in words or words in case.title
        in_text = words in case.text
        case.text = case.text.replace(words, mark)
        _blank_copies(db, case, recipient, [words, *([case.title] if title_is_theirs else [])], mark)
        case.title = mark[:LONGEST_TITLE] if title_is_theirs else case.title
        case.place = case.place.replace(words, mark)
        case.phone = "" if case.phone and case.phone in words else case.phone
        case.person_named = case.person_named.replace(words, mark)
        _blank_entries(db, case, words, mark, now, in_text=in_text)
    db.execute(delete(LabelRow).where(LabelRow.text.contains(words, autoescape=True)))
    db.delete(source)


def _blank_entries(db: Session, case: CaseRow, words: str, mark: str, now: datetime, *, in_text: bool) -> None:
    """The history keeps that something was said; the case's own text, which its first entry vouches for, is new."""
    holding = (EntryRow.case_id == case.id, EntryRow.note.contains(words, autoescape=True))
    found = db.execute(select(EntryRow.seq, EntryRow.note).where(*holding))
    changed = {seq: note.replace(words, mark) for seq, note in found}
    if in_text:
        changed[1] = case.text
    erase_words(db, case, changed, now, Role.CITIZEN)


def _blank_copies(db: Session, case: CaseRow, recipient: str, words: list[str], mark: str) -> None:
    theirs = (OutgoingRow.case_id == case.id) | (OutgoingRow.recipient == recipient)
    for row in db.scalars(select(OutgoingRow).where(theirs).order_by(OutgoingRow.seq.desc()).limit(LOOK_BACK)):
        raw = json.dumps(row.messages, ensure_ascii=False)
        blanked = raw
        for told in words:
            blanked = blanked.replace(json.dumps(told, ensure_ascii=False)[1:-1], mark)
        if blanked != raw:
            row.messages = json.loads(blanked)
