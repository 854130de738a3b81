"""Calls to LINE's Messaging API: one pooled client, a time-out on every call, no hidden retries, our own errors.

The bodies are our own JSON sent through line-bot-sdk's ApiClient, not its message classes: those drop unknown fields
and plain dicts without a word, and refuse some lengths that LINE takes. So what is stored is what is sent, the same at
every try, which a repeated retry key demands anyway.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import urllib3

from bot.line.errors import LineRefused, LineUnreachable, code_of

if TYPE_CHECKING:  # 21 MB of message classes: only a process that calls LINE has them in memory
    from linebot.v3.messaging import ApiClient, ApiException

TIMEOUT = (3.05, 10.0)  # seconds to connect, seconds without an answer
CONNECTIONS = 32

Json = dict[str, Any]


@dataclass(frozen=True)
class Accepted:
    """LINE took the request; `before` if it had already taken an earlier one with the same retry key."""

    request_id: str | None
    before: bool = False


@dataclass(frozen=True)
class Quota:
    """Messages a month: `limit` None means unlimited; `used` is approximate, LINE says."""

    limit: int | None
    used: int

    @property
    def spent(self) -> bool:
        return self.limit is not None and self.used >= self.limit


@dataclass(frozen=True)
class Answer:
    """A 2xx answer, read no further than JSON."""

    body: Json
    request_id: str | None


class LineClient:
    """LINE as the rest of the program sees it."""

    def __init__(self, token: str, api_url: str, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._token = token
        self._api_url = api_url
        self._timeout = timeout

    @cached_property
    def _api(self) -> "ApiClient":
        from linebot.v3.messaging import ApiClient, Configuration

        configuration = Configuration(host=self._api_url, access_token=self._token)
        configuration.retries = False  # urllib3 would repeat GETs by itself, and sleep as long as LINE tells it to
        configuration.connection_pool_maxsize = CONNECTIONS
        return ApiClient(configuration)

    def reply(self, token: str, messages: list[Json]) -> Accepted:
        """Answer an event; a token works once."""
        return self._send("/v2/bot/message/reply", {"replyToken": token, "messages": messages})

    def push(self, to: str, messages: list[Json], retry_key: str) -> Accepted:
        """Write to a person or group; with the same key LINE takes it once within 24 hours."""
        body = {"to": to, "messages": messages}
        try:
            return self._send("/v2/bot/message/push", body, {"X-Line-Retry-Key": retry_key})
        except LineRefused as refusal:
            if refusal.status == 409:  # the key was accepted before: that is success
                return Accepted(refusal.request_id, before=True)
            raise

    def quota(self) -> Quota:
        """What the plan allows this month, and what is used."""
        limit = self.get("/v2/bot/message/quota")
        used = self.get("/v2/bot/message/quota/consumption").get("totalUsage", 0)
        return Quota(limit.get("value") if limit.get("type") == "limited" else None, int(used))

    def show_loading(self, user_id: str, seconds: int) -> None:
        """Show the animation of somebody who is about to answer (1:1 chats only)."""
        self.post("/v2/bot/chat/loading/start", {"chatId": user_id, "loadingSeconds": seconds})

    def profile(self, user_id: str) -> Json | None:
        """A person's name and picture; None where LINE does not tell."""
        return self._found(f"/v2/bot/profile/{user_id}")

    def leave(self, kind: str, group_id: str) -> None:
        """Leave a `group` or `room`."""
        self.post(f"/v2/bot/{kind}/{group_id}/leave", {})

    def bot_info(self) -> Json:
        """The account itself: name, user id, picture."""
        return self.get("/v2/bot/info")

    def webhook_endpoint(self) -> Json | None:
        """The address that LINE has for us, and whether it is switched on."""
        return self._found("/v2/bot/channel/webhook/endpoint")

    def set_webhook_endpoint(self, address: str) -> None:
        self._call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": address})

    def test_webhook(self) -> Json:
        """Let LINE call our webhook, and hear how that went."""
        return self.post("/v2/bot/channel/webhook/test", {})

    def get(self, path: str) -> Json:
        """Any other question."""
        return self._call("GET", path).body

    def post(self, path: str, body: Json) -> Json:
        """Any other order that may be repeated without harm."""
        return self._call("POST", path, body).body

    def order(self, path: str, body: Json) -> str | None:
        """An order that LINE carries out later: the request id by which to ask how far it is."""
        return self._call("POST", path, body).request_id

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def _found(self, path: str) -> Json | None:
        try:
            return self.get(path)
        except LineRefused as refusal:
            if refusal.status in (403, 404):
                return None
            raise

    def _send(self, path: str, body: Json, headers: Mapping[str, str] | None = None) -> Accepted:
        """Send messages; a 200 that does not name them leaves it open whether LINE took the request."""
        answer = self._call("POST", path, body, headers)
        if not isinstance(answer.body.get("sentMessages"), list):
            raise LineUnreachable("odd answer", outcome_known=False, request_id=answer.request_id)
        return Accepted(answer.request_id)

    def _call(
        self, method: str, path: str, body: Json | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        from linebot.v3.messaging import ApiException

        try:
            response = self._api.call_api(
                path,
                method,
                header_params={**({"Content-Type": "application/json"} if body is not None else {}), **(headers or {})},
                body=body,
                auth_settings=["Bearer"],
                response_types_map={},  # the body is read below: the SDK would raise after LINE has sent
                _request_timeout=self._timeout,
            )
        except ApiException as problem:
            raise _understood(problem) from None
        except urllib3.exceptions.HTTPError as problem:
            raise _unreachable(problem) from None
        except UnicodeDecodeError:
            raise LineUnreachable("odd answer", outcome_known=False) from None
        request_id = response.headers.get("x-line-request-id")
        read = _json(response.raw_data)
        if read is None and method in ("GET", "POST"):
            raise LineUnreachable("odd answer", outcome_known=False, request_id=request_id)
        return Answer(read or {}, request_id)


def _understood(problem: "ApiException") -> LineRefused | LineUnreachable:
    """An answer with an error status, in our words."""
    headers = problem.headers or {}
    request_id = headers.get("x-line-accepted-request-id") or headers.get("x-line-request-id")
    status = problem.status or 0
    if status == 0:  # how the SDK tells of TLS errors: nothing was sent
        return LineUnreachable("TLS", outcome_known=True)
    if status >= 500 or status < 400:
        return LineUnreachable(f"status {status}", outcome_known=False, request_id=request_id)
    text = str((_json(problem.body) or {}).get("message", ""))
    return LineRefused(status, code_of(status, text), text[:500], request_id)


def _unreachable(problem: urllib3.exceptions.HTTPError) -> LineUnreachable:
    """An error of the connection: before it stood nothing was sent; afterwards nobody knows."""
    reason = problem.reason if isinstance(problem, urllib3.exceptions.MaxRetryError) else problem
    never = urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError
    return LineUnreachable(type(reason).__name__, outcome_known=isinstance(reason, never))


def _json(body: str | bytes | None) -> Json | None:
    try:
        read = json.loads(body or "")
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
