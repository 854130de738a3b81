"""What everybody else behind a case is told of it: public words, the after-photo, and nothing of who told first."""

from handlers.cases.facts import Behind, CaseFacts, Moved
from handlers.cases.status import MoveName
from handlers.conversation.wording import Wording
from handlers.messages import Card, Choice, Message, Press, Text
from handlers.office import Office
from handlers.postbacks import Command, encode

# What they are told of; the first only where they want to hear of every step.
_STEPS = (MoveName.ACCEPT,)
TOLD = (*_STEPS, MoveName.ANSWER, MoveName.REOPEN, MoveName.REFUSE, MoveName.REFER, MoveName.WITHDRAW)
_TELL_AGAIN = (MoveName.ANSWER, MoveName.WITHDRAW)  # who still sees the trouble can say so with one tap
SHOWN_PICTURES = 4


def words_behind(moved: Moved, one: Behind, office: Office, wording: Wording) -> tuple[Message, ...]:
    """Return what one of those behind a case is told of a move, or nothing."""
    if moved.move not in TOLD or (moved.move in _STEPS and one.updates == "result"):
        return ()
    words = wording.say(f"together.{moved.move}", what=_what(moved.case, one, office, wording), phone=office.telephone)
    choices: tuple[Choice, ...] = ()
    if moved.move in _TELL_AGAIN:
        label = wording.say("label.complain")
        choices = (Choice(label, Press(encode(Command("complain")), shown=label)),)
    said: list[Message] = []
    if moved.move is MoveName.ANSWER and moved.case.after:
        title = wording.say(f"category.{moved.case.category}")
        said.append(Card(title=title, pictures=moved.case.after[:SHOWN_PICTURES], alt=title))
    return (*said, Text(words, choices))


def _what(case: CaseFacts, one: Behind, office: Office, wording: Wording) -> str:
    """Their own words where they told a case of their own; else the kind of matter and the village."""
    if one.reference:
        return f"{one.title} {one.reference}".strip()
    area = office.place(case.area) if case.area else None
    pieces = (wording.say(f"category.{case.category}"), area.name(wording.language) if area else "")
    return " ".join(filter(None, pieces))
