"""Results from stored answers: the guide's own tables come out exactly, groups are safe, weights are right."""

import pytest

from bot.clock import SetClock
from bot.services.surveys.results import Results
from bot.services.surveys.words import ResultWords, masked
from handlers.cases.status import Role
from handlers.surveys.bands import Band, Row
from handlers.surveys.compare import Verdict
from storage.database import Database
from storage.surveys.invitations import CAME, PUSHED, InvitationRow
from tests.waves import a_form, a_survey, a_wave, people, someone

CHANNELS = [(8, 50, 42), (11, 58, 31), (47, 39, 14), (42, 38, 20), (32, 45, 23)]
GROUPS = [(50, 40, 10), (25, 65, 10), (39, 42, 19), (27, 38, 35)]
NOT_100 = {(5, 25, 75): (5, 24, 71), (5, 43, 12): (8, 72, 20)}  # as the guide prints them, and as Siang tells them


def columns(row: Row) -> tuple[int, ...]:
    return tuple(int(row.shares[band].percent) for band in (Band.VERY, Band.SATISFIED, Band.DISSATISFIED))


@pytest.fixture
def results(database: Database, clock: SetClock) -> Results:
    return Results(database, clock)


def test_the_guides_table_of_citizen_groups_comes_out_exactly(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        given = [one for area, counts in enumerate(GROUPS, start=1) for one in people(counts, area=area)]
        wave = a_wave(db, a_survey(db, form), form, given)
    found = results.wave(wave, by="area")
    assert found
    assert [columns(row) for row in found.groups] == GROUPS
    assert [row.n for row in found.groups] == [100] * 4


@pytest.mark.parametrize("counts", CHANNELS)
def test_the_guides_table_of_items_and_channels_comes_out_exactly(database: Database, results: Results, counts):
    form = a_form()
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, people(tuple(3 * n for n in counts)))
    found = results.wave(wave)
    assert found
    assert columns(found.told.items[0].row) == counts


@pytest.mark.parametrize("counts", NOT_100)
def test_rows_that_the_guide_prints_past_or_below_100_sum_to_100_here(database: Database, results: Results, counts):
    form = a_form()
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, people(counts))
    found = results.wave(wave)
    assert found
    assert sum(counts) != 100
    assert columns(found.told.items[0].row) == NOT_100[counts]
    assert sum(columns(found.told.items[0].row)) == 100


def test_five_points_keep_those_in_the_middle_apart(database: Database, results: Results):
    form = a_form(points=5, items=1)
    with database.begin() as db:
        given = [someone({"i1": code}) for code, n in {5: 10, 4: 20, 3: 30, 2: 25, 1: 15}.items() for _ in range(n)]
        wave = a_wave(db, a_survey(db, form), form, given)
    found = results.wave(wave)
    assert found
    row = found.told.items[0].row
    assert {band.value: share.percent for band, share in row.shares.items()} == {
        "very": 10, "satisfied": 20, "middle": 30, "dissatisfied": 40,
    }  # fmt: skip
    assert row.satisfied
    assert row.satisfied.percent == 30
    mean = found.told.items[0].mean
    assert mean
    assert mean.value == pytest.approx(2.85)


