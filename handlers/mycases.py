"""A citizen's own cases: the list, one in detail, more about it, solved or not, taken back."""

from collections.abc import Callable
from dataclasses import replace

from handlers.cases.cards import case_button, citizen_card
from handlers.cases.facts import CaseFacts, Entry
from handlers.cases.status import Group, MoveName, Role, Status, denial, group_of
from handlers.conversation.beginning import open_session, put_aside
from handlers.conversation.engine import advance, ask_again, tap
from handlers.conversation.smalltalk import command_choice
from handlers.dates import moment_words
from handlers.messages import Cards, Message, Text
from handlers.postbacks import Answer, CaseAct
from handlers.turn import Known, MoveCase, Turn

SHOWN = 10
SHOWN_ENTRIES = 12


def my_cases(known: Known) -> tuple[Message, ...]:
    """Return the person's cases side by side, those that are open first."""
    say = known.wording.say
    if not known.cases:
        return (Text(say("cases.none"), (command_choice("complain", known), command_choice("ask", known))),)
    ordered = sorted(known.cases, key=lambda case: group_of(case.status) is Group.CLOSED)[:SHOWN]
    cards = tuple(citizen_card(case, known.office, known.wording) for case in ordered)
    open_ones = sum(group_of(case.status) is not Group.CLOSED for case in known.cases)
    lead = Text(say("cases.some", count=len(known.cases), open=open_ones))
    spoken = " / ".join(card.alt for card in cards)
    return (lead, Cards(cards, alt=spoken, choices=(command_choice("complain", known),)))


def act_on_case(act: CaseAct, known: Known) -> Turn:
    """Return the turn that a button on a case's card leads to; a case that is not the person's own is not there."""
    case = known.own_case
    if case is None or act.act not in _ACTS:
        return _not_found(known)
    return _ACTS[act.act](case, act.value, known)


def show_case(case: CaseFacts, known: Known) -> tuple[Message, ...]:
    """Return a case in detail: its card and its history, newest first."""
    lines = [_entry_line(entry, known) for entry in reversed(known.history) if entry.public][:SHOWN_ENTRIES]
    choices = [case_button("add", case, known.wording)] if group_of(case.status) is not Group.CLOSED else []
    if denial(MoveName.WITHDRAW, case.status, Role.CITIZEN) is None:
        choices.append(case_button("withdraw", case, known.wording))
    card = citizen_card(case, known.office, known.wording)
    card = replace(card, buttons=tuple(b for b in card.buttons if b != case_button("show", case, known.wording)))
    text = "\n".join([known.wording.say("cases.history"), *lines])
    return (card, Text(text, (*choices, command_choice("status", known))))


def start_add(case: CaseFacts, known: Known) -> Turn:
    """Return the turn that asks what is to be added to a case."""
    if group_of(case.status) is Group.CLOSED:
        return Turn(say=(Text(known.wording.say("cases.closed"), (command_choice("complain", known),)),),
                    session=known.session)  # fmt: skip
    return _about("add", case, known)


def solved(case: CaseFacts, known: Known) -> Turn:
    """Close the case with the citizen's yes, and ask how it went."""
    if denial(MoveName.CONFIRM, case.status, Role.CITIZEN) is not None:
        return _too_late(case, known)
    poll = _about("poll", case, known)
    return Turn(session=poll.session, effects=(MoveCase(case.id, MoveName.CONFIRM),), then=poll.say)


def unsolved(case: CaseFacts, known: Known) -> Turn:
    """Ask why the case is not solved; the answer reopens it."""
    if case.status not in (Status.ANSWERED, Status.CLOSED, Status.UNCONFIRMED):
        return _too_late(case, known)
    return _about("reopen", case, known)


def _about(flow: str, case: CaseFacts, known: Known) -> Turn:
    """Return the turn that asks something about a case; where it is asked already, the question is repeated."""
    here = known.session
    if here is not None and here.flow == flow and here.answers.get("case") == case.id:
        return ask_again(here, known)
    return advance(open_session(flow, known, {"case": case.id, "title": case.title}, put_aside(here)), known)


def newest(known: Known, status: Status) -> CaseFacts | None:
    """Return the person's newest case in a status."""
    return next((case for case in known.cases if case.status is status), None)


def asked(known: Known) -> CaseFacts | None:
    """Return the person's newest case that waits for their word; another pause is not theirs to end."""
    waiting = (case for case in known.cases if case.status is Status.WAITING)
    return next((case for case in waiting if case.pause in (None, "citizen")), None)


def score(case: CaseFacts, value: str, known: Known) -> Turn:
    """Take a tap on a face; a case is scored once, from when it was answered."""
    if case.score is not None or case.status not in (Status.ANSWERED, Status.CLOSED, Status.UNCONFIRMED):
        return Turn(say=(Text(known.wording.say("poll.done")),), session=known.session, keep=False)
    if value not in ("1", "2", "3", "4", "5"):
        return _not_found(known)
    session = known.session
    if session is None or session.flow != "poll" or session.answers.get("case") != case.id:
        session = open_session("poll", known, {"case": case.id, "title": case.title}, put_aside(session))
    return tap(Answer(session.id, "score", value), session, known) or _not_found(known)


def _entry_line(entry: Entry, known: Known) -> str:
    when = moment_words(entry.at, known.wording, known.office.utc_offset_hours)
    what = known.wording.say(f"entry.{entry.move}") if entry.move else known.wording.say("entry.note")
    return f"• {when} {what}" + (f": {entry.note}" if entry.note else "")


def _not_found(known: Known) -> Turn:
    words = known.wording.say("cases.not_found")
    if known.session is not None:
        return ask_again(known.session, known, (words,))
    return Turn(say=(Text(words, (command_choice("status", known),)),))


def _too_late(case: CaseFacts, known: Known) -> Turn:
    word = known.wording.say(f"status.{case.status}")
    words = Text(known.wording.say("cases.old_button", status=word), (case_button("show", case, known.wording),))
    return Turn(say=(words,), session=known.session)


def _withdraw(case: CaseFacts, value: str, known: Known) -> Turn:
    if denial(MoveName.WITHDRAW, case.status, Role.CITIZEN) is not None:
        return _too_late(case, known)
    if value != "yes":
        choices = (case_button("withdraw_yes", case, known.wording), case_button("show", case, known.wording))
        words = known.wording.say("cases.withdraw_sure", title=case.title, reference=case.reference)
        return Turn(say=(Text(words, choices),), session=known.session)
    return Turn(session=known.session, effects=(MoveCase(case.id, MoveName.WITHDRAW),))


_ACTS: dict[str, Callable[[CaseFacts, str, Known], Turn]] = {
    "show": lambda case, value, known: Turn(say=show_case(case, known), session=known.session),
    "add": lambda case, value, known: start_add(case, known),
    "solved": lambda case, value, known: solved(case, known),
    "unsolved": lambda case, value, known: unsolved(case, known),
    "score": score,
    "withdraw": _withdraw,
    "withdraw_yes": lambda case, value, known: _withdraw(case, "yes", known),
}
