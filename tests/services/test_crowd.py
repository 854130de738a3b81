"""Fifty officers at once on the same twenty cases: histories stay whole, nothing is lost, nobody hears anything twice.

`CROWD_TRIES` (4) is how often each of them tries; a longer run: `CROWD_TRIES=200 pytest tests/services/test_crowd.py`.
"""

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from bot.services.casework.cases import MoveDeniedError
from bot.services.casework.proving import prove
from bot.services.groups import bind
from handlers.cases.chain import key_of
from handlers.cases.facts import Actor
from handlers.cases.status import Brought, Denied, MoveName, Role, Status, open_moves
from storage.cases import CaseRow, EntryRow
from storage.outgoing import OutgoingRow
from storage.staff import StaffRow
from tests.services.hall import Hall

OFFICERS, CASES = 50, 20
TRIES = int(os.environ.get("CROWD_TRIES", "4"))
UNITS = ("works", "health")
# What an officer does without anything else happening by itself.
MOVES = (MoveName.ACCEPT, MoveName.HAND_ON, MoveName.VISIT, MoveName.HOLD, MoveName.RESUME, MoveName.ASK)
GROUPS = {unit: "C" + letter * 32 for unit, letter in zip(UNITS, "ab", strict=True)}


@pytest.fixture
def crowd(hall: Hall) -> list[Actor]:
    with hall.parts.database.begin() as db:
        for unit, group in GROUPS.items():
            bind(db, unit, group, hall.clock.now())
        people = [
            StaffRow(username=f"officer{n}", name=f"สมมุติ {n}", role="officer", unit=UNITS[n % 2], password_hash="x",
                     created_at=hall.clock.now())
            for n in range(OFFICERS)
        ]  # fmt: skip
        db.add_all(people)
        db.flush()
        return [Actor(Role.OFFICER, person.id, person.unit, person.name) for person in people]


def work(hall: Hall, actor: Actor, cases: list[int], seed: int) -> Counter[tuple[int, MoveName] | Denied]:
    """One officer opens cases and acts on what they saw, whatever the others do meanwhile."""
    chance, done = random.Random(seed), Counter[tuple[int, MoveName] | Denied]()
    for _ in range(TRIES):
        case_id = chance.choice(cases)
        row = hall.row(case_id)
        same = row.unit == actor.unit
        names = [name for name in open_moves(Status(row.status), Role.OFFICER, same_unit=same) if name in MOVES]
        if not names:
            continue
        name = chance.choice(names)
        other = UNITS[1 - UNITS.index(row.unit or "works")]
        brought = Brought("เหตุผล", other if name is MoveName.HAND_ON else None, reason="agency")
        try:
            hall.parts.desk.move(case_id, name, actor, brought, version=row.version)
            done[case_id, name] += 1
        except MoveDeniedError as refused:
            done[refused.denied] += 1
    return done


def test_fifty_officers_move_twenty_cases_and_nothing_is_lost_or_told_twice(hall: Hall, crowd: list[Actor]) -> None:
    hall.agree()
    cases = [hall.open() for _ in range(CASES)]
    before = {case_id: len(hall.history(case_id)) for case_id in cases}
    versions = {case_id: hall.row(case_id).version for case_id in cases}
    told_before = alerts(hall)

    with ThreadPoolExecutor(OFFICERS) as pool:
        outcomes = list(pool.map(lambda pair: work(hall, pair[1], cases, pair[0]), enumerate(crowd)))
    made: Counter[tuple[int, MoveName]] = Counter()
    refused: Counter[Denied] = Counter()
    for outcome in outcomes:
        for key, times in outcome.items():
            if isinstance(key, Denied):
                refused[key] += times
            else:
                made[key] += times

    assert made, "somebody got through"
    assert set(refused) <= {Denied.CHANGED}, "whoever was too late heard so, and nothing else went wrong"
    with hall.parts.database.reading() as db:
        kept = Counter(
            {(case_id, MoveName(move)): times for case_id, move, times in db.execute(
                select(EntryRow.case_id, EntryRow.move, func.count()).where(EntryRow.staff_id.is_not(None))
                .group_by(EntryRow.case_id, EntryRow.move))}
        )  # fmt: skip
        rows = {row.id: row for row in db.scalars(select(CaseRow).where(CaseRow.id.in_(cases)))}
    assert kept == made, "every move that was answered with yes is in the history, once"
    for case_id in cases:
        mine = sum(times for (of, _), times in made.items() if of == case_id)
        assert len(hall.history(case_id)) == before[case_id] + mine
        assert rows[case_id].version >= versions[case_id] + mine, "no update was lost"

    proof = prove(hall.parts.database, hall.clock.now(), [key_of(hall.parts.settings.secret_key)])
    assert proof.findings == ()
    handed = sum(times for (_, name), times in made.items() if name is MoveName.HAND_ON)
    taken = sum(times for (_, name), times in made.items() if name is MoveName.ACCEPT)
    assert alerts(hall) - told_before == handed + taken, "each is told to the group once"


def alerts(hall: Hall) -> int:
    with hall.parts.database.reading() as db:
        mine = OutgoingRow.recipient.in_(GROUPS.values())
        return db.scalar(select(func.count()).select_from(OutgoingRow).where(mine)) or 0
