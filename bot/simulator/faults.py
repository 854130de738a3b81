"""Faults on demand: what may go wrong between a bot and LINE, as a queue of orders."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from bot.simulator.records import Json, Record

# kind -> when it strikes unless told otherwise: before LINE accepts the request, or after
KINDS = {
    "status": "before",  # a bare error status (500 unless `status` says otherwise)
    "rate": "before",  # 429, too many requests
    "quota": "before",  # 429, monthly limit
    "conflict": "before",  # 409, as if the retry key had been accepted
    "reset": "before",  # the connection is cut without an answer
    "hang": "after",  # the answer comes `seconds` late
    "slow": "after",  # the answer's body dribbles in over `seconds`
    "html": "after",  # an HTML page instead of JSON, with `status` (200)
    "odd": "after",  # a 200 whose JSON is not what the API promises (`body`)
}


@dataclass
class Fault(Record):
    kind: str
    endpoint: str = "*"  # part of the path, such as "push"; * is every one
    times: int | None = 1  # how many requests it strikes; None: until removed
    when: str = ""  # before | after acceptance
    status: int = 0
    seconds: float = 5.0
    body: Any = None
    struck: int = field(default=0)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        self.when = self.when or KINDS[self.kind]
        if self.when not in {"before", "after"}:
            raise ValueError("when must be before or after")
        self.status = self.status or (200 if self.kind in {"html", "odd", "slow"} else 500)


class Faults:
    """The orders still open; the oldest that fits a request strikes it."""

    def __init__(self) -> None:
        self._open: list[Fault] = []
        self._lock = Lock()

    def order(self, data: Json) -> Fault:
        fault = Fault.from_json(data)
        with self._lock:
            self._open.append(fault)
        return fault

    def strike(self, path: str) -> Fault | None:
        with self._lock:
            for fault in self._open:
                if fault.endpoint == "*" or fault.endpoint in path:
                    fault.struck += 1
                    if fault.times is not None and fault.struck >= fault.times:
                        self._open.remove(fault)
                    return fault
        return None

    def to_json(self) -> list[Json]:
        with self._lock:
            return [fault.to_json() for fault in self._open]

    def clear(self) -> None:
        with self._lock:
            self._open.clear()
