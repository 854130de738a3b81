"""The page of one case: what was told, where it stands, what happened, and the steps open to the reader."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.casework.dossier import Dossier, open_case
from bot.console.casework.doubts import being_read, doubted
from bot.console.casework.groupview import clock_view, group_view, pauses, superiors
from bot.console.casework.letters import offered as letters_of_case
from bot.console.casework.talk import chosen_reply, note_presence, ready_replies, talk_of
from bot.console.casework.timeline import Item, news, timeline
from bot.console.casework.together import together
from bot.console.casework.uploads import MOST_FILES
from bot.console.frame import asked_by_itself, console, me, office, parts, times, words
from bot.console.looks import can_be_written_to, offers, steps
from bot.line.addresses import Addresses, is_on_earth
from bot.services.words import phrasebook
from handlers.cases.access import RESTRICTED, sight_of
from handlers.cases.notices import reply_head
from handlers.cases.status import MoveName, Status
from handlers.messages import Point
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS

LONGEST_NOTE = 2000
LONGEST_REPLY = 1000
LIKELY = 0.05  # a category less likely than this is not offered


@dataclass(frozen=True)
class Trouble:
    """An act that was not done: the form it came from, why, what was typed, and what happened meanwhile."""

    form: str
    why: str
    typed: dict[str, str] = field(default_factory=dict)
    stale: bool = False
    news: list[Item] = field(default_factory=list)


@console.get("/cases/<int:case_id>")
def case(case_id: int) -> str:
    """The page."""
    return page(open_case(case_id), opened=request.args.get("do", ""))


@console.get("/cases/<int:case_id>/live")
@asked_by_itself
def case_live(case_id: int) -> ResponseReturnValue:
    """Timeline and head again if anything changed since; nothing (204) if not."""
    dossier = open_case(case_id)
    note_presence(case_id)
    if request.args.get("mark") == f"{dossier.mark}{talk_of(dossier).mark}":
        return Response(status=204)
    moved = request.args.get("version", type=int) != dossier.case.version
    return render_template("console/case_live.html", **_shown(dossier), moved=moved)


def page(dossier: Dossier, opened: str = "", trouble: Trouble | None = None) -> str:
    """The page, with the form of a refused act open and filled as it was."""
    if not opened and dossier.case.status == Status.REPORTED and any(one.holds for one in doubted(dossier.case.id)):
        opened = MoveName.APPROVE  # which then wants a word
    first, others = offers(dossier.case, me().role, me().unit)
    return render_template(
        "console/case.html",
        **_shown(dossier),
        first=first,
        others=others,
        together=together(dossier.case),
        may_merge=any(one.name is MoveName.MERGE for one in others),
        opened=trouble.form if trouble else opened,
        trouble=trouble,
        writable=dossier.writable,
        ready=ready_replies(dossier) if dossier.writable else [],
        ready_text=chosen_reply(dossier) if dossier.writable else "",
        units=[unit for unit in office().units if unit.key != dossier.case.unit],
        all_units=office().units,
        pauses=pauses(),
        superiors=superiors(dossier),
        kinds=list(Kind),
        categories=CATEGORY_KEYS,
        most_files=MOST_FILES,
        longest_note=LONGEST_NOTE,
        longest_reply=LONGEST_REPLY,
        reply_above=_above(dossier),
        **letters_of_case(dossier),
        guesses=_other_guesses(dossier) if dossier.writable else [],
        **_map(dossier),
    )


def stale(dossier: Dossier, form: str, typed: dict[str, str], seen: int) -> str:
    """The page for someone whose view was overtaken: what is new, and their own words kept."""
    happened = news(dossier, seen, times())
    return page(dossier, trouble=Trouble(form, words().say("denied.changed"), typed, stale=True, news=happened))


def _shown(dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "case": dossier.case,
        "steps": steps(dossier.case.status),
        "items": timeline(dossier, times()),
        "talk": talk_of(dossier),
        "reachable": can_be_written_to(dossier.case),
        "doubts": doubted(dossier.case.id),
        "reading_pictures": being_read(dossier.case.id),
        "group": group_view(dossier),
        "clock": clock_view(dossier),
        "restricted": dossier.case.category in RESTRICTED,
        "sees_restricted": sight_of(me().role, me().unit).restricted,
    }


def _other_guesses(dossier: Dossier) -> list[str]:
    """Categories that the reader of Thai also thinks of: one tap sets the case right, and the reader learns."""
    guesses = parts().desk.read(dossier.case.text).categories
    return [one.key for one in guesses if one.key != dossier.case.category and one.confidence > LIKELY]


def _above(dossier: Dossier) -> str:
    """The line that stands above a reply in LINE, in the citizen's language."""
    wording = phrasebook().wording(dossier.language)
    return reply_head(dossier.case.unit, dossier.case.reference, office(), wording)


def _map(dossier: Dossier) -> dict[str, str | None]:
    row, settings = dossier.case, parts().settings
    point = Point(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
    if point is None or not is_on_earth(point):
        return {"map_picture": None, "map_page": None}
    addresses = Addresses(settings.public_url, settings.secret_key)
    drawn = urlsplit(addresses.map_picture(point, words().language))
    # From this very origin, whatever the public address is: the content policy allows no other.
    own = f"{drawn.path}?{drawn.query}" if drawn.query else drawn.path
    return {"map_picture": own, "map_page": addresses.map_service(point)}
