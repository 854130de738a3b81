"""What questionnaires know of one person: their copy of it, forgetting what they let us keep, and erasure."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.database import AT_REST
from storage.surveys.invitations import DemographicRow, InvitationRow, SurveyDraftRow, demographics_of
from storage.surveys.responses import AnswerRow, HandedInRow, ResponseRow
from storage.surveys.surveys import WaveRow


def copy_of(db: Session, person_id: int) -> dict[str, Any]:
    """Return what is kept of someone: about themselves, who asked them, drafts, answers by name."""
    asked = (
        select(InvitationRow, WaveRow.name).join(WaveRow, WaveRow.id == InvitationRow.wave_id)
        .where(InvitationRow.person_id == person_id).order_by(InvitationRow.id)
    )  # fmt: skip
    drafts = db.scalars(select(SurveyDraftRow).where(SurveyDraftRow.person_id == person_id))
    given = (
        select(AnswerRow).join(ResponseRow, ResponseRow.id == AnswerRow.response_id)
        .where(ResponseRow.person_id == person_id).order_by(AnswerRow.wave_id, AnswerRow.question_key)
    )  # fmt: skip
    return {
        "about_me": demographics_of(db, person_id),
        "asked": [
            {"wave": name, "answered": row.answered, "declined": row.declined} for row, name in db.execute(asked)
        ],
        "drafts": [{"wave_id": row.wave_id, "answers": row.answers.get("told", {})} for row in drafts],
        "answers": [
            {"wave_id": row.wave_id, "question": row.question_key, "code": row.code, "text": row.text}
            for row in db.scalars(given)
        ],
    }


def forget_demographics(db: Session, person_id: int) -> None:
    """Forget what someone told about themselves: it is asked again the next time."""
    db.execute(delete(DemographicRow).where(DemographicRow.person_id == person_id), execution_options=AT_REST)


def cut_off(db: Session, person_id: int, mark: str) -> None:
    """Take a person out of answers given by name; the numbers stay."""
    theirs = select(ResponseRow.id).where(ResponseRow.person_id == person_id)
    words = update(AnswerRow).where(AnswerRow.response_id.in_(theirs), AnswerRow.text.is_not(None))
    db.execute(words.values(text=mark), execution_options=AT_REST)
    cut = update(ResponseRow).where(ResponseRow.person_id == person_id).values(person_id=None, groups=None)
    db.execute(cut, execution_options=AT_REST)
    for row in db.scalars(select(HandedInRow).where(HandedInRow.person_id == person_id)):
        row.person_id = None
        row.answers = [[key, code, mark if text else None] for key, code, text in row.answers]
