"""How the LINE API says no: a status and LINE's own words."""

from bot.simulator.records import Json


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake of this program
    """Ends the handling of a request; becomes the JSON answer that LINE gives."""

    def __init__(self, status: int, message: str, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, **more}
        self.headers: dict[str, str] = {}
        self.violations: list[Json] = []


def violation(message: str, details: list[Json] | None = None, status: int = 400) -> Refused:
    """A refusal that is the bot's own fault: besides being answered it is kept and shown in red."""
    refused = Refused(status, message, **({"details": details} if details else {}))
    refused.violations = details or [{"message": message}]
    return refused


RATE_LIMIT = "The API rate limit has been exceeded. Try again later."
MONTHLY_LIMIT = "You have reached your monthly limit."
INVALID_REPLY_TOKEN = "Invalid reply token"  # noqa: S105 - LINE's sentence, no secret
FAILED_TO_SEND = "Failed to send messages"
ALREADY_ACCEPTED = "The retry key is already accepted"
NOT_FOUND = "Not found"
