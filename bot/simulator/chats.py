"""People, groups and what was said in each chat."""

from collections import defaultdict

from bot.simulator import ids
from bot.simulator.archive import Archive
from bot.simulator.clock import Clock
from bot.simulator.feed import Feed
from bot.simulator.records import BOT, Group, Json, Message, Person
from bot.simulator.table import Table

WEEK = 7 * 24 * 3600


class Chats:
    """The 1:1 chat of a person with the bot has the person's id; a group's chat has the group's."""

    def __init__(self, archive: Archive | None, feed: Feed, clock: Clock) -> None:
        self.people = Table("person", Person, "id", archive)
        self.groups = Table("group", Group, "id", archive)
        self.messages = Table("message", Message, "id", archive)
        self._feed, self._clock = feed, clock
        self._by_chat: dict[str, list[Message]] = defaultdict(list)
        for message in sorted(self.messages, key=lambda m: m.seq):
            self._by_chat[message.chat].append(message)
            feed.last = max(feed.last, message.rev)

    def __contains__(self, chat: str) -> bool:
        return chat in self.people or chat in self.groups

    def of(self, chat: str) -> list[Message]:
        return self._by_chat.get(chat, [])

    def add(self, message: Message) -> Message:
        message.seq = message.rev = self._feed.next_number()
        self._by_chat[message.chat].append(message)
        return self._told(message)

    def changed(self, message: Message) -> Message:
        message.rev = self._feed.next_number()
        return self._told(message)

    def _told(self, message: Message) -> Message:
        self.messages.keep(message)
        self._feed.tell("message", message=message.to_json())
        return message

    def say(self, chat: str, author: str, body: Json, **more: object) -> Message:
        """Put a message of a person or the bot into a chat, with the tokens that LINE gives such a message."""
        quotable = body["type"] in {"text", "textV2", "sticker", "image", "video", "template", "flex"}
        message = Message(
            id=ids.message_id(),
            chat=chat,
            author=author,
            at=self._clock.now_ms(),
            body=body,
            quote_token=ids.opaque_token() if quotable else None,
            read_token=ids.opaque_token() if author != BOT else None,
            **more,  # type: ignore[arg-type]
        )
        return self.add(message)

    def note(self, chat: str, **note: object) -> Message:
        """A line of the platform itself in the chat, such as a person joining."""
        return self.say(chat, "", {"type": "note", **note})

    def keep_person(self, person: Person) -> Person:
        self.people.keep(person)
        self._feed.tell("person", person=person.to_json())
        return person

    def keep_group(self, group: Group) -> Group:
        self.groups.keep(group)
        self._feed.tell("group", group=group.to_json())
        return group

    def forget(self, chat: str) -> None:
        """Remove a person or group with its chat."""
        for message in self._by_chat.pop(chat, []):
            self.messages.drop(message.id)
        self.people.drop(chat)
        self.groups.drop(chat)
        self._feed.tell("gone", id=chat)

    def clear(self) -> None:
        for table in (self.people, self.groups, self.messages):
            table.clear()
        self._by_chat.clear()

    def reaches(self, person: Person) -> bool:
        """Does a message of the bot arrive in this person's 1:1 chat?"""
        if person.blocked:
            return False
        recently = person.wrote_at is not None and self._clock.now() - person.wrote_at / 1000 <= WEEK
        return person.friend or recently
