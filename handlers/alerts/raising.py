"""Which alerts follow from what happened, beside what everybody hears: passing on, passing up, and working groups."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.alerts.alert import About, Alert, Audience
from handlers.cases.facts import Happened, Moved, PartMoved
from handlers.cases.status import MoveName
from handlers.conversation.wording import Wording
from handlers.office import Office

TOO_OFTEN = 2  # handed on so many times, a matter is being passed around (ปัดภาระ)
TO_THE_UNIT = ("add", "return", "release", "extend")
TO_THE_LEAD = ("accept", "report")


def raised(happened: Iterable[Happened], office: Office, wording: Wording) -> tuple[Alert, ...]:
    """Return the alerts, in the order of what happened."""
    return tuple(alert for one in happened for alert in _of(one, office, wording))


def _of(one: Happened, office: Office, wording: Wording) -> Iterator[Alert]:
    case = one.case
    mark = str(case.version)
    match one:
        case Moved(move=MoveName.HAND_ON, times=times, note=note) if times >= TOO_OFTEN:
            words = wording.say("alerts.handed_on", n=times, unit=_name(case.unit, office, wording), note=note)
            yield Alert(About.HANDED_TWICE, case, Audience.HEADS, words=words, round=str(times))
        case Moved(move=MoveName.RAISE, note=note):
            words = wording.say("alerts.raised", unit=_name(case.unit, office, wording), note=note)
            yield Alert(About.ESCALATED, case, Audience.HEADS, words=words, urgent=case.urgent, round=mark)
        case Moved(move=MoveName.CONVENE, note=note):
            for unit in case.partners:
                words = wording.say("alerts.convened", unit=_name(case.unit, office, wording), note=note)
                yield Alert(About.NEW, replace(case, unit=unit), words=words, urgent=case.urgent, round=mark)
        case PartMoved(act=act, unit=unit, note=note) if act in (*TO_THE_UNIT, *TO_THE_LEAD):
            words = wording.say(f"alerts.part_{act}", unit=_name(unit, office, wording), note=note).strip()
            to = unit if act in TO_THE_UNIT else case.unit
            if act in TO_THE_UNIT or unit != case.unit:
                seen = replace(case, unit=to, partners=(*case.partners, unit))
                yield Alert(About.PART, seen, words=words, urgent=case.urgent, round=mark)


def _name(key: str | None, office: Office, wording: Wording) -> str:
    unit = office.unit(key)
    return unit.name(wording.language) if unit else office.name(wording.language)
