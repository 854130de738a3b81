"""Whoever is shown personal data of a case is noted: every route is walked by every role, and what it gave is read."""

import io
import zipfile

import pytest
from sqlalchemy import func, select
from werkzeug.routing import Rule

from handlers.cases.status import Status
from storage.looks import LookRow
from storage.media import Media
from storage.people import PersonRow
from tests.console.conftest import Desk
from tests.console.town import PASSWORD, STAFF, Town, build

# Words that stand nowhere but in one case: who sees one of them has seen personal data.
TITLE, TEXT, PLACE, PHONE, NAME = "ป้ายร้านคำพยานหนึ่ง", "ข้อความคำพยานสอง", "บ้านคำพยานสาม", "0899912345", "นางคำพยานสี่"
WITNESSES = tuple(word.encode() for word in (TITLE, TEXT, PLACE, PHONE, NAME))
FILES = ("application/pdf",)  # what cannot be read here: a file about a case counts as its data
OPEN = ("/console/sign-in", "/console/static", "/console/palette", "/console/nowhere")


@pytest.fixture
def watched(sqlite_url: str, settings, clock) -> Town:
    """The town with one case that nobody can mistake."""
    town = build(settings, clock)
    with town.parts.database.begin() as db:
        db.get_one(PersonRow, town.person).name = NAME
    town.case(Status.IN_PROGRESS, title=TITLE, text=TEXT, place=PLACE, phone=PHONE, contact="phone")
    town.picture(1)
    return town


def addresses(town: Town) -> list[tuple[Rule, str]]:
    with town.parts.database.reading() as db:
        token = db.scalar(select(Media.token))
    found = []
    for rule in town.app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.rule.startswith(OPEN):
            continue
        numbers = {name for name, kind in rule._converters.items() if type(kind).__name__ == "IntegerConverter"}
        values = {name: 1 if name in numbers else token if name == "token" else "works" for name in rule.arguments}
        values |= {"size": "small"} if "size" in values else {}
        built = rule.build(values, append_unknown=False)
        if built is not None:
            found.append((rule, built[1]))
            if not numbers:
                found.append((rule, f"{built[1]}?q=ป้าย"))  # lists may show what they are asked for by words
    return found


def shows(rule: Rule, answer) -> bool:
    """Whether an answer holds something of the case."""
    if answer.status_code != 200:
        return False
    if answer.mimetype in FILES:
        return "case_id" in rule.arguments
    content = answer.get_data()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return any(word in content for word in WITNESSES)


def looks(town: Town, staff_id: int) -> int:
    with town.parts.database.reading() as db:
        mine = (LookRow.case_id == 1, LookRow.staff_id == staff_id)
        return db.scalar(select(func.count()).select_from(LookRow).where(*mine)) or 0


@pytest.mark.parametrize("who", STAFF)
def test_every_route_that_shows_a_cases_data_notes_who_looked(watched: Town, who: str):
    unnoted, shown = [], 0
    for rule, address in addresses(watched):
        watched.wait(days=1, hours=1)  # another window: no earlier look stands for this one
        desk = Desk(watched.app.test_client())
        desk.post("/console/sign-in", username=who, password=PASSWORD)
        before = looks(watched, watched.staff[who])
        answer = desk.get(address)
        if rule.endpoint.startswith("console.") and shows(rule, answer):
            shown += 1
            if looks(watched, watched.staff[who]) == before:
                unnoted.append(rule.rule)
    assert unnoted == []
    assert shown >= (0 if who == "neighbour" else 3), "the witnesses were seen somewhere"


def test_a_picture_opened_by_its_address_is_noted_without_a_name(watched: Town):
    with watched.parts.database.reading() as db:
        token = db.scalar(select(Media.token))
    client = watched.app.test_client()
    assert client.get(f"/media/{token}").status_code == 200
    assert client.get(f"/media/{token}/small").status_code == 200
    with watched.parts.database.reading() as db:
        rows = db.scalars(select(LookRow)).all()
    assert [(row.kind, row.staff_id, row.role, row.case_id) for row in rows] == [("link", 0, "link", 1)]
