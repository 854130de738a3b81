"""`siang doctor`: looks at everything that has to be right, and says in words what is not."""

import email.utils
from collections.abc import Iterator
from datetime import timedelta

import click
import urllib3
from sqlalchemy.exc import SQLAlchemyError

from bot.api.health import look
from bot.clock import SystemClock
from bot.commands.serving import read_settings
from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.parts import make_parts
from bot.settings import Settings

CLOCK_MAY_DIFFER = timedelta(seconds=5)

Finding = tuple[bool, str]


@click.command(help="Check settings, database, LINE access, webhook and clock.")
def doctor() -> None:
    """Print one line for each thing looked at; exit with 1 if any is wrong."""
    settings = read_settings()
    click.echo("ok    Settings: all are there.")
    healthy = True
    for examine in (_database, _line, _clock):
        for fine, words in examine(settings):
            click.echo(f"{'ok   ' if fine else 'WRONG'} {words}")
            healthy = healthy and fine
    if not healthy:
        raise SystemExit(1)


def _database(settings: Settings) -> Iterator[Finding]:
    parts = make_parts(settings)
    problems = look(parts)
    yield "database" not in problems, problems.get("database", "Database: it answers.")
    if "database" in problems:
        return
    yield "migrations" not in problems, problems.get("migrations", "Database: its version is the newest.")
    for name in ("worker", "events", "messages"):
        if name in problems:
            yield False, problems[name]
    try:
        with parts.database.begin():
            yield True, "Database: it can be written to."
    except SQLAlchemyError as problem:
        yield False, f"Database: it cannot be written to ({type(problem).__name__}): check the disk and its rights."


def _line(settings: Settings) -> Iterator[Finding]:
    line = LineClient(settings.line_channel_access_token, settings.line_api_url)
    for check in (_account, _webhook, _quota):
        try:
            yield from check(line, settings)
        except LineError as problem:
            status = getattr(problem, "status", None)
            advice = "the access token is wrong or has ended: issue a new one" if status == 401 else str(problem)
            yield False, f"LINE: {advice}."
            return


def _account(line: LineClient, settings: Settings) -> Iterator[Finding]:
    info = line.bot_info()
    yield True, f"LINE: the token is the one of {info.get('displayName')} ({info.get('basicId')})."


def _webhook(line: LineClient, settings: Settings) -> Iterator[Finding]:
    expected = f"{settings.public_url}/callback"
    found = line.webhook_endpoint() or {}
    address = found.get("endpoint")
    if address != expected:
        yield False, f"Webhook: LINE has {address or 'no address'}; it should be {expected} (see PUBLIC_URL)."
        return
    if not found.get("active"):
        yield False, 'Webhook: it is switched off; switch on "Use webhook" in the LINE Developers console.'
        return
    result = line.test_webhook()
    if result.get("success"):
        yield True, f"Webhook: LINE reaches {expected} and the signature is accepted."
    else:
        yield False, f"Webhook: LINE's test failed: {result.get('reason')} {result.get('detail', '')}".rstrip() + "."


def _quota(line: LineClient, settings: Settings) -> Iterator[Finding]:
    quota = line.quota()
    of = "without a limit" if quota.limit is None else f"of {quota.limit}"
    yield not quota.spent, f"Quota: {quota.used} {of} messages used this month."


def _clock(settings: Settings) -> Iterator[Finding]:
    try:
        answer = urllib3.request("GET", settings.line_api_url, timeout=5.0, retries=False)
        told = email.utils.parsedate_to_datetime(answer.headers["Date"])
    except (urllib3.exceptions.HTTPError, KeyError, ValueError):
        yield False, "Clock: LINE's time could not be asked for."
        return
    off = abs(SystemClock().now() - told)
    fine = off <= CLOCK_MAY_DIFFER
    yield fine, f"Clock: {off.total_seconds():.0f} s from LINE's." + ("" if fine else " Set it by NTP.")
