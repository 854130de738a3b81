"""The summary of what was told: a card to look over before a matter is sent, and the draft that is sent."""

from handlers.cases.facts import Contact, Draft
from handlers.conversation.flows import FLOWS
from handlers.conversation.session import Session
from handlers.messages import Accent, Card, Fact, Picture, Point
from handlers.turn import Known
from nlp.reading import Kind

KINDS = {
    "complaint": Kind.COMPLAINT,
    "suggestion": Kind.SUGGESTION,
    "question": Kind.QUESTION,
    "compliment": Kind.COMPLIMENT,
    "talk": Kind.QUESTION,
}
SHOWN_PICTURES = 4


def draft_of(session: Session) -> Draft:
    """Return the matter that a finished session tells."""
    told = session.answers
    place = told.get("place") or {}
    words = [str(told.get("what") or "").strip(), *told.get("words", ())]
    return Draft(
        kind=KINDS[session.flow],
        text="\n".join(word for word in words if word),
        title=str(told.get("title") or ""),
        # A praise of staff is about staff, but is no complaint about them: it must not be locked away.
        category="other" if session.flow == "compliment" else str(told.get("category") or "other"),
        place=str(place.get("text", "")),
        area=place.get("area"),
        point=Point(place["lat"], place["lon"]) if place.get("lat") is not None else None,
        pictures=tuple(told.get("gathered", ())),
        contact=Contact(told.get("contact") or Contact.LINE),
        phone=str(told.get("phone") or ""),
        urgent=bool(told.get("urgent")),
        emergency=told.get("emergency"),
        person_named=str(told.get("who") or ""),
        wants_staff=session.flow == "talk",
        sources=dict(told.get("sources", {})),
    )


def summary_card(session: Session, known: Known) -> Card:
    """Return the card that shows everything told so far."""
    say = known.wording.say
    draft = draft_of(session)
    facts = _facts(session, known, draft)
    tokens = [known.tokens[message] for message in draft.pictures if message in known.tokens]
    spoken = " · ".join(f"{fact.label}: {fact.value}" for fact in facts)
    return Card(
        title=draft.title or say("flow.untitled"),
        badge=say(f"kind.{draft.kind}"),
        accent=Accent.DANGER if draft.urgent else Accent.RECEIVED,
        lines=(draft.text,) if draft.text and draft.text.strip() != draft.title else (),
        facts=facts,
        pictures=tuple(Picture(token) for token in tokens[:SHOWN_PICTURES]),
        point=draft.point,
        alt=f"{say('summary.title')} {draft.title} {spoken}",
    )


def _facts(session: Session, known: Known, draft: Draft) -> tuple[Fact, ...]:
    say = known.wording.say
    asked = {step.key for step in FLOWS[session.flow].steps}
    facts = []
    if "category" in asked:
        facts.append(Fact(say("summary.category"), say(f"category.{draft.category}")))
    if "place" in asked:
        facts.append(Fact(say("summary.place"), draft.place or say("summary.none")))
    if "pictures" in asked or draft.pictures:
        count = say("summary.pictures_count", count=len(draft.pictures)) if draft.pictures else say("summary.none")
        facts.append(Fact(say("summary.pictures"), count))
    if draft.person_named:
        facts.append(Fact(say("summary.who"), draft.person_named))
    if "contact" in asked:
        reach = f"{say(f'summary.contact_{draft.contact}')} {draft.phone}".strip()
        facts.append(Fact(say("summary.contact"), reach))
    return tuple(facts)
