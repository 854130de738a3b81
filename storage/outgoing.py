"""What is to be said to LINE: each parcel is a row before it is sent, and keeps its outcome afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Outgoing:
    """An intent to say something: at most five messages to one person or group."""

    to: str  # a LINE id: U…, C… or R…
    messages: tuple[dict[str, Any], ...]  # LINE's own JSON, 1 to 5; more go into further parcels
    purpose: str  # what it is for, as the quota ledger and the console name it
    keep: bool = True  # its content would be missed (a reference number, a result): better twice than lost
    urgent: bool = False  # may pass what is being held for later
    not_before: datetime | None = None  # held until then, unless it can ride on a reply before
    in_answer: bool = False  # may ride on the reply token of the event that is being handled
    case_id: int | None = None
