"""A citizen as the conversation knows them."""

from dataclasses import dataclass
from enum import StrEnum


class Updates(StrEnum):
    """Which steps of a case a citizen wants to hear of."""

    ALL = "all"
    RESULT = "result"


@dataclass(frozen=True)
class Person:
    """Who writes to us in LINE. `notice` is the version of the privacy notice they agreed to, empty before that.

    `phone` is where they asked to be called; `blocked` that they blocked the account; `staff_id` that they are staff.
    """

    line_id: str
    id: int | None = None
    name: str = ""
    language: str = "th"
    notice: str = ""
    updates: Updates = Updates.ALL
    phone: str = ""
    blocked: bool = False
    staff_id: int | None = None
