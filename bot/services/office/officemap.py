"""The office's map as it stands in its settings, kept until the office's data change."""

import threading

from bot.maps.town import OfficeMap, office_map
from storage import offices
from storage.database import Database


class KeptMap:
    """The office's map; without one in the settings it is empty, and drawn as a grid."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keeping = threading.Lock()
        self._kept: tuple[int, OfficeMap] | None = None

    def __call__(self) -> OfficeMap:
        """Return the map as it stands."""
        with self._database.reading() as db:
            version = offices.version(db)
            with self._keeping:
                if self._kept is None or self._kept[0] != version:
                    self._kept = (version, office_map(offices.settings(db).get("map", {})))
                return self._kept[1]
