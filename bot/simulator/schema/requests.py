"""The outer form of a request that sends messages: everything around the message objects."""

from typing import Any

from bot.simulator.records import Json
from bot.simulator.schema.checks import (
    Fields,
    Path,
    Report,
    Required,
    array,
    boolean,
    dotted,
    integer,
    matching,
    obj,
    text,
)


def _any_object(value: Any, path: Path, report: Report) -> None:
    if not isinstance(value, dict):
        report.add(path, "Must be an object")


UNIT = matching(r"[a-zA-Z0-9_]{1,30}", "Must be 1 to 30 of a-z, A-Z, 0-9 and _")
MESSAGES = Required(array(_any_object, 1, 5))
SENDING: Fields = {"messages": MESSAGES, "notificationDisabled": boolean}
UNITS: Fields = {"customAggregationUnits": array(UNIT, 0, 1)}
LIMIT = obj({"max": integer(1), "upToRemainingQuota": boolean, "forbidPartialDelivery": boolean})

FORMS = {
    "reply": obj({**SENDING, "replyToken": Required(text(100))}),
    "push": obj({**SENDING, **UNITS, "to": Required(text(100))}),
    "multicast": obj({**SENDING, **UNITS, "to": Required(array(text(100), 1, 500))}),
    "broadcast": obj(SENDING),
    "narrowcast": obj({**SENDING, "recipient": _any_object, "filter": _any_object, "limit": LIMIT}),
    "validate": obj({"messages": MESSAGES}),
}


def check_request(via: str, body: Json) -> list[Json]:
    """Problems of the body around its messages."""
    report = Report()
    FORMS[via](body, (), report)
    return [{"message": message, "property": dotted(path)} for path, message in report.problems]
