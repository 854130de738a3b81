"""Notes which cases' personal data this request shows: `looked(kind, case_ids)`, written before the answer leaves."""

from collections.abc import Iterable
from typing import cast

from flask import Response, g
from flask_login import current_user

from bot.console.frame import console, me, now, parts
from handlers.looking import Look, Looker, Seen, looks


def looked(kind: Look, case_ids: Iterable[int], detail: str = "") -> None:
    """Say that this answer shows personal data of these cases to who has signed in. Call it wherever that is so."""
    reader = me()
    looker = Looker(reader.id, reader.role, reader.unit or "")
    _seen().extend(looks(looker, kind, case_ids, now(), detail))


@console.after_request
def write(answer: Response) -> Response:
    """Write the looks of this request; an answer whose looks cannot be written is not given."""
    if current_user.is_authenticated and answer.status_code < 500 and _seen():
        parts().lookout.note(_seen())
    return answer


def _seen() -> list[Seen]:
    if "looked" not in g:
        g.looked = []
    return cast(list[Seen], g.looked)
