"""Random conversations, event after event, with cases that come and go: no error, no endless heap, nothing lost."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handlers.cases.status import MoveName, Status
from handlers.events import ButtonPressed, MediaKind, MediaSent, StickerSent, TextSent
from handlers.messages import Press
from handlers.turn import AddToCase, KeepLabel, KeepPoll, MoveCase, OpenCase
from tests.builders import known, person, stranger
from tests.handlers.steps import EVERYTHING, FOREIGN, WORDS
from tests.handlers.talk import Talk, through_json
from tests.handlers.test_event_by_step import threads

MOVED = {Status.ASSIGNED: Status.IN_PROGRESS, Status.IN_PROGRESS: Status.WAITING, Status.REOPENED: Status.ANSWERED,
         Status.WAITING: Status.ANSWERED, Status.ANSWERED: Status.UNCONFIRMED}  # fmt: skip


class Conversation(RuleBasedStateMachine):
    """A citizen who does anything at all, while the office moves their cases."""

    @initialize(new=st.booleans(), english=st.booleans())
    def begin(self, new: bool, english: bool) -> None:
        language = "en" if english else "th"
        who = stranger(language=language) if new else person(language=language)
        self.talk = Talk(known(person=who, cases=(FOREIGN,)))
        self.drafts = 0

    @rule(text=st.sampled_from(WORDS))
    def types(self, text: str) -> None:
        self._happens(TextSent(text, f"r{len(self.talk.register.media)}"))

    @rule(text=st.text(max_size=60))
    def types_anything(self, text: str) -> None:
        self._happens(TextSent(text, "r"))

    @rule(at=st.integers(0, 12))
    def taps(self, at: int) -> None:
        presses = [choice.action for choice in self.talk.offers() if isinstance(choice.action, Press)]
        if presses:
            self._happens(ButtonPressed(presses[at % len(presses)].data))

    @rule(number=st.integers(1, 11))
    def types_a_number(self, number: int) -> None:
        self._happens(TextSent(str(number), "r"))

    @rule(kind=st.sampled_from(list(MediaKind)), number=st.integers(1, 15), in_set=st.booleans())
    def sends_media(self, kind: MediaKind, number: int, in_set: bool) -> None:
        self._happens(MediaSent(kind, f"x{number}", "set" if in_set else None, 4 if in_set else None))

    @rule()
    def sends_a_sticker(self) -> None:
        self._happens(StickerSent("s", ("ขอบคุณ",)))

    @rule(what=st.sampled_from(EVERYTHING))
    def does_anything(self, what: object) -> None:
        self._happens(what)

    @rule(days=st.integers(1, 9))
    def waits(self, days: int) -> None:
        self.talk.later(days=days)

    @rule(at=st.integers(0, 5))
    def office_moves_a_case(self, at: int) -> None:
        own = [case for case in self.talk.register.own() if case.status in MOVED]
        if own:
            case = own[at % len(own)]
            self.talk.register.cases[case.id] = type(case)(**{**vars(case), "status": MOVED[case.status]})

    @invariant()
    def what_was_opened_can_be_read(self) -> None:
        if not hasattr(self, "talk"):
            return
        for opened in self.talk.register.drafts[self.drafts :]:
            assert opened.draft.text.strip() or opened.draft.pictures
            assert opened.draft.title.strip()
        self.drafts = len(self.talk.register.drafts)
        assert through_json(self.talk.session) == self.talk.session

    def _happens(self, what: object) -> None:
        before, cases = self.talk.session, dict(self.talk.register.cases)
        self.talk.send(what)  # type: ignore[arg-type]
        assert self.talk.register.cases[FOREIGN.id] == FOREIGN, "a case of somebody else stays as it is"
        self._moves_are_the_citizens_own(cases)
        self._nothing_is_lost(before, what)

    def _moves_are_the_citizens_own(self, before: dict[int, object]) -> None:
        for effect in self.talk.effects:
            if isinstance(effect, MoveCase | AddToCase | KeepPoll):
                assert effect.case_id in before
                assert effect.case_id != FOREIGN.id
            if isinstance(effect, MoveCase):
                assert effect.move in (MoveName.CONFIRM, MoveName.REOPEN, MoveName.RESUME, MoveName.WITHDRAW)

    def _nothing_is_lost(self, before: object, what: object) -> None:
        """A matter that was being told is there afterwards, or became a case, or was cancelled, refused or too old."""
        if before is None or before.flow not in ("complaint", "suggestion", "question", "compliment", "talk"):
            return
        old = self.talk.now - (before.touched_at or before.opened_at) > timedelta(days=7)
        declined = "decline" in str(what) or "ไม่ตกลง" in str(what)
        kept = any(isinstance(e, OpenCase | KeepLabel | AddToCase | MoveCase | KeepPoll) for e in self.talk.effects)
        assert before.id in threads(self.talk.session) or old or declined or kept


Conversation.TestCase.settings = settings(
    max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
test_a_citizen_may_do_anything = Conversation.TestCase
