"""Who may write questionnaires, and who may send them to people."""

from handlers.cases.status import Role

_WRITE = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.REGISTRAR})
_SEND = frozenset({Role.ADMINISTRATOR, Role.HEAD})


def may_write_surveys(role: Role) -> bool:
    """Tell whether they may write questionnaires, prepare waves and make posters."""
    return role in _WRITE


def may_send_surveys(role: Role) -> bool:
    """Tell whether they may send a wave: it costs the office's quota and people's patience."""
    return role in _SEND
