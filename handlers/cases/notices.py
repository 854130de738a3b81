"""What is told to whom when something happened to a case: the citizen, and the unit's group."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.cases.access import RESTRICTED
from handlers.cases.behind import words_behind
from handlers.cases.cards import case_button, citizen_card, solved_card, unit_card
from handlers.cases.facts import Added, CaseFacts, Channel, Happened, Moved, Opened, Replied
from handlers.cases.policy import promised_days
from handlers.cases.status import MOVES, MoveName, Role
from handlers.conversation.typed import without_phones
from handlers.conversation.wording import Phrasebook, Wording
from handlers.dates import day_words, local, time_words
from handlers.messages import Card, Choice, Copy, Message, Text
from handlers.office import Office, Quiet
from nlp.reading import Kind

GATHER = timedelta(seconds=2)  # steps of one act fall together: they wait this long and go as one message


@dataclass(frozen=True)
class Notice:
    """Something to tell a person or group of LINE, in their language; `purpose` names it in the books."""

    to: str
    messages: tuple[Message, ...]
    purpose: str
    case_id: int
    urgent: bool = False
    language: str = "th"


def notices(happened: Happened, office: Office, phrasebook: Phrasebook, now: datetime) -> tuple[Notice, ...]:
    """Return what is told because of what happened."""
    staff, masked = phrasebook.wording(phrasebook.default), _masked(happened)
    told = (
        _for_citizen(happened, office, phrasebook),
        _for_group(masked, office, staff, now),
        *_for_heads(masked, office, staff),
        *_for_those_behind(happened, office, phrasebook),
    )
    return tuple(notice for notice in told if notice is not None)


def _for_those_behind(happened: Happened, office: Office, phrasebook: Phrasebook) -> tuple[Notice, ...]:
    """Everybody who joined the case, or whose case was merged into it, hears of it in public words."""
    if not isinstance(happened, Moved):
        return ()
    found = []
    for one in happened.case.behind:
        messages = words_behind(happened, one, office, phrasebook.wording(one.language))
        if messages:
            found.append(Notice(one.line_id, messages, "result", happened.case.id, language=one.language))
    return tuple(found)


def _masked(happened: Happened) -> Happened:
    """Leave out the telephone numbers that a citizen wrote into their words: those do not belong into a chat."""
    case = masked(happened.case)
    if isinstance(happened, Moved):
        return replace(happened, case=case, note=without_phones(happened.note))
    return replace(happened, case=case)


def masked(case: CaseFacts) -> CaseFacts:
    """Return a case as it may be told of outside the register: without telephone numbers in the citizen's words."""
    return replace(
        case, title=without_phones(case.title), text=without_phones(case.text), place=without_phones(case.place)
    )


def hold_until(now: datetime, quiet: Quiet | None, utc_offset_hours: int) -> datetime | None:
    """Return when the quiet hours end, if `now` lies in them; they may span midnight."""
    if quiet is None:
        return None
    here = local(now, utc_offset_hours)
    clock = here.time()
    spans = quiet.begins > quiet.ends
    inside = (clock >= quiet.begins or clock < quiet.ends) if spans else quiet.begins <= clock < quiet.ends
    if not inside:
        return None
    ends = here.replace(hour=quiet.ends.hour, minute=quiet.ends.minute, second=0, microsecond=0)
    return ends if ends > here else ends + timedelta(days=1)


def _for_citizen(happened: Happened, office: Office, phrasebook: Phrasebook) -> Notice | None:
    case = happened.case
    if case.citizen_line_id is None or case.channel is not Channel.LINE:
        return None
    wording = phrasebook.wording(case.citizen_language)
    match happened:
        case Opened():
            return _notice(case, "receipt", _receipt(case, office, wording))
        case Replied(text=text):
            return _notice(case, "reply", _reply(case, office, wording, text))
        case Added(quiet=False):
            return _notice(case, "receipt", (Text(wording.say("notice.added", reference=case.reference)),))
        case Moved(move=move) if MOVES[move].told and move in _TELLERS:
            step_only = move in (MoveName.ACCEPT, MoveName.VISIT)
            if step_only and case.citizen_updates == "result":
                return None
            messages = _TELLERS[move](happened, office, wording)
            return _notice(case, "result" if not step_only else "step", messages)
    return None


def _notice(case: CaseFacts, purpose: str, messages: tuple[Message, ...]) -> Notice:
    assert case.citizen_line_id is not None
    return Notice(case.citizen_line_id, messages, purpose, case.id, language=case.citizen_language)


def _receipt(case: CaseFacts, office: Office, wording: Wording) -> tuple[Message, ...]:
    unit = office.unit(case.unit)
    name = unit.name(wording.language) if unit else office.name(wording.language)
    sent = wording.say(f"notice.sent_{case.kind}", unit=name)
    days = promised_days(case.category, office, urgent=case.urgent)
    promise = wording.say("notice.promise", days=days, day=day_words(case.due, wording)) if case.due else ""
    if case.kind is Kind.COMPLIMENT:
        promise = ""
    card = Card(
        title=sent,
        code=case.reference,
        lines=tuple(filter(None, (promise, wording.say("notice.how_to_follow")))),
        accent=citizen_card(case, office, wording).accent,
        badge=wording.say(f"kind.{case.kind}"),
        buttons=(Choice(wording.say("label.copy"), Copy(case.reference)), case_button("show", case, wording)),
        alt=f"{sent} {wording.say('notice.reference')} {case.reference} {promise}",
    )
    return (card,)


