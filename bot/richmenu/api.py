"""LINE's calls about rich menus, in our words: through the one pooled client, and pictures to the data host."""

from collections.abc import Sequence
from typing import Any

import urllib3

from bot.line.client import LineClient
from bot.line.errors import LineRefused, LineUnreachable, code_of
from bot.parts import Parts

TIMEOUT = urllib3.Timeout(connect=3.05, read=30.0)
MOST_USERS = 500  # people in one order to link them

Json = dict[str, Any]


class RichMenuApi:
    """Raises LineRefused and LineUnreachable, as the client does."""

    def __init__(self, line: LineClient, token: str, data_url: str) -> None:
        self._line = line
        headers = {"Authorization": f"Bearer {token}"}
        self._pool = urllib3.PoolManager(headers=headers, timeout=TIMEOUT, retries=False, maxsize=2)
        self._data_url = data_url

    @classmethod
    def of(cls, parts: Parts) -> "RichMenuApi":
        """The calls of an installation."""
        settings = parts.settings
        return cls(parts.line, settings.line_channel_access_token, settings.line_data_api_url)

    # ---- menus

    def menus(self) -> dict[str, str]:
        """Every menu of the account: its id, and its name."""
        found = _need(self._line.get("/v2/bot/richmenu/list"), "richmenus")
        return {menu["richMenuId"]: menu.get("name", "") for menu in found}

    def create(self, body: Json) -> str:
        return str(_need(self._line.post("/v2/bot/richmenu", body), "richMenuId"))

    def upload(self, menu_id: str, png: bytes) -> None:
        """Give a menu its picture, which cannot be replaced afterwards."""
        address = f"{self._data_url}/v2/bot/richmenu/{menu_id}/content"
        try:
            headers = {**self._pool.headers, "Content-Type": "image/png"}
            answer = self._pool.request("POST", address, body=png, headers=headers)
        except urllib3.exceptions.HTTPError as problem:
            raise LineUnreachable(type(problem).__name__, outcome_known=False) from None
        request_id = answer.headers.get("x-line-request-id")
        if answer.status >= 500:
            raise LineUnreachable(f"status {answer.status}", outcome_known=False, request_id=request_id)
        if answer.status >= 300:
            raise LineRefused(answer.status, code_of(answer.status, ""), "", request_id)

    def delete(self, menu_id: str) -> None:
        self._line.delete(f"/v2/bot/richmenu/{menu_id}")

    # ---- aliases and the default

    def aliases(self) -> dict[str, str]:
        """Every alias of the account, and the menu it stands for."""
        found = _need(self._line.get("/v2/bot/richmenu/alias/list"), "aliases")
        return {alias["richMenuAliasId"]: alias["richMenuId"] for alias in found}

    def point(self, alias: str, menu_id: str, *, known: bool) -> None:
        """Let an alias stand for a menu; `known` if there is such an alias already."""
        if known:
            self._line.post(f"/v2/bot/richmenu/alias/{alias}", {"richMenuId": menu_id})
        else:
            self._line.post("/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id})

    def default(self) -> str | None:
        """The menu of everybody who has none of their own."""
        return self._menu_at("/v2/bot/user/all/richmenu")

    def set_default(self, menu_id: str) -> None:
        self._line.post(f"/v2/bot/user/all/richmenu/{menu_id}", {})

    # ---- single people

    def menu_of(self, line_id: str) -> str | None:
        """Somebody's own menu."""
        return self._menu_at(f"/v2/bot/user/{line_id}/richmenu")

    def link(self, line_id: str, menu_id: str) -> None:
        self._line.post(f"/v2/bot/user/{line_id}/richmenu/{menu_id}", {})

    def link_all(self, line_ids: Sequence[str], menu_id: str) -> None:
        """The same for many at once."""
        for first in range(0, len(line_ids), MOST_USERS):
            some = list(line_ids[first : first + MOST_USERS])
            self._line.post("/v2/bot/richmenu/bulk/link", {"richMenuId": menu_id, "userIds": some})

    def move_people(self, moves: dict[str, str]) -> str | None:
        """Begin to give everybody who has one menu another; what to ask how far that is."""
        operations = [{"type": "link", "from": old, "to": new} for old, new in moves.items()]
        return self._line.order("/v2/bot/richmenu/batch", {"operations": operations})

    def moved(self, request_id: str) -> bool | None:
        """Whether that succeeded; None while it goes on."""
        phase = self._line.get(f"/v2/bot/richmenu/progress/batch?requestId={request_id}").get("phase")
        return None if phase == "ongoing" else phase == "succeeded"

    def _menu_at(self, path: str) -> str | None:
        try:
            return str(_need(self._line.get(path), "richMenuId"))
        except LineRefused as refusal:
            if refusal.status == 404:
                return None
            raise


def _need(answer: Json, key: str) -> Any:
    """What an answer must hold."""
    if key not in answer:
        raise LineUnreachable("odd answer", outcome_known=False)
    return answer[key]
