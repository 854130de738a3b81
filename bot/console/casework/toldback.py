"""What came of telling someone without LINE about their matter, written down on the case's page."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.casework.dossier import open_case
from bot.console.frame import actor, console, parts, words
from handlers.cases.tellback import Outcome

LONGEST_NOTE = 2000


@console.post("/cases/<int:case_id>/told")
def told_back(case_id: int) -> ResponseReturnValue:
    """What came of telling someone without LINE."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    outcome, entry = request.form.get("outcome", ""), request.form.get("entry", type=int)
    if outcome not in set(Outcome) or entry is None:
        abort(400)
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    said = words().say(f"told_back.{outcome}_note", way=words().say(f"contact.{dossier.case.contact}"))
    done = parts().tellback.keep(case_id, entry, Outcome(outcome), note, actor(), said)
    flash(words().say("told_back.done" if done else "told_back.already"))
    return redirect(url_for("console.case", case_id=case_id))
