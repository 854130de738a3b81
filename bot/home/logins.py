"""The log-ins of the demonstration, for its first page; never those of an office that is in service."""

from dataclasses import dataclass

from bot.settings import LOCAL_SECRET_KEY, Settings
from handlers.office import Office


@dataclass(frozen=True)
class Login:
    """One of the demonstration's accounts."""

    username: str
    password: str
    name: str
    role: str
    unit: str | None


def demo_logins(office: Office, settings: Settings, language: str) -> list[Login]:
    """Return the accounts, if this is the demonstration: its town, its secret that everyone knows, its local LINE."""
    if not settings.local_line or settings.secret_key != LOCAL_SECRET_KEY:
        return []
    from bot.demo.town import NAMES, PASSWORD, STAFF  # nobody else loads the demonstration

    if dict(office.names) != NAMES:
        return []
    units = {unit.key: unit.name(language) for unit in office.units}
    return [Login(name, PASSWORD, shown, role, units.get(unit or "")) for name, shown, role, unit in STAFF]
