"""Carries out the action of a button, quick reply, card or rich menu area as LINE's app does."""

from collections.abc import Callable

from bot.simulator import people_acts
from bot.simulator.errors import Refused
from bot.simulator.platform import Platform
from bot.simulator.records import Json

Act = Callable[[Platform, str, str, Json, Json], Json]


def perform(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    """Do what can be done here and tell the rest: an address to open, a text to copy, something to choose first."""
    act = ACTS.get(str(action.get("type")))
    if act is None:
        raise Refused(400, f"Unknown action type {action.get('type')!r}")
    people_acts.person_in(line, chat, user_id)
    return act(line, chat, user_id, action, given)


def _message(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    text = action.get("text") or action.get("label") or ""
    return {"did": "message", "message": people_acts.says(line, chat, user_id, {"type": "text", "text": text}).id}


def _postback(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    if "data" not in action:
        raise Refused(400, "A postback action needs data")
    if action.get("text"):  # the old way of showing a text: it is a real message too
        people_acts.says(line, chat, user_id, {"type": "text", "text": action["text"]})
    people_acts.postback(line, chat, user_id, action["data"], shown=action.get("displayText"))
    return {"did": "postback", "inputOption": action.get("inputOption"), "fillInText": action.get("fillInText")}


def _datetime(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    if not given.get("value"):
        return {"did": "needs", "what": "datetime", "action": action}
    params = {action.get("mode", "datetime"): given["value"]}
    people_acts.postback(line, chat, user_id, action.get("data", ""), params)
    return {"did": "postback"}


def _uri(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    return {"did": "uri", "uri": action.get("uri") or action.get("linkUri")}


def _clipboard(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    return {"did": "clipboard", "text": action.get("clipboardText", "")}


def _choose(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    """Camera, camera roll and location need something from the person: the app opens a chooser."""
    return {"did": "needs", "what": action["type"]}


def _switch(line: Platform, chat: str, user_id: str, action: Json, given: Json) -> Json:
    """Go to another rich menu by its alias, and tell the bot how that went."""
    wanted = str(action.get("richMenuAliasId"))
    with line.lock:
        alias = line.rich_menus.aliases.get(wanted)
        menu = line.rich_menus.menus.get(alias.menu_id) if alias else None
        if menu:
            line.rich_menus.link(user_id, menu.id)
            line.feed.tell("richmenu", user=user_id)
    status = "SUCCESS" if menu else "RICHMENU_NOTFOUND" if alias else "RICHMENU_ALIAS_ID_NOTFOUND"
    params = {"newRichMenuAliasId": wanted, "status": status}
    people_acts.postback(line, chat, user_id, action.get("data", ""), params)
    return {"did": "switch", "status": status}


ACTS: dict[str, Act] = {
    "message": _message,
    "postback": _postback,
    "datetimepicker": _datetime,
    "uri": _uri,
    "clipboard": _clipboard,
    "camera": _choose,
    "cameraRoll": _choose,
    "location": _choose,
    "richmenuswitch": _switch,
}
