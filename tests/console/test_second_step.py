"""The second step: codes of a telephone that are good once, recovery codes, and what must be set up first."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from bot.app import create_app
from storage.factors import FactorRow, RecoveryRow
from storage.staff import StaffRow
from tests.console.conftest import Desk
from tests.console.town import PASSWORD, Town


def code_of(secret: str, town: Town, later: float = 0) -> str:
    return pyotp.TOTP(secret).at(town.clock.now() + timedelta(seconds=later))


def set_up(desk: Desk, town: Town) -> tuple[str, list[str]]:
    """Do what the page says; return the telephone's secret and the recovery codes."""
    found = re.search(r"<output>([A-Z2-7 ]+)</output>", desk.page("/console/account/second-step"))
    assert found
    secret = found[1].replace(" ", "")
    assert desk.post("/console/account/second-step", code=code_of(secret, town)).status_code == 302
    return secret, re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", desk.page("/console/account/second-step"))


def half(town: Town, username: str = "officer") -> Desk:
    """A browser whose password was right."""
    desk = Desk(town.app.test_client())
    answer = desk.post("/console/sign-in", username=username, password=PASSWORD)
    assert answer.location.startswith("/console/sign-in/code")
    desk.kept = ""
    return desk


def answer(desk: Desk, code: str, **fields: str):
    token = re.search(r'name="csrf_token" value="([^"]+)"', desk.client.get("/console/sign-in/code").text)
    assert token
    return desk.client.post("/console/sign-in/code", data={"csrf_token": token[1], "code": code, **fields})


@pytest.fixture
def secured(sign_in, town: Town) -> tuple[str, list[str]]:
    """The officer has a second step."""
    return set_up(sign_in("officer"), town)


def test_the_password_alone_opens_nothing_any_more(secured, town: Town):
    desk = half(town)
    assert desk.get("/console/").location.startswith("/console/sign-in")


def test_the_code_of_the_telephone_opens_the_console(secured, town: Town):
    town.wait(minutes=1)
    done = answer(half(town), code_of(secured[0], town))
    assert (done.status_code, done.location) == (302, "/console/")


def test_the_page_that_was_asked_for_is_remembered_over_both_steps(secured, town: Town):
    town.wait(minutes=1)
    desk = half(town)
    done = answer(desk, code_of(secured[0], town), next="/console/units")
    assert done.location == "/console/units"


@pytest.mark.parametrize(("later", "good"), [(-30, True), (0, True), (30, True), (-95, False), (95, False)])
def test_a_telephone_may_be_half_a_minute_slow_or_fast(secured, town: Town, later, good):
    town.wait(minutes=5)
    assert (answer(half(town), code_of(secured[0], town, later)).status_code == 302) is good


def test_a_code_is_good_once(secured, town: Town):
    town.wait(minutes=1)
    code = code_of(secured[0], town)
    assert answer(half(town), code).status_code == 302
    assert answer(half(town), code).status_code == 401
    town.wait(minutes=1)
    assert answer(half(town), code_of(secured[0], town)).status_code == 302


def test_each_recovery_code_is_good_once_however_it_is_typed(secured, town: Town):
    codes = secured[1]
    assert len(set(codes)) == 10
    assert answer(half(town), codes[0].upper().replace("-", " ")).status_code == 302
    assert answer(half(town), codes[0]).status_code == 401
    assert answer(half(town), codes[1]).status_code == 302


def test_only_digests_and_sealed_secrets_are_kept(secured, town: Town):
    with town.parts.database.reading() as db:
        row = db.get_one(FactorRow, town.staff["officer"])
        assert secured[0] not in row.sealed
        kept = {code.digest for code in db.query(RecoveryRow)}
    assert len(kept) == 10
    assert not any(code in digest for code in secured[1] for digest in kept)


@pytest.mark.parametrize("odd", ["", "000000", "๑๒๓๔๕๖", "x" * 5000, "12345\x00", "'; drop table staff; --"])
def test_odd_codes_are_refused(secured, town: Town, odd):
    assert answer(half(town), odd).status_code == 401


def test_guessing_codes_locks_the_account_and_the_right_password_does_not_start_the_count_anew(secured, town: Town):
    town.wait(minutes=1)
    for _ in range(5):
        assert answer(half(town), "000000").status_code == 401
    locked = Desk(town.app.test_client()).post("/console/sign-in", username="officer", password=PASSWORD)
    assert locked.status_code == 401
    with town.parts.database.reading() as db:
        assert db.get_one(StaffRow, town.staff["officer"]).locked_until is not None


