"""What an alert says: as a card in LINE, as an e-mail, and as the few words of an SMS; never a citizen's name."""

from handlers.alerts.alert import About, Alert
from handlers.cases.cards import unit_card
from handlers.cases.facts import CaseFacts
from handlers.cases.notices import masked
from handlers.conversation.wording import Wording
from handlers.dates import day_words
from handlers.messages import Message, Text
from handlers.office import Office

SHORT = 60  # characters of a title that an SMS has room for: Thai fits seventy into one


def messages(alert: Alert, office: Office, wording: Wording) -> tuple[Message, ...]:
    """Return the alert for LINE: its words, and the card with what can be done."""
    card = unit_card(masked(alert.case), office, wording, heading(alert.about, wording))
    return (Text(alert.words), card) if alert.words else (card,)


def heading(about: About, wording: Wording) -> str:
    """Return the few words that say what an alert is about."""
    return wording.say(f"alerts.heading.{about}")


def subject(alert: Alert, wording: Wording) -> str:
    """Return the subject of the e-mail."""
    case = masked(alert.case)
    urgent = wording.say("case.urgent") if case.urgent else ""
    return " ".join(filter(None, (urgent, heading(alert.about, wording), case.reference, case.title[:SHORT])))


def letter(alert: Alert, office: Office, wording: Wording, address: str) -> str:
    """Return the text of the e-mail; `address` is the page of the case."""
    case = masked(alert.case)
    return wording.say(
        "alerts.letter", heading=subject(alert, wording), words=alert.words, category=_category(case, wording),
        place=case.place or "-", due=_due(case, wording), text=case.text, address=address,
        office=office.name(wording.language),
    ).replace("\n\n\n", "\n\n")  # fmt: skip


def short(alert: Alert, wording: Wording, address: str) -> str:
    """Return the words of the SMS."""
    case = masked(alert.case)
    what = f"{_category(case, wording)} {case.place}".strip()[:SHORT]
    return wording.say(
        "alerts.sms", heading=heading(alert.about, wording), reference=case.reference, what=what, address=address
    )


def _category(case: CaseFacts, wording: Wording) -> str:
    return wording.say(f"category.{case.category}")


def _due(case: CaseFacts, wording: Wording) -> str:
    return day_words(case.due, wording) if case.due else "-"
