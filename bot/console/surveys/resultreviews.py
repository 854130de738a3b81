"""Quick polls by counter, service, unit and member of staff; channels of listening over three fiscal years."""

from collections.abc import Mapping

from flask import render_template, request
from markupsafe import Markup

from bot.charts.bars import levels_bar
from bot.console.frame import console, me, parts, unit_name, words
from bot.console.surveys.results import tools
from bot.services.surveys.reviews import Polls, Reviews
from handlers.surveys.bands import LEVELS, Row
from handlers.surveys.ratings import FEWEST_OF_STAFF
from nlp.taxonomy import CATEGORY_KEYS

DAYS = (30, 90, 365, 0)


@console.get("/results/channels")
def results_channels() -> str:
    """Satisfaction high, middle and low per channel, and how much each was used."""
    found = _reviews().channels(me().role, me().unit)
    most = max((use for row in found.rows for use in row.uses), default=0)
    return render_template(
        "console/results/channels.html", view=found, levels=LEVELS, most=most, levels_bar=_levels_bar, **tools()
    )  # fmt: skip


@console.get("/results/polls")
def results_polls() -> str:
    """Ratings by faces."""
    days = request.args.get("days", type=int)
    days = days if days in DAYS else DAYS[1]
    found = _reviews().polls(me().role, me().unit, days)
    return render_template(
        "console/results/polls.html", view=found, days=days, choices=DAYS, tables=_tables(found),
        fewest=FEWEST_OF_STAFF, **tools(),
    )  # fmt: skip


def _levels_bar(percent: Mapping[str, float]) -> Markup:
    told = [f"{words().say(f'results.level_{level}')} {percent[level]:.0f} %" for level in LEVELS]
    return levels_bar(percent, ", ".join(told))


def _reviews() -> Reviews:
    return Reviews(parts().database, parts().clock, parts().settings.office_zone)


def _tables(found: Polls) -> list[tuple[str, list[tuple[str, Row]]]]:
    """The tables of the page: key of the heading, and rows with their names."""
    say, language = words().say, words().language

    def of_counter(key: str) -> str:
        names = found.names.get(key, {})
        return names.get(language) or names.get("th", key)

    tables = [
        ("counters", [(of_counter(row.key), row) for row in found.counters]),
        ("services", [(of_counter(row.key), row) for row in found.services]),
        ("units", [(unit_name(row.key), row) for row in found.units]),
        ("categories", [(say(f"category.{row.key}"), row) for row in found.categories if row.key in CATEGORY_KEYS]),
        ("staff", [(found.people.get(row.key, row.key), row) for row in found.staff or []]),
    ]
    return [(key, rows) for key, rows in tables if rows]

