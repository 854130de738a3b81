"""Which case may be merged into which."""

from typing import Protocol

from handlers.cases.access import RESTRICTED
from handlers.cases.status import Status


class Merged(Protocol):
    """What of a case decides whether it may be merged."""

    @property
    def id(self) -> int: ...
    @property
    def category(self) -> str: ...
    @property
    def status(self) -> str: ...


_NO_MORE = (Status.MERGED, Status.WITHDRAWN, Status.REFUSED, Status.REFERRED)


def may_merge(case: Merged, into: Merged) -> bool:
    """Tell whether a case may be merged into another.

    A restricted matter joins none that more people see, nor the other way round; and what was refused, referred or
    withdrawn takes nobody in, since nobody there works on it.
    """
    if case.id == into.id or into.status in _NO_MORE:
        return False
    return (case.category in RESTRICTED) == (into.category in RESTRICTED)
