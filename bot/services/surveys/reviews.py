"""Quick polls, channels of listening, matters over the years: fetched for who asks, told by the heart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.services.surveys.results import source_of
from handlers.cases.access import sight_of
from handlers.cases.counting import SIDES, Counts, by_side, matter, of_years
from handlers.cases.reference import fiscal_year
from handlers.cases.status import Role
from handlers.dates import BUDDHIST
from handlers.surveys.bands import Row
from handlers.surveys.ratings import FACES, FEWEST_OF_STAFF, ChannelRow, Scores, channel_rows, ratings, together
from handlers.surveys.sight import may_see_staff
from storage.database import Database
from storage.finding import counts as casecounts
from storage.staff import StaffRow
from storage.surveys import results as surveyresults
from storage.surveys import reviews

YEARS = 3
Span = tuple[datetime, datetime]
SURVEY, COUNTER = "survey", "counter"  # channels that are no way for a case to come in


@dataclass(frozen=True)
class Polls:
    """Ratings: of all together, and by what was rated, each the lowest first. Without `staff` they may not be seen."""

    everything: Row
    counters: list[Row]
    services: list[Row]
    units: list[Row]
    categories: list[Row]
    staff: list[Row] | None
    names: Mapping[str, Mapping[str, str]]  # of counters, by language
    people: Mapping[str, str]


@dataclass(frozen=True)
class ChannelReview:
    """Channels of listening: how they were found, and how much they were used in each fiscal year (B.E.)."""

    years: tuple[int, ...]
    rows: list[ChannelRow]


@dataclass(frozen=True)
class CaseReview:
    """Matters of some fiscal years (B.E.), counted: all together, and by each side of them."""

    years: tuple[int, ...]
    everything: tuple[Counts, ...]
    sides: Mapping[str, list[tuple[str, tuple[Counts, ...]]]]


class Reviews:
    """Reads ratings."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    def polls(self, role: Role, unit: str | None, days: int | None) -> Polls:
        """Return the ratings of the last `days` (all without), of what someone may see."""
        now = self._clock.now()
        since = now - timedelta(days=days) if days else None
        sight = sight_of(role, unit)
        with self._database.reading() as db:
            day = since.astimezone(self._zone).date() if since else None
            counted = reviews.counter_scores(db, sight.unit, day)
            counters = reviews.counters_rated(db)
            units = reviews.case_scores(db, sight, "unit", since)
            categories = reviews.case_scores(db, sight, "category", since)
            officers = reviews.case_scores(db, sight, "staff", since)
            people = {str(row.id): row.name for row in db.scalars(select(StaffRow))}
        at_counters = _summed(counted, {key: str(row.staff_id) for key, row in counters.items() if row.staff_id})
        names = {key: row.names for key, row in counters.items()}
        services = {key: row.service for key, row in counters.items() if row.service}
        by_service = _summed(counted, {key: service["th"] for key, service in services.items() if service.get("th")})
        by_unit = _summed(counted, {key: row.unit for key, row in counters.items() if row.unit})
        return Polls(
            everything=together({**categories, **{f"counter {key}": scores for key, scores in counted.items()}}),
            counters=ratings(counted),
            services=ratings(by_service),
            units=ratings(_joined(units, by_unit)),
            categories=ratings(categories),
            staff=ratings(_joined(officers, at_counters), FEWEST_OF_STAFF) if may_see_staff(role) else None,
            names=names | {service["th"]: service for service in services.values() if service.get("th")},
            people=people,
        )

    def channels(self, role: Role, unit: str | None) -> ChannelReview:
        """Return the channels with satisfaction and use over three fiscal years, this one the last."""
        last = fiscal_year(self._clock.now().astimezone(self._zone).date())
        years = tuple(range(last - YEARS + 1, last + 1))
        spans = [_span(year, self._zone) for year in years]
        sight = sight_of(role, unit)
        with self._database.reading() as db:
            found: dict[str, tuple[int, Scores]] = {
                key: (FACES, scores)
                for key, scores in reviews.case_scores(db, sight, "channel", spans[0][0]).items()
            }
            uses = reviews.channel_uses(db, sight, spans)
            if counted := _all(reviews.counter_scores(db, sight.unit, spans[0][0].date())):
                found[COUNTER] = (FACES, counted)
                days = [(begin.date(), end.date()) for begin, end in spans]
                uses[COUNTER] = reviews.counter_uses(db, sight.unit, days)
            asked, uses[SURVEY] = self._questionnaires(db, spans)
            if asked:
                found[SURVEY] = (FACES - 2, asked)
        if not any(uses[SURVEY]):
            del uses[SURVEY]
        return ChannelReview(years, channel_rows(found, uses, YEARS))

    def cases(self, role: Role, unit: str | None, kind: str | None) -> CaseReview:
        """Return the matters of three fiscal years, counted; of one kind or all, and only what someone may see."""
        today = self._clock.now().astimezone(self._zone).date()
        last = fiscal_year(today)
        years = tuple(range(last - YEARS + 1, last + 1))
        begin = _span(years[0], self._zone)[0]
        hours = int((begin.utcoffset() or timedelta()).total_seconds() // 3600)
        with self._database.reading() as db:
            matters = [
                matter(
                    {side: getattr(row, side) for side in SIDES}, row.status, row.opened_at, row.answered_at, row.due,
                    reopened=row.reopened, hours=hours,
                )
                for row in casecounts.since(db, sight_of(role, unit), begin, kind)
            ]  # fmt: skip
        sides = {side: by_side(matters, side, years, today) for side in SIDES}
        return CaseReview(years, of_years(matters, years, today), sides)

    @staticmethod
    def _questionnaires(db: Session, spans: Sequence[Span]) -> tuple[dict[int, int], tuple[int, ...]]:
        """The answers to three-point items of all waves that began in those years, and how many people gave them."""
        sums: dict[int, int] = {}
        people = [0] * len(spans)
        for wave in surveyresults.counting_waves(db):
            began = wave.launched_at
            at = next((at for at, (begin, end) in enumerate(spans) if began and begin <= began <= end), None)
            if at is None:
                continue
            source = source_of(db, wave)
            people[at] += source.counted.people
            for question in source.scales:
                for code, n in source.counted.codes(question.key).items() if question.points == FACES - 2 else ():
                    sums[code] = sums.get(code, 0) + n
        return sums, tuple(people)


def _span(year: int, zone: ZoneInfo) -> Span:
    """From the first to the last moment of a fiscal year (B.E.)."""
    begins = datetime(year - BUDDHIST - 1, 10, 1, tzinfo=zone)
    return begins, datetime(year - BUDDHIST, 10, 1, tzinfo=zone) - timedelta(microseconds=1)


def _summed(found: Mapping[str, Scores], owner: Mapping[str, str]) -> dict[str, dict[int, int]]:
    """The scores of what belongs to the same, together."""
    sums: dict[str, dict[int, int]] = {}
    for key, scores in found.items():
        if key in owner:
            mine = sums.setdefault(owner[key], {})
            for score, n in scores.items():
                mine[score] = mine.get(score, 0) + n
    return sums


def _joined(one: Mapping[str, Scores], other: Mapping[str, Scores]) -> dict[str, dict[int, int]]:
    renamed = {f"{at} {key}": scores for at, found in enumerate((one, other)) for key, scores in found.items()}
    return _summed(renamed, {key: key[2:] for key in renamed})


def _all(found: Mapping[str, Scores]) -> dict[int, int]:
    return _summed(found, dict.fromkeys(found, "")).get("", {})

