"""A person's own data: what is kept, set right, a copy to take away, and erasure, which leaves only numbers behind."""

from handlers.cases.status import Group, group_of
from handlers.conversation.smalltalk import command_choice
from handlers.messages import Card, Choice, Fact, Message, Open, Text
from handlers.turn import ErasePerson, Known, Turn


def show_data(known: Known) -> tuple[Message, ...]:
    """Return a card of what is kept about the person, with a copy and erasure one tap away."""
    say, person = known.wording.say, known.person
    title = say("mydata.title")
    facts = (
        Fact(say("mydata.name"), person.name if person.name not in ("", "-") else say("mydata.no_name")),
        Fact(say("mydata.phone"), person.phone or say("mydata.no_phone")),
        Fact(say("mydata.language"), say("mydata.this_language")),
        Fact(say("mydata.updates"), say(f"mydata.updates_{person.updates}")),
        Fact(say("mydata.cases"), str(len(known.cases))),
        Fact(say("mydata.notice"), person.notice),
    )
    download = Choice(say("label.download"), Open(known.export_path))
    spoken = " · ".join(f"{fact.label} {fact.value}" for fact in facts)
    card = Card(
        title=title,
        facts=facts,
        buttons=(download, command_choice("privacy", known), command_choice("erase", known)),
        alt=f"{title} {spoken}",
    )
    names = ("fix_phone", "fix_name", "updates", "staff", "forget_about", "menu")
    ways = tuple(command_choice(name, known) for name in names)
    return (card, Text(say("mydata.how_to_correct"), ways))


def ask_erasure(known: Known) -> Turn:
    """Say what erasure does before it is done; an open case ends with it."""
    still_open = sum(group_of(case.status) is not Group.CLOSED for case in known.cases)
    words = known.wording.say("mydata.erase_sure", open=still_open)
    choices = (command_choice("erase_yes", known), command_choice("menu", known))
    return Turn(say=(Text(words, choices),), session=known.session)


def erase(known: Known) -> Turn:
    """Erase the person; what is said afterwards holds nothing of them."""
    return Turn(say=(Text(known.wording.say("mydata.erased")),), effects=(ErasePerson(),))
