"""What can go wrong between us and LINE, in the two kinds that the rest of the program tells apart.

LineError
├── LineRefused      LINE said no: asking again as it is helps nothing
└── LineUnreachable  LINE said nothing that can be trusted: try later
"""


class LineError(Exception):
    """A call to LINE did not succeed."""


class LineRefused(LineError):  # noqa: N818 - named for what happened
    """LINE answered with an error of ours: status, a code to act on, LINE's own words, its request id."""

    def __init__(self, status: int, code: str, text: str, request_id: str | None = None) -> None:
        super().__init__(f"LINE refused with {status} ({code})")  # never LINE's words: they may quote a message
        self.status = status
        self.code = code
        self.text = text
        self.request_id = request_id


class LineUnreachable(LineError):  # noqa: N818 - named for what happened
    """No trustworthy answer. `outcome_known`: LINE certainly did not take the request."""

    def __init__(self, reason: str, outcome_known: bool, request_id: str | None = None) -> None:
        super().__init__(f"no answer from LINE ({reason})")
        self.reason = reason
        self.outcome_known = outcome_known
        self.request_id = request_id


# Codes of LineRefused. LINE guarantees statuses, not texts, so texts are only read where a status has two meanings.
INVALID_TOKEN = "invalid_reply_token"  # noqa: S105 - a code, not a secret
BAD_REQUEST = "bad_request"
UNAUTHORIZED = "unauthorized"
TOO_LARGE = "too_large"
LIMIT = "limit"
NOT_FOUND = "not_found"
GONE = "gone"

_CODES = {401: UNAUTHORIZED, 404: NOT_FOUND, 410: GONE, 413: TOO_LARGE, 429: LIMIT}


def code_of(status: int, text: str) -> str:
    """The code for a refusal."""
    if status == 400 and "reply token" in text.lower():
        return INVALID_TOKEN
    return _CODES.get(status, BAD_REQUEST if status == 400 else f"status_{status}")
