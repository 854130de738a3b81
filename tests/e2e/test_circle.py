"""The full circle in a real browser: a citizen's words become a case, and what became of it comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from bot.demo.cast import GRANDMOTHER, SHOPKEEPER
from tests.e2e import tale as told
from tests.e2e.hands import DESKTOP, PATIENCE, PHONE, Desk, Windows
from tests.instance import Instance

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Instance, Windows]]:
    with told.town(tmp_path_factory.mktemp("e2e")) as both:
        yield both


@pytest.mark.parametrize(
    ("citizen", "size"), [(GRANDMOTHER, PHONE), (SHOPKEEPER, DESKTOP)], ids=["telephone", "desktop"]
)
def test_a_word_in_line_becomes_a_case_and_comes_back(running: tuple[Instance, Windows], citizen: str, size) -> None:
    instance, windows = running
    desk = Desk(windows, "officer")
    tale = told.begins(windows, size, who=citizen)
    told.agrees(tale, told.nothing)
    reference = told.reports(tale, told.nothing)
    expect(desk.row(reference)).to_be_visible(timeout=PATIENCE)  # the inbox shows it without a reload
    told.is_taken(tale, told.nothing)
    told.is_mended(tale, told.nothing, desk)
    told.is_content(tale, told.nothing)
    desk.page.goto("/console/?tab=closed")
    expect(desk.row(reference)).to_be_visible()
    assert windows.complaints == [], "scripts that broke, or something that a content policy refused"
    assert instance.line.violations() == []
    assert instance.troubles() == []
