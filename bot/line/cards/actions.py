"""What a button or a quick reply does, as LINE's action objects."""

from collections.abc import Callable
from typing import Any

from bot.line import limits
from bot.line.cards.look import Look
from handlers.messages import Action, Call, ChoosePicture, Copy, Open, PickDay, Press, SendPlace, TakePicture

Json = dict[str, Any]

QUICK_REPLY_ONLY = (SendPlace, TakePicture, ChoosePicture)

# Labels are counted in clusters; this keeps a row of family emoji from filling a card's bytes.
_WORDS = limits.Limit(300, limits.Unit.UTF16)


def action(does: Action, label: str, look: Look, limit: limits.Limit) -> Json:
    """LINE's object for `does`, labelled within `limit`."""
    return {**_ACTIONS[type(does)](does, label, look), "label": limits.shown(label, limit)}


def _press(does: Press, label: str, look: Look) -> Json:
    if not does.data or not limits.fits(does.data, limits.POSTBACK_DATA):
        raise ValueError(f"a button's data must have 1 to {limits.POSTBACK_DATA.most} units: {does.data[:40]!r}")
    words = limits.cut(limits.shown(does.shown or label, limits.DISPLAY_TEXT), *_WORDS)
    return {"type": "postback", "data": does.data, "displayText": words}


def _pick_day(does: PickDay, label: str, look: Look) -> Json:
    if not does.data or not limits.fits(does.data, limits.POSTBACK_DATA):
        raise ValueError(f"a button's data must have 1 to {limits.POSTBACK_DATA.most} units: {does.data[:40]!r}")
    opens = {"initial": does.shown} if does.shown else {}
    return {"type": "datetimepicker", "data": does.data, "mode": "date", **opens}


def _call(does: Call, label: str, look: Look) -> Json:
    number = "".join(sign for sign in does.number if sign in "+*#0123456789")
    if not number:
        raise ValueError(f"nobody can call {does.number[:40]!r}")
    return {"type": "uri", "uri": f"tel:{number.replace('#', '%23')}"}


def _open(does: Open, label: str, look: Look) -> Json:
    address = look.addresses.page(does.path)
    if not limits.fits(address, limits.ACTION_ADDRESS):
        raise ValueError(f"an address must have at most {limits.ACTION_ADDRESS.most} units: {address[:40]!r}")
    return {"type": "uri", "uri": address}


def _copy(does: Copy, label: str, look: Look) -> Json:
    return {"type": "clipboard", "clipboardText": limits.shown(does.text, limits.CLIPBOARD)}


_ACTIONS: dict[type, Callable[[Any, str, Look], Json]] = {
    Press: _press,
    PickDay: _pick_day,
    Call: _call,
    Open: _open,
    Copy: _copy,
    SendPlace: lambda does, label, look: {"type": "location"},
    TakePicture: lambda does, label, look: {"type": "camera"},
    ChoosePicture: lambda does, label, look: {"type": "cameraRoll"},
}
