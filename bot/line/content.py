"""Fetches what people send (pictures, films, sounds, files) from LINE, streamed to a file.

Not through the SDK: it holds a whole film in memory, and gives None for "not ready yet" as for nothing at all.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import urllib3

from bot.line.errors import BAD_REQUEST, TOO_LARGE, LineRefused, LineUnreachable, code_of

TIMEOUT = urllib3.Timeout(connect=3.05, read=20.0)
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Fetched:
    """A file that has arrived whole."""

    mime: str
    bytes: int
    sha256: str


class LineContent:
    """LINE's content host."""

    def __init__(self, token: str, data_url: str, timeout: urllib3.Timeout = TIMEOUT) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._pool = urllib3.PoolManager(headers=headers, timeout=timeout, retries=False, maxsize=8)
        self._url = data_url

    def fetch(self, message_id: str, to: Path, most_bytes: int) -> Fetched | None:
        """Write a message's content to `to`; None while LINE is still preparing it. Raises as the client does."""
        address = f"{self._url}/v2/bot/message/{message_id}/content"
        try:
            response = self._pool.request("GET", address, preload_content=False)
            try:
                return self._read(response, to, most_bytes)
            finally:
                response.release_conn()
        except urllib3.exceptions.HTTPError as problem:
            raise LineUnreachable(type(problem).__name__, outcome_known=True) from None

    def transcoding_failed(self, message_id: str) -> bool:
        """Whether LINE has given up preparing a film or sound."""
        address = f"{self._url}/v2/bot/message/{message_id}/content/transcoding"
        try:
            response = self._pool.request("GET", address)
            return response.status == 200 and response.json().get("status") == "failed"
        except (urllib3.exceptions.HTTPError, ValueError, AttributeError):
            return False

    def _read(self, response: urllib3.BaseHTTPResponse, to: Path, most_bytes: int) -> Fetched | None:
        request_id = response.headers.get("x-line-request-id")
        if response.status == 202:
            return None
        if response.status >= 500:
            raise LineUnreachable(f"status {response.status}", outcome_known=True, request_id=request_id)
        if response.status != 200:
            raise LineRefused(response.status, code_of(response.status, ""), "", request_id)
        digest, size = hashlib.sha256(), 0
        with to.open("wb") as file:
            for chunk in response.stream(CHUNK):
                size += len(chunk)
                if size > most_bytes:
                    raise LineRefused(413, TOO_LARGE, f"larger than {most_bytes} bytes", request_id)
                digest.update(chunk)
                file.write(chunk)
        if size == 0:
            raise LineRefused(200, BAD_REQUEST, "empty", request_id)
        mime = response.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip()
        return Fetched(mime, size, digest.hexdigest())
