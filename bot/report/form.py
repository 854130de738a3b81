"""What came with the public form: its seal, its words and pictures, checked and filed as a matter of the web."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from bot.parts import Parts
from bot.pictures import NoPicture
from bot.report.seals import QUICKEST, Seals
from handlers.cases.facts import Actor, Channel
from handlers.cases.intake import Consent, Fault
from handlers.cases.status import Role
from storage.media import KEPT
from storage.pictures import BEFORE

FIELDS = ("text", "place", "name", "phone", "email", "anonymous", "agreed", "website", "seal")
ASKED = ("text", "place", "name", "phone", "email")
MOST_PICTURES = 5
MOST_BYTES = 10 * 1024 * 1024
MOST_BODY = 52 * 1024 * 1024
LONGEST = 6000


class Refused(Exception):  # noqa: N818 - named for what happened
    """The form was not filed: `code` has a sentence under `report.*`, `faults` by field; `token` names the form."""

    def __init__(self, code: str, token: str = "", faults: Mapping[str, Fault] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.token = token
        self.faults = faults or {}


class Public:
    """Files what strangers send."""

    def __init__(self, parts: Parts, seals: Seals) -> None:
        self._parts = parts
        self._seals = seals

    def file(self, told: Mapping[str, str], pictures: Sequence[FileStorage], visitor: str) -> str:
        """File a form and return its name; the same form again is the same case. Raises Refused with what is wrong."""
        opened = self._seals.opened(told["seal"], visitor, self._parts.clock.now().timestamp())
        if opened is None:
            raise Refused("old")
        token = opened.token
        if self._parts.register.filed(token, None):
            return token
        if told["website"] or opened.age < QUICKEST:  # nobody sees that field, nobody writes so fast
            raise Refused("machine", token)
        if not told["agreed"]:
            raise Refused("agree", token)
        told = {name: told[name][:LONGEST] for name in (*ASKED, "anonymous")} | {"consent": Consent.WRITTEN.value}
        taken = self._parts.register.take(Channel.WEB, told, self._parts.desk.office(), None)
        if taken.faults:
            raise Refused("faults", token, taken.faults)
        self._parts.register.file(token, taken, Actor(Role.CITIZEN), {}, self._keep(pictures, token))
        return token

    def _keep(self, pictures: Sequence[FileStorage], token: str) -> list[int]:
        files = [file for file in pictures if file.filename]
        if len(files) > MOST_PICTURES:
            raise Refused("many", token)
        kept = []
        with self._parts.database.begin() as db:
            for file in files:
                if file.stream.seek(0, 2) > MOST_BYTES:
                    raise Refused("picture", token)
                file.stream.seek(0)
                try:
                    media = self._parts.media.store_upload(db, cast(BinaryIO, file.stream), "image", None, BEFORE)
                except NoPicture as problem:
                    raise Refused("picture", token) from problem
                assert media.state == KEPT
                kept.append(media.id)
        return kept
