"""`siang doctor`: looks at everything that has to be right, and says in words what is not."""

import email.utils
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files

import click
import urllib3
from sqlalchemy.exc import SQLAlchemyError

from bot.api.health import look
from bot.clock import SystemClock
from bot.commands.serving import read_settings
from bot.line.client import LineClient
from bot.line.errors import LineError
from bot.line.token import ask_token
from bot.parts import make_parts
from bot.richmenu.api import RichMenuApi
from bot.richmenu.menus import MAIN, alias_of
from bot.richmenu.publish import BEFORE
from bot.richmenu.words import languages
from bot.settings import Settings
from handlers.alarms import TOKEN_SOON
from nlp.reader import load_reader

NO_TOKEN = "the access token is wrong or has ended: issue a new one"  # noqa: S105 - words
FONTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
CLOCK_MAY_DIFFER = timedelta(seconds=5)

Finding = tuple[bool, str]


@click.command(help="Check settings, database, LINE access, webhook, clock, quota, menus, media, fonts and model.")
def doctor() -> None:
    """Print one line for each thing looked at; exit with 1 if any is wrong."""
    settings = read_settings()
    click.echo("ok    Settings: all are there.")
    healthy = True
    for examine in (_database, _line, _clock, _media, _fonts, _model):
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
    for check in (_token, _account, _webhook, _quota, _menus):
        try:
            yield from check(line, settings)
        except LineError as problem:
            status = getattr(problem, "status", None)
            away = f"{problem}: check LINE_API_URL, and that this machine reaches it"
            yield False, f"LINE: {NO_TOKEN if status == 401 else away}."
            return


def _token(line: LineClient, settings: Settings) -> Iterator[Finding]:
    now = SystemClock().now()
    state = ask_token(settings.line_api_url, settings.line_channel_access_token, now)
    if not state.valid:
        yield False, f"Token: {NO_TOKEN} in the LINE Developers console and put it into LINE_CHANNEL_ACCESS_TOKEN."
        return
    if state.ends is None:
        yield True, "Token: it is good, and has no end."
        return
    days = (state.ends - now).days
    advice = "" if days >= TOKEN_SOON.days else " Issue a new one and put it into LINE_CHANNEL_ACCESS_TOKEN."
    yield days >= TOKEN_SOON.days, f"Token: it is good for {days} more days, until {state.ends:%Y-%m-%d}.{advice}"


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
    advice = " Nothing but replies is sent until the month ends, or the plan is raised." if quota.spent else ""
    yield not quota.spent, f"Quota: {quota.used} {of} messages used this month.{advice}"


def _menus(line: LineClient, settings: Settings) -> Iterator[Finding]:
    parts = make_parts(settings)
    live = {alias for alias in RichMenuApi.of(parts).aliases() if not alias.endswith(BEFORE)}
    missing = sorted(alias_of(language, MAIN) for language in languages() if alias_of(language, MAIN) not in live)
    if missing:
        yield False, f"Rich menu: {', '.join(missing)} is not published: run siang richmenu publish."
    else:
        yield True, "Rich menu: it is published in every language."


def _media(settings: Settings) -> Iterator[Finding]:
    try:
        make_parts(settings).media.check()
        yield True, f"Media: {settings.media_url.partition('?')[0]} can be written to."
    except OSError as problem:
        why = problem.strerror or str(problem)
        yield False, f"Media: {settings.media_url.partition('?')[0]} cannot be written to ({why}): check MEDIA_URL."


def _fonts(settings: Settings) -> Iterator[Finding]:
    missing = [name for name in FONTS if not (files("bot") / "fonts" / name).is_file()]
    words = f"{', '.join(missing)} is missing: install the program anew." if missing else "Thai fonts are there."
    yield not missing, f"Fonts: {words}"


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        load_reader()
        yield True, "Model: the reader of Thai is there and loads."
    except (OSError, ValueError) as problem:
        yield False, f"Model: it does not load ({problem}); people are asked instead of guessed about. Run siang train."


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
