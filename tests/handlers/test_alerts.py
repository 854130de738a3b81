"""Whom an alert reaches and how, the ladder of what nobody takes, the rota, and the day's digest."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from handlers.alerts.alert import About, Alert, Audience, recipients
from handlers.alerts.digest import Tally, digest_card, digest_due
from handlers.alerts.ladder import LAST, climb
from handlers.alerts.people import Colleague, Means, quiet_until, reach
from handlers.alerts.rota import Duty, duty_day, on_call, week_of
from handlers.alerts.saying import letter, messages, short, subject
from handlers.cases.status import Role
from handlers.office import Policy, Quiet
from tests.builders import GROUP, NOW, case, office, wording

ALL = frozenset(Means)
NIGHT = NOW.replace(hour=15)  # ten at night in Bangkok
LINE_ID = "U" + "9" * 32


def colleague(number: int = 1, **changes: object) -> Colleague:
    made = Colleague(number, f"สมมุติ {number}", Role.OFFICER, "health", f"U{number:032d}", f"p{number}@example.org",
                     f"08{number:08d}")  # fmt: skip
    return replace(made, **changes)


HEAD = colleague(50, role=Role.HEAD, unit=None)


@pytest.mark.parametrize(
    ("changes", "usable", "urgent", "means"),
    [
        ({}, ALL, False, Means.LINE),
        ({"line_id": ""}, ALL, False, Means.EMAIL),
        ({"line_id": "", "email": ""}, ALL, True, Means.SMS),
        ({"line_id": "", "email": ""}, ALL, False, None),
        ({"line_id": ""}, {Means.LINE, Means.SMS}, True, Means.SMS),
        ({"line_id": ""}, {Means.LINE}, True, None),
        ({"line_id": "", "email": "", "phone": ""}, ALL, True, None),
    ],
)
def test_the_means_are_chosen_by_person_and_urgency(changes, usable, urgent, means):
    way = reach(colleague(**changes), office(), NOW, usable, urgent=urgent)
    assert (way.means if way else None) == means


@pytest.mark.parametrize(
    ("quiet", "own", "held"),
    [
        (None, False, True),  # the office's hours
        (None, True, False),  # somebody who wants to hear at any hour
        (Quiet(time(12), time(13)), True, False),
        (Quiet(time(21), time(6)), True, True),
    ],
)
def test_quiet_hours_are_the_persons_own_or_the_offices(quiet, own, held):
    person = colleague(quiet=quiet, own_hours=own)
    assert (quiet_until(person, office(), NIGHT) is not None) is held
    assert reach(person, office(), NIGHT, ALL, urgent=True).not_before is None, "urgent wakes everybody"


def test_a_unit_with_a_group_hears_there_and_one_without_each_by_themselves():
    grouped = Alert(About.OVERDUE, case(unit="works"))
    (way,) = recipients(grouped, office(), [colleague(unit="works")], (), NOW, ALL)
    assert (way.means, way.address) == (Means.GROUP, GROUP)
    alone = Alert(About.OVERDUE, case(unit="health"))
    ways = recipients(alone, office(), [colleague(1), colleague(2), colleague(3, unit="works"), HEAD], (), NOW, ALL)
    assert [way.colleague.id for way in ways] == [1, 2]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("category", ["corruption", "staff_conduct"])
def test_matters_about_staff_reach_only_those_who_decide(audience: Audience, category: str):
    people = [colleague(1, unit="works"), colleague(2), HEAD]
    alert = Alert(About.NEW, case(unit="works", category=category), audience, people=(1, 2, 50))
    ways = recipients(alert, office(), people, (1, 2, 50), NOW, ALL)
    assert [way.colleague.id for way in ways] == [50]


def test_an_alert_of_a_round_has_one_key_for_each_recipient():
    here = case()
    keys = {Alert(About.OVERDUE, here, round=day).key(who) for day in ("a", "b") for who in ("x", "y")}
    assert len(keys) == 4
    assert Alert(About.OVERDUE, here).key("x") is None


PATIENCE = timedelta(minutes=15)


def rungs(people, duty=(), usable=ALL, **changes):
    """The whole ladder: which rung, by which means, whom."""
    rung, here, found = 0, case(unit="health", urgent=True, **changes), []
    while True:
        step = climb(rung, here, people, duty, usable, PATIENCE)
        if not step.calls:
            assert step.wait is None
            return found
        assert step.wait == PATIENCE
        found.append((step.rung, step.calls[0].means, sorted(call.colleague.id for call in step.calls)))
        rung = step.rung


def test_the_ladder_goes_from_the_rota_to_e_mail_to_sms_and_ends():
    assert rungs([colleague(1), colleague(2), HEAD], duty=(2,)) == [
        (1, Means.LINE, [2]),
        (2, Means.EMAIL, [1, 2, 50]),
        (LAST, Means.SMS, [2, 50]),
    ]


def test_a_rung_with_nobody_on_it_is_passed_at_once():
    people = [colleague(1, email="", phone=""), replace(HEAD, email="")]
    assert rungs(people) == [(LAST, Means.SMS, [50])]
    assert rungs([colleague(1)], usable={Means.LINE, Means.GROUP}) == []


def test_the_ladder_of_a_restricted_case_never_calls_its_unit():
    people = [colleague(1), HEAD]
    assert all(who == [50] for _, _, who in rungs(people, duty=(1,), category="corruption"))


DUTIES = [
    Duty(date(2026, 7, 1), "", 1, 2),
    Duty(date(2026, 7, 1), "works", 3, 4, away=True),
    Duty(date(2026, 7, 2), "works", 5),
]


def test_on_call_is_the_units_own_first_then_the_office_then_stand_ins():
    assert on_call(DUTIES, "works", date(2026, 7, 1)) == (4, 1, 2)
    assert on_call(DUTIES, "health", date(2026, 7, 1)) == (1, 2)
    assert on_call(DUTIES, "works", date(2026, 7, 2)) == (5,)
    assert on_call(DUTIES, "works", date(2026, 7, 3)) == ()


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(0, 59, date(2026, 6, 30)), (1, 0, date(2026, 7, 1)), (16, 59, date(2026, 7, 1)), (17, 0, date(2026, 7, 1))],
)
def test_the_rotas_day_changes_hands_in_the_morning(hour: int, minute: int, day: date):
    moment = datetime(2026, 7, 1, hour, minute, tzinfo=UTC)  # seven hours later in Bangkok
    assert duty_day(moment, time(8), 7) == day


def test_a_week_begins_on_monday():
    assert week_of(date(2026, 7, 1)) == tuple(date(2026, 6, 29) + timedelta(days=n) for n in range(7))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("about", About)
def test_an_alert_has_words_for_line_mail_and_sms_and_no_telephone_number(about: About, language: str):
    here = case(title="ไฟดับ โทร 081-234-5678", text="โทรหาที่ 0812345678 ค่ะ", place="บ้าน 0812345678")
    alert = Alert(about, here, words="รีบหน่อย")
    spoken = wording(language)
    told = "\n".join(
        [subject(alert, spoken), letter(alert, office(), spoken, "https://x/1"), short(alert, spoken, "https://x/1"),
         str(messages(alert, office(), spoken))]
    )  # fmt: skip
    assert here.reference in subject(alert, spoken)
    assert "https://x/1" in letter(alert, office(), spoken, "https://x/1")
    assert "รีบหน่อย" in letter(alert, office(), spoken, "https://x/1")
    assert "5678" not in told


DIGEST = office(policy=Policy(digest_at=time(8, 30)), holidays=frozenset({date(2026, 7, 2)}))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 1, 29, tzinfo=UTC), None),
        (datetime(2026, 7, 1, 1, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 4, 29, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 4, 30, tzinfo=UTC), None),
        (datetime(2026, 7, 2, 2, 0, tzinfo=UTC), None),  # a holiday
        (datetime(2026, 7, 4, 2, 0, tzinfo=UTC), None),  # a Saturday
    ],
)
def test_the_digest_comes_on_working_mornings(moment: datetime, day: date | None):
    assert digest_due(moment, DIGEST) == day


def test_a_digest_names_what_there_is_and_nothing_else():
    assert Tally().empty
    card = digest_card("กองช่าง", Tally(new=2, overdue=1), [case()], date(2026, 7, 1), wording())
    assert [(fact.label, fact.value) for fact in card.facts] == [("รอเริ่ม", "2 เรื่อง"), ("เกินกำหนด", "1 เรื่อง")]
    assert "กองช่าง" in card.title
    assert "เกินกำหนด 1 เรื่อง" in card.alt
