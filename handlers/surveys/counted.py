"""What was counted of a wave: how many gave which answer, over all and in each group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

ANSWERED = 0  # the code that counts all who answered a question
EVERYBODY = ("", 0)

Group = tuple[str, int]  # grouping question, its answer; EVERYBODY for all
Cell = tuple[str, str, int, int, int]  # question, grouping question, its answer, code, how many


class Counted:
    """The counts of one wave, looked up by question and group."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._codes: dict[tuple[str, Group], dict[int, int]] = defaultdict(dict)
        self._members: dict[str, dict[int, int]] = defaultdict(dict)
        for question, group, group_code, code, n in cells:
            self._codes[question, (group, group_code)][code] = n
            if code == ANSWERED and group:
                known = self._members[group]
                known[group_code] = max(known.get(group_code, 0), n)
        self.people = max((self.n(question) for question, group in self._codes if group == EVERYBODY), default=0)

    def n(self, question: str, group: Group = EVERYBODY) -> int:
        """Return how many answered a question."""
        return self._codes.get((question, group), {}).get(ANSWERED, 0)

    def codes(self, question: str, group: Group = EVERYBODY) -> Mapping[int, int]:
        """Return how often each code was given."""
        found = self._codes.get((question, group), {})
        return {code: n for code, n in found.items() if code != ANSWERED and n > 0}

    def members(self, grouping: str) -> Mapping[int, int]:
        """Return how many people each group of a grouping holds: as many as answered the question most answered."""
        return dict(self._members.get(grouping, {}))
