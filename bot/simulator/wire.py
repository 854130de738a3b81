"""The HTTP side of the client of a local LINE."""

import json
from typing import Any
from urllib.parse import urlencode

import urllib3

from bot.simulator.records import Json


class LocalLineError(Exception):
    """The local LINE said no."""


class Wire:
    """Requests to the control API of a running local LINE."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._http = urllib3.PoolManager(maxsize=8, retries=False, timeout=urllib3.Timeout(connect=5, read=40))

    def request(self, method: str, path: str, body: Json | None = None, **query: Any) -> Json:
        """One request with JSON."""
        encoded = None if body is None else json.dumps(body).encode()
        url = f"{self.base_url}/sim/{path}" + (f"?{urlencode(query)}" if query else "")
        return self._answer(self._http.request(method, url, body=encoded, headers={"Content-Type": "application/json"}))

    def upload(self, path: str, fields: list[tuple[str, Any]]) -> Json:
        """One request with a form and its files."""
        return self._answer(self._http.request("POST", f"{self.base_url}/sim/{path}", fields=fields))

    @staticmethod
    def _answer(answer: urllib3.BaseHTTPResponse) -> Json:
        if answer.status >= 400:
            raise LocalLineError(f"{answer.status}: {answer.data.decode(errors='replace')[:500]}")
        found: Json = answer.json()
        return found