def test_five_minutes_after_the_password_it_is_asked_for_again(secured, town: Town):
    desk = half(town)
    town.wait(minutes=6)
    assert desk.get("/console/sign-in/code").location.startswith("/console/sign-in")


def test_the_second_page_is_for_nobody_whose_password_was_not_asked(stranger):
    assert stranger.get("/console/sign-in/code").location.startswith("/console/sign-in")


def test_a_wrong_first_code_sets_nothing_up(sign_in, town: Town):
    desk = sign_in("officer")
    desk.page("/console/account/second-step")
    assert desk.post("/console/account/second-step", code="000000").status_code == 422
    assert sign_in("officer").get("/console/").status_code == 200


def test_setting_it_up_signs_other_devices_out(sign_in, town: Town):
    telephone, desktop = sign_in("officer"), sign_in("officer")
    set_up(desktop, town)
    assert telephone.get("/console/").status_code == 302
    assert desktop.get("/console/").status_code == 200


def test_new_recovery_codes_and_the_end_of_it_ask_for_the_password(sign_in, town: Town):
    desk = sign_in("officer")
    _, old = set_up(desk, town)
    for act in ("codes", "end"):
        assert desk.post(f"/console/account/second-step/{act}", password="not mine at all").status_code == 422
    desk.post("/console/account/second-step/codes", password=PASSWORD)
    new = re.findall(r"<code>([a-z0-9-]{11})</code>", desk.page("/console/account/second-step"))
    assert len(new) == 10
    assert not set(new) & set(old)
    assert answer(half(town), old[3]).status_code == 401
    assert desk.post("/console/account/second-step/end", password=PASSWORD).status_code == 302
    assert sign_in("officer").get("/console/").status_code == 200


def test_the_administrator_frees_somebody_who_lost_telephone_and_codes(sign_in, secured, town: Town):
    officer = town.staff["officer"]
    assert sign_in("administrator").post(f"/console/people/{officer}/second-step").status_code == 302
    assert sign_in("officer").get("/console/").status_code == 200


def test_whoever_must_have_it_can_do_nothing_before(sign_in, town: Town):
    sign_in("administrator").post("/console/people/two-step", who="leaders")
    head, officer = sign_in("head"), sign_in("officer")
    assert officer.get("/console/").status_code == 200
    for path in ("/console/", "/console/units", "/console/account"):
        assert head.get(path).location == "/console/account/second-step"
    assert head.post(f"/console/cases/{town.case()}/reply", text="x").location == "/console/account/second-step"
    set_up(head, town)
    assert head.get("/console/").status_code == 200


def test_with_another_secret_key_the_code_is_refused_and_the_recovery_code_too(secured, town: Town):
    settings = replace(town.parts.settings, secret_key="another key of more than thirty-two letters")
    other = replace(town, app=create_app(settings, clock=town.clock))
    town.wait(minutes=1)
    assert answer(half(other), code_of(secured[0], town)).status_code == 401


def test_one_device_is_signed_out_from_another(sign_in, town: Town):
    telephone, desktop = sign_in("officer"), sign_in("officer")
    keys = re.findall(r"/account/devices/([0-9a-f]{64})/end", desktop.page("/console/account"))
    assert len(keys) == 1, "its own is not offered"
    desktop.post(f"/console/account/devices/{keys[0]}/end")
    assert telephone.get("/console/").status_code == 302
    assert desktop.get("/console/").status_code == 200


def test_nobody_signs_out_the_device_of_somebody_else(sign_in, town: Town):
    officer, head = sign_in("officer"), sign_in("head")
    other = sign_in("officer")
    key = re.findall(r"/account/devices/([0-9a-f]{64})/end", other.page("/console/account"))[0]
    head.post(f"/console/account/devices/{key}/end")
    assert officer.get("/console/").status_code == 200


def test_a_copied_cookie_is_worth_nothing_after_signing_out(sign_in, town: Town):
    desk = sign_in("officer")
    cookie = desk.client.get_cookie("siang_console", path="/console")
    desk.post("/console/sign-out")
    thief = town.app.test_client()
    thief.set_cookie("siang_console", cookie.value, path="/console")
    assert thief.get("/console/").status_code == 302
