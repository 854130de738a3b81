"""Cases on the office's own map: the same filters as the list, clusters, one press to a case, a list beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, render_template, request

from bot.console.frame import asked_by_itself, console, me, parts, times, words
from bot.console.lists import filters
from bot.console.lists.inbox import TABS, chosen_tab, list_of
from bot.console.looked import looked
from bot.console.looks import accent
from bot.maps.town import OfficeMap
from bot.services.office.officemap import KeptMap
from handlers.cases.access import sight_of
from handlers.clusters import cell_size, clusters
from handlers.looking import Look
from storage.cases import CaseRow
from storage.finding import worklist
from storage.finding.map import MOST, Frame, Spot, cases_at, spots

NAMED = 60  # single cases that are shown with their title; farther out they are only counted


@dataclass(frozen=True)
class MapView:
    """What the filters beside the map need to know."""

    tab: str
    typed: str
    filters: int
    wrong_day: str


@console.get("/map")
def case_map() -> str:
    """The page: map, filters, and the first cases of the same list for those who read rather than look."""
    tab = _tab()
    asked = filters.asked_for(list_of(tab))
    sight = sight_of(me().role, me().unit)
    with parts().database.reading() as db:
        page = worklist.page(db, sight, asked.wanted, times().today)
    looked(Look.LIST, [case.id for case in page.cases])
    view = MapView(tab, asked.wanted.words, asked.used, asked.wrong_day)
    return render_template(
        "console/map.html",
        view=view,
        where="console.case_map",
        tabs=TABS[me().role],
        choices=filters.choices(),
        cases=page.cases,
        address=filters.address(tab=tab),
    )


@console.get("/map/places")
@asked_by_itself
def map_places() -> Response:
    """Clusters and single cases of what is on the screen, as JSON."""
    frame, wanted = _frame(), filters.asked_for(list_of(_tab())).wanted
    sight = sight_of(me().role, me().unit)
    with parts().database.reading() as db:
        found = spots(db, sight, wanted, frame, times().today)
        drawn = clusters(((one.case_id, one.latitude, one.longitude) for one in found), _size(frame, found))
        single = [one.keys[0] for one in drawn if len(one.keys) == 1][:NAMED]
        cases = cases_at(db, single)
    looked(Look.MAP, list(cases))
    urgent = {one.case_id for one in found if one.urgent}
    places = [
        {"lat": one.latitude, "lon": one.longitude, "n": len(one.keys), "urgent": not urgent.isdisjoint(one.keys)}
        | (_named(cases[one.keys[0]]) if len(one.keys) == 1 and one.keys[0] in cases else {})
        for one in drawn
    ]
    return jsonify({"places": places, "more": len(found) == MOST})


@console.get("/map/ground")
def map_ground() -> Response:
    """The office's own lines, as its map pictures draw them; no other server is asked for anything."""
    answer = jsonify(_ground(KeptMap(parts().database)(), words().language))
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


def _tab() -> str:
    """Open cases unless another list is asked for: what is worked on is what one looks for on a map."""
    if request.args.get("tab"):
        return chosen_tab()
    return next((tab for tab in TABS.get(me().role, ()) if list_of(tab) == "open"), chosen_tab())


def _frame() -> Frame:
    try:
        south, west, north, east = (float(part) for part in request.args.get("frame", "").split(","))
    except ValueError:
        return Frame()
    return Frame(south, west, north, east) if -90 <= south <= north <= 90 and -180 <= west <= east <= 180 else Frame()


def _size(frame: Frame, found: Sequence[Spot]) -> float:
    if len(found) <= NAMED:
        return 0.0
    return cell_size(frame.south, frame.west, frame.north, frame.east)


def _named(case: CaseRow) -> dict[str, Any]:
    say = words().say
    return {
        "id": case.id,
        "title": case.title,
        "reference": case.reference,
        "status": say(f"status.{case.status}"),
        "accent": accent(case.status),
    }


def _ground(town: OfficeMap, language: str) -> dict[str, Any]:
    return {
        "roads": [
            {"kind": road.kind, "name": road.name.in_language(language), "line": road.line} for road in town.roads
        ],
        "waters": [{"kind": water.kind, "line": water.line, "width": water.width_m} for water in town.waters],
        "areas": [
            {"name": area.name.in_language(language), "moo": area.moo, "centre": area.centre, "outline": area.outline}
            for area in town.areas
        ],
        "landmarks": [
            {"name": mark.name.in_language(language), "lat": mark.lat, "lon": mark.lon}
            for mark in town.landmarks
            if mark.kind != "junction"
        ],
    }
