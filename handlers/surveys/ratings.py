"""Ratings by five faces as rows of satisfaction, and channels by high, middle and low; few ratings are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.surveys.bands import LEVELS, Row, banded, hidden_row, levels, row_of
from handlers.surveys.hiding import FEWEST
from handlers.surveys.rounding import shares

FACES = 5
FEWEST_OF_STAFF = 10  # one person's rating hangs on them alone: it takes more to be fair

Scores = Mapping[int, int]  # score -> how many


@dataclass(frozen=True)
class ChannelRow:
    """A channel of listening: high, middle and low in percent that sum to 100; None of fewer than five ratings."""

    key: str
    n: int
    percent: Mapping[str, float] | None
    uses: tuple[int, ...]


def ratings(found: Mapping[str, Scores], fewest: int = FEWEST) -> list[Row]:
    """Return a row for each thing rated, the lowest first; fewer than `fewest` ratings say nothing and are not shown.

    Nothing is kept secret by that, as groups of a questionnaire are: what was rated has no side of a person.
    """
    few = {key for key, scores in found.items() if 0 < sum(scores.values()) < fewest}
    rows = [hidden_row(key) if key in few else _rated(key, scores) for key, scores in found.items()]
    return sorted(rows, key=lambda row: row.satisfied.interval.value if row.satisfied else 2.0)


def together(found: Mapping[str, Scores]) -> Row:
    """Return the row of all ratings."""
    sums: dict[int, int] = {}
    for scores in found.values():
        for score, n in scores.items():
            sums[score] = sums.get(score, 0) + n
    return _rated("all", sums)


def channel_rows(
    found: Mapping[str, tuple[int, Scores]], uses: Mapping[str, tuple[int, ...]], years: int
) -> list[ChannelRow]:
    """Return a row for each channel that was used or rated: `found` holds the points of the scale and the scores."""
    keys = dict.fromkeys([*uses, *found])
    return [_channel(key, found.get(key), uses.get(key, (0,) * years)) for key in keys]


def _channel(key: str, found: tuple[int, Scores] | None, uses: tuple[int, ...]) -> ChannelRow:
    n = sum(found[1].values()) if found else 0
    if found is None or n < FEWEST:
        return ChannelRow(key, 0, None, uses)
    sums = levels(*found)
    return ChannelRow(key, n, dict(zip(LEVELS, shares([sums[level] for level in LEVELS]), strict=True)), uses)


def _rated(key: str, scores: Scores) -> Row:
    return row_of(key, banded(FACES, scores), sum(scores.values()))
