"""Names of those who agreed to be known: asked of LINE once, outside any transaction."""

from bot.line.client import LineClient
from bot.line.errors import LineRefused, LineUnreachable
from storage.database import Database
from storage.people import keep_name, nameless

AT_ONCE = 50


def learn_names(line: LineClient, database: Database) -> int:
    """Fetch the display names of people who agreed to the notice and have none yet; returns how many came."""
    with database.reading() as db:
        wanted = nameless(db, AT_ONCE)
    learned = 0
    for line_id in wanted:
        try:
            profile = line.profile(line_id)
        except LineRefused:
            profile = None
        except LineUnreachable:
            return learned
        with database.begin() as db:
            # "-" says that LINE was asked and gave none, so that it is not asked every minute.
            keep_name(db, line_id, str((profile or {}).get("displayName") or "-"))
        learned += bool(profile)
    return learned
