"""Pictures that staff upload: how many, how large, truly pictures; kept by the media store before the move."""

from collections.abc import Sequence
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from bot.console.frame import parts, words
from bot.pictures import NoPicture

MOST_FILES = 10
MOST_BYTES = 10 * 1024 * 1024


class UploadRefusedError(Exception):
    """A file was not taken; its text is a sentence for the reader."""


def chosen(files: Sequence[FileStorage]) -> list[FileStorage]:
    """Return the files that were chosen, or raise where they are too many or too large."""
    found = [file for file in files if file.filename]
    if len(found) > MOST_FILES:
        raise UploadRefusedError(words().say("upload.many", n=MOST_FILES))
    for file in found:
        if _size(file) > MOST_BYTES:
            raise UploadRefusedError(words().say("upload.large", name=file.filename))
    return found


def keep(files: Sequence[FileStorage], role: str) -> list[int]:
    """Keep the pictures and return their ids; all of them or none. They belong to no case before the act is done."""
    kept = []
    with parts().database.begin() as db:
        for file in files:
            try:
                picture = parts().media.store_upload(db, cast(BinaryIO, file.stream), "image", None, role)
            except NoPicture as problem:
                raise UploadRefusedError(words().say("upload.kind", name=file.filename)) from problem
            kept.append(picture.id)
    return kept


def _size(file: FileStorage) -> int:
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    return size
