"""Cases on the map: the list's filters and sight, clusters, and the same cases to read below."""

import re

from handlers.cases.status import Status
from handlers.clusters import cell_size, clusters
from storage.looks import LookRow
from tests.console.town import Town


def test_the_map_shows_what_the_list_would_and_nothing_more(sign_in, town: Town):
    shown = town.case(title="ไฟดับ")
    town.case(title="ความลับ", category="corruption")
    town.case(Status.CLOSED, title="ปิดแล้ว")
    town.case(title="ไม่มีที่", latitude=None, longitude=None)
    other = town.case(title="อีกหน่วย", unit="health", category="waste")
    for who, cases in (("registrar", {shown, other}), ("officer", {shown}), ("neighbour", {other})):
        found = sign_in(who).get("/console/map/places").get_json()["places"]
        assert {one["id"] for one in found} == cases, who
    head = sign_in("head")
    assert len(head.get("/console/map/places").get_json()["places"]) == 3
    assert [one["id"] for one in head.get("/console/map/places?category=waste").get_json()["places"]] == [other]
    assert head.get("/console/map/places?frame=0,0,1,1").get_json()["places"] == []
    assert head.get("/console/map/places?frame=x").status_code == 200
    page = head.page("/console/map")
    assert "ไฟดับ" in page
    assert re.search(r"/console/\?tab=open", page)
    with town.parts.database.reading() as db:
        assert db.query(LookRow).filter(LookRow.kind == "map", LookRow.case_id == shown).count() == 3


def test_many_cases_are_drawn_together_and_all_are_counted(sign_in, town: Town):
    for number in range(70):
        town.case(latitude=14.0 + number % 7 * 0.01, longitude=99.5)
    found = sign_in("head").get("/console/map/places?frame=13.9,99.4,14.2,99.7").get_json()
    assert sum(one["n"] for one in found["places"]) == 70
    assert len(found["places"]) <= 7
    assert not found["more"]


def test_the_ground_is_the_offices_own(sign_in):
    ground = sign_in("officer").get("/console/map/ground").get_json()
    assert set(ground) == {"roads", "waters", "areas", "landmarks"}


def test_points_close_together_make_one_cluster_in_their_middle():
    (one,) = clusters([(1, 14.001, 99.001), (2, 14.003, 99.003)], 0.01)
    assert (round(one.latitude, 4), round(one.longitude, 4), one.keys) == (14.002, 99.002, (1, 2))
    assert len(clusters([(1, 14.001, 99.0), (2, 14.001, 99.0)], 0.0)) == 2
    assert cell_size(14.0, 99.0, 14.001, 99.001) == 0.0
    assert cell_size(14.0, 99.0, 14.12, 99.06) > 0
