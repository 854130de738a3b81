"""A conversation with one citizen: each event is one turn, its session goes through JSON, its effects are kept."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.line.limits import QUICK_REPLIES, QUICK_REPLY_LABEL, TEXT, fits
from handlers.cases.facts import Entry
from handlers.cases.reference import find_reference
from handlers.cases.status import MoveName, Role, Status
from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.events import ButtonPressed, MediaKind, MediaSent, PlaceSent, StickerSent, TextSent, What
from handlers.messages import (
    Card,
    Cards,
    Choice,
    ChoosePicture,
    Faces,
    Message,
    PickDay,
    Press,
    SendPlace,
    Sheet,
    TakePicture,
    Text,
)
from handlers.person import Person
from handlers.postbacks import CaseAct, WaveAct, decode
from handlers.surveys.codes import opened_by
from handlers.take import take
from handlers.turn import Effect, Known, Turn
from tests.builders import CITIZEN, NOW, event, known
from tests.handlers.register import Register

MOST_MESSAGES = 5
HERE = PlaceSent(14.0302, 99.5202, address="หน้าวัดบ้านใหม่", message_id="p1")


class Talk:
    """A citizen who writes and taps, and what they are told."""

    def __init__(self, of: Known | None = None, session: Session | None = None) -> None:
        self._base = of or known()
        self.register = Register(self._base.person, {case.id: case for case in self._base.cases})
        self.register.waves = dict(self._base.waves)
        self.session = session
        self.now: datetime = NOW
        self.turn = Turn()
        self.said: tuple[Message, ...] = ()
        self._tokens, self._messages = count(1), count(1)

    # What the citizen does.

    def say(self, text: str) -> "Talk":
        """Type words."""
        return self.send(TextSent(text, f"m{next(self._messages)}"))

    def send(self, what: What) -> "Talk":
        """Let something happen; the session goes to JSON and back before it."""
        of = self._known(what)
        happened = event(what)
        turn = take(happened, of)
        through = replace(of, session=through_json(of.session))
        assert take(happened, through) == turn, "the same turn after the session was put away and taken out again"
        self._keep(turn)
        return self

    def photo(self, message_id: str = "", kind: MediaKind = MediaKind.IMAGE, **of_set: Any) -> "Talk":
        """Send a picture, or something else that LINE keeps for a while."""
        return self.send(MediaSent(kind, message_id or f"x{next(self._messages)}", **of_set))

    def place(self) -> "Talk":
        """Send a point on the map."""
        return self.send(HERE)

    def sticker(self) -> "Talk":
        """Send a sticker."""
        return self.send(StickerSent("s1", ("สวัสดี",)))

    def tap(self, label: str) -> "Talk":
        """Tap what is offered under this label."""
        action = self.offer(label).action
        match action:
            case Press(data=data):
                return self.send(ButtonPressed(data))
            case PickDay(data=data):
                return self.send(ButtonPressed(data, "2026-11-05"))
            case SendPlace():
                return self.place()
            case TakePicture() | ChoosePicture():
                return self.photo()
        raise AssertionError(f"{label} sends nothing")

    def later(self, **passed: float) -> "Talk":
        """Let time pass."""
        self.now += timedelta(**passed)
        return self

    # What they see.

    def offer(self, label: str) -> Choice:
        """The choice under this label."""
        found = [choice for choice in self.offers() if choice.label == label]
        assert found, f"{label!r} is not among {self.labels()}"
        return found[0]

    def offers(self) -> list[Choice]:
        """All that can be tapped in what was said last."""
        return [choice for message in self.said for choice in offered(message)]

    def labels(self) -> list[str]:
        """The labels of all that can be tapped."""
        return [choice.label for choice in self.offers()]

    def words(self) -> str:
        """All words of what was said last."""
        return "\n".join(spoken(message) for message in self.said)

    @property
    def at(self) -> str:
        """Where the citizen is: `flow/step`, or an empty word."""
        return f"{self.session.flow}/{self.session.step}" if self.session else ""

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the last turn decided to do."""
        return self.turn.effects

    def _known(self, what: What) -> Known:
        cases = self.register.own()
        case = None
        if isinstance(what, ButtonPressed) and isinstance(act := decode(what.data), CaseAct):
            case = self.register.cases.get(act.case_id)
        if isinstance(what, TextSent) and (digits := find_reference(what.text)):
            case = next((one for one in self.register.cases.values() if one.reference[1:] == digits), None)
        history = (
            (Entry(NOW, Role.CITIZEN, None, None, Status.RECEIVED), Entry(NOW, Role.OFFICER, MoveName.ACCEPT, None,
             Status.IN_PROGRESS, "กำลังไป")) if case else ()
        )  # fmt: skip
        waves, wave = self.register.waves or dict(self._base.waves), None
        if isinstance(what, ButtonPressed) and isinstance(act := decode(what.data), WaveAct):
            wave = waves.get(act.wave)
        if isinstance(what, TextSent) and opened_by(what.text) and self._base.counter is None:
            wave = next(iter(waves.values()), None)
        return replace(
            self._base, waves=waves, wave=wave, now=self.now, person=self.register.person,
            token=f"t{next(self._tokens)}", session=self.session, cases=cases, case=case, history=history,
        )  # fmt: skip

    def _keep(self, turn: Turn) -> None:
        self.turn, self.session = turn, turn.session
        self.said = (*turn.say, *turn.then)
        for effect in turn.effects:
            self.register.perform(effect)
        check(turn)


