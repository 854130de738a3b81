"""A register in memory, just good enough to keep cases between the turns of a conversation."""

from dataclasses import dataclass, field, replace

from handlers.cases.facts import CaseFacts, Way
from handlers.cases.reference import make_reference
from handlers.cases.status import MOVES, Brought, Role, Status, denial
from handlers.person import Person
from handlers.surveys.facts import WaveFacts
from handlers.turn import (
    AddToCase,
    DeclineWave,
    Effect,
    ForgetMessage,
    HandIn,
    KeepAnswers,
    KeepLabel,
    KeepMedia,
    KeepPoll,
    KeepVote,
    LetIn,
    MoveCase,
    OpenCase,
    SavePerson,
    UseCode,
)
from tests.builders import CITIZEN, NOW


@dataclass
class Register:
    """What was kept: the person, cases, labels, media, words added, codes used."""

    person: Person
    cases: dict[int, CaseFacts] = field(default_factory=dict)
    labels: list[KeepLabel] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    added: list[AddToCase] = field(default_factory=list)
    drafts: list[OpenCase] = field(default_factory=list)
    polls: list[KeepPoll] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    codes: list[UseCode] = field(default_factory=list)
    waves: dict[int, WaveFacts] = field(default_factory=dict)
    handed_in: list[HandIn] = field(default_factory=list)
    votes: list[KeepVote] = field(default_factory=list)
    came: list[int] = field(default_factory=list)
    declined: list[int] = field(default_factory=list)

    def perform(self, effect: Effect) -> None:
        """Keep what a turn decided."""
        match effect:
            case SavePerson(person):
                self.person = replace(person, id=1)
            case OpenCase():
                self._open(effect)
            case MoveCase():
                self._move(effect)
            case AddToCase(case_id):
                assert case_id in self.cases
                self.added.append(effect)
            case KeepPoll(case_id, score):
                self.cases[case_id] = replace(self.cases[case_id], score=self.cases[case_id].score or score)
                self.polls.append(effect)
            case KeepLabel():
                self.labels.append(effect)
            case KeepMedia(message_id):
                self.media.append(message_id)
            case ForgetMessage(message_id):
                self.forgotten.append(message_id)
            case KeepAnswers(wave_id, answers):
                self.waves[wave_id] = replace(self.waves[wave_id], draft=dict(answers))
            case HandIn(wave_id):
                self.handed_in.append(effect)
                self.waves[wave_id] = replace(self.waves[wave_id], answered=True, draft=None)
            case LetIn(wave_id):
                self.came.append(wave_id)
            case DeclineWave(wave_id):
                self.declined.append(wave_id)
            case KeepVote():
                self.votes.append(effect)
            case UseCode():
                self.codes.append(effect)

    def put(self, case: CaseFacts) -> CaseFacts:
        """Keep a case."""
        self.cases[case.id] = case
        return case

    def own(self) -> tuple[CaseFacts, ...]:
        """The citizen's cases, newest first."""
        mine = [case for case in self.cases.values() if case.citizen_line_id == CITIZEN]
        return tuple(sorted(mine, key=lambda case: -case.id))

    def _open(self, effect: OpenCase) -> None:
        number, draft = max(self.cases, default=0) + 1, effect.draft
        self.drafts.append(effect)
        self.cases[number] = CaseFacts(
            id=number, reference=make_reference(draft.kind, 2569, number), kind=draft.kind, category=draft.category,
            title=draft.title, text=draft.text, status=Status.ASSIGNED, way=Way.GENERAL, opened_at=NOW, unit="works",
            place=draft.place, contact=draft.contact, urgent=draft.urgent, citizen_line_id=CITIZEN,
        )  # fmt: skip

    def _move(self, effect: MoveCase) -> None:
        """Make a move as the register does: one that is not allowed changes nothing."""
        case, role = self.cases[effect.case_id], Role.OFFICER if effect.as_staff else Role.CITIZEN
        brought = Brought(note=effect.note, has_picture=bool(effect.pictures))
        if denial(effect.move, case.status, role, brought=brought, kind=case.kind) is None:
            self.cases[case.id] = replace(case, status=MOVES[effect.move].target)
