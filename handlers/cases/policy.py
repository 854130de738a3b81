"""What moves by itself: the head's standing order for general matters, and clocks that run out."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.cases.access import RESTRICTED
from handlers.cases.deadlines import Priority, Step, days_of
from handlers.cases.facts import CaseFacts, Draft, Way
from handlers.cases.routing import choose_unit, complained_of
from handlers.cases.status import NOTHING, Brought, MoveName, Status
from handlers.dates import local, working_day_after
from handlers.office import Office

_ON_THE_WAY_IN = {Status.RECEIVED: MoveName.SCREEN, Status.SCREENED: MoveName.DECIDE}
_ON_THE_WAY_OUT = {Status.REPORTED: MoveName.APPROVE, Status.APPROVED: MoveName.ANSWER}


def way_of(draft: Draft) -> Way:
    """Return which of the three ways a new matter goes."""
    return Way.URGENT if draft.urgent else Way.GENERAL


def next_by_itself(case: CaseFacts, office: Office, *, reopened: bool = False) -> tuple[MoveName, Brought] | None:
    """Return the move that follows without anybody's hand, or None.

    A unit is asked at once, also for an urgent matter. What was once not solved (`reopened`), and what several units
    did together, is for the head to judge.
    """
    if case.status is Status.DECIDED:
        rules = [rule for rule in office.rules if office.unit(rule.unit)]  # a unit that is no more gets nothing
        barred = barred_units(case, office)
        kept = case.unit if office.unit(case.unit) and case.unit not in barred else None
        chosen = choose_unit(rules, case.kind, case.category, case.area, case.text, case.channel, barred)
        unit = kept or chosen
        return (MoveName.ASSIGN, replace(NOTHING, unit=unit)) if unit else None
    if not office.policy.standing_order:
        return None
    if case.status in _ON_THE_WAY_IN:
        return _ON_THE_WAY_IN[case.status], NOTHING
    if case.status in _ON_THE_WAY_OUT and not reopened and case.way is not Way.JOINT:
        return _ON_THE_WAY_OUT[case.status], NOTHING
    return None


def barred_units(case: CaseFacts, office: Office) -> frozenset[str]:
    """Return the units that a case may not go to: a complaint about staff never goes to those complained of."""
    if case.category not in RESTRICTED:
        return frozenset()
    named = complained_of(f"{case.title} {case.text}", office.units)
    return named | {case.against} if case.against else named


def due_day(opened_at: datetime, category: str, office: Office, *, urgent: bool = False) -> date:
    """Return the day by which a matter is promised to be answered."""
    opened = local(opened_at, office.utc_offset_hours).date()
    return working_day_after(opened, promised_days(category, office, urgent=urgent), office.holidays)


def promised_days(category: str, office: Office, *, urgent: bool = False) -> int:
    """Return in how many working days a matter is promised to be answered; an urgent one by the next."""
    own = days_of(office.terms, Step.TOTAL, category, Priority.URGENT if urgent else Priority.NORMAL)
    return office.days_for(category) if own is None else own


def waited_since(now: datetime, office: Office) -> datetime:
    """Return the moment before which an answer was given if its citizen had time enough to judge it."""
    return now - timedelta(days=office.policy.confirm_days)
