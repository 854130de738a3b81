"""A dictionary of records that is also kept in the archive."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from bot.simulator.archive import Archive
from bot.simulator.records import Record

R = TypeVar("R", bound=Record)


class Table(Generic[R]):
    """Records of one kind by id; `keep` after every change of a record."""

    def __init__(self, kind: str, record: type[R], key: str, archive: Archive | None) -> None:
        self._kind, self._key, self._archive = kind, key, archive
        self._rows: dict[str, R] = {}
        for data in archive.load(kind) if archive else []:
            row = record.from_json(data)
            self._rows[getattr(row, key)] = row

    def keep(self, row: R) -> R:
        record_id: str = getattr(row, self._key)
        self._rows[record_id] = row
        if self._archive:
            self._archive.put(self._kind, record_id, row.to_json())
        return row

    def get(self, record_id: str) -> R | None:
        return self._rows.get(record_id)

    def drop(self, record_id: str) -> R | None:
        if self._archive and record_id in self._rows:
            self._archive.put(self._kind, record_id, None)
        return self._rows.pop(record_id, None)

    def clear(self) -> None:
        for record_id in list(self._rows):
            self.drop(record_id)

    def oldest(self) -> R | None:
        """The record that was first kept, of those still there."""
        return next(iter(self._rows.values()), None)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._rows

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._rows.values()))

    def __len__(self) -> int:
        return len(self._rows)
