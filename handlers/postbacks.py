"""What our own buttons send back: short fields in one line; from outside, so parsed and never trusted."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

MAX_LENGTH = 300  # LINE's limit for postback data, in UTF-16 units


@dataclass(frozen=True)
class Answer:
    """A tap that answers a step of a session."""

    session: str
    step: str
    value: str


@dataclass(frozen=True)
class Command:
    """A tap on something that is always possible: `name` is a command such as status or menu."""

    name: str


@dataclass(frozen=True)
class CaseAct:
    """A tap on a card of a case: `act` is what to do with it, `value` what goes with it."""

    act: str
    case_id: int
    value: str = ""


Postback = Answer | Command | CaseAct


def encode(postback: Postback) -> str:
    """Return the data of a button."""
    match postback:
        case Answer(session, step, value):
            fields = {"s": session, "k": step, "v": value}
        case Command(name):
            fields = {"c": name}
        case CaseAct(act, case_id, value):
            fields = {"a": act, "n": str(case_id)} | ({"v": value} if value else {})
    data = urlencode(fields)
    if len(data) > MAX_LENGTH:
        raise ValueError(f"a button's data is longer than LINE allows: {len(data)}")
    return data


def decode(data: str, picked: str = "") -> Postback | None:
    """Return what a button meant, or None where the data is none of ours.

    A date picker's button answers with an empty value: what was picked is the answer.
    """
    fields = dict(parse_qsl(data[:MAX_LENGTH], keep_blank_values=True, max_num_fields=5)) if data.count("&") < 5 else {}
    if {"s", "k", "v"} <= fields.keys():
        return Answer(fields["s"], fields["k"], fields["v"] or picked)
    if "a" in fields and fields.get("n", "").isascii() and fields.get("n", "").isdigit() and len(fields["n"]) < 16:
        return CaseAct(fields["a"], int(fields["n"]), fields.get("v", ""))
    if "c" in fields:
        return Command(fields["c"])
    return None
