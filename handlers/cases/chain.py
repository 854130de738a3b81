"""The chain that makes a history tell when it was altered: each entry's hash covers its content and the hash before it.

The words of an entry are not hashed themselves but through a digest with a salt. When words are erased, words and salt
go and an entry says so: the chain stays whole, and nobody can find the words again by trying.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FORM = 1  # of what is hashed; a later form gets a number of its own, and the old one stays checkable
START = ""  # what stands before the first entry of a case, and before the first seal
ERASE = "erase"  # the act of an entry that says which words were erased


@dataclass(frozen=True)
class Link:
    """What of an entry is covered by its hash. `words` is the digest of its words, `detail` canonical JSON or empty."""

    case_id: int
    seq: int
    at: datetime
    role: str
    staff_id: int | None
    move: str | None
    act: str | None
    before: str | None
    after: str
    unit: str | None
    public: bool
    words: str
    detail: str = ""
    other_case: int | None = None


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words_digest(salt: str, words: str) -> str:
    """Return what stands for words in the chain."""
    return hashlib.sha256(f"{salt}|{words}".encode()).hexdigest()


def link_hash(previous: str, link: Link) -> str:
    """Return the hash of an entry that follows the one with the hash `previous`."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [FORM, previous, link.case_id, link.seq, at, link.role, link.staff_id, link.move, link.act, link.before,
               link.after, link.unit, link.public, link.words, link.detail, link.other_case]  # fmt: skip
    return hashlib.sha256(canonical(content).encode()).hexdigest()


Head = tuple[int, int, str]  # a case, how many entries it has, and the hash of the last


def seal_hash(previous: str, number: int, at: datetime, heads: Sequence[Head]) -> str:
    """Return the hash of a seal over the heads of cases that changed since the seal before."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([FORM, previous, number, moment, list(heads)]).encode()).hexdigest()


# The signature: who can write into the database but has not the secret key cannot make an entry that passes.


def key_of(secret: str) -> bytes:
    """Return the key that signs entries, made from the installation's secret key."""
    return hashlib.sha256(b"siang history " + secret.encode()).digest()


def key_name(key: bytes) -> str:
    """Return the name of a key, which tells nothing of it."""
    return hashlib.sha256(b"name " + key).hexdigest()[:8]


def sign(key: bytes, hashed: str) -> str:
    """Return the signature of a hash, empty without a key."""
    if not key:
        return ""
    return f"{key_name(key)}:{hmac.new(key, hashed.encode(), hashlib.sha256).hexdigest()[:32]}"


class Flaw(StrEnum):
    """What is wrong with a history; each has a sentence in `flaw.*`."""

    CHANGED = "changed"  # the content of an entry is not what was hashed
    WORDS = "words"  # its words are not those that were written
    MISSING = "missing"  # entries are missing in between
    ORDER = "order"  # an entry does not follow the one before it
    CUT = "cut"  # the last entries are missing
    GONE = "gone"  # the whole case is missing
    FORGED = "forged"  # the signature is wrong
    UNSIGNED = "unsigned"  # there is none, though this installation signs
    OTHER_KEY = "other_key"  # signed with a key that this installation does not have
    UNCHAINED = "unchained"  # put in without a place in the chain
    STATE = "state"  # the case stands otherwise than its last entry says
    NUMBER = "number"  # a reference number was given out and no case has it
    SEAL = "seal"  # a seal was altered, or is missing
    GUARD = "guard"  # the database no longer refuses changes


@dataclass(frozen=True)
class Finding:
    """One flaw, and where it is."""

    flaw: Flaw
    case_id: int | None = None
    seq: int | None = None
    reference: str = ""


@dataclass(frozen=True)
class Kept:
    """An entry as it is kept: its link, and what was written beside it when it was made."""

    link: Link
    previous: str
    hash: str
    signature: str
    salt: str
    text: str  # the words that the digest should be of


def check_case(
    entries: Sequence[Kept], heads: Sequence[tuple[int, str]], keys: Sequence[bytes], unsigned_until: datetime | None
) -> list[Finding]:
    """Return the flaws of one case's history, given in its order.

    `heads` are the numbers of entries and last hashes that were noted elsewhere; `unsigned_until` is the moment up to
    which entries need no signature (they were made before there were any), None where none needs one.
    """
    found: list[Finding] = []
    erased = _erased(entries)
    expected, previous = 1, START
    for kept in entries:
        found += _check_entry(kept, expected, previous, erased, keys, unsigned_until)
        expected, previous = kept.link.seq + 1, kept.hash
    found += _check_heads(entries, heads)
    return found


def _check_entry(
    kept: Kept,
    expected: int,
    previous: str,
    erased: Mapping[int, str],
    keys: Sequence[bytes],
    unsigned_until: datetime | None,
) -> list[Finding]:
    link = kept.link
    if link.seq == 0 or not kept.hash:
        return [Finding(Flaw.UNCHAINED, link.case_id, link.seq)]
    flaws = []
    if link.seq > expected:
        flaws.append(Flaw.MISSING)
    elif link.seq < expected or kept.previous != previous:
        flaws.append(Flaw.ORDER)
    if link_hash(kept.previous, link) != kept.hash:
        flaws.append(Flaw.CHANGED)
    if words_digest(kept.salt, kept.text) != erased.get(link.seq, link.words):
        flaws.append(Flaw.WORDS)
    flaws += _check_signature(kept, keys, unsigned_until)
    return [Finding(flaw, link.case_id, link.seq) for flaw in flaws]


def _check_signature(kept: Kept, keys: Sequence[bytes], unsigned_until: datetime | None) -> list[Flaw]:
    if not keys:
        return []
    if not kept.signature:
        excused = unsigned_until is None or kept.link.at <= unsigned_until
        return [] if excused else [Flaw.UNSIGNED]
    named = kept.signature.partition(":")[0]
    key = next((key for key in keys if key_name(key) == named), None)
    if key is None:
        return [Flaw.OTHER_KEY]
    return [] if hmac.compare_digest(sign(key, kept.hash), kept.signature) else [Flaw.FORGED]


def _erased(entries: Sequence[Kept]) -> dict[int, str]:
    """Return, by the number of an entry, the digest that its words have since they were lawfully changed."""
    latest: dict[int, str] = {}
    for kept in entries:
        if kept.link.act == ERASE and kept.link.detail:
            said = json.loads(kept.link.detail).get("entries", {})
            latest |= {int(seq): str(digest) for seq, digest in said.items()}
    return latest


def _check_heads(entries: Sequence[Kept], heads: Sequence[tuple[int, str]]) -> list[Finding]:
    hashes = {kept.link.seq: kept.hash for kept in entries}
    case_id = entries[0].link.case_id if entries else None
    last = max(hashes, default=0)
    cut = [seq for seq, _ in heads if seq > last]
    if cut:
        return [Finding(Flaw.CUT if entries else Flaw.GONE, case_id, last + 1)]
    return [Finding(Flaw.SEAL, case_id, seq) for seq, hashed in heads if seq in hashes and hashes[seq] != hashed][:1]
