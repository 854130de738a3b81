"""Which unit has a matter: the office's rules in their order, the first that fits."""

from collections.abc import Sequence

from handlers.office import Rule
from nlp.reading import Kind


def choose_unit(rules: Sequence[Rule], kind: Kind, category: str, area: str | None, text: str) -> str | None:
    """Return the key of the unit that the first fitting rule names, or None where no rule fits."""
    return next((rule.unit for rule in rules if _fits(rule, kind, category, area, text)), None)


def _fits(rule: Rule, kind: Kind, category: str, area: str | None, text: str) -> bool:
    return (
        rule.kind in (None, kind)
        and rule.category in (None, category)
        and rule.area in (None, area)
        and (not rule.words or any(word in text for word in rule.words))
    )