def through_json(session: Session | None) -> Session | None:
    """Put a session away and take it out again."""
    return None if session is None else Session.load(json.loads(json.dumps(session.dump(), ensure_ascii=False)))


def offered(message: Message) -> tuple[Choice, ...]:
    """All that can be tapped on a message."""
    match message:
        case Card():
            return (*message.buttons, *message.choices)
        case Cards(cards=cards):
            return (*(choice for card in cards for choice in offered(card)), *message.choices)
        case Faces(faces=faces):
            return (*(Choice(face.word, face.action) for face in faces), *message.choices)
        case Sheet(rows=rows, foot=foot):
            tiles = (Choice(tile.label[:20], tile.action) for row in rows for tile in row.tiles)
            return (*tiles, *foot, *message.choices)
    return message.choices


def spoken(message: Message) -> str:
    """The words of a message."""
    match message:
        case Text():
            return message.text
        case Faces():
            return message.question
        case Cards(cards=cards):
            return "\n".join(spoken(card) for card in cards)
        case Sheet():
            return message.alt
    facts = [f"{fact.label}: {fact.value}" for fact in message.facts]
    return "\n".join([message.title, message.code, message.badge, *message.lines, *facts])


def check(turn: Turn) -> None:
    """What holds for every turn: few messages, words in each, answers that LINE takes, a session of a flow there is."""
    said = (*turn.say, *turn.then)
    assert len(said) <= MOST_MESSAGES
    for message in said:
        assert spoken(message).strip()
        assert fits(spoken(message)[:1], TEXT)
        assert len(message.choices) <= QUICK_REPLIES
        for choice in offered(message):
            assert choice.label.strip()
            assert fits(choice.label, QUICK_REPLY_LABEL), choice.label
            assert not isinstance(choice.action, Press) or decode(choice.action.data) is not None
    check_session(turn.session)


def check_session(session: Session | None) -> None:
    """A session stands at a step that there is, is of today's revision, and is not heaped up without end."""
    depth = 0
    while session is not None:
        if session.flow in FLOWS:
            assert session.step == "edit" or FLOWS[session.flow].step(session.step), f"{session.flow}/{session.step}"
        else:
            assert session.flow in ("consent", "cancelled")
            assert depth == 0, "consent and what was cancelled never lie beneath another thread"
        session, depth = session.under, depth + 1
    assert depth <= 5


def sure_talk(**changes: Any) -> Talk:
    """A talk of someone who agreed."""
    return Talk(known(**changes))


def new_talk(**changes: Any) -> Talk:
    """A talk of someone who was never here."""
    return Talk(known(person=Person(line_id=CITIZEN), **changes))
