"""A person's own data as one JSON document, behind an address that is theirs for half an hour."""

from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.cases import CaseRow, entries_of
from storage.finding.joiners import JoinerRow, joined_by
from storage.labels import PollRow
from storage.looks import of_case
from storage.people import ConsentRow, PersonRow, person_by_line_id
from storage.pictures import pictures_of
from storage.surveys.privacy import copy_of

LIVES = 30 * 60  # seconds
MOST_LOOKS = 1000  # the latest at one case, by role and never by name


class Exports:
    """Makes and reads the signed addresses of `/my-data/`."""

    def __init__(self, secret_key: str) -> None:
        self._signer = URLSafeTimedSerializer(secret_key, salt="my-data")

    def path(self, line_id: str) -> str:
        """Return the path of someone's data, good for half an hour."""
        return f"/my-data/{self._signer.dumps(line_id)}"

    def owner(self, token: str) -> str | None:
        """Return whose data an address shows, or None where it is forged or too old."""
        try:
            return str(self._signer.loads(token, max_age=LIVES))
        except BadSignature:
            return None


def export_person(db: Session, line_id: str, public_url: str) -> dict[str, Any] | None:
    """Return everything kept about a person, or None where there is nobody."""
    person = person_by_line_id(db, line_id)
    if person is None:
        return None
    consents = db.scalars(select(ConsentRow).where(ConsentRow.person_id == person.id).order_by(ConsentRow.id))
    cases = db.scalars(select(CaseRow).where(CaseRow.person_id == person.id).order_by(CaseRow.id))
    return {
        "person": _person(person),
        "consents": [{"notice": row.notice, "agreed": row.agreed, "at": row.at.isoformat()} for row in consents],
        "cases": [_case(db, case, public_url) for case in cases],
        "joined": [_joined(joiner, case) for joiner, case in joined_by(db, person.id)],
        "questionnaires": copy_of(db, person.id),
    }


def _person(row: PersonRow) -> dict[str, Any]:
    names = ("line_id", "name", "language", "updates", "phone", "notice")
    return {name: getattr(row, name) for name in names} | {"since": row.created_at.isoformat()}


def _joined(row: JoinerRow, case: CaseRow) -> dict[str, Any]:
    """A case of somebody else that the person joined: what they told of it, and no word of the other's."""
    known = {"category": case.category, "area": case.area, "status": case.status}
    return known | {"at": row.at.isoformat(), "words": row.words}


def _case(db: Session, row: CaseRow, public_url: str) -> dict[str, Any]:
    names = ("reference", "kind", "category", "title", "text", "status", "unit", "contact", "phone", "place",
             "latitude", "longitude", "person_named")  # fmt: skip
    poll = db.get(PollRow, row.id)
    return {name: getattr(row, name) for name in names} | {
        "opened_at": row.opened_at.isoformat(),
        "due": row.due.isoformat() if row.due else None,
        "pictures": [f"{public_url}/media/{media.token}" for media in pictures_of(db, [row.id])],
        "history": [
            {"at": entry.at.isoformat(), "by": entry.role, "move": entry.move, "note": entry.note}
            for entry in entries_of(db, row.id)
            if entry.public
        ],
        "looks": [
            {"at": look.at.isoformat(), "by": look.role, "unit": look.unit or None, "how": look.kind}
            for look in of_case(db, row.id, MOST_LOOKS)
        ],
        "poll": {"score": poll.score, "why": poll.why} if poll else None,
    }
