"""The chart of the quota: a bar for each day of the month, drawn as SVG here, since pages carry no script for it."""

from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from handlers.quota import next_first

WIDTH, HEIGHT, BASE, TOP = 720, 190, 158, 22
MOST_LABELS = 8


def bars(days: Mapping[date, int], title: str) -> Markup:
    """Return the chart of a month; the days to come are there, empty."""
    first = min(days)
    whole = [first + timedelta(days=offset) for offset in range((next_first(first) - first).days)]
    step, most = WIDTH / len(whole), max(*days.values(), 1)
    pieces = [_grid(most)]
    for number, day in enumerate(whole):
        pieces.append(_bar(day, days.get(day), number * step, step, most))
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH + 46, HEIGHT, title, Markup("").join(pieces)
    )


def meter(used: int, planned: int, limit: int, kept: int, title: str) -> Markup:
    """Return one long bar: used, planned, and from where what is left is kept back."""
    share = [min(1.0, part / limit) if limit else 0.0 for part in (used, used + planned, limit - kept)]
    mark = Markup('<line class="m-kept" x1="{0:.1f}" y1="0" x2="{0:.1f}" y2="22"/>').format(share[2] * WIDTH)
    return Markup(
        '<svg class="meter" viewBox="0 0 {w} 22" role="img" aria-label="{title}" preserveAspectRatio="none">'
        '<rect class="m-all" width="{w}" height="22" rx="8"/>'
        '<rect class="m-planned" width="{p:.1f}" height="22" rx="8"/>'
        '<rect class="m-used" width="{u:.1f}" height="22" rx="8"/>{mark}</svg>'
    ).format(w=WIDTH, title=title, p=share[1] * WIDTH, u=share[0] * WIDTH, mark=mark if kept else "")


def _grid(most: int) -> Markup:
    lines = Markup("")
    for value in sorted({0, (most + 1) // 2, most}):
        y = BASE - (BASE - TOP) * value / most
        lines += Markup(
            '<line class="c-line" x1="0" x2="{w}" y1="{y:.1f}" y2="{y:.1f}"/><text x="{x}" y="{t:.1f}">{n}</text>'
        ).format(w=WIDTH, x=WIDTH + 8, y=y, t=y + 5, n=f"{value:,}")
    return lines


def _bar(day: date, count: int | None, x: float, step: float, most: int) -> Markup:
    drawn = Markup("")
    if count:
        tall = max(2.0, (BASE - TOP) * count / most)
        drawn = Markup('<rect class="c-bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="3"/>').format(
            x + step * 0.16, BASE - tall, step * 0.68, tall
        )
    every = -(-31 // MOST_LABELS)
    if (day.day - 1) % every:
        return drawn
    return drawn + Markup('<text class="c-day" x="{:.1f}" y="{}">{}</text>').format(x + step / 2, BASE + 22, day.day)
