"""Where files lie, whatever keeps them: opened, written whole, and removed by their path."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol


class Keeping(Protocol):
    """A place for files under paths such as `2026/11/token`."""

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading. Raises FileNotFoundError."""

    def size(self, path: str) -> int:
        """Return how many bytes a file has. Raises FileNotFoundError."""

    def write(self, path: str, source: BinaryIO) -> None:
        """Keep a file; it appears whole or not at all."""

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error."""

    @property
    def remote(self) -> bool:
        """Whether a network lies between: then no transaction is open while it is asked."""


def keeping_of(media_url: str) -> Keeping:
    """Return what keeps the files of an installation."""
    if media_url.startswith("s3:"):
        from bot.bucket import BucketKeeping, bucket_address

        return BucketKeeping(bucket_address(media_url))
    return FolderKeeping(Path(media_url.removeprefix("file:")).absolute())


class FolderKeeping:
    """Files in a folder of this machine."""

    remote = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading. Raises FileNotFoundError."""
        return self._place(path).open("rb")

    def size(self, path: str) -> int:
        """Return how many bytes a file has. Raises FileNotFoundError."""
        return self._place(path).stat().st_size

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error."""
        self._place(path).unlink(missing_ok=True)

    def write(self, path: str, source: BinaryIO) -> None:
        """Keep a file; it appears whole or not at all."""
        place = self._place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.partial")
        with draft.open("wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)

    def _place(self, path: str) -> Path:
        place = self._folder / path
        if not place.resolve().is_relative_to(self._folder.resolve()):
            raise ValueError(f"{path[:80]!r} leads out of the folder")
        return place
