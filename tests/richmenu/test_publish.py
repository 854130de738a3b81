"""Publishing and going back, against the local LINE over HTTP."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.richmenu.follow import follow, menu_for
from bot.richmenu.publish import BEFORE, MenuError, publish, undo
from bot.settings import LOCAL_TOKEN
from storage.people import PersonRow
from storage.staff import StaffRow, staff_by_line_id
from tests.richmenu.conftest import Place

CITIZEN, VISITOR, OFFICER = "U" + "a" * 32, "U" + "b" * 32, "U" + "c" * 32
LIVE = tuple(f"siang-{language}-{page}" for language in ("th", "en") for page in ("main", "more", "staff"))
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def officer(place: Place, line_id: str | None = OFFICER) -> None:
    with place.parts.database.begin() as db:
        db.add(StaffRow(username="o", name="o", role="officer", password_hash="-", line_id=line_id, created_at=NOW))


def reader(place: Place, language: str, line_id: str) -> None:
    with place.parts.database.begin() as db:
        db.add(PersonRow(line_id=line_id, language=language, created_at=NOW))


def live(place: Place) -> dict[str, str]:
    return {alias: id for alias, id in place.api.aliases().items() if not alias.endswith(BEFORE)}


def seen_by(place: Place, line_id: str) -> str | None:
    """The alias of the menu that somebody sees."""
    menu = place.line.request("GET", f"richmenu/{line_id}")["menu"]
    names = {id: alias for alias, id in live(place).items()}
    return names.get(menu["richMenuId"]) if menu else None


# ---- publishing


def test_publishing_makes_every_menu_live_and_the_thai_one_everybody_s(place: Place):
    said: list[str] = []
    assert publish(place.parts, said.append)
    assert set(live(place)) == set(LIVE)
    assert set(live(place).values()) == set(place.api.menus())
    assert seen_by(place, CITIZEN) == "siang-th-main"
    assert said[-1] == "The rich menus are live."
    assert len(said) == 7


def test_publishing_again_changes_nothing(place: Place):
    officer(place)
    publish(place.parts)
    before, menus = place.changes(), place.api.menus()
    assert not publish(place.parts)
    assert place.changes() == before
    assert place.api.menus() == menus


def test_only_the_menus_that_changed_are_made_anew(place: Place):
    publish(place.parts)
    first = live(place)
    place.rename(en="Another Municipality")
    assert publish(place.parts)
    second = live(place)
    assert {alias for alias in LIVE if first[alias] == second[alias]} == {one for one in LIVE if "-th-" in one}
    assert set(place.api.menus()) == {*first.values(), *second.values()}


def test_a_menu_is_deleted_when_it_is_two_generations_old(place: Place):
    publish(place.parts)
    first = live(place)
    for name in ("One", "Two"):
        former = live(place)
        place.rename(th=name, en=name)
        publish(place.parts)
    assert set(place.api.menus()) == {*former.values(), *live(place).values()}
    assert not set(first.values()) & set(place.api.menus())


def test_menus_that_the_office_made_itself_are_left_alone(place: Place):
    own = place.api.create(
        {"size": {"width": 2500, "height": 843}, "selected": False, "name": "ours", "chatBarText": "x", "areas": []}
    )
    publish(place.parts)
    place.rename(th="อื่น")
    publish(place.parts)
    assert own in place.api.menus()


def test_people_who_switched_by_themselves_are_given_the_page_s_newer_menu(place: Place):
    publish(place.parts)
    place.api.link(VISITOR, live(place)["siang-en-more"])
    place.rename(th="ใหม่", en="New")
    publish(place.parts)
    assert seen_by(place, VISITOR) == "siang-en-more"
    assert seen_by(place, CITIZEN) == "siang-th-main"


# ---- failures


@pytest.mark.parametrize("kind", ["status", "reset"])
def test_when_a_picture_cannot_be_sent_the_former_menus_stay_and_nothing_is_left_lying(place: Place, kind: str):
    publish(place.parts)
    first, menus = place.api.aliases(), place.api.menus()
    place.rename(th="ใหม่", en="New")
    place.line.fault(kind, "/content")
    with pytest.raises(MenuError, match="could not be published: no answer from LINE"):
        publish(place.parts)
    assert place.api.aliases() == first
    assert place.api.menus() == menus
    assert seen_by(place, CITIZEN) == "siang-th-main"
    assert publish(place.parts)


def test_when_the_aliases_cannot_all_be_changed_they_all_stay(place: Place):
    publish(place.parts)
    first = live(place)
    place.rename(th="ใหม่", en="New")
    place.line.fault("status", "/v2/bot/richmenu/alias/siang-en-more")
    with pytest.raises(MenuError):
        publish(place.parts)
    assert live(place) == first
    assert publish(place.parts)
    undo(place.parts)
    assert live(place) == first


def test_what_fails_when_the_menus_are_live_is_said_and_done_the_next_time(place: Place):
    officer(place)
    place.line.fault("status", "/bulk/link")
    with pytest.raises(
        MenuError, match="are live, but not everybody has the menu of their language or of the staff yet"
    ):
        publish(place.parts)
    assert seen_by(place, OFFICER) == "siang-th-main"
    assert publish(place.parts)
    assert seen_by(place, OFFICER) == "siang-th-staff"


def test_when_line_moves_nobody_this_hour_the_menus_are_live_all_the_same(place: Place):
    publish(place.parts)
    place.api.link(VISITOR, live(place)["siang-en-main"])
    former = live(place)["siang-en-main"]
    place.rename(th="ใหม่", en="New")
    place.line.fault("rate", "/richmenu/batch")
    with pytest.raises(MenuError, match="are live, but some people keep a former menu of their own for now"):
        publish(place.parts)
    assert seen_by(place, CITIZEN) == "siang-th-main"
    assert place.api.menu_of(VISITOR) == former
    place.rename(th="ใหม่กว่า", en="Newer")
    publish(place.parts)
    assert seen_by(place, VISITOR) == "siang-en-main"
    assert former not in place.api.menus()


def test_menus_left_by_a_run_that_died_are_cleared_away(place: Place):
    publish(place.parts)
    menu_id = place.api.create(
        {
            "size": {"width": 2500, "height": 843},
            "selected": False,
            "name": "siang-th-main 0",
            "chatBarText": "x",
            "areas": [],
        }
    )
    publish(place.parts)
    assert menu_id not in place.api.menus()


# ---- going back


def test_undo_goes_back_and_once_more_forward(place: Place):
    publish(place.parts)
    place.api.link(VISITOR, live(place)["siang-en-main"])
    first = live(place)
    place.rename(th="ใหม่", en="New")
    publish(place.parts)
    second = live(place)
    undo(place.parts)
    assert live(place) == first
    assert place.api.default() == first["siang-th-main"]
    assert place.api.menu_of(VISITOR) == first["siang-en-main"]
    undo(place.parts)
    assert live(place) == second
    assert not publish(place.parts)


def test_after_undo_publishing_makes_no_menu_twice(place: Place):
    publish(place.parts)
    place.rename(th="ใหม่", en="New")
    publish(place.parts)
    menus, second = place.api.menus(), live(place)
    undo(place.parts)
    assert publish(place.parts)
    assert live(place) == second
    assert place.api.menus() == menus


def test_there_is_nothing_to_go_back_to_after_the_first_time(place: Place):
    for _ in range(2):
        with pytest.raises(MenuError, match="no former rich menus"):
            undo(place.parts)
        publish(place.parts)


# ---- whose menu


def test_staff_with_a_linked_account_have_their_own_menu_until_they_leave(place: Place):
    officer(place)
    publish(place.parts)
    assert seen_by(place, OFFICER) == "siang-th-staff"
    with place.parts.database.begin() as db:
        row = staff_by_line_id(db, OFFICER)
        assert row is not None
        row.active = False
    assert publish(place.parts)
    assert seen_by(place, OFFICER) == "siang-th-main"
    assert not publish(place.parts)


def test_who_chose_english_before_there_were_menus_gets_the_english_one(place: Place):
    reader(place, "en", VISITOR)
    reader(place, "th", CITIZEN)
    publish(place.parts)
    assert seen_by(place, VISITOR) == "siang-en-main"
    assert place.api.menu_of(CITIZEN) is None


def test_the_menu_follows_the_language(place: Place):
    assert not follow(place.api, CITIZEN, "en")  # nothing is published
    publish(place.parts)
    assert follow(place.api, CITIZEN, "en")
    assert seen_by(place, CITIZEN) == "siang-en-main"
    assert not follow(place.api, CITIZEN, "en")
    assert follow(place.api, CITIZEN, "th")
    assert seen_by(place, CITIZEN) == "siang-th-main"
    assert follow(place.api, CITIZEN, "th", staff=True)
    assert seen_by(place, CITIZEN) == "siang-th-staff"


def test_who_changed_the_language_by_the_menu_keeps_the_page(place: Place):
    publish(place.parts)
    place.api.link(CITIZEN, live(place)["siang-en-more"])
    assert not follow(place.api, CITIZEN, "en")
    assert seen_by(place, CITIZEN) == "siang-en-more"


def test_a_language_without_menus_has_the_office_s():
    assert menu_for("my", staff=False) == "siang-th-main"
    assert menu_for("en", staff=True) == "siang-en-staff"


# ---- the menu under a thumb


def test_a_tap_on_the_other_tab_and_on_the_language_changes_the_menu(place: Place):
    publish(place.parts)
    person = place.line.person("สมใจ", CITIZEN)
    for label, alias in (("เพิ่มเติม", "siang-th-more"), ("English", "siang-en-more"), ("Main", "siang-en-main")):
        menu = place.line.request("GET", f"richmenu/{CITIZEN}")["menu"]
        action = next(area["action"] for area in menu["areas"] if area["action"]["label"] == label)
        place.line.request("POST", f"chats/{person.id}/actions", {"action": action})
        assert seen_by(place, CITIZEN) == alias


# ---- the command


def run(place: Place, *words: str, **other: str) -> Result:
    settings = place.parts.settings
    environment = {
        "LOCAL_LINE": "1",
        "DATABASE_URL": settings.database_url,
        "LINE_API_URL": settings.line_api_url,
        "LINE_DATA_API_URL": settings.line_data_api_url,
        "LINE_CHANNEL_ACCESS_TOKEN": LOCAL_TOKEN,
        **other,
    }
    return CliRunner().invoke(main, ["richmenu", *words], env=environment)


def test_the_command_says_what_it_does_and_ends_badly_with_a_sentence(place: Place):
    assert run(place, "undo").exit_code == 1
    done = run(place, "publish")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "The rich menus are live."
    assert run(place, "publish").output == "The rich menus are live already.\n"
    refused = run(place, "publish", LINE_CHANNEL_ACCESS_TOKEN="wrong")
    assert refused.exit_code == 1
    assert refused.output == ("Error: The rich menus could not be published: the access token is wrong or has ended.\n")


def test_the_pictures_can_be_looked_at_first(place: Place, tmp_path: Path):
    assert run(place, "preview", str(tmp_path / "pictures")).exit_code == 0
    assert {file.stem for file in (tmp_path / "pictures").iterdir()} == set(LIVE)
    assert place.changes() == []


def test_an_address_that_nobody_answers_is_said_in_a_sentence(place: Place):
    refused = run(place, "publish", LINE_API_URL="http://127.0.0.1:9")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: The rich menus could not be published: no answer from LINE")
