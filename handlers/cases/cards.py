"""A case as a card: for the citizen whose it is, and for the unit that has it."""

from handlers.cases.facts import CaseFacts
from handlers.cases.progress import STEPS, accent_of, steps_done
from handlers.cases.status import Group, Status, group_of
from handlers.conversation.wording import Wording
from handlers.dates import day_words
from handlers.messages import Accent, Card, Choice, Fact, Open, Picture, Press, Progress
from handlers.office import Office
from handlers.postbacks import CaseAct, encode

PICTURES = 2


def case_button(act: str, case: CaseFacts, wording: Wording, value: str = "") -> Choice:
    """Return a button that does `act` with the case."""
    label = wording.say(f"label.{act}")
    return Choice(label, Press(encode(CaseAct(act, case.id, value)), shown=label))


def status_word(case: CaseFacts, wording: Wording) -> str:
    """Return the citizen's word for where the case stands."""
    return wording.say(f"status.{case.status}")


def citizen_card(case: CaseFacts, office: Office, wording: Wording, buttons: tuple[Choice, ...] | None = None) -> Card:
    """Return a case as its citizen sees it: how far it is, who has it, and by when."""
    facts = _citizen_facts(case, office, wording)
    word = status_word(case, wording)
    spoken = " · ".join(f"{fact.label} {fact.value}" for fact in facts)
    return Card(
        title=case.title,
        code=case.reference,
        accent=accent_of(case.status),
        progress=Progress(steps_done(case.status), STEPS, word),
        facts=facts,
        pictures=(case.after or case.before)[:1],
        buttons=_citizen_buttons(case, wording) if buttons is None else buttons,
        alt=f"{case.reference} {case.title} · {word} · {spoken}",
    )


def _citizen_facts(case: CaseFacts, office: Office, wording: Wording) -> tuple[Fact, ...]:
    unit = office.unit(case.unit)
    facts = [Fact(wording.say("case.unit"), unit.name(wording.language) if unit else wording.say("case.no_unit"))]
    if case.due and group_of(case.status) is Group.OPEN:
        facts.append(Fact(wording.say("case.due"), day_words(case.due, wording)))
    if case.last_note:
        facts.append(Fact(wording.say("case.last"), case.last_note))
    return tuple(facts)


def _citizen_buttons(case: CaseFacts, wording: Wording) -> tuple[Choice, ...]:
    acts = ["show"]
    if case.status is Status.ANSWERED:
        acts = ["solved", "unsolved", "show"]
    elif group_of(case.status) is not Group.CLOSED:
        acts = ["show", "add"]
    return tuple(case_button(act, case, wording) for act in acts)


def solved_card(case: CaseFacts, office: Office, wording: Wording) -> Card:
    """Return the card that asks whether the matter is solved, with before and after side by side."""
    pictures = (
        *(Picture(picture.token, wording.say("case.before")) for picture in case.before[:1]),
        *(Picture(picture.token, wording.say("case.after")) for picture in case.after[:1]),
    )
    unit = office.unit(case.unit)
    title = wording.say("notice.answered", unit=unit.name(wording.language) if unit else office.name(wording.language))
    return Card(
        title=title,
        code=case.reference,
        badge=status_word(case, wording),
        accent=accent_of(case.status),
        lines=tuple(line for line in (case.title, case.last_note) if line),
        pictures=pictures if case.after else (),
        buttons=(case_button("solved", case, wording), case_button("unsolved", case, wording)),
        alt=f"{title} {case.reference} {case.title} {case.last_note} {wording.say('notice.solved')}",
    )


def unit_card(case: CaseFacts, office: Office, wording: Wording, heading: str) -> Card:
    """Return a case as its unit's group sees it; no citizen's name or telephone number stands in a group."""
    facts = [Fact(wording.say("case.category"), wording.say(f"category.{case.category}"))]
    if case.place:
        facts.append(Fact(wording.say("case.place"), case.place))
    if case.due:
        facts.append(Fact(wording.say("case.due"), day_words(case.due, wording)))
    spoken = " · ".join(f"{fact.label} {fact.value}" for fact in facts)
    urgent = wording.say("case.urgent") if case.urgent else ""
    return Card(
        title=case.title,
        code=case.reference,
        badge=" ".join(filter(None, (heading, urgent))),
        accent=Accent.DANGER if case.urgent else accent_of(case.status),
        lines=(case.text,) if case.text != case.title else (),
        facts=tuple(facts),
        pictures=case.before[:PICTURES],
        point=case.point,
        buttons=work_buttons(case, wording),
        alt=f"{heading} {urgent} {case.reference} {case.title} · {spoken}",
    )


# What staff can do with a case in LINE, by where it stands; to open it in the console is always the last.
STAFF_ACTS: dict[Status, tuple[str, ...]] = {
    Status.ASSIGNED: ("accept", "hand_on", "inquire"),
    Status.IN_PROGRESS: ("report", "inquire", "hand_on"),
    Status.WAITING: ("hand_on",),
}


def work_buttons(case: CaseFacts, wording: Wording) -> tuple[Choice, ...]:
    """Return the buttons of a case for the staff that has it."""
    acts = (case_button(act, case, wording) for act in STAFF_ACTS.get(case.status, ()))
    return (*acts, Choice(wording.say("label.open_case"), Open(f"/console/cases/{case.id}")))
