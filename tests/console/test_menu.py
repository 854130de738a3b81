"""The menu: everyone finds what they may open, and nothing that they may not."""

import re

import pytest
from flask import url_for

from bot.console.menu import GROUPS, MENU
from tests.console.town import STAFF, Town


def links(page: str) -> set[str]:
    return set(re.findall(r'<a class="card" href="([^"]+)"', page))


@pytest.mark.parametrize("who", STAFF)
def test_the_menu_shows_the_pages_that_open_for_its_reader_and_no_other(sign_in, town: Town, who):
    desk = sign_in(who)
    shown = links(desk.page("/console/menu"))
    with town.app.test_request_context():
        targets = {entry.page: url_for(entry.target) for entry in MENU}
    for entry in MENU:
        allowed = STAFF[who][1] in entry.roles
        assert (targets[entry.page] in shown) is allowed, entry.page
        assert (desk.get(targets[entry.page]).status_code == 200) is allowed, entry.page


def test_every_page_of_the_menu_knows_that_it_is_open(sign_in, town: Town):
    desk = sign_in("administrator")
    with town.app.test_request_context():
        targets = {entry.page: url_for(entry.target) for entry in MENU if "administrator" in entry.roles}
    for page, target in targets.items():
        rail = desk.page(target).split("</nav>")[0]
        opened = re.findall(r'href="([^"]+)" aria-current="page"', rail)
        assert target in opened, page


def test_groups_are_known():
    assert {entry.group for entry in MENU} <= set(GROUPS)
