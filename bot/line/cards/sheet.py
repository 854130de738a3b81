"""A sheet: several questions on one bubble, each with its answers to tap, and small buttons below."""

from bot.line import limits
from bot.line.cards.actions import QUICK_REPLY_ONLY, action
from bot.line.cards.bubble import weight
from bot.line.cards.faces import DRAWN
from bot.line.cards.look import Look
from bot.line.cards.palette import LINE, PAPER, PLAIN_TILE, QUIET, Tone
from bot.line.cards.parts import Json, bar, box, separator, words
from handlers.messages import Accent, Choice, Progress, Row, Sheet, Tile

FOOT = 3


def bubble(sheet: Sheet, look: Look) -> Json:
    """The sheet as a bubble; the last questions are left out where it would not go through (their words are typed)."""
    rows = list(sheet.rows)
    shape = _bubble(sheet, rows, look)
    while len(rows) > 1 and weight(shape) > limits.BUBBLE_BYTES:
        rows.pop()
        shape = _bubble(sheet, rows, look)
    return shape


def _bubble(sheet: Sheet, rows: list[Row], look: Look) -> Json:
    tone = look.palette[Accent.PLAIN]
    contents = [_progress(sheet.progress, tone)] if sheet.progress else []
    if sheet.title.strip():
        contents.append(words(sheet.title, 160, size="lg", weight="bold"))
    if sheet.lead.strip():
        contents.append(words(sheet.lead, 200, color=QUIET))
    for at, row in enumerate(rows):
        contents += [separator()] if at else []
        contents.append(_row(row, tone, look))
    inner = box("vertical", contents, spacing="lg", paddingAll="16px")
    shape: Json = {"type": "bubble", "size": "giga"}
    shape["body"] = box("vertical", [bar(tone.fill, "4px"), inner], paddingAll="none")
    foot = [choice for choice in sheet.foot if not isinstance(choice.action, QUICK_REPLY_ONLY)][:FOOT]
    if foot:
        shape["footer"] = _footer(foot, look, tone)
    return shape


def _progress(at: Progress, tone: Tone) -> Json:
    """How far someone is: the word, and a bar whose coloured part grows."""
    steps = max(1, at.steps)
    done = max(0, min(at.done, steps))
    parts = [bar(tone.fill, "6px", flex=done)] if done else []
    parts += [bar(LINE, "6px", flex=steps - done)] if done < steps else []
    line = box("horizontal", parts, cornerRadius="3px", height="6px")
    return box("vertical", [words(at.word, 60, color=tone.ink, weight="bold"), line], spacing="sm")


def _row(row: Row, tone: Tone, look: Look) -> Json:
    tiles = [_tile(tile, row, tone, look) for tile in row.tiles]
    answers = box("vertical", tiles, spacing="8px") if row.stacked else box("horizontal", tiles, spacing="6px")
    return box("vertical", [words(row.words, 320, size="md", weight="bold"), answers], spacing="md")


def _tile(tile: Tile, row: Row, tone: Tone, look: Look) -> Json:
    does = action(tile.action, tile.label, look, limits.BUTTON_LABEL)
    ink = {"color": PAPER, "weight": "bold"} if tile.chosen else {}
    mark = "✓ " if tile.chosen else ""
    label = words(f"{mark}{tile.label}", 90, align="start" if row.stacked else "center", **ink)
    contents = [words(DRAWN[tile.face - 1], 2, size="xxl", align="center"), label] if tile.face else [label]
    return box(
        "vertical",
        contents,
        action=does,
        backgroundColor=tone.fill if tile.chosen else PLAIN_TILE,
        cornerRadius="10px",
        paddingAll="10px" if row.stacked else "8px",
        spacing="xs",
        justifyContent="center",
        **({} if row.stacked else {"flex": 1}),
    )


def _footer(foot: list[Choice], look: Look, tone: Tone) -> Json:
    buttons = [_button(choice, look, tone, last=choice is foot[-1] and len(foot) == FOOT) for choice in foot]
    return box("horizontal", buttons, spacing="8px", paddingAll="12px")


def _button(choice: Choice, look: Look, tone: Tone, *, last: bool) -> Json:
    does = action(choice.action, choice.label, look, limits.BUTTON_LABEL)
    label = words(choice.label, 40, align="center", weight="bold", color=PAPER if last else tone.ink)
    colour = tone.fill if last else tone.soft
    return box("vertical", [label], action=does, backgroundColor=colour, cornerRadius="8px", paddingAll="10px", flex=1)
