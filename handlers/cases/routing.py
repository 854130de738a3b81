"""Which unit has a matter: the office's rules in their order, the first that fits; and what others would change."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from handlers.cases.access import RESTRICTED
from handlers.cases.facts import Channel
from handlers.office import Office, Rule, Unit
from nlp.reading import Kind
from nlp.taxonomy import CATEGORY_KEYS

NOBODY: frozenset[str] = frozenset()
_BEGINNINGS = ("กอง", "งาน", "ฝ่าย", "สำนัก", "หน่วย", "ส่วน", "แผนก")
_SHORTEST = 4  # letters of a unit's name without its first word, by which people call it


@dataclass(frozen=True)
class Matter:
    """What of a matter decides where it goes. `against` are the units that it complains of."""

    kind: Kind
    category: str
    area: str | None
    text: str
    channel: str | None = None
    against: frozenset[str] = NOBODY


@dataclass(frozen=True)
class Past:
    """A case of the register, to try rules on."""

    id: int
    reference: str
    title: str
    matter: Matter


@dataclass(frozen=True)
class Moved:
    """A past case that other rules would have sent elsewhere; None is nobody."""

    case: Past
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """What other rules would have done with past cases."""

    tried: int = 0
    moved: tuple[Moved, ...] = ()
    table: Mapping[tuple[str | None, str | None], int] = field(default_factory=dict)


class RuleFault(StrEnum):
    """What is wrong with a rule, or worth a look; each has a sentence in the console's texts under `rule_fault.*`."""

    UNIT = "unit"
    WORD = "word"
    HIDDEN = "hidden"  # an earlier rule takes everything that this one could take


BARRING = frozenset({RuleFault.UNIT, RuleFault.WORD})  # rules with these are not put into force


def choose_unit(
    rules: Sequence[Rule], kind: Kind, category: str, area: str | None, text: str,
    channel: str | None = None, against: Collection[str] = NOBODY,
) -> str | None:  # fmt: skip
    """Return the key of the unit that the first fitting rule names, or None where no rule fits."""
    rule = deciding(rules, Matter(kind, category, area, text, channel, frozenset(against)))
    return rule.unit if rule else None


def deciding(rules: Sequence[Rule], matter: Matter) -> Rule | None:
    """Return the rule that decides where a matter goes.

    A complaint about staff never goes to a unit that it complains of, whatever the rules say.
    """
    barred = matter.against if matter.category in RESTRICTED else NOBODY
    return next((rule for rule in rules if rule.unit not in barred and _fits(rule, matter)), None)


def complained_of(text: str, units: Iterable[Unit]) -> frozenset[str]:
    """Return the units that a text names, in full or as people call them."""
    lower = text.lower()
    return frozenset(unit.key for unit in units if any(name in lower for name in _names(unit)))


def compare(before: Sequence[Rule], after: Sequence[Rule], cases: Iterable[Past]) -> Difference:
    """Return which of some past cases other rules would have sent elsewhere, and from where to where."""
    tried, moved = 0, []
    for case in cases:
        tried += 1
        was, would = deciding(before, case.matter), deciding(after, case.matter)
        if (was.unit if was else None) != (would.unit if would else None):
            moved.append(Moved(case, was.unit if was else None, would.unit if would else None))
    return Difference(tried, tuple(moved), Counter((one.before, one.after) for one in moved))


def faults(rules: Sequence[Rule], office: Office) -> dict[int, RuleFault]:
    """Return what is wrong with rules, by their place."""
    found: dict[int, RuleFault] = {}
    areas = {place.key for place in office.places}
    for place, rule in enumerate(rules):
        if office.unit(rule.unit) is None:
            found[place] = RuleFault.UNIT
        elif not _known(rule, areas):
            found[place] = RuleFault.WORD
        elif rule.on and any(one.on and _takes_all_of(one, rule) for one in rules[:place]):
            found[place] = RuleFault.HIDDEN
    return found


def _fits(rule: Rule, matter: Matter) -> bool:
    return (
        rule.on
        and rule.kind in (None, matter.kind)
        and rule.category in (None, matter.category)
        and rule.area in (None, matter.area)
        and rule.channel in (None, matter.channel)
        and (not rule.words or any(word in matter.text for word in rule.words))
    )


def _takes_all_of(rule: Rule, other: Rule) -> bool:
    same = all(getattr(rule, name) in (None, getattr(other, name)) for name in ("kind", "category", "area", "channel"))
    return same and (not rule.words or (bool(other.words) and set(other.words) <= set(rule.words)))


def _known(rule: Rule, areas: Collection[str]) -> bool:
    checks: tuple[tuple[str | None, Collection[str]], ...] = (
        (rule.kind, tuple(Kind)), (rule.category, CATEGORY_KEYS), (rule.channel, tuple(Channel)), (rule.area, areas),
    )  # fmt: skip
    return all(value is None or value in allowed for value, allowed in checks)


def _names(unit: Unit) -> Iterable[str]:
    for name in unit.names.values():
        yield name.lower()
        first = name.split()[0] if name.split() else ""
        short = next((first.removeprefix(start) for start in _BEGINNINGS if first.startswith(start)), "")
        if len(short) >= _SHORTEST:
            yield short
