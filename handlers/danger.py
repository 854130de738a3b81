"""Danger first: the right number, short advice, and only then the case."""

from handlers.messages import Accent, Call, Card, Choice, Message
from handlers.turn import Known
from nlp.reading import Emergency

# Which numbers of the office's list are offered for which danger, the most fitting first.
NUMBERS: dict[Emergency, tuple[str, ...]] = {
    Emergency.FIRE: ("fire", "police"),
    Emergency.FLOOD: ("disaster", "police"),
    Emergency.ELECTROCUTION: ("electricity", "police"),
    Emergency.VIOLENCE: ("police", "social"),
    Emergency.ACCIDENT: ("medical", "police"),
    Emergency.MEDICAL: ("medical", "police"),
    Emergency.SELF_HARM: ("mental", "medical"),
}
NATIONAL = {
    "police": "191",
    "fire": "199",
    "medical": "1669",
    "electricity": "1129",
    "disaster": "1784",
    "social": "1300",
    "mental": "1323",
    "child": "1387",
}


def warning(emergency: Emergency, known: Known) -> Message:
    """Return the card with the numbers to call and what to do until help comes."""
    say = known.wording.say
    numbers = [known.office.numbers.get(key) or NATIONAL[key] for key in NUMBERS[emergency]]
    labels = [say(f"number.{key}") for key in NUMBERS[emergency]]
    calls = tuple(Choice(say("label.call", number=number), Call(number)) for number in numbers)
    advice = say(f"danger.{emergency}")
    spoken = ", ".join(f"{label} {number}" for label, number in zip(labels, numbers, strict=True))
    return Card(
        title=say(f"danger.title_{'care' if emergency is Emergency.SELF_HARM else 'alarm'}"),
        accent=Accent.DANGER,
        lines=(advice, spoken),
        buttons=calls,
        alt=f"{advice} {spoken}",
    )
