"""Rating a counter on the spot: the quick poll, begun by the code on its poster."""

from dataclasses import replace

from handlers.conversation.beginning import open_session, put_aside
from handlers.conversation.engine import advance
from handlers.messages import Text
from handlers.surveys.facts import CounterFacts
from handlers.turn import Known, Turn


def rate(counter: CounterFacts, known: Known) -> Turn:
    """Return the turn that asks for a rating, unless the person has just given one, or would rate themselves."""
    say, language = known.wording.say, known.wording.language
    session = known.session if known.session and known.session.flow not in ("consent", "cancelled", "poll") else None
    if counter.own:
        return Turn(say=(Text(say("counter.own")),), session=session)
    if counter.voted:
        return Turn(say=(Text(say("counter.again", name=counter.name(language))),), session=session)
    told = {"counter": counter.id, "title": counter.name(language)}
    turn = advance(open_session("poll", known, told, put_aside(session)), known)
    return replace(turn, keep=True)
