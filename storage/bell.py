"""The bell: a transaction that leaves work behind rings it, and the workers wake when it is committed."""

from sqlalchemy import text
from sqlalchemy.orm import Session

CHANNEL = "siang_work"


def ring(session: Session) -> None:
    """Wake the workers at commit. SQLite needs no bell: its workers watch the file's version."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {CHANNEL}"))
