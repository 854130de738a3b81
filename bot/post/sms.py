"""One SMS by an HTTP gateway. Address and shape are the installation's; number and words only fill their blanks."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import urllib3

from bot.post.errors import PostRefused, PostUnreachable
from storage.alerts.posts import PostRow

TIMEOUT = urllib3.Timeout(connect=5, read=15)
NUMBER = re.compile(r"\+?\d{9,15}")
ANSWER_READ = 2_000  # bytes of an answer; a gateway says little


@dataclass(frozen=True)
class Gateway:
    """An SMS gateway: asked by GET, or by POST where there is a `body`."""

    url: str
    body: str = ""
    authorization: str = ""

    def send(self, post: PostRow) -> None:
        """Hand in one SMS. Raises PostRefused or PostUnreachable."""
        if not NUMBER.fullmatch(post.recipient):
            raise PostRefused("no_number")
        blanks = {"to": post.recipient, "text": post.text, "id": str(post.id)}
        headers = {"Authorization": self.authorization} if self.authorization else {}
        http = urllib3.PoolManager(retries=False, timeout=TIMEOUT)
        try:
            if self.body:
                sent = json.dumps(_filled(json.loads(self.body), blanks)).encode()
                headers["Content-Type"] = "application/json"
                answer = http.request(
                    "POST", _address(self.url, blanks), body=sent, headers=headers, preload_content=False
                )
            else:
                answer = http.request("GET", _address(self.url, blanks), headers=headers, preload_content=False)
            said = answer.read(ANSWER_READ).decode("utf-8", "replace")
            answer.release_conn()
        except urllib3.exceptions.HTTPError as problem:
            raise PostUnreachable("unreachable", type(problem).__name__) from None
        finally:
            http.clear()
        if answer.status == 429 or answer.status >= 500:
            raise PostUnreachable(f"http_{answer.status}", said[:300])
        if not 200 <= answer.status < 300:  # a redirect is not followed: it would lead where nobody chose to go
            raise PostRefused(f"http_{answer.status}", said[:300])


def _address(url: str, blanks: dict[str, str]) -> str:
    for name, value in blanks.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    return url


def _filled(shape: Any, blanks: dict[str, str]) -> Any:
    """The same JSON with the blanks in its words filled: what is filled in can never become part of the shape."""
    if isinstance(shape, dict):
        return {key: _filled(value, blanks) for key, value in shape.items()}
    if isinstance(shape, list):
        return [_filled(value, blanks) for value in shape]
    if isinstance(shape, str):
        return re.sub(r"\{(to|text|id)\}", lambda found: blanks[found[1]], shape)
    return shape