def reply_head(unit_key: str | None, reference: str, office: Office, wording: Wording) -> str:
    """Return the line above the words of staff; the console's preview shows it too."""
    unit = office.unit(unit_key)
    name = unit.name(wording.language) if unit else office.name(wording.language)
    return wording.say("notice.reply", unit=name, reference=reference)


def _reply(case: CaseFacts, office: Office, wording: Wording, text: str) -> tuple[Message, ...]:
    head = reply_head(case.unit, case.reference, office, wording)
    return (Text(f"{head}\n{text}", (case_button("add", case, wording), case_button("show", case, wording))),)


def _step(moved: Moved, office: Office, wording: Wording) -> tuple[Message, ...]:
    """A step on the way: the case's card with what was done as its title line."""
    case = moved.case
    unit = office.unit(case.unit)
    name = unit.name(wording.language) if unit else office.name(wording.language)
    lead = wording.say(f"notice.{moved.move}", unit=name, reference=case.reference)
    card = citizen_card(case, office, wording)
    return (Text(lead), card)


def _asked(moved: Moved, office: Office, wording: Wording) -> tuple[Message, ...]:
    case = moved.case
    words = wording.say("notice.ask", title=case.title, reference=case.reference)
    return (Text(f"{words}\n{moved.note}", (case_button("add", case, wording), case_button("show", case, wording))),)


def _answered(moved: Moved, office: Office, wording: Wording) -> tuple[Message, ...]:
    case = moved.case
    choices = (case_button("solved", case, wording), case_button("unsolved", case, wording))
    return (solved_card(case, office, wording), Text(wording.say("notice.solved"), choices))


def _ended(moved: Moved, office: Office, wording: Wording) -> tuple[Message, ...]:
    """Bad news with its reason, who decided, and what can be done next."""
    case = moved.case
    words = wording.say(
        f"notice.{moved.move}", title=case.title, reference=case.reference, office=office.name(wording.language),
        note=moved.note, phone=office.telephone,
    )  # fmt: skip
    return (Text(words),)


_TELLERS: dict[MoveName, Callable[[Moved, Office, Wording], tuple[Message, ...]]] = {
    MoveName.ACCEPT: _step,
    MoveName.VISIT: _step,
    MoveName.ASK: _asked,
    MoveName.ANSWER: _answered,
    MoveName.CONFIRM: _ended,
    MoveName.REOPEN: _ended,
    MoveName.REFUSE: _ended,
    MoveName.REFER: _ended,
    MoveName.WITHDRAW: _ended,
    MoveName.MERGE: _ended,
    MoveName.ACKNOWLEDGE: _ended,
    MoveName.HOLD: _ended,
}


def _for_group(happened: Happened, office: Office, wording: Wording, now: datetime) -> Notice | None:
    case = happened.case
    unit = office.unit(case.unit)
    if unit is None or unit.group_id is None or case.category in RESTRICTED:
        return None
    messages = unit_messages(happened, office, wording, now)
    return Notice(unit.group_id, messages, "alert", case.id, urgent=case.urgent) if messages else None


def _for_heads(happened: Happened, office: Office, wording: Wording) -> tuple[Notice, ...]:
    """What was not solved, and what is urgent, goes to those who decide at once."""
    case = happened.case
    match happened:
        case Moved(move=MoveName.REOPEN, note=note):
            words: Message = Text(wording.say("alert.reopen", reference=case.reference, title=case.title, note=note))
            messages: tuple[Message, ...] = (words, unit_card(case, office, wording, wording.say("alert.decide")))
        case Opened() if case.urgent:
            messages = (unit_card(case, office, wording, wording.say("alert.new")),)
        case _:
            return ()
    return tuple(Notice(head, messages, "alert", case.id, urgent=case.urgent) for head in office.heads)


def unit_messages(happened: Happened, office: Office, wording: Wording, now: datetime) -> tuple[Message, ...]:
    """Return what the people of the unit hear of something, in their group or each by themselves."""
    case = happened.case
    match happened:
        case Moved(move=MoveName.ASSIGN | MoveName.HAND_ON | MoveName.DISPATCH | MoveName.CONVENE):
            return (unit_card(case, office, wording, wording.say("alert.new")),)
        case Moved(move=MoveName.ACCEPT, actor=actor):
            time = time_words(now, office.utc_offset_hours)
            return (Text(wording.say("alert.accepted", reference=case.reference, name=actor.name, time=time)),)
        case Moved(move=MoveName.REOPEN | MoveName.WITHDRAW | MoveName.CONFIRM as move, actor=actor, note=note):
            return (Text(wording.say(f"alert.{move}", reference=case.reference, title=case.title, note=note)),)
        case Moved(move=MoveName.RESUME, actor=actor) if actor.role is Role.CITIZEN:
            return ()
        case Added(quiet=False):
            return (unit_card(case, office, wording, wording.say("alert.added")),)
    return ()
