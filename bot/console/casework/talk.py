"""The talk with the citizen on the page of a case: bubbles, who else is there, taking over and handing back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.console.casework.dossier import Dossier, open_case
from bot.console.casework.timeline import Delivery, delivery
from bot.console.frame import actor, console, me, now, office, parts, times, words
from bot.services.casework.facts import case_facts
from bot.services.casework.takingover import TalkTakenError, hand_back, take_over
from bot.services.words import phrasebook
from handlers.cases.replies import filled, values_of
from handlers.cases.status import Role
from storage import presence, replies, takeovers
from storage.media import Media
from storage.staff import StaffRow

HERE = timedelta(seconds=45)  # a page asks every four seconds; it is noted at most every fifteen
NOTED_EVERY = timedelta(seconds=15)


@dataclass(frozen=True)
class Bubble:
    """One thing that was said. `voice`: citizen, staff or bot; `name` is for colleagues, the citizen sees one voice."""

    at: datetime
    voice: str
    text: str
    name: str = ""
    pictures: list[Media] = field(default_factory=list)
    sent: list[Delivery] = field(default_factory=list)


@dataclass(frozen=True)
class Talk:
    """The talk as the page shows it. `holder` has taken it over, `until` when it is handed back by itself."""

    bubbles: list[Bubble]
    others: list[str]
    holder: str = ""
    mine: bool = False
    until: datetime | None = None

    @property
    def mark(self) -> str:
        """A word that changes when the page must be drawn anew."""
        return f"{self.holder}{self.mine}{','.join(self.others)}"


def talk_of(dossier: Dossier) -> Talk:
    """Return the talk of a case."""
    with parts().database.reading() as db:
        others = presence.others(db, dossier.case.id, me().id, now() - HERE)
        row = takeovers.of_person(db, dossier.case.person_id) if dossier.case.person_id else None
        holder = db.get(StaffRow, row.staff_id) if row and row.until > now() else None
    return Talk(
        _bubbles(dossier),
        list(others),
        holder.name if holder else "",
        holder is not None and holder.id == me().id,
        row.until if row and holder else None,
    )


def note_presence(case_id: int) -> None:
    """Note that the reader looks at the case, now and then: it is a comfort, and costs a write."""
    with parts().database.reading() as db:
        row = db.get(presence.PresenceRow, (case_id, me().id))
    if row is None or now() - row.seen_at > NOTED_EVERY:
        with parts().database.begin() as db:
            presence.seen(db, case_id, me().id, now())


def ready_replies(dossier: Dossier) -> list[tuple[int, str, str]]:
    """Return the templates for this case with their blanks filled: number, title, words."""
    if dossier.person is None:
        return []
    with parts().database.reading() as db:
        found = replies.templates(db, dossier.case.unit)
        values = _values(db, dossier) if found else {}
    return [(one.id, one.title, filled(one.text, values)) for one in found]


def _values(db: Session, dossier: Dossier) -> dict[str, str]:
    facts = case_facts(db, dossier.case)
    return values_of(facts, dossier.teller, me().name, office(), phrasebook().wording(dossier.language))


@console.post("/cases/<int:case_id>/talk")
def talk_begin(case_id: int) -> ResponseReturnValue:
    """Take the talk over: the bot is silent for this citizen."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    try:
        with parts().database.begin() as db:
            begun = take_over(db, case_id, actor(), now())
        flash(words().say("talk.begun" if begun else "talk.nobody"))
    except TalkTakenError as taken:
        flash(words().say("talk.taken", name=taken.name))
    return redirect(url_for("console.case", case_id=case_id, _anchor="case-talk"))


@console.post("/cases/<int:case_id>/talk/end")
def talk_end(case_id: int) -> ResponseReturnValue:
    """Hand the talk back to the bot."""
    dossier = open_case(case_id)
    if not dossier.writable:
        abort(403)
    with parts().database.begin() as db:
        row = takeovers.of_person(db, dossier.case.person_id) if dossier.case.person_id else None
        mine = row is not None and (row.staff_id == me().id or me().role is Role.HEAD)
        if row is not None and mine:
            hand_back(db, row, parts().settings, now())
    flash(words().say("talk.ended" if mine else "talk.not_yours"))
    return redirect(url_for("console.case", case_id=case_id, _anchor="case-talk"))


def _bubbles(dossier: Dossier) -> list[Bubble]:
    """What citizen, staff and bot said, oldest first; a message stands with what it carried."""
    said = [Bubble(dossier.case.opened_at, "citizen", dossier.case.text, pictures=_unentered(dossier))]
    to_citizen = dossier.person.line_id if dossier.person else None
    rows = [row for row in dossier.outgoing if row.recipient == to_citizen and to_citizen]
    carried: set[int] = set()
    for entry in dossier.entries:
        pictures = [one for one in dossier.before if one.entry_id == entry.id]
        if entry.role == Role.CITIZEN and entry.before is not None and (entry.note or pictures):
            said.append(Bubble(entry.at, "citizen", entry.note, pictures=pictures))
        elif entry.move is None and entry.staff_id and entry.before is not None and entry.public and entry.note:
            carriers = [row for row in rows if row.created_at == entry.at and row.purpose == "reply"]
            carried |= {row.seq for row in carriers}
            sent = [delivery(row, dossier, times()) for row in carriers]
            said.append(Bubble(entry.at, "staff", entry.note, dossier.names.get(entry.staff_id, ""), sent=sent))
    for row in rows:
        if row.seq not in carried:
            one = delivery(row, dossier, times())
            said.append(Bubble(row.created_at, "bot", one.text, sent=[one]))
    return sorted(said, key=lambda bubble: bubble.at)


def _unentered(dossier: Dossier) -> list[Media]:
    """The pictures that came with the first words."""
    return [one for one in dossier.before if one.entry_id is None]


def chosen_reply(dossier: Dossier) -> str:
    """Return the words of the template that the reader chose, to go on writing from."""
    chosen = request.args.get("template", type=int)
    return next((text for number, _, text in ready_replies(dossier) if number == chosen), "") if chosen else ""
