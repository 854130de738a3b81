"""Takes what the bot sends: who gets it, what it costs, and where it appears."""

from bot.simulator import ids
from bot.simulator.errors import FAILED_TO_SEND, Refused, violation
from bot.simulator.ids import CHAT_ID
from bot.simulator.platform import Platform
from bot.simulator.records import BOT, Json


def check_recipient(line: Platform, to: object) -> str:
    """The chat that a push goes to, or LINE's refusal of an unknown or malformed id."""
    if not isinstance(to, str) or not CHAT_ID.fullmatch(to):
        raise violation("The property, 'to', in the request body is invalid (line: -, column: -)")
    group = line.chats.groups.get(to)
    if to not in line.chats.people and not (group and group.joined):
        raise Refused(400, FAILED_TO_SEND)
    return to


def reached(line: Platform, chat: str) -> int:
    """How many people a message to a chat is delivered to, which is what it costs."""
    if group := line.chats.groups.get(chat):
        return len(group.members) if group.joined else 0
    person = line.chats.people.get(chat)
    return 1 if person and line.chats.reaches(person) else 0


def deliver(line: Platform, chat: str, messages: list[Json], via: str) -> list[Json]:
    """Put messages into a chat and count them; a blocked person's stay unseen, with ids all the same."""
    cost = reached(line, chat)
    line.quota.count(via, cost)
    if not cost:
        return [{"id": ids.message_id(), "quoteToken": ids.opaque_token()} for _ in messages]
    line.show_loading(chat, 0)
    sent = [line.chats.say(chat, BOT, body, via=via) for body in messages]
    return [{"id": m.id} | ({"quoteToken": m.quote_token} if m.quote_token else {}) for m in sent]


def everyone(line: Platform) -> list[str]:
    """Whom a broadcast reaches: friends who have not blocked the bot."""
    return [person.id for person in line.chats.people if person.friend and not person.blocked]
