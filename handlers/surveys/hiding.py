"""Small groups are hidden, and so is whatever would give a hidden one away.

Fewer than five people in a group could know each other's answers. Hiding the group alone is not enough: the total
minus the groups that are shown gives it back. So further groups are hidden until those hidden together are at least
two and at least five people (complementary suppression: A. Hundepool et al., *Statistical Disclosure Control*, Wiley
2012, chapter 4). Empty groups tell nothing of anybody; they are shown, as empty. Results are told by one grouping at
a time and never by two crossed, so that no second table can be held against the first.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 5

Key = TypeVar("Key", bound=Hashable)


def hidden_groups(people: Mapping[Key, int]) -> frozenset[Key]:
    """Return which groups of one grouping (group -> people) may not be shown, their sum being known."""
    hidden = {group for group, n in people.items() if 0 < n < FEWEST}
    rest = sorted((group for group, n in people.items() if n >= FEWEST), key=lambda group: people[group])
    while hidden and rest and (len(hidden) < 2 or sum(people[group] for group in hidden) < FEWEST):
        hidden.add(rest.pop(0))
    return frozenset(hidden)
