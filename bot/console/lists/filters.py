"""What a list is cut to, read from its address and written back into it: the address is the whole filter."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import request

from bot.console.frame import me, now, office, parts, times, words
from handlers.cases.access import RESTRICTED, sight_of, waits_for
from handlers.cases.facts import Channel
from handlers.cases.status import Status
from handlers.dates import BUDDHIST
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS
from storage.finding.worklist import Place, Sort, Wanted

CHOSEN = ("unit", "category", "kind", "status", "channel", "area")
DAYS = ("since", "until")
TICKED = ("urgent", "overdue", "mine", "unconfirmed")
FILTERS = (*CHOSEN, *DAYS, *TICKED)
KEPT = ("tab", "q", *FILTERS, "sort")
LONGEST_SEARCH = 200
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True)
class Filters:
    """What the address asks for. `wrong_day` is a day that could not be read."""

    wanted: Wanted
    used: int
    wrong_day: str = ""


def asked_for(tab: str) -> Filters:
    """Read the filter of this request's address."""
    given = {name: request.args.get(name, "").strip() or None for name in (*CHOSEN, *DAYS)}
    ticked = {name: request.args.get(name) == "1" for name in TICKED}
    since, until = (typed_day(given[name] or "") for name in DAYS)
    read = zip(DAYS, (since, until), strict=True)
    wrong = next((given[name] or "" for name, day in read if given[name] and not day), "")
    status = Status.UNCONFIRMED.value if ticked["unconfirmed"] else given["status"]
    wanted = Wanted(
        tab=tab,
        words=searched(),
        unit=given["unit"],
        category=given["category"],
        kind=given["kind"],
        status=status,
        channel=given["channel"],
        area=given["area"],
        since=begin_of(since) if since else None,
        until=begin_of(until + timedelta(days=1)) if until else None,
        urgent=ticked["urgent"],
        overdue=ticked["overdue"],
        mine=ticked["mine"],
        todo=tuple(status.value for status in waits_for(me().role)),
        staff_id=me().id,
        sort=_sort(),
    )
    return Filters(wanted, sum(map(bool, (*given.values(), *ticked.values()))), wrong)


def searched() -> str:
    """The words that are looked for."""
    return request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def address(**changed: Any) -> str:
    """This list's address without its page, with some of it changed."""
    asked = {name: request.args.get(name) for name in KEPT} | changed
    return urlencode({name: value for name, value in asked.items() if value})


def choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer; restricted categories only to those who see such matters."""
    say, language = words().say, words().language
    sight = sight_of(me().role, me().unit)
    categories = [key for key in CATEGORY_KEYS if sight.restricted or key not in RESTRICTED]
    found = {
        "kind": [(kind.value, say(f"kind.{kind}")) for kind in Kind],
        "category": [(key, say(f"category.{key}")) for key in categories],
        "status": [(status.value, say(f"status.{status}")) for status in Status],
        "channel": [(channel.value, say(f"channel.{channel}")) for channel in Channel],
        "area": [(place.key, place.name(language)) for place in office().places if place.kind == "village"],
        "sort": [(sort.value, say(f"find_sort.{sort}")) for sort in Sort],
    }
    if sight.unit is None:
        found["unit"] = [(unit.key, unit.name(language)) for unit in office().units]
    return found


def page_mark(place: Place) -> str:
    """A place in a list as the address carries it."""
    return f"{int(place.urgent)}.{place.due:%Y%m%d}.{place.id}.{int(place.changed_at.timestamp() * 1_000_000)}"


def page_place() -> Place | None:
    """The place in the list that this request's address asks for."""
    try:
        urgent, due, case_id, *rest = request.args.get("after", "").split(".")
        changed = datetime.fromtimestamp(int(rest[0]) / 1_000_000, now().tzinfo) if rest else now()
        return Place(urgent == "1", date.fromisoformat(due), int(case_id), changed)
    except (ValueError, OverflowError, OSError):
        return None


def _sort() -> Sort | None:
    asked = request.args.get("sort", "")
    return Sort(asked) if asked in set(Sort) else None


def begin_of(day: date) -> datetime:
    """The moment in which a day begins here."""
    return datetime.combine(day, time(), parts().settings.office_zone)


def typed_day(typed: str) -> date | None:
    """A day as it is typed here: 1/7/2569, or with the year of the Christian era."""
    found = _DAY.fullmatch(typed.translate(_THAI_DIGITS))
    if found is None:
        return None
    year = int(found[3]) - (BUDDHIST if int(found[3]) > 2400 else 0)
    try:
        return min(date(year, int(found[2]), int(found[1])), times().today + timedelta(days=36_500))
    except ValueError:
        return None
