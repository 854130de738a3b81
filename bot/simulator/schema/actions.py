"""Action objects, whose labels are shorter or longer by the place they stand in."""

import re
from datetime import datetime
from typing import Any

from bot.simulator.schema.checks import (
    Check,
    Fields,
    Path,
    Report,
    Required,
    kind,
    kinds,
    label,
    matching,
    obj,
    one_of,
    text,
    uri,
)

DATA = text(300)
SAID = label(300)
ALIAS = matching(r"[a-z0-9_-]{1,32}", "Must be a rich menu alias id of a-z, 0-9, _ and -")

FORMATS = {
    "date": (r"\d{4}-\d{2}-\d{2}", ("%Y-%m-%d",)),
    "time": (r"\d{2}:\d{2}", ("%H:%M",)),
    "datetime": (r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}", ("%Y-%m-%dT%H:%M", "%Y-%m-%dt%H:%M")),
}


def _postback_rules(value: dict[str, Any], path: Path, report: Report) -> None:
    if "text" in value and "displayText" in value:
        report.add((*path, "displayText"), "text and displayText cannot be used together")
    if "fillInText" in value and value.get("inputOption") != "openKeyboard":
        report.add((*path, "fillInText"), "Only with inputOption openKeyboard")


def _moment(mode: str, given: Any) -> datetime | None:
    pattern, formats = FORMATS[mode]
    if not isinstance(given, str) or not re.fullmatch(pattern, given):
        return None
    for form in formats:
        try:
            found = datetime.strptime(given, form)  # noqa: DTZ007 - the picker knows no time zone
        except ValueError:
            continue
        return found if mode == "time" or 1900 <= found.year <= 2100 else None
    return None


def _picker_rules(value: dict[str, Any], path: Path, report: Report) -> None:
    mode = value.get("mode")
    if not isinstance(mode, str) or mode not in FORMATS:
        return
    moments = {}
    for name in ("initial", "min", "max"):
        if name in value:
            moments[name] = _moment(mode, value[name])
            if moments[name] is None:
                report.add((*path, name), f"Must be a {mode} between 1900 and 2100 in the Gregorian calendar")
    low, high = moments.get("min"), moments.get("max")
    if low and high and low >= high:
        report.add((*path, "max"), "Must be later than min")


def _any(value: Any, path: Path, report: Report) -> None:
    """Formats of a date picker depend on its mode: `_picker_rules` checks them."""


def action(labels: Fields, *, quick_reply: bool = False, rich_menu: bool = False) -> Check:
    """All actions that are allowed in a place, with the rule for labels there."""
    variants = [
        kind("postback", {**labels, "data": Required(DATA), "displayText": SAID, "text": SAID, "inputOption":
            one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"), "fillInText": SAID}, _postback_rules),
        kind("message", {**labels, "text": Required(SAID)}),
        kind("uri", {**labels, "uri": Required(uri("http", "https", "line", "tel")), "altUri": obj({
            "desktop": uri("http", "https", "line", "tel")})}),
        kind("datetimepicker", {**labels, "data": Required(DATA), "mode": Required(one_of(*FORMATS)), "initial": _any,
            "min": _any, "max": _any}, _picker_rules),
        kind("clipboard", {**labels, "clipboardText": Required(text(1000))}),
    ]  # fmt: skip
    if quick_reply:
        variants += [kind(name, labels) for name in ("camera", "cameraRoll", "location")]
    if rich_menu:
        variants.append(kind("richmenuswitch", {**labels, "data": Required(DATA), "richMenuAliasId": Required(ALIAS)}))
    return kinds(variants)


IN_TEMPLATE = action({"label": Required(label(20))})
AS_DEFAULT = action({"label": label(20)})
IN_IMAGE_CAROUSEL = action({"label": label(12)})
IN_QUICK_REPLY = action({"label": Required(label(20))}, quick_reply=True)
IN_RICH_MENU = action({"label": label(20)}, rich_menu=True)
ON_FLEX_BUTTON = action({"label": Required(label(40))})
IN_FLEX = action({"label": label(40)})
