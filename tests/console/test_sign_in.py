"""Signing in: one sentence for every failure, a lock-out that grows, sessions that end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.staff.passwords import PasswordFault, password_fault
from bot.services.staff.signins import LONGEST_LOCK, lock_for
from storage.staff import StaffRow
from tests.console.town import PASSWORD, Town, build


def wrong(desk, username="officer", times=1):
    return [desk.post("/console/sign-in", username=username, password="wrong wrong") for _ in range(times)][-1]


def shown(answer):
    """The page without its token."""
    import re

    return re.sub(r'value="[^"]{40,}"', "", answer.text)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (11, 960)]
)
def test_the_lock_grows_with_each_failure(failures, minutes):
    assert (lock_for(failures) or timedelta()) == timedelta(minutes=minutes)


def test_no_lock_is_longer_than_a_day():
    assert lock_for(500) == LONGEST_LOCK


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short", PasswordFault.SHORT),
        ("x" * 201, PasswordFault.LONG),
        ("my-officer-word", PasswordFault.NAME),
        ("password123", PasswordFault.COMMON),
        ("1111111111", PasswordFault.COMMON),
        ("ดอกไม้บานยามเช้า", None),
        ("a long enough secret", None),
    ],
)
def test_new_passwords_are_weighed(password, fault):
    assert password_fault(password, "officer") is fault


def test_name_and_password_open_the_inbox(stranger):
    answer = stranger.post("/console/sign-in", username=" Officer ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/console/")
    assert "สมมุติ ช่างไฟ" in stranger.page("/console/")


def test_a_wrong_name_and_a_wrong_password_look_the_same(stranger):
    assert shown(wrong(stranger, "officer")).replace("officer", "x") == shown(wrong(stranger, "nobody")).replace(
        "nobody", "x"
    )
    assert wrong(stranger).status_code == 401


def test_five_failures_lock_for_a_quarter_of_an_hour_even_the_right_password(stranger, town: Town):
    wrong(stranger, times=5)
    right = {"username": "officer", "password": PASSWORD}
    assert stranger.post("/console/sign-in", **right).status_code == 401
    town.wait(minutes=14)
    assert stranger.post("/console/sign-in", **right).status_code == 401
    town.wait(minutes=2)
    assert stranger.post("/console/sign-in", **right).status_code == 302


def test_the_next_failure_after_a_lock_locks_for_longer(stranger, town: Town):
    wrong(stranger, times=5)
    town.wait(minutes=16)
    wrong(stranger)
    town.wait(minutes=16)
    assert stranger.post("/console/sign-in", username="officer", password=PASSWORD).status_code == 401
    town.wait(minutes=15)
    assert stranger.post("/console/sign-in", username="officer", password=PASSWORD).status_code == 302


def test_tries_from_one_address_are_limited_over_all_names(stranger):
    answers = [wrong(stranger, f"name{number}").status_code for number in range(21)]
    assert answers[:20] == [401] * 20
    assert answers[20] == 429


def test_a_closed_account_cannot_sign_in(stranger, town: Town):
    with town.parts.database.begin() as db:
        db.get_one(StaffRow, town.staff["officer"]).active = False
    assert stranger.post("/console/sign-in", username="officer", password=PASSWORD).status_code == 401


def test_a_session_ends_after_eight_idle_hours(sign_in, town: Town):
    desk = sign_in("officer")
    town.wait(hours=7.9)
    assert desk.get("/console/").status_code == 200
    town.wait(hours=8.1)
    assert desk.get("/console/").location.startswith("/console/sign-in")


def test_a_session_ends_after_twelve_hours_however_busy(sign_in, town: Town):
    desk = sign_in("officer")
    for _ in range(4):
        town.wait(hours=2.9)
        assert desk.get("/console/").status_code == 200
    town.wait(hours=1)
    assert desk.get("/console/").status_code == 302


def test_a_page_that_polls_does_not_keep_a_session_awake(sign_in, town: Town):
    desk = sign_in("officer")
    for _ in range(9):
        town.wait(hours=0.95)
        desk.get("/console/inbox/live?seen=0")
    assert desk.get("/console/").status_code == 302


def test_signing_out_everywhere_ends_the_other_device(sign_in):
    telephone, desktop = sign_in("officer"), sign_in("officer")
    desktop.post("/console/account/everywhere")
    assert telephone.get("/console/").status_code == 302
    assert desktop.get("/console/").status_code == 302


def test_a_new_password_ends_the_other_device_and_keeps_this_one(sign_in):
    telephone, desktop = sign_in("officer"), sign_in("officer")
    fields = {"old": PASSWORD, "new": "another long secret", "again": "another long secret"}
    assert desktop.post("/console/account/password", **fields).status_code == 302
    assert desktop.get("/console/").status_code == 200
    assert telephone.get("/console/").status_code == 302
    sign_in("officer", "another long secret")


def test_the_old_password_is_asked_for(sign_in):
    desk = sign_in("officer")
    fields = {"old": "not mine at all", "new": "another long secret", "again": "another long secret"}
    assert desk.post("/console/account/password", **fields).status_code == 422
    sign_in("officer")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/console/\\evil", "/media/x", "x"])
def test_signing_in_never_leads_out_of_the_console(stranger, elsewhere):
    answer = stranger.post("/console/sign-in", username="officer", password=PASSWORD, next=elsewhere)
    assert answer.location == "/console/"


def test_signing_in_leads_to_the_page_that_was_asked_for(stranger, town: Town):
    case_id = town.case()
    asked = stranger.get(f"/console/cases/{case_id}?do=hand_on")
    assert "next=" in asked.location
    page = stranger.get(asked.location).text
    assert f'value="/console/cases/{case_id}?do=hand_on"' in page
    answer = stranger.post(
        "/console/sign-in", username="officer", password=PASSWORD, next=f"/console/cases/{case_id}?do=hand_on"
    )
    assert answer.location == f"/console/cases/{case_id}?do=hand_on"


def test_cookies_are_strict(sign_in, town: Town):
    desk = sign_in("officer")
    desk.get("/console/")
    cookie = desk.client.get_cookie("siang_console", path="/console")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert town.app.config["SESSION_COOKIE_SECURE"] is False, "http on this machine"


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay_there(sqlite_url, settings, clock):
    assert settings.database_url == sqlite_url
    town = build(replace(settings, public_url="https://siang.example"), clock)
    answer = town.app.test_client().get("/console/sign-in", base_url="https://siang.example")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]
