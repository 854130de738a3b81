"""Does what a turn decided, in the transaction of its event; yields what happened and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.media import MediaStore
from bot.services.casework.cases import MoveDeniedError, Step, add_to_case, move_case, open_case
from bot.services.casework.erasing import erase_person
from bot.services.casework.facts import case_facts
from bot.services.casework.joining import join_case
from bot.services.groups import bind, keep_group, lose_group
from bot.services.surveys.surveys import hand_in, keep_vote
from bot.services.words import phrasebook
from handlers import working
from handlers.cases.access import RESTRICTED, may_see
from handlers.cases.facts import Actor, Happened
from handlers.cases.notices import Notice
from handlers.cases.status import NOTHING, Denied, Role
from handlers.messages import Message, Text
from handlers.turn import (
    AddToCase,
    DeclineWave,
    DropGroup,
    EditMessage,
    Effect,
    ErasePerson,
    ForgetAbout,
    ForgetMessage,
    HandIn,
    JoinCase,
    KeepAnswers,
    KeepGroup,
    KeepLabel,
    KeepMedia,
    KeepPoll,
    KeepVote,
    Known,
    LetIn,
    MoveCase,
    OpenCase,
    SavePerson,
    TellPrivately,
    UseCode,
)
from storage import cases, labels, media, menuwishes, offices, outgoing, people, pictures, sources, staff, unsent
from storage.surveys import invitations
from storage.surveys.privacy import forget_demographics


@dataclass
class Done:
    """What the effects of one turn came to."""

    happened: list[Happened] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    told: list[Notice] = field(default_factory=list)


class Performer:
    """Does the effects of one turn, one after another."""

    def __init__(self, db: Session, known: Known, store: MediaStore, conversation: str) -> None:
        self._db = db
        self._known = known
        self._store = store
        self._conversation = conversation
        self.done = Done()

    @property
    def _now(self) -> datetime:
        return self._known.now

    def perform(self, effect: Effect) -> None:
        """Do one effect; a move that is no longer possible is said, not raised."""
        act: Callable[[Any], None] = _ACTS[type(effect)].__get__(self)
        try:
            act(effect)
        except MoveDeniedError as refusal:
            self.done.said.append(Text(self._known.wording.say(f"denied.{refusal.denied}")))

    def _save_person(self, effect: SavePerson) -> None:
        before = people.person_by_line_id(self._db, effect.person.line_id)
        if (before.language if before else phrasebook().default) != effect.person.language:
            menuwishes.wish(self._db, effect.person.line_id, self._now)
        people.save_person(self._db, effect.person, self._now)
        self._known = replace(self._known, person=effect.person)

    def _keep_media(self, effect: KeepMedia) -> None:
        media.want(self._db, media.Wish(effect.message_id, self._conversation, effect.kind), self._now)
        if effect.case_id is not None:
            pictures.attach_messages(self._db, effect.case_id, [effect.message_id])

    def _open_case(self, effect: OpenCase) -> None:
        person = people.person_by_line_id(self._db, self._known.person.line_id)
        happened = open_case(self._db, effect.draft, person, self._known.office, self._now)
        sources.keep_sources(self._db, happened[0].case.id, effect.draft.sources)
        self.done.happened += happened

    def _join_case(self, effect: JoinCase) -> None:
        person = people.person_by_line_id(self._db, self._known.person.line_id)
        came = join_case(self._db, effect.case_id, person, effect.draft, self._now) if person else None
        say = self._known.wording.say
        if came is None:
            self.done.said.append(Text(say("together.gone")))
            self._open_case(OpenCase(effect.draft))
            return
        count, again = came
        self.done.said.append(Text(say("together.again") if again else say("together.joined", count=count)))

    def _move_case(self, effect: MoveCase) -> None:
        if effect.as_staff:
            self._work(effect)
            return
        actor = Actor(Role.CITIZEN)
        brought = replace(NOTHING, note=effect.note, has_picture=bool(effect.pictures))
        step = Step(messages=effect.pictures)
        office = self._known.office
        self.done.happened += move_case(self._db, effect.case_id, effect.move, actor, office, self._now, brought, step)
        sources.keep_sources(self._db, effect.case_id, effect.sources)

    def _work(self, effect: MoveCase) -> None:
        """Make a move as the linked member of staff; under the case's lock it is looked again whether it may be."""
        member, known = self._known.staff, self._known
        row = cases.case_for_change(self._db, effect.case_id)
        if member is None or row is None:
            return
        actor = Actor(Role(member.role), member.id, member.unit, member.name)
        if row.category in RESTRICTED and not may_see(actor.role, actor.unit, actor.staff_id, row):
            self.done.said.append(Text(known.wording.say("alert.no_case")))
            return
        brought = replace(NOTHING, note=effect.note, unit=effect.unit, has_picture=bool(effect.pictures))
        step, office = Step(messages=effect.pictures), known.office
        try:
            if effect.from_unit is not None and effect.from_unit != (row.unit or ""):
                raise MoveDeniedError(Denied.CHANGED)
            happened = move_case(self._db, row.id, effect.move, actor, office, self._now, brought, step)
        except MoveDeniedError as refusal:
            self.done.said += working.refused(refusal.denied, case_facts(self._db, row), known)
            return
        self.done.happened += happened
        here, private = working.done(happened, known, alone=self._conversation.startswith("user:"))
        self.done.said += here
        if private:
            self._tell_privately(TellPrivately(known.person.line_id, private, row.id))

    def _tell_privately(self, effect: TellPrivately) -> None:
        language = self._known.person.language
        notice = Notice(effect.line_id, effect.messages, "alert", effect.case_id, urgent=True, language=language)
        self.done.told.append(notice)

    def _add_to_case(self, effect: AddToCase) -> None:
        self.done.happened += add_to_case(
            self._db, effect.case_id, effect.text, effect.pictures, self._now, quiet=effect.quiet
        )
        sources.keep_sources(self._db, effect.case_id, effect.sources)

    def _keep_label(self, effect: KeepLabel) -> None:
        row = labels.LabelRow(
            field=effect.field,
            text=effect.text,
            guessed=effect.guessed,
            chosen=effect.chosen,
            by=Role.CITIZEN,
            at=self._now,
        )
        self._db.add(row)

    def _keep_poll(self, effect: KeepPoll) -> None:
        row = self._db.get(labels.PollRow, effect.case_id)
        if row is None:
            self._db.add(labels.PollRow(case_id=effect.case_id, score=effect.score, why=effect.why, at=self._now))
            self._db.flush()
        elif effect.why:
            row.why = effect.why

    def _keep_vote(self, effect: KeepVote) -> None:
        keep_vote(self._db, effect, self._person_id(), self._known.office, self._now)

    def _keep_answers(self, effect: KeepAnswers) -> None:
        invitations.keep_draft(self._db, effect.wave_id, self._person_id(), effect.answers)

    def _hand_in(self, effect: HandIn) -> None:
        taken = hand_in(self._db, effect, self._person_id(), self._known.office, self._now)
        outgoing.drop_pages(self._db, self._known.person.line_id)
        wave = self._known.waves.get(effect.wave_id)
        done = "survey.thanks_test" if wave is not None and wave.test else "survey.thanks"
        self.done.said.append(Text(self._known.wording.say(done if taken else "survey.answered")))

    def _let_in(self, effect: LetIn) -> None:
        invitations.let_in(self._db, effect.wave_id, self._person_id())

    def _decline_wave(self, effect: DeclineWave) -> None:
        invitations.decline(self._db, effect.wave_id, self._person_id())

    def _forget_about(self, effect: ForgetAbout) -> None:
        forget_demographics(self._db, self._person_id())

    def _person_id(self) -> int:
        row = people.person_by_line_id(self._db, self._known.person.line_id)
        return (row or people.save_person(self._db, self._known.person, self._now)).id

    def _forget_message(self, effect: ForgetMessage) -> None:
        self._store.forget(self._db, effect.message_id, self._conversation, "image")
        unsent.blank_message(self._db, self._conversation, effect.message_id)
        mark = self._known.phrasebook.wording(self._known.phrasebook.default).say("case.taken_back")
        sources.take_words_back(self._db, effect.message_id, self._known.person.line_id, mark, self._now)

    def _edit_message(self, effect: EditMessage) -> None:
        unsent.blank_message(self._db, self._conversation, effect.message_id)
        sources.change_words(self._db, effect.message_id, self._known.person.line_id, effect.text, self._now)

    def _keep_group(self, effect: KeepGroup) -> None:
        keep_group(self._db, effect, self._now)

    def _drop_group(self, effect: DropGroup) -> None:
        lose_group(self._db, effect.group_id, self._now)

    def _erase_person(self, effect: ErasePerson) -> None:
        known = self._known
        mark = known.phrasebook.wording(known.phrasebook.default).say("case.erased")
        line_id = known.person.line_id
        self.done.happened += erase_person(
            self._db, self._store, known.office, line_id, self._conversation, mark, self._now
        )

    def _use_code(self, effect: UseCode) -> None:
        self.done.said.append(Text(self._linked(effect)))

    def _linked(self, effect: UseCode) -> str:
        say, language = self._known.wording.say, self._known.wording.language
        code = staff.live_code(self._db, effect.code, self._now)
        if code is None:
            return say("code.wrong")
        if code.unit is not None and effect.group_id is not None and offices.unit_by_key(self._db, code.unit):
            row = bind(self._db, code.unit, effect.group_id, self._now)
            code.used_at = self._now
            return say("code.unit", name=row.names.get(language) or row.names["th"])
        if code.staff_id is not None and effect.group_id is None:
            member = staff.link_line(self._db, code.staff_id, self._known.person.line_id)
            code.used_at = self._now
            menuwishes.wish(self._db, self._known.person.line_id, self._now)
            offices.touch(self._db)  # the office knows its heads by their LINE accounts
            return say("code.staff", name=member.name)
        return say("code.wrong")


_ACTS: dict[type, Any] = {
    SavePerson: Performer._save_person,
    KeepMedia: Performer._keep_media,
    OpenCase: Performer._open_case,
    JoinCase: Performer._join_case,
    MoveCase: Performer._move_case,
    TellPrivately: Performer._tell_privately,
    AddToCase: Performer._add_to_case,
    KeepLabel: Performer._keep_label,
    KeepPoll: Performer._keep_poll,
    KeepVote: Performer._keep_vote,
    KeepAnswers: Performer._keep_answers,
    HandIn: Performer._hand_in,
    LetIn: Performer._let_in,
    DeclineWave: Performer._decline_wave,
    ForgetAbout: Performer._forget_about,
    ForgetMessage: Performer._forget_message,
    UseCode: Performer._use_code,
    ErasePerson: Performer._erase_person,
    EditMessage: Performer._edit_message,
    KeepGroup: Performer._keep_group,
    DropGroup: Performer._drop_group,
}
