"""One turn of a conversation: what is known when an event comes in, and what is decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.cases.facts import CaseFacts, Draft, Entry, Similar, Sketch
from handlers.cases.status import MoveName
from handlers.conversation.session import Session
from handlers.conversation.wording import Phrasebook, Wording
from handlers.events import MediaKind
from handlers.messages import Message
from handlers.office import Office
from handlers.person import Person
from handlers.surveys.facts import CounterFacts, WaveFacts
from nlp.reading import Reading


@dataclass(frozen=True)
class StaffMember:
    """The staff account that a LINE user is linked to."""

    id: int
    name: str
    role: str
    unit: str | None


def nobody(sketch: Sketch) -> tuple[Similar, ...]:
    """Where no register is at hand, nobody told of the same."""
    return ()


@dataclass(frozen=True)
class Known:
    """Everything a decision may rest on. Nothing else is looked up while deciding.

    `token` is a fresh random word for a session that may begin; `read` reads a text with the office's places at hand;
    `case` is the one that a button or reference in the event names, whosesoever it is, with its public `history`;
    `group_unit` is the unit that the group speaks for, `group_met` whether the group was heard of before;
    `tokens` names the kept pictures of the session by LINE's message ids; `export_path` is where the person's own data
    can be fetched for a while; `waves` are the questionnaires that the session and the event name, `wave` is the one of
    the event, and `counter` what its code wants rated; `talking` is the case about which staff talk with them just now;
    `same` asks the register, without changing it, for open cases of other people that a report may be the same as: what
    to ask for is known only while deciding.
    """

    now: datetime
    office: Office
    phrasebook: Phrasebook
    person: Person
    token: str
    read: Callable[[str], Reading]
    session: Session | None = None
    cases: tuple[CaseFacts, ...] = ()
    case: CaseFacts | None = None
    history: tuple[Entry, ...] = ()
    staff: StaffMember | None = None
    group_unit: str | None = None
    group_met: bool = True
    tokens: Mapping[str, str] = field(default_factory=dict)
    export_path: str = "/"
    talking: int | None = None
    waves: Mapping[int, WaveFacts] = field(default_factory=dict)
    wave: WaveFacts | None = None
    counter: CounterFacts | None = None
    same: Callable[[Sketch], tuple[Similar, ...]] = nobody

    @property
    def wording(self) -> Wording:
        """The words of the person's language."""
        return self.phrasebook.wording(self.person.language)

    @property
    def own_case(self) -> CaseFacts | None:
        """The case that the event names, where it is the person's own."""
        mine = self.case is not None and self.case.citizen_line_id == self.person.line_id
        return self.case if mine else None


# What is to be done besides talking; the edge does it, in the transaction of the event.


@dataclass(frozen=True)
class SavePerson:
    """Keep the person as they are now."""

    person: Person


@dataclass(frozen=True)
class KeepMedia:
    """Fetch a media message from LINE before it is gone; `case_id` where it belongs to a case already."""

    message_id: str
    kind: MediaKind
    case_id: int | None = None


@dataclass(frozen=True)
class OpenCase:
    """Register a matter."""

    draft: Draft


@dataclass(frozen=True)
class JoinCase:
    """Join somebody's case with what was told; where it cannot be joined any more, register the matter."""

    case_id: int
    draft: Draft


@dataclass(frozen=True)
class MoveCase:
    """Make a move on a case as the citizen, or as the linked member of staff.

    `unit` is the one that it is handed on to; `from_unit` the one that had it when the dialogue about it began.
    """

    case_id: int
    move: MoveName
    note: str = ""
    as_staff: bool = False
    pictures: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    from_unit: str | None = None


@dataclass(frozen=True)
class TellPrivately:
    """Say something to a member of staff in their own chat, because of what they did in a group."""

    line_id: str
    messages: tuple[Message, ...]
    case_id: int


@dataclass(frozen=True)
class AddToCase:
    """Add the citizen's further words and pictures to a case; `quiet` where staff listen."""

    case_id: int
    text: str = ""
    pictures: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False


@dataclass(frozen=True)
class KeepLabel:
    """Keep what a person said a message is, beside what was guessed: the reader learns from it."""

    field: str
    text: str
    guessed: str
    chosen: str


@dataclass(frozen=True)
class KeepPoll:
    """Keep the answer to the quick poll of a case; `why` follows a low score."""

    case_id: int
    score: int
    why: str = ""


@dataclass(frozen=True)
class KeepVote:
    """Keep how someone rates a counter; `ticket` is the vote's own random word, `why` follows a low score."""

    counter_id: int
    ticket: str
    score: int
    why: str = ""


@dataclass(frozen=True)
class KeepAnswers:
    """Keep what someone has answered of a questionnaire until they go on, hand it in, or it closes."""

    wave_id: int
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class HandIn:
    """Hand in answers: rows of (question, code, words), with their groups and what may be kept about the person."""

    wave_id: int
    rows: tuple[tuple[str, int, str | None], ...]
    groups: Mapping[str, int]
    kept: Mapping[str, int]


@dataclass(frozen=True)
class LetIn:
    """Note that someone began to answer a questionnaire."""

    wave_id: int


@dataclass(frozen=True)
class ForgetAbout:
    """Forget what the person let us keep about themselves for later questionnaires."""


@dataclass(frozen=True)
class DeclineWave:
    """Note that someone does not want to answer a questionnaire: they are not asked again."""

    wave_id: int


@dataclass(frozen=True)
class ForgetMessage:
    """Remove every trace of a message that was taken back."""

    message_id: str


@dataclass(frozen=True)
class EditMessage:
    """Put the new words in the place of those that came with a message."""

    message_id: str
    text: str


@dataclass(frozen=True)
class KeepGroup:
    """Know that the account is in a group or room; `recount` where its members changed, which a push there costs."""

    group_id: str
    kind: str
    recount: bool = False


@dataclass(frozen=True)
class DropGroup:
    """The account is in a group or room no more: its unit has no group, and nothing is sent there."""

    group_id: str


@dataclass(frozen=True)
class UseCode:
    """Use a code of the console: links this LINE user to a staff account, or this group to a unit."""

    code: str
    group_id: str | None = None


@dataclass(frozen=True)
class ErasePerson:
    """Erase everything that tells who the person is; cases stay as numbers."""


Effect = (
    SavePerson
    | KeepMedia
    | OpenCase
    | JoinCase
    | MoveCase
    | TellPrivately
    | AddToCase
    | KeepLabel
    | KeepPoll
    | KeepVote
    | KeepAnswers
    | HandIn
    | LetIn
    | DeclineWave
    | ForgetAbout
    | ForgetMessage
    | EditMessage
    | KeepGroup
    | DropGroup
    | UseCode
    | ErasePerson
)


@dataclass(frozen=True)
class Turn:
    """A decision: what is said, the session afterwards (None: none is open), and what is to be done.

    What the effects give cause to say comes after `say` and before `then`. `keep` tells whether the words would be
    missed if LINE lost them.
    """

    say: tuple[Message, ...] = ()
    session: Session | None = None
    effects: tuple[Effect, ...] = ()
    then: tuple[Message, ...] = ()
    keep: bool = True
