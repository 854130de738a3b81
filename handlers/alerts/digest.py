"""The day's digest: what is new, due, overdue or waiting, in one message; nothing where there is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.cases.facts import CaseFacts
from handlers.cases.notices import masked
from handlers.conversation.wording import Wording
from handlers.dates import day_words, local
from handlers.messages import Accent, Card, Choice, Fact, Open
from handlers.office import Office

LATEST = timedelta(hours=3)  # a digest that is later than that is of no use for the day
SHOWN = 3


@dataclass(frozen=True)
class Tally:
    """How many cases of somebody stand how."""

    new: int = 0
    today: int = 0
    tomorrow: int = 0
    overdue: int = 0
    waiting: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any((self.new, self.today, self.tomorrow, self.overdue, self.waiting))


def digest_due(now: datetime, office: Office) -> date | None:
    """Return the day whose digest is due now; none on days when nobody works."""
    here = local(now, office.utc_offset_hours)
    day = here.date()
    begins = here.replace(
        hour=office.policy.digest_at.hour, minute=office.policy.digest_at.minute, second=0, microsecond=0
    )
    works = day.weekday() < 5 and day not in office.holidays
    return day if works and begins <= here < begins + LATEST else None


def digest_card(whose: str, tally: Tally, pressing: Sequence[CaseFacts], day: date, wording: Wording) -> Card:
    """Return the digest as a card, the most pressing cases first."""
    facts = tuple(
        Fact(wording.say(f"digest.{name}"), wording.say("digest.cases", count=count))
        for name, count in vars(tally).items()
        if count
    )
    title = wording.say("digest.title", whose=whose)
    lines = tuple(_line(masked(case), wording) for case in pressing[:SHOWN])
    spoken = " · ".join(f"{fact.label} {fact.value}" for fact in facts)
    return Card(
        title=title,
        badge=day_words(day, wording),
        accent=Accent.DANGER if tally.overdue else Accent.PLAIN,
        facts=facts,
        lines=lines,
        buttons=(Choice(wording.say("digest.open"), Open("/console/")),),
        alt=f"{title} {spoken}",
    )


def digest_letter(card: Card, address: str) -> str:
    """Return the same for an e-mail."""
    facts = [f"{fact.label}: {fact.value}" for fact in card.facts]
    return "\n".join([f"{card.title} · {card.badge}", "", *facts, "", *card.lines, "", address])


def _line(case: CaseFacts, wording: Wording) -> str:
    due = day_words(case.due, wording) if case.due else ""
    return " · ".join(filter(None, (case.reference, case.title, due)))
