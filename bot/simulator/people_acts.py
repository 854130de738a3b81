"""What people do in LINE, each with the webhook event that it causes."""

from bot.simulator import ids
from bot.simulator.errors import Refused
from bot.simulator.events import event, message_content, source
from bot.simulator.mentions import mention_in
from bot.simulator.platform import Platform
from bot.simulator.records import Group, Json, Message, Person

Content = tuple[str, bytes]  # media type and bytes


def person_in(line: Platform, chat: str, user_id: str | None) -> Person:
    """Who acts: in a 1:1 chat its person, in a group one of its members."""
    person = line.chats.people.get(user_id or chat)
    group = line.chats.groups.get(chat)
    if person is None or not (chat == person.id or (group and person.id in group.members)):
        raise Refused(404, "No such person in this chat")
    if chat == person.id and person.blocked:
        raise Refused(409, "This person has blocked the bot")
    return person


def bot_hears(line: Platform, chat: str) -> bool:
    group = line.chats.groups.get(chat)
    return group.joined if group else True


def _source(line: Platform, chat: str, person: Person) -> Json:
    return source(chat, person.id if person.consent else None)


def _tell(line: Platform, chat: str, kind: str, person: Person, replies: bool = True, **more: object) -> None:
    """Send the bot an event of a person, if it is there to hear it."""
    if bot_hears(line, chat):
        token = line.reply_tokens.issue(chat) if replies else None
        line.courier.take(event(kind, line.clock.now_ms(), _source(line, chat, person), token, **more))


# ---- messages


def says(line: Platform, chat: str, user_id: str | None, body: Json, content: Content | None = None) -> Message:
    """A message of any type; pictures, films, sounds and files come with their bytes."""
    with line.lock:
        person = person_in(line, chat, user_id)
        if content:
            body = {"contentProvider": {"type": "line"}, **body} if body["type"] != "file" else body
        if body["type"] == "text" and chat != person.id and "mention" not in body:
            body = body | mention_in(line, chat, body["text"])
        message = line.chats.say(chat, person.id, body)
        if content:
            line.media.put(message.id, *content)
        if chat == person.id:
            person.wrote_at = message.at
            line.chats.people.keep(person)
        _tell(line, chat, "message", person, message=message_content(message))
        return message


def sends_image_set(line: Platform, chat: str, user_id: str | None, pictures: list[Content]) -> list[Message]:
    """Several pictures chosen at once: one message each, told as one set."""
    set_id = ids.message_id()
    bodies = [
        {"type": "image", "imageSet": {"id": set_id, "index": index, "total": len(pictures)}}
        for index in range(1, len(pictures) + 1)
    ]
    return [says(line, chat, user_id, body, picture) for body, picture in zip(bodies, pictures, strict=True)]


def own_message(line: Platform, message_id: str) -> tuple[Message, Person]:
    message = line.chats.messages.get(message_id)
    person = line.chats.people.get(message.author) if message else None
    if message is None or person is None or message.unsent:
        raise Refused(404, "No such message of a person")
    return message, person


def unsends(line: Platform, message_id: str) -> Message:
    """Takes a message back: its text and content are gone from here too."""
    with line.lock:
        message, person = own_message(line, message_id)
        message.unsent = True
        message.body = {"type": message.body["type"]}
        line.media.drop(message.id)
        line.chats.changed(message)
        _tell(line, message.chat, "unsend", person, replies=False, unsend={"messageId": message.id})
        return message


def edits(line: Platform, message_id: str, text: str) -> Message:
    """Text messages in groups can be changed afterwards."""
    with line.lock:
        message, person = own_message(line, message_id)
        if message.body["type"] != "text" or not message.chat.startswith("C"):
            raise Refused(409, "Only text messages in groups can be edited")
        message.body = {"type": "text", "text": text} | mention_in(line, message.chat, text)
        message.edited = True
        line.chats.changed(message)
        _tell(line, message.chat, "messageEdited", person, message=message_content(message))
        return message


def postback(
    line: Platform, chat: str, user_id: str | None, data: str, params: Json | None = None, shown: str | None = None
) -> None:
    """Presses a button; what is shown of it is a bubble that causes no message event."""
    with line.lock:
        person = person_in(line, chat, user_id)
        if shown:
            line.chats.say(chat, person.id, {"type": "text", "text": shown})
        told: Json = {"data": data} | ({"params": params} if params else {})
        _tell(line, chat, "postback", person, postback=told)


# ---- friendship


def follows(line: Platform, user_id: str) -> Person:
    """Adds the bot, or unblocks it."""
    with line.lock:
        person = _person(line, user_id)
        unblocked = person.friend and person.blocked
        person.friend, person.blocked = True, False
        line.chats.keep_person(person)
        _tell(line, person.id, "follow", person, follow={"isUnblocked": unblocked})
        return person


def unfollows(line: Platform, user_id: str) -> Person:
    """Blocks the bot."""
    with line.lock:
        person = _person(line, user_id)
        person.blocked = True
        line.chats.keep_person(person)
        _tell(line, person.id, "unfollow", person, replies=False)
        return person


def _person(line: Platform, user_id: str) -> Person:
    person = line.chats.people.get(user_id)
    if person is None:
        raise Refused(404, "No such person")
    return person


# ---- groups


def bot_joins(line: Platform, group: Group) -> None:
    with line.lock:
        if group.joined:
            return
        group.joined = True
        line.chats.keep_group(group)
        line.chats.note(group.id, what="bot_joined")
        token = line.reply_tokens.issue(group.id)
        line.courier.take(event("join", line.clock.now_ms(), source(group.id, None), token))


def bot_leaves(line: Platform, group: Group, told: bool = True) -> None:
    """The bot is removed (a leave event follows) or goes by itself (none does)."""
    with line.lock:
        if not group.joined:
            return
        group.joined = False
        line.chats.keep_group(group)
        line.chats.note(group.id, what="bot_left")
        if told:
            line.courier.take(event("leave", line.clock.now_ms(), source(group.id, None)))


def members_join(line: Platform, group: Group, user_ids: list[str]) -> None:
    with line.lock:
        new = [user_id for user_id in user_ids if user_id not in group.members]
        group.members += new
        line.chats.keep_group(group)
        if not new:
            return
        line.chats.note(group.id, what="members_joined", people=new)
        if group.joined:
            joined = {"members": [{"type": "user", "userId": user_id} for user_id in new]}
            token = line.reply_tokens.issue(group.id)
            at = line.clock.now_ms()
            line.courier.take(event("memberJoined", at, source(group.id, None), token, joined=joined))


def member_leaves(line: Platform, group: Group, user_id: str) -> None:
    with line.lock:
        if user_id not in group.members:
            raise Refused(404, "No such member")
        group.members.remove(user_id)
        line.chats.keep_group(group)
        line.chats.note(group.id, what="members_left", people=[user_id])
        if group.joined:
            left = {"members": [{"type": "user", "userId": user_id}]}
            line.courier.take(event("memberLeft", line.clock.now_ms(), source(group.id, None), left=left))
