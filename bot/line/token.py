"""Asks LINE whether the access token is good, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import urllib3

from bot.line.errors import LineUnreachable

TIMEOUT = urllib3.Timeout(connect=3.05, read=10.0)
NO_END = timedelta(days=3650)  # what LINE says of a token that does not end


@dataclass(frozen=True)
class TokenState:
    """`ends` None: it is good without an end, or it is no good."""

    valid: bool
    ends: datetime | None = None


def ask_token(api_url: str, token: str, now: datetime) -> TokenState:
    """Ask both of LINE's ways, for the two generations of tokens. Raises LineUnreachable."""
    http = urllib3.PoolManager(timeout=TIMEOUT, retries=False)
    fields = {"access_token": token}
    try:
        answer = http.request("GET", f"{api_url}/oauth2/v2.1/verify", fields=fields)
        if answer.status == 400:
            answer = http.request("POST", f"{api_url}/v2/oauth/verify", fields=fields, encode_multipart=False)
    except urllib3.exceptions.HTTPError as problem:
        raise LineUnreachable(type(problem).__name__, outcome_known=True) from None
    if answer.status in (400, 401):
        return TokenState(False)
    if answer.status != 200:
        raise LineUnreachable(f"status {answer.status}", outcome_known=True)
    try:
        left = timedelta(seconds=int(answer.json().get("expires_in") or 0))
    except (ValueError, TypeError, AttributeError, OverflowError):
        left = timedelta(0)
    return TokenState(True, now + left if timedelta(0) < left < NO_END else None)
