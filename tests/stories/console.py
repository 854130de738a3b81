"""The staff's console over plain HTTP, as a browser without scripts would use it."""

import re
from html import unescape
from http.cookies import SimpleCookie
from typing import Any

import urllib3

from bot.demo.town import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_HIDDEN = re.compile(r'name="(version|entry)" value="(\d+)"')
_CODE = re.compile(r'id="link-code">([^<]+)<')
_TROUBLE = re.compile(r'class="trouble[^"]*"[^>]*>(.*?)</p>', re.DOTALL)


class Console:
    """One member of staff, signed in."""

    def __init__(self, url: str, username: str) -> None:
        self._url = url
        self._http = urllib3.PoolManager(retries=False, timeout=20)
        self._cookies: dict[str, str] = {}
        page = self.get("/console/sign-in")
        fields = {"csrf_token": _token(page), "username": username, "password": PASSWORD, "next": ""}
        status, said = self._post("/console/sign-in", fields)
        assert status == 302, f"{username} could not sign in: {status} {_readable(said)[:300]}"

    def get(self, path: str) -> str:
        """A page; its status is in front of it where it is not 200."""
        status, said = self._ask("GET", path)
        return said if status == 200 else f"{status}\n{said}"

    def move(self, case_id: int, name: str, fields: dict[str, str], pictures: list[tuple[str, bytes]]) -> str:
        """Make a move; returns what the console says where it refuses, else nothing."""
        return self._act(case_id, f"moves/{name}", fields, pictures)

    def reply(self, case_id: int, text: str) -> str:
        """Write to the citizen."""
        return self._act(case_id, "reply", {"text": text}, [])

    def talk(self, case_id: int, *, end: bool = False) -> str:
        """Take the talk with the citizen over, or hand it back."""
        return self._act(case_id, "talk/end" if end else "talk", {}, [])

    def label(self, case_id: int, kind: str, category: str) -> str:
        """Set kind and category right."""
        return self._act(case_id, "label", {"kind": kind, "category": category}, [])

    def code(self, path: str, page: str) -> str:
        """Ask for a code that links a LINE account or group; it stands on the page that follows."""
        status, said = self._post(path, {"csrf_token": _token(self.get(page))})
        assert status == 302, f"no code was given: {status} {_readable(said)[:300]}"
        found = _CODE.search(self.get(page))
        assert found, "the page shows no code"
        return found.group(1).strip()

    def read(self, path: str) -> str:
        """The words of a page."""
        return _readable(self.get(path))

    def _act(self, case_id: int, act: str, fields: dict[str, str], pictures: list[tuple[str, bytes]]) -> str:
        page = self.get(f"/console/cases/{case_id}")
        hidden = dict(_HIDDEN.findall(page))
        form: list[tuple[str, Any]] = [("csrf_token", _token(page)), *hidden.items(), *fields.items()]
        form += [("pictures", (name, data, "image/jpeg")) for name, data in pictures]
        status, said = self._post(f"/console/cases/{case_id}/{act}", form)
        if status == 302:
            return ""
        return f"{status} {_readable(' '.join(_TROUBLE.findall(said)) or said)}"

    def _post(self, path: str, fields: Any) -> tuple[int, str]:
        return self._ask("POST", path, fields)

    def _ask(self, method: str, path: str, fields: Any = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        answer = self._http.request(method, f"{self._url}{path}", fields=fields, headers=headers, redirect=False)
        for written in answer.headers.getlist("Set-Cookie"):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(written).items()}
        return answer.status, answer.data.decode(errors="replace")


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found, f"the page has no form: {_readable(page)[:300]}"
    return unescape(found.group(1))


def _readable(page: str) -> str:
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()
