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


@dataclass(frozen=True)
class WaveAct:
    """A tap on an invitation to a questionnaire: `act` is what to do, `wave` which one it invites to."""

    act: str
    wave: int


Postback = Answer | Command | CaseAct | WaveAct


def encode(postback: Postback) -> str:
    """Return the data of a button."""
    match postback:
        case Answer(session, step, value):
            fields = {"s": session, "k": step, "v": value}
        case Command(name):
            fields = {"c": name}
        case CaseAct(act, case_id, value):
            fields = {"a": act, "n": str(case_id)} | ({"v": value} if value else {})
        case WaveAct(act, wave):
            fields = {"w": act, "n": str(wave)}
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
    number = fields.get("n", "")
    numbered = number.isascii() and number.isdigit() and len(number) < 16
    if "a" in fields and numbered:
        return CaseAct(fields["a"], int(number), fields.get("v", ""))
    if "w" in fields and numbered:
        return WaveAct(fields["w"], int(number))
    if "c" in fields:
        return Command(fields["c"])
    return None
