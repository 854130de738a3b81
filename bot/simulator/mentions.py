"""Finds @mentions in what a person writes in a group, as LINE's app would have marked them."""

import re

from bot.simulator.platform import Platform
from bot.simulator.records import Json


def mention_in(line: Platform, chat: str, text: str) -> Json:
    """`{"mention": …}` for @All, the bot and members by name, longest names first; else nothing."""
    group = line.chats.groups.get(chat)
    if group is None or "@" not in text:
        return {}
    bot = {"type": "user", "userId": line.config.bot_user_id, "isSelf": True}
    targets: dict[str, Json] = {"All": {"type": "all"}, line.config.bot_name: bot}
    for user_id in group.members:
        if person := line.chats.people.get(user_id):
            known = {"userId": user_id} if person.consent else {}
            targets[person.name] = {"type": "user", "isSelf": False, **known}
    names = sorted(targets, key=len, reverse=True)
    found = re.finditer("@(" + "|".join(map(re.escape, names)) + ")", text)
    mentionees = [
        {"index": utf16(text[: hit.start()]), "length": utf16(hit.group()), **targets[hit.group(1)]} for hit in found
    ]
    return {"mention": {"mentionees": mentionees}} if mentionees else {}


def utf16(text: str) -> int:
    """Length in UTF-16 code units, as LINE counts positions."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
