"""The banner over every page of the console: what is wrong with the whole, before citizens notice."""

from datetime import timedelta
from typing import Any, cast

from flask import current_app
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from bot.console.frame import console, me, now, parts
from bot.services.alarms import alarms_now
from handlers.alarms import Alarm
from handlers.cases.status import Role

READERS = (Role.REGISTRAR, Role.HEAD, Role.ADMINISTRATOR)
FRESH = timedelta(seconds=15)  # pages are opened more often than that


@console.context_processor
def banner() -> dict[str, Any]:
    """What the banner says to whom can do something about it."""
    return {"alarms": _alarms}


def _alarms() -> tuple[Alarm, ...]:
    if not current_user.is_authenticated or me().role not in READERS:
        return ()
    moment, kept = now(), current_app.extensions.get("siang_alarms")
    if kept is not None and timedelta(0) <= moment - kept[0] < FRESH:
        return cast(tuple[Alarm, ...], kept[1])
    try:
        with parts().database.reading() as db:
            found = alarms_now(db, moment)
    except SQLAlchemyError:
        return ()  # the page itself says that the database is away
    current_app.extensions["siang_alarms"] = (moment, found)
    return found
