"""Who sees which results: totals are for everybody who works here, words and people for few."""

from handlers.cases.status import Role

# Free answers may speak ill of somebody who works here: as with complaints, only those above read such words.
BLUNT = frozenset({"fairness", "manner"})

_READ = frozenset({Role.REGISTRAR, Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
_READ_BLUNT = frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR})
_STEER = frozenset({Role.HEAD, Role.ADMINISTRATOR})


def may_read_words(role: Role) -> bool:
    """Tell whether they may read free answers."""
    return role in _READ


def may_read_theme(role: Role, theme: str, tone: str) -> bool:
    """Tell whether they may read the free answers of a theme; blame of staff is restricted."""
    return role in _READ_BLUNT or (role in _READ and not (theme in BLUNT and tone == "blame"))


def may_take_answers(role: Role) -> bool:
    """Tell whether they may take every single answer away as a file."""
    return role in _READ_BLUNT


def may_steer(role: Role) -> bool:
    """Tell whether they may hide a free answer, and say who was served."""
    return role in _STEER


def may_see_staff(role: Role) -> bool:
    """Tell whether they may see the ratings of single members of staff."""
    return role in _READ_BLUNT
