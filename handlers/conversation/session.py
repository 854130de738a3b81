"""A conversation in progress: plain values that survive a deploy as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Session:
    """Where a person is in a flow.

    `id` is in every button of the session, so that an old button is known as old. `path` holds the steps answered so
    far, for going back. `under` is the session that was put aside for this one. `touched_at` is when the person last
    did something in it; `reminded` that they were asked about it since.
    """

    id: str
    flow: str
    revision: int
    step: str
    opened_at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    under: "Session | None" = None
    touched_at: datetime | None = None
    reminded: bool = False

    def answered(self, **answers: Any) -> "Session":
        """Return the session with these answers kept."""
        return replace(self, answers={**self.answers, **answers})

    def dump(self) -> dict[str, Any]:
        """Return the session as JSON values."""
        raw = asdict(self)
        raw["opened_at"] = self.opened_at.isoformat()
        raw["touched_at"] = self.touched_at.isoformat() if self.touched_at else None
        raw["answers"] = dict(self.answers)
        raw["path"] = list(self.path)
        raw["under"] = self.under.dump() if self.under else None
        return raw

    @classmethod
    def load(cls, raw: Mapping[str, Any]) -> "Session":
        """Return the session that `dump` wrote. Raises KeyError or ValueError on anything else."""
        return cls(
            id=raw["id"],
            flow=raw["flow"],
            revision=raw["revision"],
            step=raw["step"],
            opened_at=datetime.fromisoformat(raw["opened_at"]),
            answers=raw["answers"],
            path=tuple(raw["path"]),
            under=cls.load(raw["under"]) if raw["under"] else None,
            touched_at=datetime.fromisoformat(raw["touched_at"]) if raw.get("touched_at") else None,
            reminded=raw.get("reminded", False),
        )
