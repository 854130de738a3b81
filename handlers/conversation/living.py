"""Whether a session may go on: not too old, of a flow that there is, and under the flow of today."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.conversation.engine import next_step
from handlers.conversation.flow import Asks
from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session


def living(session: Session | None, now: datetime, days: int) -> Session | None:
    """Return the session without what is older than `days` or whose flow is no more; an older revision begins anew."""
    if session is None:
        return None
    under = living(session.under, now, days)
    if session.flow not in FLOWS:
        return _outside(session, under)
    # A questionnaire waits until it closes; that it has, is told when its person writes again.
    aged = session.flow != "survey"
    if aged and now - (session.touched_at or session.opened_at) > timedelta(days=days):
        return None
    session = replace(session, under=under)
    flow = FLOWS[session.flow]
    stands = session.step == "edit" or flow.step(session.step) is not None
    return session if stands and flow.revision == session.revision else _renewed(session)


def _outside(session: Session, under: Session | None) -> Session | None:
    """Consent and what was cancelled are no flows, but hold something; of a flow that is no more, nothing is left."""
    if "held" in session.answers:
        return replace(session, under=under)
    if session.step == "undo":
        return replace(session, under=under) if under else None
    return under


def _renewed(session: Session) -> Session:
    """Return the session under the flow of today, at its first step that nothing told answers."""
    flow = FLOWS[session.flow]
    choices = {step.key: step.choices for step in flow.steps if step.asks in (Asks.CHOICE, Asks.SCORE)}
    told = {key: value for key, value in session.answers.items() if value in choices.get(key, (value,))}
    session = replace(session, revision=flow.revision, answers=told, path=())
    return replace(session, step=(next_step(session) or flow.steps[-1]).key)
