"""What is doubtful about a case's after-photos, both pictures side by side, as far as the reader may see the other."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.console.frame import me, parts, words
from handlers.cases.access import may_see
from handlers.cases.afterphoto import HOLDING, Flag
from storage import prints
from storage.cases import CaseRow
from storage.media import KEPT, Media


@dataclass(frozen=True)
class Doubted:
    """One doubt: its words, whether it holds the case, the picture, and the one that it resembles."""

    words: str
    holds: bool
    picture: str
    other: str = ""
    other_case: int | None = None
    reference: str = ""


def doubted(case_id: int) -> list[Doubted]:
    """Return the doubts of a case, those first that hold it."""
    with parts().database.reading() as db:
        found = [_shown(db, case_id, row) for row in prints.doubts_of(db, case_id)]
    return sorted((one for one in found if one is not None), key=lambda one: not one.holds)


def being_read(case_id: int) -> bool:
    """Tell whether after-photos are still being held against others."""
    with parts().database.reading() as db:
        return prints.being_read(db, case_id)


def _shown(db: Session, case_id: int, row: prints.DoubtRow) -> Doubted | None:
    picture = db.get(Media, row.media_id)
    if picture is None or picture.state != KEPT:
        return None
    other = db.get(Media, row.other_media) if row.other_media else None
    case = db.get(CaseRow, row.other_case) if row.other_case else None
    reader = me()
    # A picture of a case that the reader may not see is not shown to them here either, nor is its number.
    mine = case is not None and (case.id == case_id or may_see(reader.role, reader.unit, reader.id, case))
    said = words().say(f"photo_flag.{row.flag}", n=row.amount)
    return Doubted(
        said,
        Flag(row.flag) in HOLDING,
        picture.token,
        other.token if other is not None and other.state == KEPT and mine else "",
        case.id if case is not None and mine and case.id != case_id else None,
        case.reference if case is not None and mine and case.id != case_id else "",
    )
