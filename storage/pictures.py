"""The pictures of cases: which belong to which, before the work and after it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.media import KEPT, WANTED, Media

BEFORE, AFTER = "before", "after"
JOINED = "joined"  # of someone who joined the case: for the office, never for another citizen


def attach_messages(
    db: Session, case_id: int, message_ids: Iterable[str], entry_id: int | None = None, role: str = BEFORE
) -> None:
    """Give media that came in LINE to a case; what staff send with their report is the work done."""
    wanted = Media.message_id.in_(list(message_ids)) & Media.case_id.is_(None)
    db.execute(update(Media).where(wanted).values(case_id=case_id, entry_id=entry_id, role=role))


def attach_uploads(db: Session, case_id: int, media_ids: Iterable[int], entry_id: int) -> int:
    """Give uploaded media to an entry of a case; returns how many were there to give."""
    rows = db.scalars(select(Media).where(Media.id.in_(list(media_ids)))).all()
    for row in rows:
        if row.case_id in (None, case_id):
            row.case_id, row.entry_id = case_id, entry_id
    return len(rows)


def pictures_of(db: Session, case_ids: Sequence[int]) -> Sequence[Media]:
    """Return the pictures of some cases, oldest first, also those on their way from LINE; not those of joiners."""
    if not case_ids:
        return []
    chosen = Media.case_id.in_(case_ids) & (Media.kind == "image") & Media.state.in_((KEPT, WANTED))
    chosen &= Media.role != JOINED
    return db.scalars(select(Media).where(chosen).order_by(Media.id)).all()


def tokens_by_message(db: Session, message_ids: Sequence[str]) -> Mapping[str, str]:
    """Return the tokens of media that are kept or on their way, by LINE's message ids."""
    if not message_ids:
        return {}
    chosen = Media.message_id.in_(message_ids) & Media.state.in_((KEPT, WANTED)) & (Media.kind == "image")
    return dict(db.execute(select(Media.message_id, Media.token).where(chosen)).all())  # type: ignore[arg-type]
