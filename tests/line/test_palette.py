"""Everything that is read on a card stands out from what is behind it."""

import pytest

from bot.line.cards import palette
from bot.line.cards.palette import INK, PALETTE, PAPER, PLAIN_TILE, QUIET, contrast
from bot.line.messages import render
from handlers.messages import Accent
from tests.line.looks import english, look, thai
from tests.line.walking import parts

READABLE = 4.5


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_every_accent_has_a_tone() -> None:
    assert set(PALETTE) == set(Accent)


@pytest.mark.parametrize("tone", PALETTE.values(), ids=PALETTE)
def test_every_tone_can_be_read(tone: palette.Tone) -> None:
    assert contrast(PAPER, tone.fill) >= READABLE
    assert contrast(tone.ink, PAPER) >= READABLE
    assert contrast(tone.ink, tone.soft) >= READABLE
    assert contrast("#111111", tone.soft) >= READABLE  # LINE writes on secondary buttons in this colour


def test_words_beside_the_accents_can_be_read() -> None:
    assert min(contrast(INK, PAPER), contrast(QUIET, PAPER), contrast(INK, PLAIN_TILE)) >= READABLE


def test_every_text_of_every_card_stands_out_from_its_box() -> None:
    for _, messages in (*thai(), *english()):
        for message in render(messages, look()):
            _check(message.get("contents", {}), PAPER)


def _check(part: object, behind: str) -> None:
    if isinstance(part, list):
        for inner in part:
            _check(inner, behind)
    if not isinstance(part, dict):
        return
    own = part.get("backgroundColor", behind)
    # The veil over a photograph: at its lightest the photograph is white.
    behind = "#4D4D4D" if own == palette.VEIL else own
    if part.get("type") == "text" and "color" in part:
        assert contrast(part["color"], behind) >= READABLE, part
    for inner in part.values():
        _check(inner, behind)


def test_no_text_is_smaller_than_sm() -> None:
    for _, messages in (*thai(), *english()):
        sizes = {
            part["size"]
            for part in parts(list(render(messages, look())))
            if part.get("type") == "text" and "size" in part
        }
        assert sizes <= {"sm", "md", "lg", "xl", "xxl", "3xl", "4xl"}


def test_the_console_gets_the_same_colours() -> None:
    css = palette.css()
    for accent, tone in PALETTE.items():
        assert f"--accent-{accent}-fill: {tone.fill};" in css
        assert f"--accent-{accent}-soft: {tone.soft};" in css
        assert f"--accent-{accent}-ink: {tone.ink};" in css
    assert f"--card-quiet: {QUIET};" in css