def test_a_small_group_and_what_would_give_it_away_are_hidden_everywhere(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        given = people((40, 30, 10), area=1) + people((3, 0, 0), area=2) + people((5, 3, 1), area=3)
        wave = a_wave(db, a_survey(db, form), form, given)
    found = results.wave(wave, by="area")
    assert found
    assert [(row.key, row.hidden, row.n) for row in found.groups] == [
        ("1", False, 80), ("2", True, 0), ("3", True, 0), ("4", False, 0),
    ]  # fmt: skip
    for code in (2, 3):
        alone = results.wave(wave, group=("area", code))
        assert alone
        assert alone.told.everything.hidden
        assert all(item.row.hidden and item.mean is None for item in alone.told.items)


def test_those_who_left_a_group_out_are_a_group_that_is_not_given_away(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        given = people((40, 30, 10), sex=1) + people((20, 5, 1), sex=2) + people((1, 0, 1))
        wave = a_wave(db, a_survey(db, form), form, given)
    found = results.wave(wave, by="sex")
    assert found
    assert [row.hidden for row in found.groups] == [False, True]  # else the total minus both would be those two people


def test_an_item_that_few_of_a_group_answered_is_hidden_for_that_group(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        given = [someone({"i1": 3, **({"i2": 1} if at < 3 else {})}, sex=1) for at in range(20)]
        given += [someone({"i1": 2, "i2": 2}, sex=2) for _ in range(20)]
        wave = a_wave(db, a_survey(db, form), form, given)
    men = results.wave(wave, group=("sex", 1), item="i2", by="sex")
    assert men
    assert [item.row.hidden for item in men.told.items] == [False, True, False]
    assert [row.hidden for row in men.groups] == [True, True]


def test_the_lowest_items_come_first(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        given = [someone({"i1": 3, "i2": 1 if at % 2 else 3, "i3": 2 if at % 3 else 1}) for at in range(60)]
        wave = a_wave(db, a_survey(db, form), form, given)
    found = results.wave(wave)
    assert found
    assert [item.question.key for item in found.told.lowest] == ["i2", "i3", "i1"]


def test_wave_against_wave_tells_noise_from_change(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        survey = a_survey(db, form)
        first = [someone({"i1": 3 if at < 150 else 1, "i2": 3 if at < 150 else 1}) for at in range(300)]
        second = [someone({"i1": 3 if at < 156 else 1, "i2": 3 if at < 240 else 1}) for at in range(300)]
        old = a_wave(db, survey, form, first, "รอบ 1")
        new = a_wave(db, survey, form, second, "รอบ 2")
    found = results.wave(new)
    assert found
    assert found.before
    assert found.before.id == old
    verdicts = [item.change.verdict if item.change else None for item in found.told.items]
    assert verdicts == [Verdict.NOISE, Verdict.UP, None]
    alone = results.wave(new, against=0)
    assert alone
    assert alone.before is None


def test_a_sample_unlike_those_served_is_weighed_and_one_that_is_like_them_is_not(database: Database, results: Results):
    form = a_form(items=1)
    with database.begin() as db:
        given = people((0, 160, 0), sex=1) + people((0, 0, 40), sex=2)
        wave = a_wave(db, a_survey(db, form), form, given)
    results.weigh(wave, "sex", {1: 500, 2: 500})
    found = results.wave(wave)
    assert found
    assert found.told.fit
    assert found.told.fit.weighed
    row = found.told.everything
    assert row.satisfied
    assert row.satisfied.percent == 50  # 80 % of the answers come from men, who are half of those served
    plain = row.satisfied.interval
    results.weigh(wave, "sex", {1: 800, 2: 200})
    like = results.wave(wave)
    assert like
    assert like.told.fit
    assert not like.told.fit.weighed
    assert like.told.everything.satisfied
    unweighed = like.told.everything.satisfied.interval
    assert unweighed.high - unweighed.low < plain.high - plain.low
    results.weigh(wave, "sex", {})
    none = results.wave(wave)
    assert none
    assert none.told.fit is None
    with pytest.raises(LookupError):
        results.weigh(wave, "i1", {1: 5})


def test_the_sample_stands_beside_the_score(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, people((50, 30, 20)), population=1000)
        db.add_all(InvitationRow(wave_id=wave, state=PUSHED, answered=at < 100) for at in range(250))
        db.add(InvitationRow(wave_id=wave, state=CAME, answered=True))
    found = results.wave(wave)
    assert found
    sample = found.wave.sample
    assert (sample.people, sample.asked, sample.answered, sample.rate) == (100, 250, 100, 0.4)
    assert sample.margin == pytest.approx(0.093, abs=0.001)  # smaller than 0.098: a tenth of all have answered


def test_nothing_is_told_of_a_wave_that_nobody_answered(database: Database, results: Results):
    form = a_form()
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, [])
    found = results.wave(wave)
    assert found
    assert found.told.everything.n == 0
    assert not found.told.everything.hidden
    assert results.wave(99) is None


def test_free_answers_are_told_by_theme_masked_and_cut_to_the_reader(database: Database, clock: SetClock):
    form = a_form()
    said = ["รอนานมากค่ะ", "คิวยาวรอนาน", "เจ้าหน้าที่พูดจาไม่สุภาพ", "ไม่มี", "ขอบคุณค่ะ", "โทรหาผม 081-234-5678 เรื่องคิวด้วย"]
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, [someone({"i1": 3}, words) for words in said])
    words = ResultWords(database, clock)
    found = words.of_wave(wave, Role.HEAD)
    assert found
    [told] = found[1]
    assert (told.n, told.telling) == (6, 5)
    assert {group.key: group.n for group in told.groups} == {"speed": 3, "manner": 1, "thanks": 1}
    shown = [example.text for group in told.groups for example in group.examples]
    assert not any("081" in text for text in shown)
    below = words.of_wave(wave, Role.REGISTRAR)
    assert below
    [manner] = [group for group in below[1][0].groups if group.key == "manner"]
    assert (manner.n, manner.examples, manner.closed) == (1, (), True)


def test_what_is_hidden_stays_counted_and_can_be_shown_again(database: Database, clock: SetClock):
    form = a_form()
    with database.begin() as db:
        wave = a_wave(db, a_survey(db, form), form, [someone({"i1": 3}, "รอนานมากค่ะ")])
    words = ResultWords(database, clock)

    def only() -> tuple[int, bool, int]:
        found = words.of_wave(wave, Role.HEAD)
        assert found
        group = found[1][0].groups[0]
        return group.n, group.examples[0].hidden, group.examples[0].response_id

    number = only()[2]
    words.hide(wave, number, "free", None, again=False)
    assert only()[:2] == (1, True)
    words.hide(wave, number, "free", 0, again=True)
    assert only()[:2] == (1, False)
    with pytest.raises(LookupError):
        words.hide(wave + 1, number, "free", 0, again=False)


def test_names_and_numbers_are_masked():
    text = masked("ฝากเรื่องของนายสมมุติ ตัวอย่างดี โทร 081-234-5678 ครับ")
    assert "081" not in text
    assert "สมมุติ" not in text
    assert text.startswith("ฝากเรื่องของนาย")
