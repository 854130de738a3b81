"""The bytes of pictures, films, sounds and files that people send, and of rich menu pictures."""

from bot.simulator.archive import Archive


class Media:
    """Content by id; gone content stays known as gone, as LINE answers 410 for what was unsent."""

    def __init__(self, archive: Archive | None) -> None:
        self._archive = archive
        self._held: dict[str, tuple[str, bytes]] = {}
        self._gone: set[str] = set()

    def put(self, content_id: str, media_type: str, data: bytes) -> None:
        if self._archive:
            self._archive.put_content(content_id, media_type, data)
        else:
            self._held[content_id] = (media_type, data)

    def get(self, content_id: str) -> tuple[str, bytes] | None:
        return self._archive.content(content_id) if self._archive else self._held.get(content_id)

    def drop(self, content_id: str) -> None:
        self._held.pop(content_id, None)
        self._gone.add(content_id)
        if self._archive:
            self._archive.drop_content(content_id)

    def clear(self) -> None:
        self._held.clear()
        self._gone.clear()
