"""Who may see a case and what they may do besides moving it; the one place for the standing of complaints (K9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.cases.status import Role, Status

# Matters about the office's own people: never shown to those who work beside the one complained of.
RESTRICTED = frozenset({"staff_conduct", "corruption"})

_SEE_RESTRICTED = frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
_SEE_ALL_UNITS = _SEE_RESTRICTED | {Role.REGISTRAR}
_WRITE = frozenset({Role.REGISTRAR, Role.OFFICER, Role.HEAD})


class Seen(Protocol):
    """What of a case decides who may see it."""

    @property
    def category(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def partners(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Sight:
    """How far someone sees: `unit` None means every unit, `restricted` whether matters about staff are among them."""

    nothing: bool = False
    restricted: bool = False
    unit: str | None = None


BLIND = Sight(nothing=True)


def sight_of(role: Role, unit: str | None) -> Sight:
    """Return how far a role sees; lists, counts and searches are cut to it before anything is read."""
    if role in _SEE_ALL_UNITS:
        return Sight(restricted=role in _SEE_RESTRICTED)
    if role is Role.OFFICER and unit:
        return Sight(unit=unit)
    return BLIND


def may_see(role: Role, unit: str | None, staff_id: int | None, case: Seen) -> bool:
    """Tell whether a member of staff may see a case at all. An account (`staff_id`) is always needed."""
    sight = sight_of(role, unit)
    if staff_id is None or sight.nothing:
        return False
    if case.category in RESTRICTED and not sight.restricted:
        return False
    return sight.unit is None or case.unit == sight.unit or sight.unit in case.partners


def may_write(role: Role, unit: str | None, staff_id: int | None, case: Seen) -> bool:
    """Tell whether they may write to the citizen, and set kind and category right.

    Of a working group only the leading unit writes: the citizen hears one voice.
    """
    leads = role is not Role.OFFICER or case.unit == unit
    return role in _WRITE and leads and may_see(role, unit, staff_id, case)


def may_register(role: Role) -> bool:
    """Tell whether they may take in a matter that came by telephone, letter, in person or from elsewhere."""
    return role in _WRITE


def may_link_group(role: Role) -> bool:
    """Tell whether they may bind a unit to a LINE group, where its cases are then told."""
    return role in (Role.HEAD, Role.ADMINISTRATOR)


# What waits for whom. The head also does the desk's part for restricted matters, which the desk cannot see.
_WAITS_FOR: dict[Role, tuple[Status, ...]] = {
    Role.REGISTRAR: (Status.RECEIVED, Status.DECIDED, Status.APPROVED, Status.REOPENED),
    Role.OFFICER: (Status.ASSIGNED, Status.IN_PROGRESS),
    Role.HEAD: (Status.SCREENED, Status.REPORTED, Status.REOPENED),
}
DESK_FOR_RESTRICTED = (Status.RECEIVED, Status.DECIDED, Status.APPROVED)


def waits_for(role: Role) -> tuple[Status, ...]:
    """Return the statuses in which the next step is this role's."""
    return _WAITS_FOR.get(role, ())
