"""Somebody's menu follows them by itself: a row first, done by the worker, however often and whatever LINE does."""

from datetime import timedelta

from bot.clock import SetClock
from bot.richmenu.following import MenuFollower
from bot.richmenu.publish import publish
from bot.services.staff.accounts import Accounts
from storage import menuwishes
from storage.menuwishes import MenuWishRow
from storage.people import PersonRow
from storage.staff import StaffRow
from tests.richmenu.conftest import Place
from tests.richmenu.test_publish import CITIZEN, OFFICER, officer, reader, seen_by


def wish(place: Place, line_id: str) -> None:
    with place.parts.database.begin() as db:
        menuwishes.wish(db, line_id, place.parts.clock.now())


def wishes(place: Place) -> list[tuple[str, int]]:
    with place.parts.database.reading() as db:
        return [(row.line_id, row.attempts) for row in db.query(MenuWishRow)]


def work(place: Place) -> int:
    follower, done = MenuFollower(place.parts), 0
    while follower.follow_next():
        done += 1
    return done


def test_who_reads_english_now_gets_the_english_menu(place: Place):
    publish(place.parts)
    reader(place, "en", CITIZEN)
    wish(place, CITIZEN)
    wish(place, CITIZEN)
    assert work(place) == 1
    assert seen_by(place, CITIZEN) == "siang-en-main"
    assert wishes(place) == []


def test_who_is_linked_gets_the_staff_menu_and_who_is_parted_the_citizens(place: Place, clock: SetClock):
    publish(place.parts)
    officer(place)
    wish(place, OFFICER)
    work(place)
    assert seen_by(place, OFFICER) == "siang-th-staff"
    with place.parts.database.reading() as db:
        number = db.query(StaffRow).one().id
    Accounts(place.parts.database, clock).set_language(number, "en")
    work(place)
    assert seen_by(place, OFFICER) == "siang-en-staff"
    Accounts(place.parts.database, clock).unlink(number)
    work(place)
    assert seen_by(place, OFFICER) == "siang-th-main"


def test_a_closed_account_loses_the_staff_menu(place: Place, clock: SetClock):
    publish(place.parts)
    officer(place)
    wish(place, OFFICER)
    work(place)
    with place.parts.database.reading() as db:
        number = db.query(StaffRow).one().id
    Accounts(place.parts.database, clock).set_active(number, False)
    work(place)
    assert seen_by(place, OFFICER) == "siang-th-main"


def test_nothing_happens_where_no_menus_are_published(place: Place):
    reader(place, "en", CITIZEN)
    wish(place, CITIZEN)
    assert work(place) == 1
    assert wishes(place) == []


def test_it_is_tried_again_when_line_is_away_and_the_wish_is_not_lost(place: Place, clock: SetClock):
    publish(place.parts)
    reader(place, "en", CITIZEN)
    wish(place, CITIZEN)
    place.line.fault("status", endpoint="richmenu", status=500, times=1)
    assert work(place) == 1
    assert wishes(place) == [(CITIZEN, 1)]
    assert not MenuFollower(place.parts).follow_next()  # not before its time
    clock.move(timedelta(seconds=5))
    assert work(place) == 1
    assert seen_by(place, CITIZEN) == "siang-en-main"


def test_what_line_refuses_for_good_is_let_go(place: Place):
    publish(place.parts)
    reader(place, "en", CITIZEN)
    wish(place, CITIZEN)
    place.line.fault("status", endpoint="richmenu", status=400)
    assert work(place) == 1
    assert wishes(place) == []


def test_a_wish_that_comes_while_one_is_being_done_is_not_lost(place: Place):
    publish(place.parts)
    reader(place, "en", CITIZEN)
    wish(place, CITIZEN)
    follower = MenuFollower(place.parts)
    wished = follower._claim()
    assert wished is not None
    with place.parts.database.begin() as db:  # meanwhile they go back to Thai
        db.query(PersonRow).one().language = "th"
    wish(place, CITIZEN)
    work(place)
    assert seen_by(place, CITIZEN) == "siang-th-main"
    assert wishes(place) == []
